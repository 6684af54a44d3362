"""How attendants get in and are kept out, joined from its parts."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from chimp.broker.endings import Ending
from chimp.broker.server import ChatBroker
from chimp.config import Settings
from chimp.core.access import Access, Principal
from chimp.core.bans import Bans
from chimp.http.log_ins import LogInRoutes
from chimp.http.principals import Principals
from chimp.services.accounts import Accounts
from chimp.services.credentials import Gatekeeper, ProveToken, SharedCredentials
from chimp.services.entrance import Entrance
from chimp.services.log_ins import LogIns
from chimp.services.revocations import Revocations
from chimp.store.database import Database


@dataclass(frozen=True, slots=True)
class Doors:
    """Who lets whom in."""

    accounts: Accounts
    entrance: Entrance
    log_ins: LogIns
    gatekeeper: Gatekeeper


def doors(
    settings: Settings,
    database: Database,
    access: Access,
    customers: ProveToken,
    bans: Bans,
    clock: Callable[[], int],
) -> Doors:
    """`customers` prove themselves by tokens too; `clock` is in milliseconds since the epoch."""
    told = settings.auth
    accounts = Accounts(
        database,
        mode=told.mode,
        endpoint=told.endpoint,
        endpoint_timeout=told.endpoint_timeout,
    )
    entrance = Entrance(accounts, clock=_monotonic)
    log_ins = LogIns(database, accounts, entrance, ttl=told.log_in_ttl, clock=clock)
    gatekeeper = Gatekeeper(
        access,
        entrance,
        (log_ins.prove, customers),
        _shared(settings),
        is_kept_out=lambda address: bans.keeps_out_address(address, clock()),
    )
    return Doors(accounts, entrance, log_ins, gatekeeper)


def revocations(database: Database, broker: ChatBroker, clock: Callable[[], int]) -> Revocations:
    """Reaches the broker's connections."""

    def end_connections(keys: set[str]) -> int:
        def is_one_of_them(principal: Principal) -> bool:
            return principal.attendant is not None and principal.attendant.key in keys

        return broker.dismiss(is_one_of_them, Ending.LOGGED_OUT)

    return Revocations(database, end_connections=end_connections, clock=clock)


def log_in_routes(
    within: Doors, principals: Principals, broker: ChatBroker, changes: Revocations
) -> LogInRoutes:
    def end_connections(log_in: str) -> int:
        return broker.dismiss(lambda principal: principal.log_in == log_in, Ending.LOGGED_OUT)

    return LogInRoutes(
        within.log_ins,
        principals,
        end_connections=end_connections,
        ended_everywhere=changes.catch_up,
    )


def _shared(settings: Settings) -> SharedCredentials | None:
    told = settings.mqtt
    if told.username is None or told.password is None:
        return None
    return SharedCredentials(told.username, told.password.get_secret_value())


def _monotonic() -> int:
    return time.monotonic_ns() // 1_000_000
