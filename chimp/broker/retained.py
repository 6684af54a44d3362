"""What is kept of topics for those who subscribe later (MQTT 3.1.1, section 3.3.1.3)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from chimp.broker.limits import Limits
from chimp.broker.packets_out import Publication
from chimp.broker.subscriptions import MAX_WILD_LEVELS


@dataclass(frozen=True, slots=True)
class Retained:
    """The last retained publication of a topic, and the quality of service it came with."""

    publication: Publication
    qos: int


@dataclass(slots=True)
class _Node:
    """One level of the topics; `kept` is what belongs to the topic that ends here."""

    children: dict[str, "_Node"] = field(default_factory=dict)
    kept: Retained | None = None


class RetainedMessages:
    """A tree of topics, so that a filter costs what it matches and not what there is."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._root = _Node()
        self._count = 0
        self._size = 0

    def __len__(self) -> int:
        return self._count

    @property
    def size(self) -> int:
        """Bytes of all payloads."""
        return self._size

    def keep(self, publication: Publication, qos: int) -> bool:
        """Instead of what was kept for its topic; an empty payload keeps nothing.

        [MQTT-3.3.1-5] [MQTT-3.3.1-10] [MQTT-3.3.1-11] Whether there was room for it.
        """
        levels = publication.topic.split("/")
        before = self._find(levels)
        known = 0 if before is None else len(before.publication.payload)
        size = len(publication.payload)
        if not size:
            if before is not None:
                self._remove(self._root, levels)
                self._count -= 1
                self._size -= known
            return True
        if (
            len(levels) > MAX_WILD_LEVELS
            or self._size - known + size > self._limits.max_retained_bytes
            or self._count + (before is None) > self._limits.max_retained_messages
        ):
            return False
        node = self._root
        for level in levels:
            node = node.children.setdefault(level, _Node())
        node.kept = Retained(publication, qos)
        self._count += before is None
        self._size += size - known
        return True

    def matching(self, topic_filter: str) -> Iterator[Retained]:
        """What a new subscription is about [MQTT-3.3.1-6], `$` topics and all."""
        yield from _matching(self._root, topic_filter.split("/"), 0)

    def _find(self, levels: list[str]) -> Retained | None:
        node: _Node | None = self._root
        for level in levels:
            node = None if node is None else node.children.get(level)
        return None if node is None else node.kept

    def _remove(self, node: _Node, levels: list[str]) -> None:
        if not levels:
            node.kept = None
            return
        child = node.children[levels[0]]
        self._remove(child, levels[1:])
        if child.kept is None and not child.children:
            del node.children[levels[0]]


def _matching(node: _Node, levels: list[str], depth: int) -> Iterator[Retained]:
    if depth == len(levels):
        if node.kept is not None:
            yield node.kept
        return
    level = levels[depth]
    if level == "#":
        yield from _below(node)
    elif level == "+":
        for child in node.children.values():
            yield from _matching(child, levels, depth + 1)
    elif (named := node.children.get(level)) is not None:
        yield from _matching(named, levels, depth + 1)


def _below(node: _Node) -> Iterator[Retained]:
    """Everything at that node and below it."""
    if node.kept is not None:
        yield node.kept
    for child in node.children.values():
        yield from _below(child)
