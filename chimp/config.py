"""Every setting: its name, its type, its default, its unit, and one sentence about it.

`Settings` is the tree alone and reads nothing from outside; `chimp.config_sources.load` fills it
from the command line, the environment and a file. `config.yaml` at the top of the repository is
this module as a manual. Durations are whole milliseconds, sizes bytes, unless a name says more.
"""

from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from chimp import config_values as values
from chimp.core.access import Mode

MEBIBYTE: Final = 1024 * 1024
YEAR: Final = 365 * 24 * 60 * 60 * 1000
LARGEST_MQTT_PACKET: Final = 268_435_455

CONFLICT: Final = "conflict"
"""Type of an error about one setting in the light of another; its `path` says which to change."""
_PROBLEM: Final = "{problem}"

Port = Annotated[int, values.NOT_A_SWITCH, Field(ge=0, le=65_535)]
Duration = Annotated[int, values.NOT_A_SWITCH, Field(ge=1, le=YEAR)]
Interval = Annotated[int, values.NOT_A_SWITCH, Field(ge=0, le=YEAR)]
Count = Annotated[int, values.NOT_A_SWITCH, Field(ge=0, le=1_000_000_000)]
Window = Annotated[int, values.NOT_A_SWITCH, Field(ge=1, le=30_000)]
Bytes = Annotated[int, values.NOT_A_SWITCH, Field(ge=1024, le=LARGEST_MQTT_PACKET)]
Memory = Annotated[int, values.NOT_A_SWITCH, Field(ge=1024, le=1 << 40)]
Host = Annotated[str, AfterValidator(values.host)]
Endpoint = Annotated[str, AfterValidator(values.endpoint)]
Origins = Annotated[
    tuple[str, ...], NoDecode, values.SPLIT_AT_COMMAS, AfterValidator(values.origins)
]
Networks = Annotated[
    tuple[str, ...], NoDecode, values.SPLIT_AT_COMMAS, AfterValidator(values.networks)
]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Http(Section):
    """Pages, API and, on the same port, MQTT over WebSocket."""

    host: Host = Field(
        "0.0.0.0",
        description="Address to listen on; 127.0.0.1 keeps it to this machine.",
    )
    port: Port = Field(
        3000,
        description="Port for HTTP and for MQTT over WebSocket; 0 takes any free one.",
    )
    trusted_proxies: Networks = Field(
        (),
        description="Addresses and networks of your reverse proxies, as in 127.0.0.1 or 10.0.0.0/8:"
        " only their X-Forwarded-For and X-Forwarded-Proto are believed.",
    )
    allowed_origins: Origins = Field(
        (),
        description="Origins whose pages may use the public routes and MQTT over WebSocket, as in"
        " https://example.org, besides our own pages and those that are set at the console; empty"
        " here and there for any.",
    )
    max_body_bytes: Bytes = Field(
        MEBIBYTE,
        description="Largest request body that is read, in bytes.",
    )
    idle_timeout: Duration = Field(
        130_000,
        description="How long a connection may stay open without a request, and the head of one"
        " take to arrive, in milliseconds; longer than your reverse proxy keeps one that is idle.",
    )
    transfer_timeout: Duration = Field(
        30_000,
        description="How long the body of a request may take to arrive, and how long a client may"
        " take nothing of what is waiting for it, in milliseconds.",
    )
    max_connections_per_address: Count = Field(
        1000,
        description="How many connections one address may have, but for trusted proxies; 0 means no"
        " limit.",
    )
    requests_per_minute: Count = Field(
        6000,
        description="How many requests one address may make in a minute, and how many at once, but"
        " for /healthz and /readyz; 0 means no limit.",
    )
    session_rate_per_minute: Count = Field(
        6000,
        description="How many session ids one address may ask for in a minute; 0 means no limit.",
    )
    auth_rate_per_minute: Count = Field(
        30,
        description="How many logins one address may try in a minute; 0 means no limit.",
    )


