import re

import pytest

from aggregator.base.errors import ConfigError
from aggregator.download.agent import PRODUCT, product_token, user_agent


@pytest.mark.parametrize("contact", ["https://bots.example/about", "mail@bots.example"])
def test_the_user_agent_names_product_version_and_contact(contact: str) -> None:
    assert user_agent("1.2", contact) == f"{PRODUCT}/1.2 (+{contact})"


def test_without_contact_it_names_the_product() -> None:
    assert user_agent("1.2", None) == f"{PRODUCT}/1.2"


@pytest.mark.parametrize(
    "contact", ["", "me", "https://a.example/\r\nX: y", "https://a.example/)", "mé@a.example", "a b@c.example"]
)
def test_what_is_no_contact_is_refused(contact: str) -> None:
    with pytest.raises(ConfigError):
        user_agent("1.2", contact)


def test_our_product_token_is_one_that_robots_txt_can_name() -> None:
    assert re.fullmatch("[A-Za-z_-]+", PRODUCT)
    assert product_token(user_agent("1.2", None)) == PRODUCT.lower()
