"""For ``scrapyd-deploy`` alone, which makes an egg of it: the spiders. The program itself is installed beside Scrapyd.

All the rest stands in ``pyproject.toml``.
"""

from setuptools import setup

setup(packages=["spiders"])
