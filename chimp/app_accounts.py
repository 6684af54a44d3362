"""The routes by which accounts and bans are looked after, joined from their parts."""

from collections.abc import Callable

from chimp.app_attendants import Doors
from chimp.http.accounts import AccountRoutes
from chimp.http.bans import BanRoutes
from chimp.http.myself import Myself
from chimp.http.principals import Principals
from chimp.http.route import Route
from chimp.services.desk import Desk
from chimp.services.revocations import Revocations


def account_routes(
    within: Doors,
    principals: Principals,
    changes: Revocations,
    desk: Desk,
    clock: Callable[[], int],
) -> tuple[Route, ...]:
    """Of attendants about themselves, of administrators about everybody, and of supervisors."""
    changed = changes.catch_up
    myself = Myself(within.accounts, within.entrance, principals, changed=changed)
    everybody = AccountRoutes(within.accounts, principals, changed=changed)
    bans = BanRoutes(desk, within.accounts, principals, clock)
    return (*myself.routes(), *everybody.routes(), *bans.routes())
