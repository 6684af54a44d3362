"""The command line: what it does, and that every user error is one line and an exit code."""

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
import structlog

from chimp import __version__, app, log
from chimp.cli import main
from chimp.config import Log, Settings
from chimp.services.secret_key import load_or_create

PASSWORD = "correct horse"


@dataclass(frozen=True)
class Ended:
    """A command that is over."""

    code: int | str | None
    output: str
    errors: str

    @property
    def complaint(self) -> str:
        """The one line of a user error."""
        assert self.code not in {0, None}
        assert not self.output
        (line,) = self.errors.splitlines()
        assert line.startswith("chimp: ")
        return line.removeprefix("chimp: ")


class Run(Protocol):
    def __call__(self, *arguments: str, typed: str = "") -> Ended: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs `chimp` in this process, in an empty folder and a clean environment."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("CHIMP_", "MQTT_")):
            monkeypatch.delenv(name)

    def run(*arguments: str, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["chimp", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as caught:
            main()
        output, errors = capsys.readouterr()
        return Ended(caught.value.code, output, errors)

    return run


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Settings]]:
    """What `chimp serve` was to serve; nothing is started."""
    settings: list[Settings] = []
    monkeypatch.setattr(app, "run", settings.append)
    monkeypatch.setattr(log, "set_up", lambda _: None)
    yield settings
    structlog.reset_defaults()


def test_version(run: Run) -> None:
    assert run("version") == Ended(0, f"{__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ([], ["serve", "check-config", "attendant", "key", "version"]),
        (["serve"], ["--config", "--host", "--port", "--mqtt-port", "--data-dir"]),
        (["check-config"], ["--config"]),
        (["key", "rotate"], ["--forget-former", "SIGHUP", "new session"]),
        (
            ["attendant"],
            ["add", "list", "passwd", "disable", "enable", "set-type", "limit", "logout"],
        ),
        (["attendant", "add"], ["--max-sessions"]),
        (["attendant", "limit"], ["EMAIL", "N|default", "attendants.max_sessions"]),
        (["attendant", "administrator"], ["EMAIL", "on|off"]),
        (["attendant", "set-type"], ["EMAIL", "LEVEL", "supervisor"]),
        (["attendant", "logout"], ["EMAIL"]),
        (
            ["attendant", "add"],
            ["EMAIL", "--name", "--avatar", "--type", "--administrator", "--password-stdin"],
        ),
    ],
)
def test_help_names_everything(run: Run, arguments: list[str], names: list[str]) -> None:
    ended = run(*arguments, "--help")
    assert ended.code == 0
    assert all(name in ended.output for name in names)
    assert " --password " not in ended.output, "it would be in the history and in ps"


def test_without_a_command_there_is_help(run: Run) -> None:
    ended = run()
    assert ended.code == 2
    assert "Commands:" in ended.errors