class MqttLimits(Section):
    """How much MQTT clients may ask of the server. What is over is counted in /metrics."""

    connect_timeout: Duration = Field(
        10_000,
        description="How long a connection may take to log in, in milliseconds.",
    )
    max_connections: Count = Field(
        10_000,
        description="How many MQTT connections there may be at a time; 0 means no limit.",
    )
    max_connections_per_address: Count = Field(
        1000,
        description="How many of them one address may have; 0 means no limit.",
    )
    max_connects_per_minute: Count = Field(
        6000,
        description="How many connections one address may open in a minute, and how many at once;"
        " 0 means no limit.",
    )
    max_publishes_per_second: Count = Field(
        1000,
        description="How many messages a second are read from one client, and how many at once, so"
        " that faster ones wait; what is refused counts as ten; 0 means no limit.",
    )
    max_subscribes_per_second: Count = Field(
        1000,
        description="How many topic filters a second one client may subscribe, and how many at"
        " once, so that faster ones wait; what is refused counts as ten; 0 means no limit.",
    )
    max_in_flight: Window = Field(
        100,
        description="How many deliveries one client may leave unacknowledged before the next ones"
        " wait for it, and how many of its own messages may wait to be stored.",
    )
    max_half_published: Window = Field(
        1000,
        description="How many messages of quality of service 2 one client may leave unreleased.",
    )
    max_queued_messages: Count = Field(
        1000,
        description="How many deliveries may wait for one client; of one that is away the next are"
        " dropped, one that is there is closed.",
    )
    max_queued_bytes: Memory = Field(
        16 * MEBIBYTE,
        description="How many bytes they may be, with the same consequence.",
    )
    backlog_drop_bytes: Memory = Field(
        4 * MEBIBYTE,
        description="Bytes on their way to one client from which on what may be lost (quality of"
        " service 0) is dropped, and the rest waits.",
    )
    backlog_close_bytes: Memory = Field(
        16 * MEBIBYTE,
        description="Bytes on their way to one client from which on it is closed.",
    )
    max_subscriptions: Count = Field(
        10_000,
        description="How many topic filters one client may subscribe; a 2019 back office needs four"
        " for each of its sessions.",
    )
    max_kept_sessions: Count = Field(
        10_000,
        description="Of how many clients that went away with a persistent MQTT session it is kept;"
        " those that went first are forgotten first.",
    )
    max_kept_bytes: Memory = Field(
        256 * MEBIBYTE,
        description="How much may wait for all of them together, in bytes, with the same"
        " consequence.",
    )
    session_expiry: Duration = Field(
        86_400_000,
        description="How long a persistent MQTT session is kept for its client, in milliseconds.",
    )
    max_retained_messages: Count = Field(
        10_000,
        description="Of how many topics the last retained message is kept.",
    )
    max_retained_bytes: Memory = Field(
        64 * MEBIBYTE,
        description="How much they may be together, in bytes.",
    )


class Mqtt(Section):
    """The broker."""

    host: Host = Field(
        "0.0.0.0",
        description="Address to listen on for MQTT over TCP.",
    )
    port: Port = Field(
        1883,
        description="Port for MQTT over TCP; 0 takes any free one.",
    )
    base_topic: Annotated[str, AfterValidator(values.base_topic)] = Field(
        "",
        description="What stands before every topic, without slashes at its ends; empty for bare"
        " topics.",
    )
    websocket_path: Annotated[str, AfterValidator(values.path)] = Field(
        "/mqtt",
        description="Path of MQTT over WebSocket on the HTTP port.",
    )
    max_payload_bytes: Bytes = Field(
        MEBIBYTE,
        description="Largest MQTT message that is accepted, in bytes.",
    )
    websocket_deflate: bool = Field(
        False,  # noqa: FBT003  (the default of a switch, not an argument one has to guess)
        description="Whether WebSocket frames may be compressed: less traffic for some memory and"
        " time of each connection.",
    )
    websocket_heartbeat: Annotated[int, values.NOT_A_SWITCH, Field(ge=0, le=YEAR)] = Field(
        30_000,
        description="How often a WebSocket is pinged, so that proxies keep it and dead ones are"
        " noticed, in milliseconds; 0 never does.",
    )
    username: Annotated[str, Field(min_length=1)] | None = Field(
        None,
        description="Name that all attendants of 2019 back offices share; null where each logs in"
        " alone.",
    )
    password: Annotated[SecretStr, Field(min_length=1)] | None = Field(
        None,
        description="Password that goes with that name; better given as MQTT_PASSWORD than written"
        " here.",
    )
    limits: MqttLimits = MqttLimits()


class Tls(Section):
    """TLS for HTTP and for MQTT over TCP; SIGHUP has both files read again."""

    certificate: Annotated[Path, AfterValidator(values.folder)] | None = Field(
        None,
        description="File of the certificate in PEM, with those between it and its authority after"
        " it; null for no TLS.",
    )
    key: Annotated[Path, AfterValidator(values.folder)] | None = Field(
        None,
        description="File of its private key in PEM, without a passphrase.",
    )


