"""What administrators set at the console while the server runs, joined from its parts."""

from collections.abc import Callable

from chimp.config import Settings
from chimp.core.access import Mode
from chimp.http.canned_answers import CannedAnswerRoutes
from chimp.http.principals import Principals
from chimp.http.route import Routed
from chimp.http.settings import SettingsRoutes
from chimp.http.widget_configuration import WidgetConfiguration, WidgetFacts
from chimp.services.canned_answers import CannedAnswers
from chimp.services.opening import Opening
from chimp.services.settings import StoredSettings
from chimp.store.database import Database


async def stored_settings(database: Database, clock: Callable[[], int]) -> StoredSettings:
    """What is in force from the start on; raises StoreError."""
    stored = StoredSettings(database, clock)
    await stored.load()
    return stored


def settings_routes(
    settings: Settings,
    stored: StoredSettings,
    database: Database,
    principals: Principals,
    clock: Callable[[], int],
) -> tuple[Routed, ...]:
    """`clock` is in milliseconds since the epoch."""
    return (
        SettingsRoutes(principals, stored),
        CannedAnswerRoutes(principals, CannedAnswers(database, clock)),
        WidgetConfiguration(stored, Opening(stored, clock), _facts(settings)),
    )


def _facts(settings: Settings) -> WidgetFacts:
    return WidgetFacts(
        mqtt_path=settings.mqtt.websocket_path,
        base_topic=settings.mqtt.base_topic,
        max_message_length=settings.messages.max_length,
        keep_alive_ttl=settings.sessions.keep_alive_ttl,
        needs_identity=settings.auth.mode is Mode.SIGNED,
    )
