"""The back office of 2019: the attendant's page."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Self

from aiohttp import ClientSession

from tests.e2e.ear import Heard
from tests.e2e.house import House
from tests.e2e.page_2019 import Json, Page


class BackOffice(Page):
    """The attendant's page; it takes every session it is offered."""

    def __init__(
        self, house: House, http: ClientSession, attendant: Json, *, accepts: bool = True
    ) -> None:
        super().__init__(house, http, f"office-{attendant['id']}")
        self.attendant = attendant
        self.accepts = accepts
        self.sessions: dict[str, Json] = {}
        self.offered: list[str] = []
        self.receipts: list[Json] = []
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        """Come on duty, and take up again what was open."""
        attendant_id = self.attendant["id"]
        await self.hearing.begin_subscribe(f"client/attendants/assign/{attendant_id}")
        await self.hearing.begin_subscribe(f"client/attendants/control/{attendant_id}")
        assert "keepAliveTTL" in await self.get("/config/attendant")
        await self.keep_alive()
        for session in await self.get(f"/attendant/{attendant_id}/sessions"):
            customer_id = session["customer"]["id"]
            said = await self.get(f"/customer/{customer_id}/messages?limit=50")
            messages = [one["message"] for one in said]
            self.sessions[str(customer_id)] = {**session, "lastMessages": messages}
            for leaf in ("client/control", "messages", "messages/viewed"):
                await self.hearing.begin_subscribe(f"{session['sessionTopic']}/{leaf}")

    async def keep_alive(self) -> None:
        await self.speaking.publish("server/attendants/online", {"attendantInfo": self.attendant})

    async def quit(self) -> None:
        await self.speaking.publish("server/attendants/quit", {"attendantInfo": self.attendant})

    async def select(self, customer_id: str | int) -> list[Json]:
        """Open a customer's chat: what they wrote is read now.

        It opens a third connection, without credentials, for a topic outside the base topic where
        nothing is ever said.
        """
        third = await self.open_connection(self._stack, "C", outside_base=True)
        granted = await third.subscribe(f"accounts/edidatico/{customer_id}/#")
        assert granted == [0]
        return await self.view(self.sessions[str(customer_id)], self.attendant)

    async def say(self, customer_id: str | int, content: str, timestamp: int | None = None) -> None:
        await self.send(self.sessions[str(customer_id)], self.attendant, content, timestamp)

    async def accept(self, session: Json) -> None:
        """Take a session: on B first, and only then does A subscribe its control topic."""
        accepted = {"attendantInfo": self.attendant, "sessionInfo": session}
        await self.speaking.publish("server/attendants/assign", accepted)
        await self.hearing.begin_subscribe(f"{session['sessionTopic']}/client/control")

    async def _on_assign(self, session: Json) -> None:
        self.offered.append(str(session["customer"]["id"]))
        if self.accepts:
            await self.accept(session)

    async def _on_control(self, heard: Heard, session: Json) -> None:
        customer_id = session["customer"]["id"]
        if heard.instruction == "session/update":
            self.sessions[str(customer_id)] = session
        if heard.instruction != "session/ready":
            return
        said = await self.get(f"/customer/{customer_id}/messages?limit=50")
        messages = [one["message"] for one in said]
        self.sessions[str(customer_id)] = {**session, "lastMessages": messages}
        await self.hearing.begin_subscribe(f"{session['sessionTopic']}/messages")
        await self.hearing.begin_subscribe(f"{session['sessionTopic']}/messages/viewed")

    def _on_message(self, session: Json) -> None:
        self.sessions[str(session["customer"]["id"])] = session

    def _on_viewed(self, session: Json, read: list[Json]) -> None:
        self.sessions[str(session["customer"]["id"])] = session
        self.receipts += read

    async def __aenter__(self) -> Self:
        await self._stack.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()


@asynccontextmanager
async def back_office(
    house: House,
    attendant: Json,
    *,
    credentials: tuple[str, str] | None = None,
    accepts: bool = True,
) -> AsyncIterator[BackOffice]:
    """An attendant's page, on duty, until it is closed."""
    async with ClientSession() as http, AsyncExitStack() as stack:
        page = BackOffice(house, http, attendant, accepts=accepts)
        await page.connect(stack, credentials)
        async with page:
            await page.start()
            yield page
