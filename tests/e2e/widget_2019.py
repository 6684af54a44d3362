"""The widget of 2019: the customer's page."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

from aiohttp import ClientSession

from tests.e2e.ear import Heard
from tests.e2e.house import House
from tests.e2e.page_2019 import WAITING, Json, Page


class Widget(Page):
    """The customer's page."""

    def __init__(self, house: House, http: ClientSession, customer: Json) -> None:
        super().__init__(house, http, f"widget-{customer['id']}")
        self.customer = customer
        self.session: Json = {}
        self.rendered: list[str] = []
        self.receipts: list[Json] = []
        self._is_blue = False

    @property
    def topic(self) -> str:
        return f"server/sessions/{self.customer['id']}"

    def shows_blue(self) -> bool:
        """Whether the customer sees that somebody is there."""
        return self._is_blue

    async def ask(self) -> None:
        """Come online: with the last session if there is one, else with a new one.

        The question goes out on B before A subscribes where the answer comes, in one tick.
        """
        last = await self.get(f"/customer/{self.customer['id']}/sessions/last")
        if last:
            await self._resume(last[0])
        else:
            async with self.http.post(self.house.url("/session")) as answer:
                given = await answer.json()
            self.session = {
                "sessionTopic": self.topic,
                "sessionId": given["sessionId"],
                "lastMessages": [],
                "customer": self.customer,
                "requestID": str(uuid4()),
                "keepAliveTTL": given["keepAliveTTL"],
            }
        await self.speaking.publish("server/sessions/online", self.session)
        await self.hearing.begin_subscribe(f"{self.topic}/client/control")
        await self.hearing.begin_subscribe(f"{self.topic}/messages")

    async def _resume(self, last: Json) -> None:
        said = await self.get(f"/customer/{self.customer['id']}/messages?limit=50")
        messages = [one["message"] for one in said]
        self.session = {**last, "lastMessages": messages, "status": WAITING}
        self.rendered = [message["content"] for message in messages]

    async def open(self) -> None:
        """The customer clicks on it."""
        await self.hearing.begin_subscribe(f"{self.topic}/messages/viewed")

    async def keep_alive(self) -> None:
        await self.speaking.publish("server/sessions/online", self.session)

    async def say(self, content: str, timestamp: int | None = None) -> None:
        await self.send(self.session, self.customer, content, timestamp)

    async def look(self) -> list[Json]:
        """The tab becomes visible: what the attendant wrote is read now."""
        return await self.view(self.session, self.customer)

    async def _on_control(self, heard: Heard, session: Json) -> None:
        match heard.instruction:
            case "session/ready":
                self._is_blue = session["status"] == "online"
                self.session = {**session, "expired": False}
                assert isinstance(session["keepAliveTTL"], int), "it would publish in a loop"
                await self.keep_alive()
            case "session/aborted/expired":
                self._is_blue = False
                self.session = {**self.session, "expired": True}
            case "session/aborted/unavailableAttendants":
                self._is_blue = False
            case _:
                pass

    def _on_message(self, session: Json) -> None:
        self.session = session
        self.rendered.append(session["lastMessages"][-1]["content"])

    def _on_viewed(self, session: Json, read: list[Json]) -> None:
        self.session = session
        self.receipts += read


@asynccontextmanager
async def widget(house: House, customer: Json) -> AsyncIterator[Widget]:
    """A customer's page, loaded and asking, until it is closed."""
    async with ClientSession() as http, AsyncExitStack() as stack:
        page = Widget(house, http, customer)
        await page.connect(stack, None)
        await page.ask()
        yield page
