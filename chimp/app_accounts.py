"""The routes by which accounts and bans are looked after, joined from their parts."""

from chimp.app_attendants import Doors
from chimp.http.accounts import AccountRoutes
from chimp.http.myself import Myself
from chimp.http.principals import Principals
from chimp.http.route import Route
from chimp.services.revocations import Revocations


def account_routes(
    within: Doors, principals: Principals, changes: Revocations
) -> tuple[Route, ...]:
    """Of attendants about themselves, and of administrators about everybody."""
    changed = changes.catch_up
    myself = Myself(within.accounts, within.entrance, principals, changed=changed)
    everybody = AccountRoutes(within.accounts, principals, changed=changed)
    return (*myself.routes(), *everybody.routes())
