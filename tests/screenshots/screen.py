"""What a screen is, and what every one of them can count on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

from tests.browser.attending import Attending
from tests.browser.server import Account, Server

Who = Literal["nobody", "ann", "administrator", "customer"]
"""Who is looking: Ann has a full desk; the administrator has just been made, on a server of their
own; nobody and a customer are not logged in."""


@dataclass(frozen=True, slots=True)
class Example:
    """The desk of a shop on a busy morning."""

    server: Server
    ann: Account
    at_work: Attending
    """Ann herself, without a console."""
    colleague: Attending
    """Bob, who has not come yet."""
    sessions: dict[str, str]
    """Ids, by the customer's first name."""


def nothing(page: Page, example: Example) -> None:
    """It is ready when it is loaded."""
    del page, example


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """`prepare` does what has to be done until it shows what it is about, and waits for that.

    `path` may have `{Lena}` in it, which is the id of that customer's session.
    """

    name: str
    path: str
    who: Who = "ann"
    prepare: Callable[[Page, Example], None] = nothing
    is_whole_page: bool = False
