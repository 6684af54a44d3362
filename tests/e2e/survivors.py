"""Clients of our own dialect that never give up, whatever becomes of the server.

They do what every front end has to do to lose nothing: come back, subscribe, open, fetch what they
have missed, send again with the same id what has not come back. And they keep what they were told.
"""

import asyncio
import json
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import ClientError, ClientSession

from tests.broker.conformance.client import Client, Closed
from tests.broker.conformance.wire import Connect, Message
from tests.e2e.killed_house import KilledHouse

Json = dict[str, Any]

_AGAIN_SECONDS = 0.05
"""Before the next attempt to connect; the server is away for a moment only."""
_PART = 100
"""Messages fetched at a time."""
NOT_AUTHORIZED = 5
"""A CONNACK."""

ATTENDANTS = {"bob", "sam", "ida", "ivy", "eve"}


@dataclass
class World:
    """What all share: the way to the server, and when it is time to go."""

    house: KilledHouse
    http: ClientSession
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    """Customers say nothing new any more."""
    sent: int = 0
    """With every repetition."""
    echoed: int = 0
    fetched: int = 0
    """By HTTP, because they were missed."""
    connects: int = 0

    async def get(self, path: str, token: str | None = None) -> Any:  # noqa: ANN401 - JSON
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        async with self.http.get(self.house.url(path), headers=headers) as answer:
            said = await answer.json()
            assert answer.status == 200, (path, answer.status, said)
            return said

    async def post(self, path: str, body: Json) -> Any:  # noqa: ANN401 - JSON
        async with self.http.post(self.house.url(path), json=body) as answer:
            said = await answer.json()
            assert answer.status == 200, (path, answer.status, said)
            return said


@dataclass
class View:
    """What one client knows to have been said in one session, put together from all it heard."""

    session_id: str
    messages: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Id and content, by number."""
    complete_to: int = 0

    def add(self, said: Json) -> None:
        told = (said["id"], said["content"])
        known = self.messages.setdefault(said["seq"], told)
        assert known == told, f"number {said['seq']} of {self.session_id} was told twice"
        while self.complete_to + 1 in self.messages:
            self.complete_to += 1

    @property
    def has_gap(self) -> bool:
        return len(self.messages) > self.complete_to

    async def catch_up(self, world: World) -> None:
        """Fetch what is missing."""
        while True:
            path = f"/session/{self.session_id}/messages?after={self.complete_to}&limit={_PART}"
            missed = await world.get(path)
            for said in missed:
                world.fetched += said["seq"] not in self.messages
                self.add(said)
            if len(missed) < _PART:
                return


class Survivor(ABC):
    """Connects, does what it does, and comes back when the connection ends."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name
        self.receipts: dict[str, int] = {}
        """Up to where it was acknowledged that it has read, by session."""
        self.arrived = asyncio.Event()
        """It has come back since this was cleared."""

    async def live(self) -> None:
        """Until there is no more to do."""
        while not self.is_done():
            with suppress(OSError, Closed, ClientError):
                client = await Client.dial(self.world.house.mqtt_port)
                self.world.connects += 1
                try:
                    await self.visit(client)
                finally:
                    client.vanish()
            await asyncio.sleep(_AGAIN_SECONDS)

    @abstractmethod
    def is_done(self) -> bool:
        """Whether it may go."""

    @abstractmethod
    async def visit(self, client: Client) -> None:
        """One connection, until it ends or there is no more to do."""

    async def log_in(self, client: Client, username: str, password: str) -> bool:
        """False if what it shows does not count any more."""
        hello = Connect(client_id=uuid4().hex, username=username, password=password.encode())
        code = await client.connect(hello)
        if code not in {0, NOT_AUTHORIZED}:
            raise Closed
        return code == 0

    async def reads(self, client: Client, topic: str, view: View, payload: Json) -> None:
        """Show that everything up to now was read; the acknowledgement says that it is stored."""
        seq = view.complete_to
        told = {**payload, "delivered": seq, "read": seq}
        await client.publish(topic, json.dumps(told).encode(), 1)
        self.receipts[view.session_id] = max(seq, self.receipts.get(view.session_id, 0))


