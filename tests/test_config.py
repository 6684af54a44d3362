"""Settings: where they come from, which are refused, and that config.yaml is their manual."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr

from chimp.config import Settings
from chimp.config_problems import ConfigError
from chimp.config_sources import LEGACY, Loaded, Place, load, settings_of, variable_of
from chimp.config_text import in_force
from chimp.core.access import Mode
from tests.config_manual import manual

ROOT = Path(__file__).parents[1]
PORT: Place = ("http", "port")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty working directory, and nothing in the environment that would be a setting."""
    monkeypatch.chdir(tmp_path)
    legacy = {variable for variable, _ in LEGACY}
    for name in os.environ:
        if name.upper().startswith("CHIMP_") or name in legacy:
            monkeypatch.delenv(name)


def written(text: str, name: str = "my.yaml") -> Path:
    file = Path(name)
    file.write_text(text, encoding="utf-8")
    return file


def refusal(file: Path | None = None, overrides: Mapping[Place, object] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load(file, overrides)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# The manual


def test_config_yaml_is_the_manual_of_the_code() -> None:
    """After a change: `python -m tests.config_manual > config.yaml`."""
    assert (ROOT / "config.yaml").read_text(encoding="utf-8") == manual()


def test_config_yaml_says_what_holds_without_it() -> None:
    assert load(ROOT / "config.yaml").settings == load().settings == Settings()


def test_every_setting_is_one_sentence() -> None:
    for place, described in settings_of(Settings):
        sentence = described.description or ""
        assert sentence.endswith("."), place
        assert ". " not in sentence, place
        milliseconds = {"cache", "session_expiry", "silence"}
        is_duration = place[-1] in milliseconds or place[-1].endswith(
            ("timeout", "grace", "heartbeat", "interval", "_ttl")
        )
        assert is_duration == ("in milliseconds" in sentence), place


# Precedence


def test_without_anything_the_defaults_hold() -> None:
    loaded = load()
    assert loaded == Loaded(Settings(), {})
    assert loaded.settings.http.port == 3000
    assert loaded.settings.auth.mode is Mode.CAPABILITY


def test_each_source_wins_over_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    place = ("sessions", "keep_alive_ttl")
    file = written("sessions: {keep_alive_ttl: 1111}")
    assert load(file).settings.sessions.keep_alive_ttl == 1111
    monkeypatch.setenv("SESSION_KEEP_ALIVE_TIME", "2222")
    assert load(file).settings.sessions.keep_alive_ttl == 2222
    monkeypatch.setenv("CHIMP_SESSIONS__KEEP_ALIVE_TTL", "3333")
    assert load(file).settings.sessions.keep_alive_ttl == 3333
    assert load(file).given[place].origin == "CHIMP_SESSIONS__KEEP_ALIVE_TTL"


def test_the_command_line_wins_over_all(monkeypatch: pytest.MonkeyPatch) -> None:
    file = written("http: {port: 1111, host: 10.0.0.1}")
    monkeypatch.setenv("CHIMP_HTTP__PORT", "2222")
    settings = load(file, {PORT: 3333, ("http", "host"): None}).settings
    assert settings.http.port == 3333
    assert settings.http.host == "10.0.0.1"


def test_every_setting_can_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "data_dir": "/srv/chimp",
        "http.trusted_proxies": "127.0.0.1, 10.0.0.0/8",
        "http.allowed_origins": "https://a.example, HTTPS://B.example:8443, http://c.example:80",
        "mqtt.base_topic": "/chimpassist/demo/",
        "mqtt.password": "s3cret-of-2019",
        "mqtt.username": "legacy",
        "mqtt.websocket_deflate": "true",
        "auth.mode": "open",
        "auth.site_key": "a secret of the site, 32 bytes long",
        "auth.hide_unknown_emails": "true",
        "activity_monitor.endpoint": "mqtts://monitor.example",
        "activity_monitor.username": "chimp",
        "activity_monitor.password": "s3cret-of-ours",
        "activity_monitor.topic": "presence/+/#",
        "statistics.public": "false",
        "statistics.time_zone": "America/Sao_Paulo",
        "database.synchronous": "NORMAL",
        "log.level": "debug",
        "log.format": "json",
    }
    instead = ("auth", "site_public_key")  # of auth.site_key
    for place, described in settings_of(Settings):
        if place == instead:
            continue
        path = ".".join(place)
        fitting = {"host": "127.0.0.1", "endpoint": "https://x.example/base/"}.get(place[-1])
        value = values.get(path) or fitting
        if value is None:
            value = str(described.default + 1) if type(described.default) is int else "/ws"
        monkeypatch.setenv(variable_of(place), value)
    loaded = load()
    assert set(loaded.given) == {place for place, _ in settings_of(Settings)} - {instead}
    settings = loaded.settings
    assert settings.data_dir == Path("/srv/chimp")
    assert settings.http.trusted_proxies == ("127.0.0.1", "10.0.0.0/8")
    assert settings.http.allowed_origins == (
        "https://a.example",
        "https://b.example:8443",
        "http://c.example",
    )
    assert settings.mqtt.base_topic == "chimpassist/demo"
    assert settings.mqtt.password == SecretStr("s3cret-of-2019")
    assert settings.auth.endpoint == "https://x.example/base"
    assert settings.auth.mode is Mode.OPEN
    assert not settings.statistics.public
    for place, described in settings_of(Settings):
        setting: object = settings
        for name in place:
            setting = getattr(setting, name)
        assert setting != described.default or place == instead, place


