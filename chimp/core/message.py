"""One thing said in a session."""

from dataclasses import dataclass

from chimp.core.people import Attendant, Id, Person, key


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A stored message; `(session_key, seq)` and `(session_key, id)` are both unique.

    `seq` counts from 1 without gaps in the order in which the server took the messages in.
    `timestamp` is the sender's own clock, `stored_at` ours, `delivered_at` when it first reached a
    front end of the other side, `read_at` when that side first saw it; all in milliseconds since
    the epoch.
    """

    id: str
    session_key: str
    seq: int
    author: Person
    timestamp: int
    content: str
    stored_at: int
    delivered_at: int | None = None
    read_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What an attendant tells the others about a session; the customer never sees it."""

    id: str
    session_key: str
    author: Attendant
    content: str
    stored_at: int


@dataclass(frozen=True, slots=True)
class MessageRef:
    """How the 2019 dialect names a message: by its time and its author.

    Two messages may share both, so the content tells them apart where it is given.
    """

    timestamp: int
    author_id: Id
    content: str | None = None

    def matches(self, message: Message) -> bool:
        return (
            self.timestamp == message.timestamp
            and key(self.author_id) == message.author.key
            and self.content in (None, message.content)
        )