class Customer(Survivor):
    """Says one thing after the other; with `most`, no more than that, and waits for the end."""

    def __init__(self, world: World, name: str, told: Json, *, most: int | None = None) -> None:
        """`told` is what `POST /session` answered."""
        super().__init__(world, name)
        self.session_id: str = told["sessionId"]
        self.topic: str = told["sessionTopic"]
        self.view = View(self.session_id)
        self.said = 0
        self.echoed: dict[str, int] = {}
        """The number of each message that came back, by its id."""
        self.control: Json = {}
        """The latest that it was told of its session."""
        self.served_by: set[str] = set()
        """Everybody it was told to be served by."""
        self.positions: set[int | None] = set()
        """In the queue, while it waited."""
        self.was_closed = False
        self.level: str | None = None
        self.closes_itself = False
        self._token: str = told["token"]
        self._most = most

    def is_done(self) -> bool:
        if self._most is not None:
            return self.was_closed
        return self.world.enough.is_set() and self._id() in self.echoed

    def _id(self) -> str:
        return f"{self.name}-{self.said}"

    async def visit(self, client: Client) -> None:
        if not await self.log_in(client, "@token", self._token):
            await self._ended_meanwhile()
            return
        await client.subscribe((f"{self.topic}/client/#", 1))
        asks = {"protocolVersion": 1, "level": self.level}
        await self._does(client, "open", {name: of for name, of in asks.items() if of})
        await self._hears_control(client)
        await self.view.catch_up(self.world)
        for seq, (message_id, _) in self.view.messages.items():
            self._came_back(message_id, seq)
        self.arrived.set()
        if self.said and self._id() not in self.echoed:
            await self._says(client)
        while not self.is_done():
            await self._goes_on(client)
            await self._take_in(client, await client.hear())

    async def _goes_on(self, client: Client) -> None:
        """The next message, if the one before came back."""
        if self.said and self._id() not in self.echoed:
            return
        may = self.said < self._most if self._most is not None else not self.world.enough.is_set()
        if may:
            self.said += 1
            await self._says(client)
        elif self.closes_itself and self.served_by:
            await self._does(client, "close", {"reason": "thank you"})

    async def _says(self, client: Client) -> None:
        self.world.sent += 1
        said = {"id": self._id(), "content": f"{self.name} says {self.said}"}
        await self._does(client, "messages", said)

    async def _does(self, client: Client, what: str, payload: Json) -> None:
        await client.publish(f"{self.topic}/server/{what}", json.dumps(payload).encode(), 1)

    async def _hears_control(self, client: Client) -> None:
        before = self.control
        while self.control is before:
            await self._take_in(client, await client.hear())

    async def _take_in(self, client: Client, heard: Message) -> None:
        said = json.loads(heard.payload)
        match heard.topic.removeprefix(f"{self.topic}/client/"):
            case "control":
                self._told(said)
            case "messages":
                self.view.add(said)
                self._came_back(said["id"], said["seq"])
                if self.view.has_gap:
                    await self.view.catch_up(self.world)
                if said["from"]["kind"] == "attendant" and not self.was_closed:
                    await self.reads(client, f"{self.topic}/server/viewed", self.view, {})
            case _:
                pass

    def _came_back(self, message_id: str, seq: int) -> None:
        if message_id.startswith(f"{self.name}-") and message_id not in self.echoed:
            self.echoed[message_id] = seq
            self.world.echoed += 1

    def _told(self, said: Json) -> None:
        assert said["instruction"] != "error" or said["code"] == "try_later", said
        if said["instruction"] == "error":
            return
        self.control = said
        self.served_by |= set(said["sessionInfo"]["assignedAttendants"])
        if said["instruction"] == "session/ready" and not said["sessionInfo"]["assignedAttendants"]:
            self.positions.add(said.get("queuePosition"))
        if said["instruction"] == "session/closed":
            self.was_closed = True

    async def _ended_meanwhile(self) -> None:
        """Its token opens nothing any more: a person has closed the session."""
        session = await self.world.get(f"/session/{self.session_id}")
        assert session["status"] == "aborted", f"{self.name} was not let in, but {session}"
        await self.view.catch_up(self.world)
        self.was_closed = True


