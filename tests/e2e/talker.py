"""A customer who says one thing after the other and never gives up, whatever becomes of the server.

What every front end has to do to lose nothing: a message is sent again, the same, until it came
back; what was said before it came back is not said anew.
"""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field

from tests.broker.conformance.client import Client, Closed
from tests.broker.conformance.wire import Connect

_FIRST_TIME = 1_700_000_000_000
_AGAIN_SECONDS = 0.05
"""Before the next attempt to connect; the server is away for a moment only."""


@dataclass
class Talker:
    """`echoed` and `acknowledged` are the numbers of messages that it was promised are safe."""

    port: int
    customer_id: str
    session_id: str
    topic: str
    echoed: set[int] = field(default_factory=set)
    acknowledged: set[int] = field(default_factory=set)
    said: int = 0
    sent: int = 0
    """With every repetition."""
    last_heard: list[str] = field(default_factory=list)
    """The last messages of the session, as they came with the latest echo."""

    def content(self, number: int) -> str:
        return f"{self.customer_id} says {number}"

    async def talk(self, enough: asyncio.Event) -> None:
        """Until `enough` is set and the last message has come back."""
        while not (enough.is_set() and self.said in self.echoed):
            with suppress(OSError, Closed):
                client = await Client.dial(self.port)
                try:
                    await self._converse(client, enough)
                finally:
                    client.vanish()
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _converse(self, client: Client, enough: asyncio.Event) -> None:
        assert await client.connect(Connect(client_id=self.customer_id)) == 0
        await client.subscribe((f"{self.topic}/messages", 1), (f"{self.topic}/client/control", 1))
        request = {
            "customerId": self.customer_id,
            "requestID": "talk",
            "sessionId": self.session_id,
            "sessionTopic": self.topic,
        }
        await client.publish("server/sessions/request", json.dumps(request).encode(), 1)
        while not enough.is_set() or self.said not in self.echoed:
            if self.said in self.echoed or not self.said:
                self.said += 1
            await self._say(client, self.said)

    async def _say(self, client: Client, number: int) -> None:
        """Once, until it has come back on this connection."""
        self.sent += 1
        message = {
            "from": {"id": self.customer_id},
            "timestamp": _FIRST_TIME + number,
            "content": self.content(number),
            "readAt": None,
        }
        payload = json.dumps({"message": message}).encode()
        await client.publish(f"{self.topic}/messages", payload, 1)
        self.acknowledged.add(number)
        while number not in self.echoed:
            heard = await client.hear()
            if heard.topic == f"{self.topic}/messages":
                told = json.loads(heard.payload)
                content = told["message"]["content"]
                if content.startswith(self.customer_id):
                    self.echoed.add(int(content.rsplit(" ", 1)[1]))
                self.last_heard = [m["content"] for m in told["sessionInfo"]["lastMessages"]]
