# make demo      a crawl of the embedded news web, with what was found
# make test      every check and test
# make ci        what takes longer than a test may: crawls, kills, power loss, I/O errors, a soak, a browser (25 minutes at most)
# make nightly   the same in earnest (90 minutes at most)
# make wheel     what is published, in dist/
# make install-test   the wheel in a venv of its own, away from this folder
# make clean     removes what the others made
.PHONY: demo test lint types contracts tests ci nightly wheel install-test clean
.DEFAULT_GOAL := demo
.NOTPARALLEL:

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# A user without a home, as in many containers: pip wants a place for its cache.
ifndef HOME
export HOME := $(abspath $(VENV))
endif
# In the environment constraints hold for what builds the package, too.
INSTALL := PIP_CONSTRAINT=constraints.txt $(PIP) install

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is %d.%d; name another: make PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@echo 'Installing into $(VENV): once, for about a minute …' >&2
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install 'pip>=24'
	@touch $@

$(VENV)/.installed: $(VENV)/.pip pyproject.toml constraints.txt
	@$(INSTALL) --editable '.[web]'
	@touch $@

$(VENV)/.dev: $(VENV)/.pip pyproject.toml constraints.txt
	@$(INSTALL) --editable '.[dev]'
	@touch $(VENV)/.installed $@

demo: $(VENV)/.installed
	@$(BIN)/python -m aggregator demo --keep demo-output

test: lint types contracts tests

lint: $(VENV)/.dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(VENV)/.dev
	$(BIN)/python -m mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

tests: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

ci: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m ci -n 2 --dist loadgroup

nightly: $(VENV)/.dev
	$(BIN)/python -m pytest -q -m nightly -n 2 --dist loadgroup

wheel: $(VENV)/.dev
	$(BIN)/python -m hatchling build

install-test: $(VENV)/.dev
	AGGREGATOR_INSTALL_TEST=1 $(BIN)/python -m pytest -q tests/docs/test_install.py

clean:
	rm -rf $(VENV) demo-output dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
