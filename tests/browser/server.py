"""`python -m chimp serve` as a process of its own, for tests that are not asynchronous."""

import re
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from typer.testing import CliRunner

from chimp import cli
from tests.e2e.process import ROOT, clean_environment

_READY_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 15.0
_ADMINISTRATOR: Final = re.compile(r"e-mail (\S+), one-time password (\S+)")
_ADDRESS: Final = re.compile(r"HTTP +http://127\.0\.0\.1:(\d+)")
_LAST_LINE: Final = "Ctrl-C"

_ENVIRONMENT: Final = {
    "CHIMP_HTTP__HOST": "127.0.0.1",
    "CHIMP_HTTP__PORT": "0",
    "CHIMP_MQTT__HOST": "127.0.0.1",
    "CHIMP_MQTT__PORT": "0",
    "CHIMP_SELF_CHECK__INTERVAL": "0",
    # All pages come from one address.
    "CHIMP_MQTT__LIMITS__MAX_CONNECTIONS_PER_ADDRESS": "0",
    "CHIMP_MQTT__LIMITS__MAX_CONNECTS_PER_MINUTE": "0",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can log in."""

    email: str
    password: str = field(repr=False)
    name: str


class Server:
    """One that is ready to serve."""

    def __init__(
        self, data_dir: Path, settings: dict[str, str], *, http_port: int = 0, root: Path = ROOT
    ) -> None:
        """`settings` are variables of the environment, without `CHIMP_`; `root` has the package."""
        self.data_dir = data_dir
        self.output = ""
        environment = clean_environment(
            **_ENVIRONMENT,
            **{f"CHIMP_{name}": value for name, value in settings.items()},
            CHIMP_DATA_DIR=str(data_dir),
            **({"CHIMP_HTTP__PORT": str(http_port)} if http_port else {}),
        )
        self._process = subprocess.Popen(
            [sys.executable, "-m", "chimp", "serve"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=root,
            env=environment,
        )
        self._is_ready = threading.Event()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        self._await_ready()
        self.http_port = int(self._told(_ADDRESS)[1])

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def url(self) -> str:
        """Without a slash at its end."""
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def administrator(self) -> Account:
        """The one that the first start made; their password is still the one-time one."""
        told = self._told(_ADMINISTRATOR)
        return Account(told[1], told[2], "Administrator")

    def add_attendant(self, name: str, *options: str) -> Account:
        """An account with a password of its own; `options` as of `chimp attendant add`."""
        email = f"{name.lower()}@example.com"
        password = secrets.token_urlsafe(16)
        words = ["attendant", "add", email, "--name", name, "--password-stdin", *options]
        runner = CliRunner(env={"CHIMP_DATA_DIR": str(self.data_dir)})
        # A process of its own takes seconds; a thread, for playwright's loop runs in this one.
        with ThreadPoolExecutor(1) as thread:
            result = thread.submit(runner.invoke, cli.app, words, input=password).result()
        assert result.exit_code == 0, result.output
        return Account(email, password, name)

    def stop(self) -> None:
        """In order, or else by force."""
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reading.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.output += line
            if _LAST_LINE in line:
                self._is_ready.set()
        self._is_ready.set()  # it has ended

    def _await_ready(self) -> None:
        is_there = self._is_ready.wait(_READY_SECONDS)
        if not is_there or _LAST_LINE not in self.output:
            self.stop()
            message = f"the server did not start: {self.output}"
            raise AssertionError(message)

    def _told(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.search(self.output)
        assert found is not None, self.output
        return found


@contextmanager
def served(
    data_dir: Path, http_port: int = 0, root: Path = ROOT, **settings: str
) -> Iterator[Server]:
    """`settings` are variables of the environment, without `CHIMP_`; `root` has the package."""
    server = Server(data_dir, settings, http_port=http_port, root=root)
    try:
        yield server
    finally:
        server.stop()
