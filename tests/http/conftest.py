"""The real application on a free port, with a real store and no broker."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry

from chimp.core import effects
from chimp.core.access import Access, Mode
from chimp.core.attendance import Availability
from chimp.core.bans import Bans
from chimp.core.keys import KeyRing
from chimp.core.message import Message
from chimp.core.people import Attendant, Customer, Person
from chimp.core.presence import Presence
from chimp.core.session import Dialect, Reason, Session
from chimp.core.session_tokens import SessionTokens
from chimp.core.tokens import RANDOM_BYTES, SessionIds
from chimp.http.access_settings import AccessRoutes
from chimp.http.accounts import AccountRoutes
from chimp.http.application import Resources, build_application
from chimp.http.authentication import Authentication
from chimp.http.bans import BanRoutes
from chimp.http.canned_answers import CannedAnswerRoutes
from chimp.http.desk import DeskOverview
from chimp.http.guards import Guards
from chimp.http.health import Health
from chimp.http.limits import RateLimit
from chimp.http.log_ins import LogInRoutes
from chimp.http.myself import Myself
from chimp.http.origins import Origins
from chimp.http.pages import Pages
from chimp.http.people import People
from chimp.http.principals import Principals
from chimp.http.sessions import Sessions
from chimp.http.settings import SettingsRoutes
from chimp.http.statistics import CustomerInformation
from chimp.http.widget_configuration import WidgetConfiguration, WidgetFacts
from chimp.services.accounts import Accounts
from chimp.services.archive import Archive
from chimp.services.banning import KeepOut, LetIn, Order
from chimp.services.canned_answers import CannedAnswers
from chimp.services.credentials import Gatekeeper
from chimp.services.customer_tokens import CustomerTokens
from chimp.services.desk import Overview
from chimp.services.entrance import Entrance
from chimp.services.identity import Identify, IdentityRefused
from chimp.services.log_ins import LogIns
from chimp.services.opening import Opening
from chimp.services.settings import StoredSettings
from chimp.services.site_keys import SiteKeys
from chimp.services.statistics import Statistics
from chimp.services.statistics_service import StatisticsService
from chimp.store.database import Database
from chimp.wire.access import AccessSettings
from chimp.wire.asyncapi import Whereabouts

NOW = 1_545_391_989_000
"""2018-12-21 11:33:09 UTC"""

LOG_IN_TTL = 60_000

FACTS = WidgetFacts(
    mqtt_path="/mqtt",
    base_topic="base",
    max_message_length=20_000,
    keep_alive_ttl=600_000,
    needs_identity=False,
)

BOB = Attendant(id="bob", email="bob@example.com", name="Bob")
ANN = Customer(
    id="ann", name="Ann", details={"email": "ann@example.com", "plan": "gold", "seats": 3}
)


def session(number: int = 1, customer: Customer = ANN) -> Session:
    return Session(
        id=f"s{number}",
        topic=f"server/sessions/{customer.id}",
        customer=customer,
        dialect=Dialect.LEGACY,
        created_at=NOW + number,
        waiting_since=NOW + number,
        keep_alive_ttl=600_000,
        request_id=number,
    )


def message(seq: int, author: Person, of: Session, at: int | None = None) -> Message:
    moment = of.created_at + seq * 1000 if at is None else at
    return Message(
        id=f"m{seq}",
        session_key=of.key,
        seq=seq,
        author=author,
        timestamp=moment,
        content=f"text {seq}",
        stored_at=moment,
    )


def read_with(secret: str) -> Identify:
    """What reads signatures that are as easy to make as to read."""

    def identify(identity: str) -> Customer:
        if identity != f"ann by {secret}":
            message = "its signature was not made with the site's key"
            raise IdentityRefused(message)
        return Customer(id="ann", is_verified=True)

    return identify


@dataclass
class Clock:
    """What time it is, as a test says."""

    now: int = NOW


@dataclass
class Doors:
    """What the desk makes of orders, without a desk."""

    bans: Bans
    orders: list[Order] = field(default_factory=list)
    is_working: bool = True

    async def order(self, order: Order) -> bool:
        if not self.is_working:
            return False
        self.orders.append(order)
        match order:
            case KeepOut():
                self.bans.add(order.ban(NOW))
            case LetIn(kind, value):
                self.bans.drop(kind, value)
        return True


@dataclass
class House:
    """The application and what it stands on."""

    client: TestClient[web.Request, web.Application]
    database: Database
    accounts: Accounts
    ids: SessionIds
    live: dict[str, Session]
    online: set[str]
    """The keys of the live sessions whose customer is there."""
    clock: Clock
    gatekeeper: Gatekeeper
    principals: Principals
    bans: Bans
    doors: Doors
    ended: list[str]
    """What log-ins lost their MQTT connections, and why others may have."""
    problems: dict[str, str] = field(default_factory=dict)

    def session(self, session_key: str) -> Session | None:
        return self.live.get(session_key)

    async def store(self, *saves: effects.Save, at: int = NOW) -> None:
        await self.database.write(saves, at)

    async def talk(self) -> Session:
        """Ann asked, Bob answered, and it is over."""
        served = session().served_by("bob")
        await self.store(effects.SaveSession(served))
        await self.store(
            effects.SaveMessage(message(1, ANN, served)),
            effects.SaveMessage(message(2, BOB, served)),
            effects.SaveSession(served.closed(Reason.EXPIRED, NOW + 60_000)),
        )
        return served


@dataclass(frozen=True)
class Live:
    """The desk, as far as HTTP asks it."""

    sessions: dict[str, Session]
    online: set[str]

    def session(self, session_key: str) -> Session | None:
        return self.sessions.get(session_key)

    def is_customer_online(self, session_key: str) -> bool:
        return session_key in self.online

    def overview(self) -> Overview:
        bob = Presence(BOB.id, BOB, NOW, idle_since=NOW)
        return Overview(
            availability=Availability(1, 1),
            waiting=0,
            attendants=[(BOB.key, bob)],
            sessions=list(self.sessions.values()),
            online=self.online,
        )


Build = Callable[..., Awaitable[House]]


@pytest.fixture
async def build(tmp_path: Path) -> AsyncIterator[Build]:
    """Makes the application as a test wants it; everything is closed afterwards."""
    database = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    clients: list[TestClient[web.Request, web.Application]] = []

    async def build_house(
        mode: Mode = Mode.OPEN,
        *,
        endpoint: str | None = None,
        statistics_endpoint: str | None = None,
        statistics_public: bool = True,
        session_rate: int = 0,
        auth_rate: int = 0,
        hides_unknown: bool = False,
        zone: str = "UTC",
        identify: Identify | None = None,
        guards: Guards | None = None,
        built: Path | None = None,
        allowed_origins: tuple[str, ...] = (),
    ) -> House:
        keys, clock = KeyRing(b"k" * 32), Clock()
        ids = SessionIds(keys)
        randoms = itertools.count()
        registry = CollectorRegistry()
        access = Access(mode, ids.issued)
        accounts = Accounts(database, mode=mode, endpoint=endpoint, endpoint_timeout=30_000)
        ended: list[str] = []
        entrance = Entrance(accounts, clock=lambda: clock.now)
        log_ins = LogIns(database, accounts, entrance, ttl=LOG_IN_TTL, clock=lambda: clock.now)
        login_limit = RateLimit(auth_rate)
        live: dict[str, Session] = {}
        online: set[str] = set()
        problems: dict[str, str] = {}

        desk = Live(live, online)

        async def check() -> str | None:
            return problems.get("store")

        def end_connections(log_in: str) -> int:
            ended.append(log_in)
            return 1

        async def ended_everywhere() -> None:
            ended.append("everywhere")

        async def changed() -> None:
            ended.append("changed")

        async def no_websocket(_: web.Request) -> web.Response:
            return web.Response()

        archive = Archive(database, desk, history=50)
        bans = Bans()
        doors = Doors(bans)
        tokens = CustomerTokens(
            SessionTokens(keys),
            archive.session,
            access,
            bans,
            issue=lambda: ids.issue(next(randoms).to_bytes(RANDOM_BYTES)),
            ttl=3_600_000,
            clock=lambda: clock.now,
        )
        gatekeeper = Gatekeeper(
            access,
            entrance,
            (log_ins.prove, tokens.prove),
            is_kept_out=lambda address: bans.keeps_out_address(address, NOW),
        )
        principals = Principals(access, entrance, gatekeeper, login_limit)
        stored = StoredSettings(database, lambda: clock.now)
        await stored.load()
        site_keys = SiteKeys(stored, identify, read_with, lambda: clock.now)
        await site_keys.load()
        service = (
            StatisticsService(statistics_endpoint, timeout=30_000, cache=60_000)
            if statistics_endpoint
            else None
        )
        given = guards or Guards(
            origins=Origins(allowed_origins, lambda: stored.of(AccessSettings).allowedOrigins)
        )
        resources = Resources(
            sessions=Sessions(
                principals,
                archive,
                tokens,
                site_keys.identify,
                keep_alive_ttl=600_000,
                is_kept_out=lambda address, who: bans.keeps_out(address, who.id, NOW),
            ),
            desk=DeskOverview(principals, desk, archive, lambda: NOW),
            people=People(principals, archive, attendant_ttl=30_000, time_zone="UTC"),
            authentication=Authentication(entrance, hides_unknown=hides_unknown),
            log_ins=LogInRoutes(
                log_ins,
                principals,
                end_connections=end_connections,
                ended_everywhere=ended_everywhere,
            ),
            accounts=(
                *Myself(accounts, entrance, principals, changed=changed).routes(),
                *AccountRoutes(accounts, principals, changed=changed).routes(),
                *BanRoutes(doors, accounts, principals, lambda: clock.now).routes(),
            ),
            information=CustomerInformation(
                principals,
                Statistics(database, ZoneInfo(zone), service),
                public=statistics_public,
                clock=lambda: NOW + 3_600_000,
            ),
            settings=(
                SettingsRoutes(principals, stored),
                AccessRoutes(principals, stored, site_keys, allowed_origins),
                CannedAnswerRoutes(principals, CannedAnswers(database, lambda: clock.now)),
                WidgetConfiguration(stored, Opening(stored, lambda: clock.now), FACTS),
            ),
            health=Health(registry, {"store": check}),
            session_limit=RateLimit(session_rate),
            login_limit=login_limit,
            websocket=no_websocket,
            pages=Pages(given.proxies, built or tmp_path / "not-built"),
        )
        application = build_application(
            resources,
            registry,
            given,
            max_body=1024 * 1024,
            whereabouts=Whereabouts(websocket_path="/mqtt", mqtt_port=1883),
        )
        client = TestClient(TestServer(application))
        await client.start_server()
        clients.append(client)
        return House(
            client,
            database,
            accounts,
            ids,
            live,
            online,
            clock,
            gatekeeper,
            principals,
            bans,
            doors,
            ended,
            problems,
        )

    yield build_house
    for client in clients:
        await client.close()
    await database.close()
