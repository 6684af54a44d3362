"""An attendant of the seed's dialect who never gives up; the customer is in `talker.py`."""

import json

from tests.broker.conformance.client import Client
from tests.e2e.people import attendant
from tests.e2e.survivors import Json, Survivor, World

_FIRST_TIME = 1_700_000_000_000


class SeedAttendant(Survivor):
    """Takes what is offered and answers every fifth message."""

    def __init__(self, world: World, name: str, log_in: tuple[str, str]) -> None:
        super().__init__(world, name)
        self.session: Json | None = None
        self.last_heard: list[str] = []
        """The last messages of the session, as they came with the latest."""
        self.wanted: dict[int, Json] = {}
        """What it says that has not come back."""
        self.told: set[str] = set()
        """What it said that came back."""
        self._log_in = log_in
        self._info = attendant(name)

    def is_done(self) -> bool:
        return False

    async def visit(self, client: Client) -> None:
        assert await self.log_in(client, *self._log_in)
        await client.subscribe((f"client/attendants/assign/{self.name}", 1))
        online = {"attendantInfo": self._info}
        await client.publish("server/attendants/online", json.dumps(online).encode(), 1)
        if self.session is not None:
            await client.subscribe((f"{self.session['sessionTopic']}/messages", 1))
            for message in list(self.wanted.values()):
                await self._says(client, message)
        self.arrived.set()
        while True:
            heard = await client.hear()
            said = json.loads(heard.payload)
            if heard.topic.startswith("client/attendants/assign/"):
                await self._accept(client, said)
            else:
                await self._heard(client, said["sessionInfo"]["lastMessages"])

    async def _accept(self, client: Client, session: Json) -> None:
        self.session = session
        await client.subscribe((f"{session['sessionTopic']}/messages", 1))
        taken = {"attendantInfo": self._info, "sessionInfo": session}
        await client.publish("server/attendants/assign", json.dumps(taken).encode(), 1)

    async def _heard(self, client: Client, messages: list[Json]) -> None:
        self.last_heard = [message["content"] for message in messages]
        for content in self.last_heard:
            who, _, number = content.partition(" says ")
            if who == self.name:
                self.told.add(content)
                self.world.echoed += self.wanted.pop(int(number), None) is not None
            elif int(number) % 5 == 0 and self._saying(number) not in self.told:
                await self._answer(client, int(number))

    async def _answer(self, client: Client, number: int) -> None:
        if number in self.wanted:
            return
        self.wanted[number] = {
            "from": self._info,
            "timestamp": _FIRST_TIME + number,
            "content": self._saying(str(number)),
            "readAt": None,
        }
        await self._says(client, self.wanted[number])

    def _saying(self, number: str) -> str:
        return f"{self.name} says {number}"

    async def _says(self, client: Client, message: Json) -> None:
        assert self.session is not None
        self.world.sent += 1
        topic = f"{self.session['sessionTopic']}/messages"
        payload = {"sessionInfo": self.session, "message": message}
        await client.publish(topic, json.dumps(payload).encode(), 1)
