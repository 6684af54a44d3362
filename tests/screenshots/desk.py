"""The desk of an example shop: conversations at every stage, and everything that is set up."""

import base64
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from playwright.sync_api import Browser

from tests.browser.attending import Attending
from tests.browser.customer import Customer
from tests.browser.server import Server
from tests.browser.visitors import Visitor, Visitors
from tests.screenshots.screen import Example

_LIMIT: Final = 4
"""Sessions that Ann takes: those who come after that wait."""

_CANNED: Final = (
    (
        "hello",
        "Greeting",
        "Hello {{customer.name}}, this is {{attendant.name}} of {{desk.name}}. What can I do?",
    ),
    ("delivery", "Delivery times", "We deliver on Tuesdays and Fridays, between 9 and 17 h."),
    ("returns", "Returns", "A plant that does not like you may come back within 30 days."),
    ("light", "How much light", "Two steps from the window is right for most of our plants."),
)
_HOURS: Final = [{"from": "09:00", "to": "18:00"}]
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday")

Details = dict[str, Any]
Lines = tuple[str, ...]
"""Of a conversation; those of the attendant begin with `> `, notes with `# `."""

_EARLIER: Final[Lines] = (
    "Good morning. Do you have pots for a big monstera?",
    "> Good morning Lena. Yes, up to 40 cm across. What does yours measure?",
    "About 30. Thank you, I will come by.",
)
_TALKS: Final[tuple[tuple[Details, Lines], ...]] = (
    (
        {"name": "Lena Fischer", "email": "lena@example.org", "plan": "Gold", "city": "Hamburg"},
        (
            "Hello, my monstera has yellow leaves since last week :(",
            "I water it twice a week, as the card says.",
            "> Hello Lena, I am sorry to hear that. Twice is a lot in winter.",
            "> Is the soil wet when you put a finger in, down to the first joint?",
            "Yes, quite wet.",
            "# She is a customer of three years, the plant is from our June delivery.",
            "> Then let it dry for two weeks, and take the yellow leaves off. It will come back.",
            "And how do I know? https://example.org/monstera says to look at the leaves.",
            "> The finger is the best measure. When the first joint stays clean, water again.",
            "Thank you so much, that helps! 🌿",
        ),
    ),
    (
        {"name": "Mateus Oliveira", "email": "mateus@example.org"},
        (
            "Hi! Is order 20871 on its way?",
            "> Hi Mateus, I am looking it up.",
            "> It left us this morning, and arrives on Friday.",
            "Great, can it be left with the neighbour?",
        ),
    ),
    (
        {"name": "Aisha Khan"},
        ("Do you ship to Austria?", "> We do, for 9 €. It takes two days longer.", "Perfect!"),
    ),
    (
        {"name": "Jonas"},
        (
            "The pot arrived broken, here is what it looks like: https://example.org/pictures/1",
            "> That should not happen, I am sorry. A new one goes out today.",
        ),
    ),
)
_WAITING: Final[tuple[tuple[Details, str], ...]] = (
    ({"name": "Sofía Ramírez", "email": "sofia@example.org"}, "Which fern likes a dark bathroom?"),
    ({"name": "Yusuf"}, "Hello? Is anybody there"),
    ({"name": "Chloé Martin"}, "I would like to change the address of my order 20899, please."),
)


@contextmanager
def example_desk(server: Server, browser: Browser) -> Iterator[Example]:
    """As long as it is open, everybody in it is there."""
    ann = server.add_attendant("Ann", "--administrator", "--max-sessions", str(_LIMIT))
    bob = server.add_attendant("Bob")
    server.add_attendant("Chidi", "--type", "supervisor")
    visitors = Visitors(browser, server.url)
    administrator = visitors()
    administrator.log_in(ann)
    _set_up(administrator)
    with ExitStack() as stack:
        at_work = Attending(server, ann)
        stack.callback(at_work.stop)
        at_work.come()
        colleague = Attending(server, bob)
        stack.callback(colleague.stop)
        before = {_TALKS[0][0]["name"]: _earlier(server, at_work)}
        sessions = {}
        for details, lines in _TALKS:
            customer = Customer(server, again=before.get(details["name"]), **details)
            stack.callback(customer.leave)
            customer.ask(page={"url": "https://fig-and-fern.example/", "title": "Fig & Fern"})
            _talk(customer, at_work, lines)
            sessions[details["name"].split()[0]] = customer.session
        for details, said in _WAITING:
            waiting = Customer(server, **details)
            stack.callback(waiting.leave)
            waiting.says(said)
            sessions[details["name"].split()[0]] = waiting.session
        _left_message(server)
        visitors.leave()
        yield Example(server, ann, at_work, colleague, sessions)


def _set_up(administrator: Visitor) -> None:
    put: Callable[[str, Any], Any] = lambda path, body: administrator.json("PUT", path, body)  # noqa: E731
    put("/settings/desk", {"name": "Fig & Fern", "isSetUp": True})
    put(
        "/settings/hours",
        {
            "isOn": False,
            "timeZone": "Europe/Berlin",
            "week": {day: _HOURS if day in _DAYS else [] for day in (*_DAYS, "saturday", "sunday")},
            "closedOn": ["2026-12-25", "2027-01-01"],
        },
    )
    for shortcut, title, content in _CANNED:
        body = {"shortcut": shortcut, "title": title, "content": content}
        administrator.json("POST", "/canned-answers", body)
    ban = {"kind": "address", "value": "203.0.113.7", "because": "Floods the chat at night"}
    administrator.json("POST", "/bans", ban)


def _earlier(server: Server, at_work: Attending) -> Customer:
    """The first one was here before, and was content."""
    details, _ = _TALKS[0]
    customer = Customer(server, **details)
    _talk(customer, at_work, _EARLIER)
    customer.closes()
    customer.hear("control", instruction="session/closed")
    customer.rates(5, "Quick and kind")
    customer.leave()
    return customer


def _talk(customer: Customer, at_work: Attending, lines: Lines) -> None:
    at_work.heard(f"client/desk/sessions/{customer.session}", status="online")
    assert at_work.session["sessionId"] == customer.session
    for line in lines:
        if line.startswith("> "):
            at_work.say(line.removeprefix("> "))
            customer.hear("messages", content=line.removeprefix("> "))
        elif line.startswith("# "):
            at_work.do("notes", id=base64.b64encode(line.encode())[:20].decode(), content=line[2:])
        else:
            customer.says(line)


def _left_message(server: Server) -> None:
    """Somebody wrote at night, and has gone."""
    customer = Customer(server, name="Henrik Sørensen", email="henrik@example.org")
    customer.ask(leavesMessage=True)
    customer.says("My cactus leans to the left. Is that bad? You can write me an e-mail.")
    customer.leave()