@pytest.mark.parametrize(
    ("variable", "value", "place", "expected"),
    [
        ("ATTENDANT_KEEP_ALIVE_TIME", "5000", ("attendants", "keep_alive_ttl"), 5000),
        ("SESSION_KEEP_ALIVE_TIME", "5000", ("sessions", "keep_alive_ttl"), 5000),
        ("STATISTICS_ENDPOINT", "http://x:1", ("statistics", "endpoint"), "http://x:1"),
        ("STATISTICS_BASE_ENDPOINT", "http://x:1", ("statistics", "endpoint"), "http://x:1"),
        ("AUTHENTICATION_ENDPOINT", "http://x:1/", ("auth", "endpoint"), "http://x:1"),
        ("MQTT_BASE_TOPIC", "chimpassist/demo", ("mqtt", "base_topic"), "chimpassist/demo"),
    ],
)
def test_the_originals_names_are_honoured(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, place: Place, expected: object
) -> None:
    monkeypatch.setenv(variable, value)
    section, name = place
    assert getattr(getattr(load().settings, section), name) == expected


def test_the_originals_activity_monitor(monkeypatch: pytest.MonkeyPatch) -> None:
    original = "ATTENDANT_PRESENCE_MQTT_BROKER_"
    monkeypatch.setenv(f"{original}HOST", "tcp://monitor.example:2883")
    monkeypatch.setenv(f"{original}USERNAME", "chimp")
    monkeypatch.setenv(f"{original}PASSWORD", "s3cret")
    monkeypatch.setenv("ATTENDANT_PRESENCE_TOPIC", "presence")
    monitor = load().settings.activity_monitor
    assert monitor.endpoint == "tcp://monitor.example:2883"
    assert monitor.username == "chimp"
    assert monitor.password == SecretStr("s3cret")
    assert monitor.topic == "presence"
    assert monitor.silence == 120_000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{endpoint: 'mqtt://m:1'}", "activity_monitor.topic: is missing"),
        ("{password: p}", "activity_monitor.username: is missing"),
        ("{endpoint: 'm:1', topic: t}", "activity_monitor.endpoint: is not a URL"),
        ("{endpoint: 'http://m', topic: t}", "activity_monitor.endpoint: is not a URL"),
        ("{endpoint: 'mqtt://m:0', topic: t}", "activity_monitor.endpoint: is not a URL"),
        ("{endpoint: 'mqtt://m:x', topic: t}", "activity_monitor.endpoint: is not a URL"),
        ("{endpoint: 'mqtt://a:b@m', topic: t}", "settings of their own"),
        ("{endpoint: 'mqtt://m/path', topic: t}", "more than a host and a port"),
        ("{topic: ''}", "activity_monitor.topic: '' is not"),
        ("{topic: 'a/#/b'}", "activity_monitor.topic: 'a/#/b' is not"),
        ("{topic: 'a+/b'}", "activity_monitor.topic: 'a+/b' is not"),
        ("{topic: 'a/b#'}", "activity_monitor.topic: 'a/b#' is not"),
        ("{silence: 0}", "activity_monitor.silence: "),
    ],
)
def test_an_activity_monitor_that_can_not_be(text: str, says: str) -> None:
    assert says in refusal(written(f"activity_monitor: {text}"))


