"""What a batch of requests is judged by, and what may come of it besides events."""

from collections.abc import Callable
from dataclasses import dataclass, field

from chimp.core import effects
from chimp.core.coordinator import Coordinator
from chimp.core.message import Message, Note
from chimp.core.session import Session


class Refused(Exception):
    """A request that could be read and may not be; `refuse` says why."""

    def __init__(self, refuse: effects.Refuse) -> None:
        super().__init__(refuse.message)
        self.refuse = refuse


@dataclass(slots=True)
class Stored:
    """What the store knows of what a batch of requests is about, and what the batch adds to it."""

    sessions: dict[str, Session] = field(default_factory=dict)
    at: dict[str, Session] = field(default_factory=dict)
    by_request: dict[tuple[str, str], Session] = field(default_factory=dict)
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    notes: dict[tuple[str, str], Note] = field(default_factory=dict)

    def note(self, effect: effects.Effect) -> None:
        """Keep up with what was decided since."""
        match effect:
            case effects.SaveSession(session) | effects.Deliver(session):
                self.sessions[session.key] = session
                self.at[session.topic] = session
            case effects.SaveMessage(message):
                self.messages[message.session_key, message.id] = message
            case effects.SaveNote(note):
                self.notes[note.session_key, note.id] = note
            case effects.Erase(session_key):
                erased = self.sessions.pop(session_key, None)
                if erased is not None:
                    self.at.pop(erased.topic, None)
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Situation:
    """Who is served now, what is stored, what time it is (ms), and ids for what is new."""

    coordinator: Coordinator
    stored: Stored
    now: int
    new_id: Callable[[], str]


def closed_one(session: Session | None) -> Session | None:
    """The session if it is closed: an open one is in memory, as it is now."""
    return None if session is None or session.is_open else session
