"""A plugin of amqtt's kind, as somebody might write one."""

import asyncio

from amqtt.broker import BrokerContext
from amqtt.plugins.base import BasePlugin
from amqtt.session import Session


class Watcher(BasePlugin[BrokerContext]):
    """Notes who comes and goes, greets everybody, and keeps who was last."""

    def __init__(self, context: BrokerContext) -> None:
        super().__init__(context)
        self.seen: list[tuple[str, str]] = []
        self.news = asyncio.Event()

    async def on_broker_client_connected(self, *, client_id: str, client_session: Session) -> None:
        assert client_session.client_id == client_id
        await self.context.retain_message("$SYS/welcome", client_id.encode())
        await self.context.broadcast_message("lobby", b"welcome")
        self._note("connected", client_id)

    async def on_broker_client_subscribed(self, *, client_id: str, topic: str) -> None:
        self._note("subscribed", topic)
        assert self.context.get_session(client_id) is not None

    async def on_broker_client_disconnected(
        self, *, client_id: str, client_session: Session
    ) -> None:
        assert client_session.transitions.state == "disconnected"
        self._note("disconnected", client_id)

    async def sees(self, what: str, text: str) -> None:
        """Wait for that."""
        async with asyncio.timeout(5):
            while (what, text) not in self.seen:
                self.news.clear()
                await self.news.wait()

    def _note(self, what: str, text: str) -> None:
        self.seen.append((what, text))
        self.news.set()