@pytest.mark.parametrize(
    "arguments",
    [
        ["srve"],
        ["serve", "--prot", "1"],
        ["serve", "--port", "many"],
        ["serve", "extra"],
        ["attendant", "add"],
        ["attendant", "add", "a@b.example", "--type", "third"],
        ["attendant", "add", "a@b.example", "--max-sessions", "-1"],
        ["attendant", "limit", "a@b.example", "few"],
        ["attendant", "limit", "a@b.example", "9" * 30],
        ["attendant", "administrator", "a@b.example", "perhaps"],
        ["attendant", "set-type", "a@b.example", "third"],
    ],
)
def test_a_wrong_command_line_is_one_line(run: Run, arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.complaint
    assert ended.code == 2


# serve


def test_serve_without_anything(run: Run, served: list[Settings]) -> None:
    assert run("serve").code == 0
    assert served == [Settings()]


def test_options_of_serve(run: Run, served: list[Settings], tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text("http: {port: 4000}\nsessions: {keep_alive_ttl: 5000}")
    options = ["--host", "127.0.0.1", "--port", "4001", "--mqtt-port", "0", "--data-dir", "there"]
    run("serve", "--config", str(file), *options)
    (settings,) = served
    assert settings.sessions.keep_alive_ttl == 5000
    assert settings.http.port == 4001
    assert settings.mqtt.port == 0
    assert settings.data_dir == Path("there")
    assert settings.http.host == settings.mqtt.host == "127.0.0.1", "no port is left open"


def test_a_server_that_can_not_start_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_settings: Settings) -> None:
        message = "http.port: 3000 on 0.0.0.0 is taken"
        raise app.StartError(message)

    monkeypatch.setattr(app, "run", fail)
    monkeypatch.setattr(log, "set_up", lambda _: None)
    ended = run("serve")
    assert ended.complaint == "http.port: 3000 on 0.0.0.0 is taken"
    assert ended.code == 1


def test_wrong_settings_are_one_line(run: Run, served: list[Settings]) -> None:
    ended = run("serve", "--port", "70000")
    assert ended.complaint == "--port: 70000 is above 65535"
    assert ended.code == 2
    ended = run("serve", "--config", "none.yaml")
    assert ended.complaint == "none.yaml: No such file or directory"
    assert ended.code == 2
    assert not served


def test_serve_logs_as_the_settings_say(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Log] = []
    monkeypatch.setattr(app, "run", lambda _: None)
    monkeypatch.setattr(log, "set_up", seen.append)
    monkeypatch.setenv("CHIMP_LOG__LEVEL", "error")
    run("serve")
    assert [settings.level for settings in seen] == ["error"]


# check-config


def test_check_config_shows_what_is_in_force(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIMP_HTTP__PORT", "4000")
    ended = run("check-config")
    assert ended.code == 0
    assert "  port: 4000  # CHIMP_HTTP__PORT\n" in ended.output


def test_check_config_refuses_what_serve_would(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("http: {prot: 1}")
    ended = run("check-config")
    assert ended.complaint == "config.yaml: http.prot: unknown setting; did you mean http.port?"
    assert ended.code == 2


# attendant


def added(run: Run, email: str, *more: str) -> Ended:
    return run("attendant", "add", email, "--password-stdin", *more, typed=f"{PASSWORD}\n")


def test_an_account_is_made_listed_locked_and_unlocked(run: Run) -> None:
    assert added(run, "ana@shop.example", "--name", "Ana").code == 0
    assert added(run, "bo@shop.example", "--type", "supervisor", "--administrator").code == 0
    assert run("attendant", "disable", "ANA@shop.example").code == 0
    ana, bo = run("attendant", "list").output.splitlines()
    assert ana.startswith("ana@shop.example  support/firstLevel")
    assert ana.endswith("Ana  disabled")
    assert "support/supervisor" in bo
    assert bo.endswith("administrator")
    assert run("attendant", "enable", "ana@shop.example").code == 0
    assert "disabled" not in run("attendant", "list").output


@pytest.mark.parametrize("kind", ["second", "support/secondLevel"])
def test_a_type_in_one_word_or_as_in_the_contract(run: Run, kind: str) -> None:
    added(run, "ana@shop.example", "--type", kind)
    assert "support/secondLevel" in run("attendant", "list").output


def test_a_password_is_asked_for_twice_and_not_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(prompt: str = "", _stream: object = None) -> str:
        asked.append(prompt)
        return PASSWORD

    monkeypatch.setattr("getpass.getpass", answer)
    ended = run("attendant", "add", "ana@shop.example")
    assert ended.code == 0
    assert len(asked) == 2
    assert PASSWORD not in ended.output + ended.errors


def test_a_new_password(run: Run) -> None:
    added(run, "ana@shop.example")
    command = ["attendant", "passwd", "ana@shop.example", "--password-stdin"]
    assert run(*command, typed="another horse\n").code == 0
    assert "at least 8" in run(*command, typed="short\n").complaint


def test_rights_are_given_and_taken(run: Run) -> None:
    added(run, "ana@shop.example", "--max-sessions", "3")
    assert "up to 3 sessions" in run("attendant", "list").output
    for change, seen in (
        (["set-type", "ANA@shop.example", "supervisor"], "support/supervisor"),
        (["administrator", "ana@shop.example", "on"], "administrator"),
        (["limit", "ana@shop.example", "0"], "any number of sessions"),
    ):
        assert run("attendant", *change).code == 0
        assert seen in run("attendant", "list").output
    added(run, "bo@shop.example", "--administrator")
    for change, unseen in (
        (["administrator", "ana@shop.example", "off"], "administrator"),
        (["limit", "ana@shop.example", "default"], "sessions"),
    ):
        assert run("attendant", *change).code == 0
        assert unseen not in run("attendant", "list").output.splitlines()[0]


@pytest.mark.parametrize(
    "change", [["disable", "bo@shop.example"], ["administrator", "bo@shop.example", "off"]]
)
def test_the_last_administrator_stays_one(run: Run, change: list[str]) -> None:
    added(run, "ana@shop.example")
    added(run, "bo@shop.example", "--administrator")
    ended = run("attendant", *change)
    assert ended.code == 1
    assert "make somebody else an administrator first" in ended.complaint
    assert run("attendant", "administrator", "ana@shop.example", "on").code == 0
    assert run("attendant", *change).code == 0


def test_who_never_logged_in_can_be_logged_out(run: Run) -> None:
    added(run, "ana@shop.example")
    assert "log-ins ended: 0" in run("attendant", "logout", "Ana@Shop.example").output
    assert "nobody@shop.example" in run("attendant", "logout", "nobody@shop.example").complaint


def test_what_can_not_be_done_to_an_account_is_one_line(run: Run) -> None:
    added(run, "ana@shop.example")
    taken = added(run, "Ana@Shop.example")
    assert "Ana@Shop.example" in taken.complaint
    assert taken.code == 1
    assert "nobody@shop.example" in run("attendant", "disable", "nobody@shop.example").complaint
    assert "not an e-mail" in added(run, "nobody").complaint
    weak = run("attendant", "add", "bo@shop.example", "--password-stdin", typed="short\n")
    assert "at least 8" in weak.complaint


def test_a_mistyped_folder_does_not_look_like_an_empty_one(run: Run, tmp_path: Path) -> None:
    ended = run("attendant", "list", "--data-dir", "dtaa")
    assert "dtaa/chimp.db" in ended.complaint
    assert ended.code == 1
    assert not (tmp_path / "dtaa").exists()


def test_a_folder_that_can_not_be_made_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "file/data" in added(run, "ana@shop.example", "--data-dir", "file/data").complaint


def test_a_database_that_is_none_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "chimp.db").write_text("this is no database " * 100)
    assert "chimp.db" in run("attendant", "list").complaint


def test_accounts_nobody_asks_are_remarked_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTHENTICATION_ENDPOINT", "http://accounts.example")
    assert "auth.endpoint" in added(run, "ana@shop.example").errors


# key


def test_a_key_is_rotated_and_former_ones_are_kept_or_forgotten(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret.key"
    file.parent.mkdir()
    load_or_create(file)
    for kept in ("1 former one", "2 former ones", "3 former ones"):
        ended = run("key", "rotate")
        assert ended.code == 0
        assert kept in ended.output
        assert "forgotten" not in ended.output
        assert "SIGHUP" in ended.errors
    assert "forgotten: 1" in run("key", "rotate").output
    ended = run("key", "rotate", "--forget-former")
    assert "no former one counts" in ended.output
    assert "forgotten: 4" in ended.output
    assert "restart" in ended.errors
    assert len(load_or_create(file)) == 1


def test_a_key_that_is_not_there_or_none_is_one_line(run: Run, tmp_path: Path) -> None:
    ended = run("key", "rotate")
    assert "there is no key" in ended.complaint
    assert not (tmp_path / "data").exists()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret.key").write_bytes(b"short")
    assert "data/secret.key does not hold" in run("key", "rotate").complaint
