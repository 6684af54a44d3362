"""What a channel is: everything that decoding, the published document and its readers need."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chimp.core import topics
from chimp.core.topics import Act, Leaf


class Way(StrEnum):
    """Up is what clients publish, down what they hear."""

    UP = "up"
    DOWN = "down"


class Speech(StrEnum):
    """Which clients speak like that; each value is a heading."""

    NATIVE = "Our own dialect"
    SEED = "The seed's dialect"
    LEGACY = "The dialect of 2019"


class Party(StrEnum):
    """Who publishes, or who hears; each value is the sentence that says it."""

    CUSTOMER = "The session's customer."
    BOTH = "The session's customer and its attendant."
    ATTENDANT = "That attendant."
    ATTENDANTS = "Attendants."
    ANYBODY = "Anybody."
    ASKER = "Whoever asked."


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One kind of payload on one kind of topic.

    `payload` is a pydantic model, or a type made of models. `leaf` is what the topic ends in, if it
    lies below a session topic, `act` what an attendant does by publishing there. `retained`:
    whoever subscribes later hears the latest one.
    """

    way: Way
    topic: str
    payload: Any
    party: Party
    speech: Speech
    summary: str
    leaf: Leaf | None = None
    act: Act | None = None
    retained: bool = False


def below(leaf: Leaf) -> str:
    """The template of a topic below a session topic."""
    return topics.below("{sessionTopic}", leaf)