def test_the_originals_shared_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MQTT_USERNAME", "attendants")
    monkeypatch.setenv("MQTT_PASSWORD", "0042")
    mqtt = load().settings.mqtt
    assert mqtt.username == "attendants"
    assert mqtt.password == SecretStr("0042")


def test_the_base_endpoint_wins_over_its_later_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATISTICS_BASE_ENDPOINT", "http://base")
    monkeypatch.setenv("STATISTICS_ENDPOINT", "http://later")
    assert load().settings.statistics.endpoint == "http://base"


@pytest.mark.parametrize("variable", ["MQTT_BASE_TOPIC", "CHIMP_HTTP__PORT", "CHIMP_CONFIG"])
def test_an_empty_variable_is_as_good_as_none(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "")
    assert load() == Loaded(Settings(), {})


def test_config_yaml_in_the_working_directory_is_read() -> None:
    written("http: {port: 4000}", "config.yaml")
    assert load().settings.http.port == 4000


def test_the_environment_can_name_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    written("http: {port: 4000}", "config.yaml")
    written("http: {port: 5000}", "other.yaml")
    monkeypatch.setenv("CHIMP_CONFIG", "other.yaml")
    assert load().settings.http.port == 5000
    assert load(Path("config.yaml")).settings.http.port == 4000


def test_a_section_may_be_commented_out_whole() -> None:
    assert load(written("http:\n  # port: 4000\n")).settings == Settings()
    assert load(written("# nothing at all\n")).settings == Settings()


def test_the_constructor_reads_nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIMP_HTTP__PORT", "4000")
    written("http: {port: 5000}", "config.yaml")
    assert Settings().http.port == 3000


