"""`/settings`: what administrators set while the server runs. It is in force at once."""

from aiohttp import web

from chimp.http.answers import answer
from chimp.http.parameters import json_body
from chimp.http.principals import Principals
from chimp.http.problems import Handler
from chimp.http.route import Caller, Group, Route
from chimp.services.settings import StoredSettings
from chimp.wire.hours import HoursSettings
from chimp.wire.settings import DeskSettings, Section, WidgetSettings

_ABOUT = (
    (DeskSettings, "the desk as a whole: its name, and whether it has been set up"),
    (WidgetSettings, "how the widget looks, and what it says and asks"),
    (HoursSettings, "when the desk is open"),
)


class SettingsRoutes:
    """Answers for the sections that every attendant may read."""

    def __init__(self, principals: Principals, settings: StoredSettings) -> None:
        self._principals = principals
        self._settings = settings

    def routes(self) -> tuple[Route, ...]:
        return tuple(route for kind, about in _ABOUT for route in self._routes_of(kind, about))

    def _routes_of(self, kind: type[Section], about: str) -> tuple[Route, Route]:
        path = f"/settings/{kind.NAME}"
        return (
            Route(
                method="GET",
                path=path,
                handler=self._reading(kind),
                summary=f"Read {about}.",
                group=Group.SETTINGS,
                caller=Caller.ATTENDANT,
                answer=kind,
                says="The section, as it is in force.",
                errors=(401, 503),
                cors=False,
            ),
            Route(
                method="PUT",
                path=path,
                handler=self._putting(kind),
                summary=f"Set {about}.",
                group=Group.SETTINGS,
                caller=Caller.ADMINISTRATOR,
                body=kind,
                answer=kind,
                says="The section, which is in force from now on. Whoever writes last is right.",
                errors=(503,),
                cors=False,
            ),
        )

    def _reading(self, kind: type[Section]) -> Handler:
        async def read(request: web.Request) -> web.Response:
            await self._principals.reading_attendants(request)
            return answer(self._settings.of(kind).told())

        return read

    def _putting(self, kind: type[Section]) -> Handler:
        async def put(request: web.Request) -> web.Response:
            administrator = await self._principals.administrator(request)
            section = await json_body(request, kind)
            await self._settings.keep(section, administrator.key)
            return answer(section.told())

        return put
