"""`/settings/access`: which sites may use the server and sign for their customers."""

from collections.abc import Sequence
from typing import Any, NoReturn

from aiohttp import web

from chimp.http.answers import answer, nothing
from chimp.http.parameters import json_body
from chimp.http.principals import Principals
from chimp.http.problems import Problem
from chimp.http.route import Caller, Group, Route
from chimp.services.settings import StoredSettings
from chimp.services.site_keys import KeyIsConfigured, SiteKeys
from chimp.wire.access import AccessSettings, AccessShape, SiteKeySecret

_PATH = "/settings/access"
_KEY_PATH = f"{_PATH}/site-key"


class AccessRoutes:
    """For administrators alone: what is set here opens the server, or closes it."""

    def __init__(
        self,
        principals: Principals,
        settings: StoredSettings,
        site_keys: SiteKeys,
        configured_origins: Sequence[str],
    ) -> None:
        """`configured_origins` are allowed whatever is set here."""
        self._principals = principals
        self._settings = settings
        self._site_keys = site_keys
        self._configured_origins = configured_origins

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="GET",
                path=_PATH,
                handler=self.read,
                summary="Which sites may use the server, and whether the site has a key.",
                group=Group.SETTINGS,
                caller=Caller.ADMINISTRATOR,
                answer=AccessShape,
                says="What is in force; never the key.",
                errors=(503,),
                cors=False,
            ),
            Route(
                method="PUT",
                path=_PATH,
                handler=self.put,
                summary="Set which sites may use the server.",
                group=Group.SETTINGS,
                caller=Caller.ADMINISTRATOR,
                body=AccessSettings,
                answer=AccessShape,
                says="What is in force from now on, for whoever comes from now on.",
                errors=(503,),
                cors=False,
            ),
            Route(
                method="POST",
                path=_KEY_PATH,
                handler=self.renew_key,
                summary="Make a key with which the site signs for its customers.",
                group=Group.SETTINGS,
                caller=Caller.ADMINISTRATOR,
                answer=SiteKeySecret,
                status=201,
                says="The key, this once. What was signed with a former one counts no more.",
                errors=(409, 503),
                cors=False,
            ),
            Route(
                method="DELETE",
                path=_KEY_PATH,
                handler=self.drop_key,
                summary="Forget the key that was made here.",
                group=Group.SETTINGS,
                caller=Caller.ADMINISTRATOR,
                status=204,
                says="There is none, and what the site signs counts no more.",
                errors=(409, 503),
                cors=False,
            ),
        )

    async def read(self, request: web.Request) -> web.Response:
        """`GET /settings/access`."""
        await self._principals.administrator(request)
        return answer(self._told())

    async def put(self, request: web.Request) -> web.Response:
        """`PUT /settings/access`."""
        administrator = await self._principals.administrator(request)
        await self._settings.keep(await json_body(request, AccessSettings), administrator.key)
        return answer(self._told())

    async def renew_key(self, request: web.Request) -> web.Response:
        """`POST /settings/access/site-key`."""
        administrator = await self._principals.administrator(request)
        try:
            secret = await self._site_keys.renew(administrator.key)
        except KeyIsConfigured:
            _refuse_configured()
        return answer({"secret": secret}, status=201)

    async def drop_key(self, request: web.Request) -> web.Response:
        """`DELETE /settings/access/site-key`."""
        administrator = await self._principals.administrator(request)
        try:
            await self._site_keys.drop(administrator.key)
        except KeyIsConfigured:
            _refuse_configured()
        return nothing()

    def _told(self) -> dict[str, Any]:
        key = self._site_keys.state()
        return {
            "allowedOrigins": self._settings.of(AccessSettings).allowedOrigins,
            "configuredOrigins": list(self._configured_origins),
            "siteKey": {"state": key.kind, "createdAt": key.created_at},
        }


def _refuse_configured() -> NoReturn:
    message = "the key of the site is configured (auth.site_key or auth.site_public_key)"
    raise Problem(409, message, code="configured") from None
