"""What administrators set at the console while the server runs, joined from its parts."""

from collections.abc import Callable
from dataclasses import dataclass

from chimp.config import Auth, Settings
from chimp.core.access import Mode
from chimp.http.access_settings import AccessRoutes
from chimp.http.canned_answers import CannedAnswerRoutes
from chimp.http.origins import Origins
from chimp.http.principals import Principals
from chimp.http.route import Routed
from chimp.http.settings import SettingsRoutes
from chimp.http.widget_configuration import WidgetConfiguration, WidgetFacts
from chimp.services.canned_answers import CannedAnswers
from chimp.services.identity import Identify
from chimp.services.opening import Opening
from chimp.services.settings import StoredSettings
from chimp.services.site_keys import SiteKeys
from chimp.store.database import Database
from chimp.wire.access import AccessSettings


@dataclass(frozen=True, slots=True)
class InForce:
    """What counts now, by the settings of the server and by what administrators have set."""

    stored: StoredSettings
    origins: Origins
    site_keys: SiteKeys


async def in_force(settings: Settings, database: Database, clock: Callable[[], int]) -> InForce:
    """From the start on; raises StoreError, and ValueError if the configured key is none."""
    stored = StoredSettings(database, clock)
    await stored.load()
    origins = Origins(
        settings.http.allowed_origins, lambda: stored.of(AccessSettings).allowedOrigins
    )
    site_keys = _site_keys(settings.auth, stored, clock)
    await site_keys.load()
    return InForce(stored, origins, site_keys)


def settings_routes(
    settings: Settings,
    now: InForce,
    database: Database,
    principals: Principals,
    clock: Callable[[], int],
) -> tuple[Routed, ...]:
    """`clock` is in milliseconds since the epoch."""
    stored = now.stored
    return (
        SettingsRoutes(principals, stored),
        AccessRoutes(principals, stored, now.site_keys, now.origins.configured),
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


def _site_keys(told: Auth, stored: StoredSettings, clock: Callable[[], int]) -> SiteKeys:
    """Loads what it takes to read signatures only where the site signs: it is 10 MB of memory."""

    def reader(secret: str | None) -> Identify:
        from chimp.services.site_identity import SiteIdentity, site_key  # noqa: PLC0415

        key = site_key(secret, told.site_public_key)
        return SiteIdentity(key, audience=told.site_audience, clock=clock).customer

    secret = None if told.site_key is None else told.site_key.get_secret_value()
    configured = reader(secret) if told.has_site_key else None
    return SiteKeys(stored, configured, reader, clock)
