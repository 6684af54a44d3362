"""Who listens to what. A look-up costs the levels of the topic, never the number of filters."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from chimp.core.topics import is_wild

Listener = TypeVar("Listener")


MAX_WILD_LEVELS = 64
"""Of a filter with wildcards: its levels are walked one by one, so somebody must say when."""


def is_too_deep(topic_filter: str) -> bool:
    return is_wild(topic_filter) and topic_filter.count("/") >= MAX_WILD_LEVELS


@dataclass(slots=True)
class _Node(Generic[Listener]):
    """One level of the wildcard filters; `listeners` are those whose filter ends here."""

    children: dict[str, "_Node[Listener]"] = field(default_factory=dict)
    listeners: dict[Listener, int] = field(default_factory=dict)


class Subscriptions(Generic[Listener]):
    """Maps topic filters to listeners, each with the quality of service it asked for.

    Filters without a wildcard, which are nearly all, live in one dict; the others in a tree. What
    each listener has is kept beside, so that it can leave without a search.
    """

    def __init__(self) -> None:
        self._exact: dict[str, dict[Listener, int]] = {}
        self._wild: _Node[Listener] = _Node()
        self._filters: dict[Listener, dict[str, int]] = {}

    def __len__(self) -> int:
        """How many subscriptions there are."""
        return sum(map(len, self._filters.values()))

    def filters(self, listener: Listener) -> frozenset[str]:
        return frozenset(self._filters.get(listener, ()))

    def granted(self, listener: Listener, topic_filter: str) -> int:
        """The quality of service of that subscription, which there has to be."""
        return self._filters[listener][topic_filter]

    def count(self, listener: Listener) -> int:
        return len(self._filters.get(listener, ()))

    def add(self, listener: Listener, topic_filter: str, qos: int) -> bool:
        """Whether it is new; the same filter again only changes its quality of service."""
        if is_wild(topic_filter):
            node = self._wild
            for level in topic_filter.split("/"):
                node = node.children.setdefault(level, _Node())
            listeners = node.listeners
        else:
            listeners = self._exact.setdefault(topic_filter, {})
        is_new = listener not in listeners
        listeners[listener] = qos
        self._filters.setdefault(listener, {})[topic_filter] = qos
        return is_new

    def remove(self, listener: Listener, topic_filter: str) -> None:
        """What is not there need not be removed."""
        filters = self._filters.get(listener, {})
        if filters.pop(topic_filter, None) is None:
            return
        if not filters:
            del self._filters[listener]
        if is_wild(topic_filter):
            self._remove_wild(self._wild, topic_filter.split("/"), listener)
        else:
            listeners = self._exact[topic_filter]
            del listeners[listener]
            if not listeners:
                del self._exact[topic_filter]

    def remove_all(self, listener: Listener) -> None:
        for topic_filter in self.filters(listener):
            self.remove(listener, topic_filter)

    def listening(self, topic: str, plain_levels: int = 0) -> dict[Listener, int]:
        """Each listener once, with the highest quality of service of its matching filters.

        [MQTT-3.3.5-1] The first `plain_levels` of the topic are matched by no wildcard.
        """
        found = dict(self._exact.get(topic, ()))
        if self._wild.children:
            for listeners in _matching(self._wild, topic.split("/"), 0, plain_levels):
                for listener, qos in listeners.items():
                    found[listener] = max(qos, found.get(listener, 0))
        return found

    def _remove_wild(self, node: _Node[Listener], levels: list[str], listener: Listener) -> None:
        if not levels:
            del node.listeners[listener]
            return
        child = node.children[levels[0]]
        self._remove_wild(child, levels[1:], listener)
        if not child.listeners and not child.children:
            del node.children[levels[0]]


def _matching(
    node: _Node[Listener], levels: list[str], depth: int, plain_levels: int
) -> Iterator[dict[Listener, int]]:
    if depth == len(levels):
        if (rest := node.children.get("#")) is not None:  # it stands for the level above it too
            yield rest.listeners
        yield node.listeners
        return
    if (child := node.children.get(levels[depth])) is not None:
        yield from _matching(child, levels, depth + 1, plain_levels)
    if depth < plain_levels:
        return
    if (rest := node.children.get("#")) is not None:
        yield rest.listeners
    if (child := node.children.get("+")) is not None:
        yield from _matching(child, levels, depth + 1, plain_levels)