class Attendant(Survivor):
    """Takes what is offered, answers every so many messages, and follows a plan for the end."""

    def __init__(self, world: World, name: str, log_in: tuple[str, str], token: str) -> None:
        """`log_in` is for MQTT, `token` for HTTP."""
        super().__init__(world, name)
        self.views: dict[str, View] = {}
        self.mine: dict[str, str] = {}
        """Topics of the sessions that it serves, by their ids."""
        self.wanted: dict[str, Json] = {}
        """What it says that has not come back, by id."""
        self.ends: dict[str, str] = {}
        """Sessions that it hands on to that one, or closes ("")."""
        self.plan: dict[str, str] = {}
        """By the second word of a message: to whom a session goes, or "" to close it."""
        self.answers_every = 5
        self.errors: list[Json] = []
        self._shows = log_in
        self._token = token
        self.orders: list[tuple[str, str]] = []
        """Sessions to hand on at once, and to whom."""

    def is_done(self) -> bool:
        """Attendants stay until they are sent home."""
        return False

    async def visit(self, client: Client) -> None:
        assert await self.log_in(client, *self._shows)
        topics = [f"client/attendants/{kind}/{self.name}" for kind in ("assign", "control")]
        await client.subscribe(*[(topic, 1) for topic in (*topics, "client/desk/sessions/+")])
        await self._does(client, "online", {"protocolVersion": 1})
        desk = await self.world.get("/desk", self._token)
        self.mine = {}
        for session in desk["sessions"]:
            if self.name in session["assignedAttendants"]:
                await self._serve(client, session["sessionId"], session["sessionTopic"])
            elif session["offeredTo"] == self.name:
                await self._accept(client, session)
        self.arrived.set()
        for message_id, payload in list(self.wanted.items()):
            if payload["sessionId"] in self.mine:
                await self._says(client, payload)
            else:  # it was closed or given to somebody else meanwhile, and is not heard any more
                await self.views[payload["sessionId"]].catch_up(self.world)
                del self.wanted[message_id]
        while True:
            await self._take_in(client, await client.hear())
            while self.orders:
                await self._transfer(client, *self.orders.pop())

    async def _transfer(self, client: Client, session_id: str, to: str) -> None:
        payload = {"sessionId": session_id, "to": {"attendantId": to}, "note": "yours"}
        await self._does(client, "transfer", payload)

    async def _serve(self, client: Client, session_id: str, topic: str) -> None:
        """Hear it, and what was said so far."""
        self.mine[session_id] = topic
        await client.subscribe((f"{topic}/client/#", 1))
        view = self.views.setdefault(session_id, View(session_id))
        await view.catch_up(self.world)
        for seq, (message_id, content) in sorted(view.messages.items()):
            self.wanted.pop(message_id, None)
            await self._answer(client, session_id, seq, content, view)
        if any(message_id.startswith(f"{self.name}-") for message_id, _ in view.messages.values()):
            await self._end(client, session_id, view)

    async def _accept(self, client: Client, session: Json) -> None:
        await self._does(client, "accept", {"sessionId": session["sessionId"]})
        await self._serve(client, session["sessionId"], session["sessionTopic"])

    async def _answer(
        self, client: Client, session_id: str, seq: int, content: str, view: View
    ) -> None:
        """Once for every so many messages of a customer, whoever asks how often."""
        who, _, number = content.partition(" says ")
        if who in ATTENDANTS or int(number) % self.answers_every:
            return
        message_id = f"{self.name}-{session_id[:8]}-{seq}"
        known = {said_id for said_id, _ in view.messages.values()}
        if message_id in known or message_id in self.wanted:
            return
        payload = {"sessionId": session_id, "id": message_id, "content": f"{self.name} says {seq}"}
        self.wanted[message_id] = payload
        await self._says(client, payload)
        topic = f"server/attendants/{self.name}/viewed"
        await self.reads(client, topic, view, {"sessionId": session_id})

    async def _says(self, client: Client, payload: Json) -> None:
        self.world.sent += 1
        await self._does(client, "messages", payload)

    async def _does(self, client: Client, what: str, payload: Json) -> None:
        topic = f"server/attendants/{self.name}/{what}"
        await client.publish(topic, json.dumps(payload).encode(), 1)

    async def _take_in(self, client: Client, heard: Message) -> None:
        said = json.loads(heard.payload)
        match heard.topic.split("/"):
            case ["client", "attendants", "assign", _]:
                await self._accept(client, said)
            case ["client", "attendants", "control", _]:
                await self._told(client, said)
            case [*_, "client", "messages"]:
                await self._heard(client, said)
            case ["client", "desk", "sessions", session_id]:
                await self._told_of(client, session_id, said)
            case _:
                pass

    async def _heard(self, client: Client, said: Json) -> None:
        session_id = said["sessionId"]
        view = self.views[session_id]
        view.add(said)
        if view.has_gap:
            await view.catch_up(self.world)
        if self.wanted.pop(said["id"], None) is not None:
            self.world.echoed += 1
            await self._end(client, session_id, view)
        if session_id in self.mine:
            await self._answer(client, session_id, said["seq"], said["content"], view)

    async def _end(self, client: Client, session_id: str, view: View) -> None:
        """What the plan says comes after the answer."""
        first = view.messages[1][1].partition("-")[0]
        if first not in self.plan or session_id not in self.mine:
            return
        if (to := self.plan[first]) and self.ends.setdefault(session_id, to) == to:
            self.ends[session_id] = ""  # once; if it comes back, it is closed
            await self._transfer(client, session_id, to)
        else:
            await self._does(client, "close", {"sessionId": session_id, "reason": "solved"})

    async def _told_of(self, client: Client, session_id: str, said: Json) -> None:
        """How a session stands; what is said of the time before it was accepted comes late."""
        is_mine = said["status"] == "online" and self.name in said["assignedAttendants"]
        if is_mine and session_id not in self.mine:
            await self._serve(client, session_id, said["sessionTopic"])
        elif not is_mine and session_id in self.mine and said["offeredTo"] != self.name:
            self._lost(session_id)

    async def _told(self, client: Client, said: Json) -> None:
        """Go on with what could not be handed on, or came back because nobody took it."""
        if said["instruction"] == "transfer/returned":
            await self._serve(client, said["sessionId"], said["sessionTopic"])
        if said["instruction"] == "error":
            self.errors.append(said)
            self.wanted.pop(said.get("id") or "", None)
            kept = [each for each, to in self.ends.items() if not to and each in self.mine]
            for session_id in kept:
                await self._end(client, session_id, self.views[session_id])

    def _lost(self, session_id: str) -> None:
        """It was handed on, closed, or given to somebody else: what is unsaid stays unsaid."""
        del self.mine[session_id]
        for message_id, payload in list(self.wanted.items()):
            if payload["sessionId"] == session_id:
                del self.wanted[message_id]