class Auth(Section):
    """Who may do what."""

    mode: Mode = Field(
        Mode.CAPABILITY,
        description="capability: attendants log in, and a customer is whoever holds an id that"
        " cannot be guessed; signed: a customer is whoever holds a token of this server's, and"
        " has an id of the site's only if the site signs for it; open: anybody may be anybody, for"
        " trusted networks only.",
    )
    token_ttl: Duration = Field(
        86_400_000,
        description="How long a customer's token counts before it has to be renewed, in"
        " milliseconds.",
    )
    site_key: Annotated[SecretStr, AfterValidator(values.site_key)] | None = Field(
        None,
        description="Secret that your site shares with this server to sign for its customers"
        " (HS256), of 32 bytes or more; null where it does not, has a key pair, or has one that was"
        " made at the console.",
    )
    site_public_key: Annotated[Path, AfterValidator(values.folder)] | None = Field(
        None,
        description="PEM file with the public key of your site, whose private one signs for its"
        " customers: Ed25519 (EdDSA) or RSA (RS256); null for none.",
    )
    site_audience: Annotated[str, Field(min_length=1)] | None = Field(
        None,
        description="What has to stand in the aud of what your site signs, so that nothing that it"
        " signs for others counts here; null where nothing does.",
    )
    endpoint: Endpoint | None = Field(
        None,
        description="Base URL of a service of yours that answers POST /chimpassist/auth instead of"
        " our own accounts; null for our own.",
    )
    endpoint_timeout: Duration = Field(
        5000,
        description="How long that service may take to answer, in milliseconds.",
    )
    log_in_ttl: Duration = Field(
        43_200_000,
        description="How long an attendant stays logged in, whatever they do meanwhile, in"
        " milliseconds.",
    )
    hide_unknown_emails: bool = Field(
        False,  # noqa: FBT003  (the default of a switch, not an argument one has to guess)
        description="Whether POST /chimpassist/auth answers 401 to an unknown e-mail too, where the"
        " original answered 404, so that nobody learns who has an account.",
    )

    @property
    def has_site_key(self) -> bool:
        """Whether the site can sign for its customers."""
        return self.site_key is not None or self.site_public_key is not None


class Sessions(Section):
    """Customers' conversations."""

    keep_alive_ttl: Duration = Field(
        600_000,
        description="How long a session stays open without a sign of its customer, in"
        " milliseconds.",
    )
    update_interval: Duration = Field(
        45_000,
        description="How often at the latest attendants hear of a session whose customer is there,"
        " in milliseconds; 2019 back offices give a silent customer up after 60000.",
    )


class Attendants(Section):
    """The people who answer."""

    keep_alive_ttl: Duration = Field(
        30_000,
        description="How long an attendant counts as present without a sign of life, in"
        " milliseconds.",
    )
    assign_timeout: Duration = Field(
        10_000,
        description="How long an attendant has to take a session before the next one is asked, in"
        " milliseconds.",
    )
    disconnect_grace: Duration = Field(
        5000,
        description="How long an attendant whose last connection closed may take to come back, in"
        " milliseconds.",
    )
    max_sessions: Count = Field(
        0,
        description="How many open sessions one attendant takes at a time; 0 means no limit.",
    )


class ActivityMonitor(Section):
    """An MQTT broker of yours that hears {"user": e-mail} of attendants who are at work."""

    endpoint: Annotated[str, AfterValidator(values.broker)] | None = Field(
        None,
        description="URL of that broker, as in mqtt://host:1883 or mqtts://host:8883 (or ws, wss);"
        " null for none.",
    )
    username: Annotated[str, Field(min_length=1)] | None = Field(
        None,
        description="Name to log in with there; null for none.",
    )
    password: Annotated[SecretStr, Field(min_length=1)] | None = Field(
        None,
        description="Password that goes with that name; better given as"
        " ATTENDANT_PRESENCE_MQTT_BROKER_PASSWORD than written here.",
    )
    topic: Annotated[str, AfterValidator(values.topic_filter)] | None = Field(
        None,
        description="Topic on which it says so, which may have wildcards; null for none.",
    )
    silence: Duration = Field(
        120_000,
        description="How long an attendant may be silent there and still get new sessions, in"
        " milliseconds.",
    )


class Messages(Section):
    """What they write."""

    max_length: Annotated[int, values.NOT_A_SWITCH, Field(ge=1, le=MEBIBYTE)] = Field(
        20_000,
        description="Longest message that is accepted, in characters.",
    )
    history: Annotated[int, values.NOT_A_SWITCH, Field(ge=1, le=1000)] = Field(
        50,
        description="How many of its last messages a session carries.",
    )