# What is refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http:\n  port: 70000\n", "http.port: 70000 is above 65535"),
        ("http:\n  port: -1\n", "http.port: -1 is below 0"),
        ("http:\n  port: many\n", "http.port: 'many' is not a whole number"),
        ("http:\n  port: yes\n", "http.port: true is not a whole number"),
        ("http:\n  port:\n", "http.port: null is not a whole number"),
        ("http:\n  prot: 3000\n", "http.prot: unknown setting; did you mean http.port?"),
        ("htp:\n  port: 3000\n", "htp: unknown setting; did you mean http?"),
        ("colour: blue\n", "colour: unknown setting"),
        ("http: 3000\n", "http: must be a section, its settings indented below it"),
        ("- http\n", "must hold settings, one `name: value` on a line"),
        ("auth: {mode: closed}", "auth.mode: 'closed' is not 'capability', 'signed' or 'open'"),
        ("statistics: {public: maybe}", "statistics.public: 'maybe' is neither true nor false"),
        ("sessions: {keep_alive_ttl: 0}", "sessions.keep_alive_ttl: 0 is below 1"),
        ("http: {port: 70000}\nmqtt: {port: x}", "http.port: 70000 is above 65535 (and 1 more)"),
        ("http: [", "line 1, column 8: expected the node content, but found '<stream end>'"),
        ("a: b: c\n", "line 1, column 5: mapping values are not allowed here"),
    ],
)
def test_a_broken_file_is_one_line(text: str, expected: str) -> None:
    assert refusal(written(text)) == f"my.yaml: {expected}"


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("mqtt.base_topic", "a/+/b", "must be a plain topic without +, # and empty levels"),
        ("mqtt.base_topic", "a//b", "must be a plain topic without +, # and empty levels"),
        ("mqtt.base_topic", "$SYS/a", "starts with $, which belongs to the broker"),
        ("mqtt.websocket_path", "mqtt", "is not a path such as /mqtt"),
        ("mqtt.websocket_path", "/{any}", "is not a path such as /mqtt"),
        ("statistics.time_zone", "Mars/Olympus", "is not a time zone"),
        ("statistics.time_zone", "Europe", "is not a time zone"),
        ("statistics.time_zone", "../../etc/passwd", "is not a time zone"),
        ("statistics.endpoint", "ftp://x", "is not a URL that starts with http:// or https://"),
        ("statistics.endpoint", "x.example", "is not a URL that starts with http:// or https://"),
        ("auth.endpoint", "http://", "is not a URL that starts with http:// or https://"),
        ("auth.endpoint", "http://x:port", "is not a URL that starts with http:// or https://"),
        ("auth.endpoint", "http://x/?a=1", "is a base URL and can have neither ? nor #"),
        ("auth.site_key", "x" * 31, "is shorter than 32 bytes"),
        ("auth.site_key", "-----BEGIN PUBLIC KEY-----", "name its file in auth.site_public_key"),
        ("http.host", "http://x", "is neither a host name nor an address"),
        ("http.trusted_proxies", ["10.0.0.1/8"], "is neither an address nor a network such as"),
        ("http.trusted_proxies", ["proxy.example"], "is neither an address nor a network"),
        ("http.allowed_origins", ["https://x/path"], "is not an origin such as"),
        ("http.allowed_origins", ["https://x/"], "is not an origin such as https://example.org"),
        ("http.allowed_origins", ["https://a@x"], "is not an origin such as https://example.org"),
        ("http.allowed_origins", ["https://x:port"], "is not an origin such as"),
        ("http.allowed_origins", ["https://bücher.example"], "is not an origin such as"),
        ("http.allowed_origins", ["x.example"], "is not an origin such as https://example.org"),
        ("http.allowed_origins", ["null"], "is not an origin such as https://example.org"),
        ("http.allowed_origins", ["*"], "an empty list stands for all origins"),
        ("http.allowed_origins", [3], "3 is not text"),
        ("tls.key", 3, "3 is not a path"),
        ("data_dir", 3, "3 is not a path"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(path: str, value: object, problem: str) -> None:
    *section, name = path.split(".")
    tree: dict[str, object] = {name: value}
    line = refusal(written(yaml.safe_dump({section[0]: tree} if section else tree)))
    assert line.startswith(f"my.yaml: {path}: ")
    assert problem in line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("mqtt: {username: a}", "mqtt.password: is missing, but mqtt.username is set"),
        ("tls: {certificate: a}", "tls.key: is missing, but tls.certificate is set"),
        ("tls: {key: a}", "tls.certificate: is missing, but tls.key is set"),
        ("mqtt: {password: a}", "mqtt.username: is missing, but mqtt.password is set"),
        (
            f"auth: {{site_key: {'x' * 32}, site_public_key: site.pem}}",
            "my.yaml: auth.site_public_key: is one key too many: auth.site_key is set",
        ),
        (
            "auth: {site_audience: chimp}",
            "my.yaml: auth.site_audience: is set, but no key of the site (auth.site_key)",
        ),
        ("http: {port: 1883}", "mqtt.port: 1883 is http.port already"),
        ("mqtt: {port: 3000}", "my.yaml: mqtt.port: 3000 is http.port already"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(text: str, line: str) -> None:
    assert refusal(written(text)) == line


def test_two_free_ports_do_not_contradict_each_other() -> None:
    assert load(written("{http: {port: 0}, mqtt: {port: 0}}")).settings.mqtt.port == 0


@pytest.mark.parametrize(
    ("variable", "value", "line"),
    [
        ("CHIMP_HTTP__PROT", "1", "unknown setting; did you mean CHIMP_HTTP__PORT?"),
        ("CHIMP_QQQ", "1", "unknown setting"),
        ("CHIMP_HTTP", '{"port": 1}', "unknown setting; did you mean CHIMP_HTTP__PORT?"),
        ("CHIMP_HTTP__PORT", "many", "'many' is not a whole number"),
        ("CHIMP_AUTH__MODE", "closed", "'closed' is not 'capability', 'signed' or 'open'"),
        ("SESSION_KEEP_ALIVE_TIME", "10s", "'10s' is not a whole number"),
    ],
)
def test_a_broken_variable_is_one_line(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, line: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert refusal() == f"{variable}: {line}"


def test_a_broken_option_is_one_line() -> None:
    assert refusal(overrides={PORT: 70000}) == "--port: 70000 is above 65535"


def test_what_is_overridden_must_make_sense_too(monkeypatch: pytest.MonkeyPatch) -> None:
    file = written("http: {port: many}")
    assert refusal(file, {PORT: 4000}) == "my.yaml: http.port: 'many' is not a whole number"
    monkeypatch.setenv("CHIMP_HTTP__PORT", "70000")
    assert refusal(None, {PORT: 4000}) == "CHIMP_HTTP__PORT: 70000 is above 65535"


def test_two_sources_may_complete_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MQTT_PASSWORD", "a password")
    assert load(written("mqtt: {username: a, port: 3000}\nhttp: {port: 80}")).given
    assert load(written("mqtt: {username: a}")).settings.mqtt.username == "a"


def test_a_named_file_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(Path("none.yaml")) == "none.yaml: No such file or directory"
    assert refusal(Path.cwd()) == f"{Path.cwd()}: Is a directory"
    monkeypatch.setenv("CHIMP_CONFIG", "gone.yaml")
    assert refusal() == "gone.yaml: No such file or directory"


def test_a_file_that_is_no_text_is_one_line() -> None:
    file = Path("my.yaml")
    file.write_bytes(b"http: \xff\xfe")
    assert refusal(file) == "my.yaml: is not UTF-8 at byte 6"
    file.write_text("http: \x00")
    assert refusal(file).startswith("my.yaml: ")


def test_the_file_can_not_run_code() -> None:
    line = refusal(written("data_dir: !!python/object/apply:os.getcwd []"))
    assert line.startswith("my.yaml: line 1, column 11: ")


def test_a_refused_secret_is_not_repeated() -> None:
    line = refusal(written("mqtt: {username: a, password: 12345}"))
    assert line.startswith("my.yaml: mqtt.password: ")
    assert "12345" not in line


# What is in force


def test_what_is_in_force_can_be_read_as_a_file() -> None:
    assert yaml.safe_load("\n".join(in_force(load()))) == yaml.safe_load(manual())


def test_what_is_in_force_hides_secrets_and_says_where_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MQTT_USERNAME", "attendants")
    monkeypatch.setenv("MQTT_PASSWORD", "s3cret")
    monkeypatch.setenv("AUTHENTICATION_ENDPOINT", "https://me:s3cret@x.example")
    lines = list(in_force(load(written("http: {port: 4000, host: 0.0.0.0}"), {})))
    assert "  port: 4000  # my.yaml" in lines
    assert "  host: 0.0.0.0" in lines
    assert "  username: attendants  # MQTT_USERNAME" in lines
    assert "  password: (hidden)  # MQTT_PASSWORD" in lines
    assert "s3cret" not in "".join(lines)
