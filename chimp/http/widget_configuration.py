"""`/widget/configuration`: what a widget asks for before anything else."""

from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import hdrs, web

from chimp.core.protocol import PROTOCOL_VERSION
from chimp.http.protocol import Document
from chimp.http.route import JSON, Group, Route
from chimp.services.opening import Opening
from chimp.services.settings import StoredSettings
from chimp.wire.settings import LANGUAGES, DeskSettings, WidgetSettings
from chimp.wire.widget_configuration import WidgetConfiguration as Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetFacts:
    """What stays as it is while the server runs; `keep_alive_ttl` is in milliseconds."""

    mqtt_path: str
    base_topic: str
    max_message_length: int
    keep_alive_ttl: int
    needs_identity: bool

    def told(self) -> dict[str, Any]:
        return {
            "mqttPath": self.mqtt_path,
            "baseTopic": self.base_topic,
            "maxMessageLength": self.max_message_length,
            "keepAliveTTL": self.keep_alive_ttl,
            "protocolVersion": PROTOCOL_VERSION,
            "needsIdentity": self.needs_identity,
            "languages": LANGUAGES,
        }


class WidgetConfiguration:
    """Answers every widget, on whatever site it is."""

    def __init__(self, settings: StoredSettings, opening: Opening, facts: WidgetFacts) -> None:
        self._settings = settings
        self._opening = opening
        self._facts = facts

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="GET",
                path="/widget/configuration",
                handler=self.read,
                summary="How the widget looks, what it says, and where it talks.",
                group=Group.SETTINGS,
                answer=Shape,
                says="What is in force now. Its ETag changes when that does.",
            ),
        )

    async def read(self, request: web.Request) -> web.Response:
        """`GET /widget/configuration`."""
        opening = self._opening.state()
        told = {
            "deskName": self._settings.of(DeskSettings).name,
            "widget": self._settings.of(WidgetSettings).told(),
            "hours": {"isOpen": opening.is_open, "changesAt": opening.changes_at},
            **self._facts.told(),
        }
        response = Document(orjson.dumps(told), JSON).answer(request)
        response.headers[hdrs.VARY] = hdrs.ORIGIN  # CORS names whoever asks
        return response
