"""The last messages of the sessions that are being talked in, encoded once.

Every control and chat message carries a session's last messages, so they are kept at hand for
the sessions in use and come from the store when a session is used again.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chimp.core.effects import MarkSeen
from chimp.core.message import Message, MessageRef
from chimp.core.people import Customer
from chimp.wire.outbound import Encoded, encode_message

_CAPACITY = 5_000
"""How many sessions are kept at hand; at 50 messages of 500 bytes that is about 200 MB at worst,
and a tenth of it for chats as they are."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A message that was read, and the same as the dialect of 2019 has it."""

    message: Message
    encoded: Encoded


@dataclass(slots=True)
class _Line:
    message: Message
    encoded: Encoded

    def put(self, message: Message) -> None:
        self.message, self.encoded = message, encode_message(message)


class Transcripts:
    """Knows the last `length` messages of each session in use."""

    def __init__(self, length: int, capacity: int = _CAPACITY) -> None:
        self._length = length
        self._capacity = capacity
        self._lines: OrderedDict[str, deque[_Line]] = OrderedDict()

    @property
    def length(self) -> int:
        return self._length

    def missing(self, session_keys: Iterable[str]) -> list[str]:
        """Which of these sessions have to be loaded first."""
        return [key for key in dict.fromkeys(session_keys) if key not in self._lines]

    def load(self, messages: Mapping[str, Sequence[Message]], session_keys: Iterable[str]) -> None:
        """Take in what the store knows of these sessions, oldest message first."""
        for key in session_keys:
            lines = (_Line(m, encode_message(m)) for m in messages.get(key, ()))
            self._lines[key] = deque(lines, maxlen=self._length)

    def trim(self) -> None:
        """Let go of the sessions that were not used for longest, down to the capacity."""
        while len(self._lines) > self._capacity:
            self._lines.popitem(last=False)

    def add(self, message: Message) -> Encoded:
        line = _Line(message, encode_message(message))
        self._of(message.session_key).append(line)
        return line.encoded

    def mark_read(
        self,
        session_key: str,
        refs: Iterable[MessageRef],
        read_at: int,
        reader_key: str | None = None,
    ) -> list[Marked]:
        """Mark what `refs` name, and return it as it now is; what was marked keeps its time."""
        by_time: dict[int, list[MessageRef]] = {}
        for ref in refs:
            by_time.setdefault(ref.timestamp, []).append(ref)
        marked = []
        for line in self._of(session_key):
            message = line.message
            if not any(ref.matches(message) for ref in by_time.get(message.timestamp, ())):
                continue
            if message.author.key == reader_key:
                continue
            if message.read_at is None:
                line.put(replace(message, read_at=read_at))
            marked.append(Marked(line.message, line.encoded))
        return marked

    def mark_seen(self, mark: MarkSeen) -> list[Marked]:
        """Mark what one side has seen; returns what was read by that for the first time."""
        newly_read = []
        for line in self._of(mark.session_key):
            message = line.message
            if isinstance(message.author, Customer) is mark.by_customer:
                continue
            is_read = message.read_at is None and message.seq <= (mark.read or 0)
            has_arrived = is_read or message.seq <= (mark.delivered or 0)
            if message.delivered_at is None and has_arrived:
                message = replace(message, delivered_at=mark.seen_at)
            if is_read:
                message = replace(message, read_at=mark.seen_at)
            if message is not line.message:
                line.put(message)
            if is_read:
                newly_read.append(Marked(line.message, line.encoded))
        return newly_read

    def last(self, session_key: str) -> list[Encoded]:
        return [line.encoded for line in self._lines.get(session_key, ())]

    def clear(self) -> None:
        self._lines.clear()

    def _of(self, session_key: str) -> deque[_Line]:
        lines = self._lines.get(session_key)
        if lines is None:
            lines = self._lines[session_key] = deque(maxlen=self._length)
        else:
            self._lines.move_to_end(session_key)
        return lines