class Statistics(Section):
    """What attendants see about a customer."""

    endpoint: Endpoint | None = Field(
        None,
        description="Base URL of a service of yours with rows of its own about a customer, without"
        " the /chimpassist part; null for none.",
    )
    timeout: Duration = Field(
        2000,
        description="How long that service may take to answer, in milliseconds.",
    )
    cache: Annotated[int, values.NOT_A_SWITCH, Field(ge=0, le=YEAR)] = Field(
        5000,
        description="How long its answers are kept, in milliseconds; 0 asks every time.",
    )
    public: bool = Field(
        True,  # noqa: FBT003  (the default of a switch, not an argument one has to guess)
        description="Whether the plain counts answer anybody; false asks for an attendant's login.",
    )
    time_zone: Annotated[str, AfterValidator(values.time_zone)] = Field(
        "UTC",
        description="Time zone of the times in statistics, by its name as in America/Sao_Paulo.",
    )


class Database(Section):
    """The store."""

    synchronous: Literal["FULL", "NORMAL"] = Field(
        "FULL",
        description="FULL survives a power cut without losing a message; NORMAL is faster, and may"
        " lose the last moments.",
    )


class SelfCheck(Section):
    """The server sends itself a chat, of which nothing remains; `/readyz` says how that went."""

    interval: Interval = Field(
        60_000,
        description="How long from one to the next, in milliseconds; 0 turns it off.",
    )
    timeout: Duration = Field(
        10_000,
        description="How long one may take before the server counts as not ready, in milliseconds.",
    )


class Log(Section):
    """What is written to standard error: never the text of a message."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info",
        description="Least important lines that are still written: debug, info, warning or error.",
    )
    format: Literal["auto", "console", "json"] = Field(
        "auto",
        description="console for people, json for machines; auto is console on a terminal and json"
        " elsewhere.",
    )


class Settings(BaseSettings):
    """The whole tree. Its constructor reads neither the environment nor a file."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix="CHIMP_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
    )

    data_dir: Annotated[Path, AfterValidator(values.folder)] = Field(
        Path("data"),
        description="Folder of the database and of the server's key; made if it is missing.",
    )
    http: Http = Http()
    mqtt: Mqtt = Mqtt()
    tls: Tls = Tls()
    auth: Auth = Auth()
    sessions: Sessions = Sessions()
    attendants: Attendants = Attendants()
    activity_monitor: ActivityMonitor = ActivityMonitor()
    messages: Messages = Messages()
    statistics: Statistics = Statistics()
    database: Database = Database()
    self_check: SelfCheck = SelfCheck()
    log: Log = Log()

    @property
    def database_file(self) -> Path:
        return self.data_dir / "chimp.db"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  (pydantic-settings calls it by name)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments only: a test's settings must not depend on whose machine it runs on."""
        return (init_settings,)

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        """The checks between settings. Each error says which setting to change."""
        conflicts = (
            (
                self.mqtt.username is not None and self.mqtt.password is None,
                ("mqtt.password", "is missing, but mqtt.username is set"),
            ),
            (
                self.mqtt.password is not None and self.mqtt.username is None,
                ("mqtt.username", "is missing, but mqtt.password is set"),
            ),
            (
                self.tls.certificate is not None and self.tls.key is None,
                ("tls.key", "is missing, but tls.certificate is set"),
            ),
            (
                self.tls.key is not None and self.tls.certificate is None,
                ("tls.certificate", "is missing, but tls.key is set"),
            ),
            (
                self.auth.site_key is not None and self.auth.site_public_key is not None,
                ("auth.site_public_key", "is one key too many: auth.site_key is set"),
            ),
            (
                self.auth.site_audience is not None and not self.auth.has_site_key,
                ("auth.site_audience", "is set, but no key of the site (auth.site_key)"),
            ),
            (
                self.activity_monitor.endpoint is not None and self.activity_monitor.topic is None,
                ("activity_monitor.topic", "is missing, but activity_monitor.endpoint is set"),
            ),
            (
                self.activity_monitor.password is not None
                and self.activity_monitor.username is None,
                ("activity_monitor.username", "is missing, but activity_monitor.password is set"),
            ),
            (
                self.mqtt.port != 0 and self.mqtt.port == self.http.port,
                ("mqtt.port", f"{self.mqtt.port} is http.port already"),
            ),
            (
                self.mqtt.limits.backlog_close_bytes < self.mqtt.limits.backlog_drop_bytes,
                ("mqtt.limits.backlog_close_bytes", "is less than mqtt.limits.backlog_drop_bytes"),
            ),
        )
        for is_wrong, (path, problem) in conflicts:
            if is_wrong:
                context = {"path": path, "problem": problem}
                raise PydanticCustomError(CONFLICT, _PROBLEM, context)
        return self
