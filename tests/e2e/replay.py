"""Plays the clients' side of the recording against a server, and notes what it says.

The order is kept and the times are not: after every step the server is asked something else on the
same connection, and the next step waits for that answer. Session ids are replaced by those that
`POST /session` gave here.
"""

import itertools
import json
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

from tests.e2e.connection import Connection, TcpWire, WebSocketWire, connected
from tests.e2e.ear import Heard, instruction, on
from tests.e2e.house import House
from tests.e2e.recording import BASE, Recorded

Json = dict[str, Any]
Place = tuple[str, str]
"""What the people were doing (a mark), and whose session it is about."""


@dataclass
class Said:
    """What a server said to the pages, in the order of each topic."""

    controls: dict[Place, list[Json]] = field(default_factory=lambda: defaultdict(list))
    offers: dict[Place, list[Json]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[int, tuple[int, Any]] = field(default_factory=dict)
    """Status and body of each HTTP request, by its number in the recording."""


def said_by_the_original(events: list[Recorded]) -> Said:
    said, mark = Said(), ""
    for event in events:
        if event.kind == "mark":
            mark = event.text
        elif event.kind == "said":
            _note(said, mark, event.topic, event.payload)
        elif event.kind == "http":
            said.answers[event.seq] = (event.status, event.body)
    return said


def _note(said: Said, mark: str, topic: str, payload: Json) -> None:
    if topic.startswith("client/attendants/assign/"):
        said.offers[mark, str(payload["customer"]["id"])].append(payload)
    elif topic.endswith("/client/control"):
        customer_id = str(payload["sessionInfo"]["customer"]["id"])
        said.controls[mark, customer_id].append(payload)


class Replay:
    """One run of the recording."""

    def __init__(self, house: House, events: list[Recorded]) -> None:
        self._house = house
        self._events = events
        self.said = Said()
        self.connections: dict[int, Connection] = {}
        self.closed: set[int] = set()
        self._pages: dict[int, str] = {}
        self._ids: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._mark = ""
        self._noted: dict[str, int] = defaultdict(int)
        self._observer: Connection
        self._http: ClientSession
        self._stack: AsyncExitStack

    async def play(self, waits: dict[str, tuple[str, int]]) -> None:
        """`waits`: before this mark, until an instruction was heard so many times in all."""
        async with AsyncExitStack() as stack, ClientSession() as http:
            self._stack, self._http = stack, http
            wire = await TcpWire.open(self._house.mqtt_port)
            self._observer = await stack.enter_async_context(connected(wire, base=BASE))
            controls = {e.topic for e in self._events if e.topic.endswith("/client/control")}
            await self._observer.subscribe(*sorted(controls), "answers/#")
            for number, event in enumerate(self._events):
                if event.kind == "mark":
                    name, times = waits.get(event.text, ("", 0))
                    for _ in range(times):
                        await self._observer.hears(instruction(name))
                    self._take_notes()
                    self._mark = event.text
                await self._step(event, number)

    async def _step(self, event: Recorded, number: int) -> None:
        match event.kind:
            case "connect":
                wire = await WebSocketWire.open(self._http, self._house.http_port)
                self.connections[event.conn] = await self._stack.enter_async_context(
                    connected(wire, base=BASE, name=f"recorded-{event.conn}")
                )
                self._pages[event.conn] = event.page
            case "subscribe":
                connection = self.connections[event.conn]
                assert await self._subscribe(connection, event) == [0], event
                await self._fence(self._observer)
            case "publish":
                connection = self.connections[event.conn]
                await connection.publish(event.topic, self._translated(event.payload))
                await self._fence(connection)
            case "close":
                self.closed.add(event.conn)
                await self.connections[event.conn].close()
            case "http":
                await self._ask(event)
            case _:
                return
        await self._accept_what_the_recording_does_not(number)
        self._take_notes()

    async def _subscribe(self, connection: Connection, event: Recorded) -> list[int]:
        if event.is_below_base:
            return await connection.subscribe(event.topic)
        wire = await WebSocketWire.open(self._http, self._house.http_port)
        async with connected(wire) as outside:
            return await outside.subscribe(event.topic)

    async def _ask(self, event: Recorded) -> None:
        url = self._house.url(event.path + (f"?{event.query}" if event.query else ""))
        async with self._http.request(event.method, url) as answer:
            body = await answer.json()
        if event.path == "/session":
            self._ids[event.body["sessionId"]] = body["sessionId"]
        self.said.answers[event.seq] = (answer.status, body)

    def _translated(self, payload: object) -> bytes:
        text = json.dumps(payload)
        for theirs, ours in self._ids.items():
            text = text.replace(theirs, ours)
        return text.encode()

    async def _fence(self, connection: Connection) -> None:
        """Until the server has dealt with all that was sent there, and all pages have heard it."""
        topic = f"answers/{next(self._numbers)}"
        await connection.publish(
            "server/channels/request", {"userRequesting": "observer", "responseTopic": topic}
        )
        await self._observer.hears(on(topic))
        for number, page in self.connections.items():
            if number not in self.closed:
                await page.ping()

    async def _accept_what_the_recording_does_not(self, number: int) -> None:
        """The back office takes whatever it is offered, also what the original never offered."""
        for conn, offer in self._unnoted_offers():
            if self._is_accepted_later(conn, offer.json["sessionId"], number):
                continue
            speaking = self.connections[conn + 1]
            attendant_info = next(
                e.payload["attendantInfo"] for e in self._events if e.topic.endswith("/assign")
            )
            accepted = {"attendantInfo": attendant_info, "sessionInfo": offer.json}
            await speaking.publish("server/attendants/assign", accepted)
            await self._fence(speaking)

    def _unnoted_offers(self) -> list[tuple[int, Heard]]:
        return [
            (conn, heard)
            for conn, connection in self.connections.items()
            for heard in connection.heard[self._noted[str(conn)] :]
            if heard.topic.startswith("client/attendants/assign/")
        ]

    def _is_accepted_later(self, conn: int, session_id: str, number: int) -> bool:
        """Whether the same page goes on to accept it in the recording."""
        for event in self._events[number:]:
            if event.kind == "close" and event.conn == conn:
                return False
            if event.topic == "server/attendants/assign":
                theirs = event.payload["sessionInfo"]["sessionId"]
                if self._ids.get(theirs) == session_id:
                    return True
        return False

    def _take_notes(self) -> None:
        """Put down what was heard since under the present mark."""
        for _, offer in self._unnoted_offers():
            _note(self.said, self._mark, offer.topic, offer.json)
        for conn, connection in self.connections.items():
            self._noted[str(conn)] = len(connection.heard)
        for heard in self._observer.heard[self._noted["observer"] :]:
            _note(self.said, self._mark, heard.topic, heard.json)
        self._noted["observer"] = len(self._observer.heard)
