"""`chimp attendant …`: the accounts of those who answer.

Works on the data folder itself, whether the server is running or not.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import typer

from chimp import config_sources
from chimp.cli_options import ConfigFile, DataDir
from chimp.core.people import Level

if TYPE_CHECKING:
    from chimp.config import Settings
    from chimp.core.accounts import Account
    from chimp.services.accounts import Accounts

app = typer.Typer(
    help="Accounts of attendants: make, list, change, lock.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Result = TypeVar("Result")


class Kind(StrEnum):
    """A level in one word, or as the contract writes it."""

    FIRST = "first"
    SECOND = "second"
    SUPERVISOR = "supervisor"
    FIRST_LEVEL = Level.FIRST.value
    SECOND_LEVEL = Level.SECOND.value
    SUPPORT_SUPERVISOR = Level.SUPERVISOR.value


_LEVELS = {
    Kind.FIRST: Level.FIRST,
    Kind.SECOND: Level.SECOND,
    Kind.SUPERVISOR: Level.SUPERVISOR,
}

Email: TypeAlias = Annotated[
    str, typer.Argument(metavar="EMAIL", help="The attendant's e-mail; case does not count.")
]
PasswordStdin: TypeAlias = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input, for scripts."),
]


@app.command()
def add(
    email: Email,
    name: Annotated[str | None, typer.Option(help="How customers see them.")] = None,
    avatar: Annotated[str | None, typer.Option(metavar="URL", help="Their picture.")] = None,
    kind: Annotated[
        Kind,
        typer.Option(
            "--type",
            metavar="LEVEL",
            help="first, second or supervisor (or as in support/firstLevel).",
        ),
    ] = Kind.FIRST,
    administrator: Annotated[
        bool, typer.Option("--administrator", help="They may administer the server.")
    ] = False,
    password_stdin: PasswordStdin = False,
    config: ConfigFile = None,
    data_dir: DataDir = None,
) -> None:
    """Make an account; the password is asked for, or read with --password-stdin."""
    settings = _settings(config, data_dir)
    password = _password(from_stdin=password_stdin)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{settings.data_dir}: {error.strerror or error}"
        raise typer.TyperException(message) from None
    attendant = _with_accounts(
        settings,
        lambda accounts: accounts.add(
            email=email,
            password=password,
            name=name,
            avatar_url=avatar,
            level=_LEVELS.get(kind) or Level(kind),
            is_administrator=administrator,
        ),
    )
    typer.echo(f"{attendant.email} can log in now (id {attendant.id})")
    if settings.auth.endpoint is not None:
        typer.echo("note: auth.endpoint is set, so logins are answered there", err=True)


@app.command("list")
def list_accounts(config: ConfigFile = None, data_dir: DataDir = None) -> None:
    """List all accounts: e-mail, type, id, name, and what is special about them."""
    settings = _existing(config, data_dir)
    accounts = _with_accounts(settings, lambda accounts: accounts.list())
    rows = [_row(account) for account in accounts]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


@app.command()
def passwd(
    email: Email,
    password_stdin: PasswordStdin = False,
    config: ConfigFile = None,
    data_dir: DataDir = None,
) -> None:
    """Give an account a new password."""
    settings = _existing(config, data_dir)
    password = _password(from_stdin=password_stdin)
    _with_accounts(settings, lambda accounts: accounts.set_password(email, password))
    typer.echo(f"{email} has a new password")


@app.command()
def disable(email: Email, config: ConfigFile = None, data_dir: DataDir = None) -> None:
    """Keep an attendant from logging in; nothing of theirs is deleted."""
    settings = _existing(config, data_dir)
    _with_accounts(settings, lambda accounts: accounts.set_disabled(email, disabled=True))
    typer.echo(f"{email} can no longer log in")


@app.command()
def enable(email: Email, config: ConfigFile = None, data_dir: DataDir = None) -> None:
    """Let a disabled attendant log in again."""
    settings = _existing(config, data_dir)
    _with_accounts(settings, lambda accounts: accounts.set_disabled(email, disabled=False))
    typer.echo(f"{email} can log in again")


def _settings(config: Path | None, data_dir: Path | None) -> "Settings":
    return config_sources.load(config, {("data_dir",): data_dir}).settings


def _existing(config: Path | None, data_dir: Path | None) -> "Settings":
    """The settings, if there is a database: a mistyped folder should not look like an empty one."""
    settings = _settings(config, data_dir)
    if not settings.database_file.exists():
        message = f"{settings.database_file}: there is no database; is it the server's data folder?"
        raise typer.TyperException(message)
    return settings


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return password


def _with_accounts(settings: "Settings", use: Callable[["Accounts"], Awaitable[Result]]) -> Result:
    """Open the database for one call; what is refused becomes the command's one line."""
    from chimp.core.errors import StoreError  # noqa: PLC0415
    from chimp.services.accounts import AccountRefused, Accounts  # noqa: PLC0415
    from chimp.store.database import Database  # noqa: PLC0415

    async def use_them() -> Result:
        database = await Database.open(
            settings.database_file, synchronous=settings.database.synchronous
        )
        try:
            return await use(Accounts(database, mode=settings.auth.mode))
        finally:
            await database.close()

    try:
        return asyncio.run(use_them())
    except (AccountRefused, StoreError) as error:
        raise typer.TyperException(str(error)) from None


def _row(account: "Account") -> tuple[str, ...]:
    marks = {
        "administrator": account.attendant.is_administrator,
        "one-time password": account.is_generated,
        "disabled": account.disabled,
    }
    attendant = account.attendant
    return (
        attendant.email or "",
        attendant.level,
        attendant.key,
        attendant.name or "",
        ", ".join(mark for mark, holds in marks.items() if holds),
    )
