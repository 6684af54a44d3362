"""`chimp attendant …`: the accounts of those who answer.

Works on the data folder itself, whether the server is running or not. A server that runs hears of
each change within a second or two, and ends the connections of who it is about.
"""

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from chimp.cli_accounts import (
    LEVEL_HELP,
    Email,
    Kind,
    PasswordStdin,
    existing,
    password_of,
    settings_of,
    with_accounts,
)
from chimp.cli_options import ConfigFile, DataDir

if TYPE_CHECKING:
    from chimp.core.accounts import Account

app = typer.Typer(
    help="Accounts of attendants: make, list, change, lock, log out.",
    epilog="A running server carries out each change within seconds: who was changed, locked or"
    " logged out loses their connections.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_SETTING = "default"
_MOST_SESSIONS = 1_000_000_000

MaxSessions: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--max-sessions",
        metavar="N",
        min=0,
        max=_MOST_SESSIONS,
        help="How many sessions they take at a time; 0 is any number. Without it"
        " attendants.max_sessions counts.",
    ),
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
            help=LEVEL_HELP,
        ),
    ] = Kind.FIRST,
    administrator: Annotated[
        bool, typer.Option("--administrator", help="They may administer the server.")
    ] = False,
    max_sessions: MaxSessions = None,
    password_stdin: PasswordStdin = False,
    config: ConfigFile = None,
    data_dir: DataDir = None,
) -> None:
    """Make an account; the password is asked for, or read with --password-stdin."""
    settings = settings_of(config, data_dir)
    password = password_of(from_stdin=password_stdin)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{settings.data_dir}: {error.strerror or error}"
        raise typer.TyperException(message) from None
    attendant = with_accounts(
        settings,
        lambda accounts: accounts.add(
            email=email,
            password=password,
            name=name,
            avatar_url=avatar,
            level=kind.level,
            is_administrator=administrator,
            max_sessions=max_sessions,
        ),
    )
    typer.echo(f"{attendant.email} can log in now (id {attendant.id})")
    if settings.auth.endpoint is not None:
        typer.echo("note: auth.endpoint is set, so logins are answered there", err=True)


@app.command("list")
def list_accounts(config: ConfigFile = None, data_dir: DataDir = None) -> None:
    """List all accounts: e-mail, type, id, name, and what is special about them."""
    settings = existing(config, data_dir)
    accounts = with_accounts(settings, lambda accounts: accounts.list())
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
    """Give an account a new password; who is logged in with it is logged out."""
    settings = existing(config, data_dir)
    password = password_of(from_stdin=password_stdin)
    with_accounts(settings, lambda accounts: accounts.set_password(email, password))
    typer.echo(f"{email} has a new password")


@app.command()
def disable(email: Email, config: ConfigFile = None, data_dir: DataDir = None) -> None:
    """Keep an attendant out, from now on; nothing of theirs is deleted."""
    settings = existing(config, data_dir)
    with_accounts(settings, lambda accounts: accounts.set_disabled(email, disabled=True))
    typer.echo(f"{email} can no longer log in")


@app.command()
def enable(email: Email, config: ConfigFile = None, data_dir: DataDir = None) -> None:
    """Let a disabled attendant log in again."""
    settings = existing(config, data_dir)
    with_accounts(settings, lambda accounts: accounts.set_disabled(email, disabled=False))
    typer.echo(f"{email} can log in again")


@app.command("set-type")
def set_type(
    email: Email,
    kind: Annotated[Kind, typer.Argument(metavar="LEVEL", help=LEVEL_HELP)],
    config: ConfigFile = None,
    data_dir: DataDir = None,
) -> None:
    """Give an attendant another level."""
    settings = existing(config, data_dir)
    with_accounts(settings, lambda accounts: accounts.set_level(email, kind.level))
    typer.echo(f"{email} is {kind.level.value} now")


@app.command()
def administrator(
    email: Email,
    is_on: Annotated[bool, typer.Argument(metavar="on|off", help="Whether they are one.")],
    config: ConfigFile = None,
    data_dir: DataDir = None,
) -> None:
    """Let an attendant administer the server, or not any more."""
    settings = existing(config, data_dir)
    with_accounts(
        settings, lambda accounts: accounts.set_administrator(email, is_administrator=is_on)
    )
    typer.echo(f"{email} is {'an administrator now' if is_on else 'no administrator any more'}")


@app.command()
def limit(
    email: Email,
    most: Annotated[
        str,
        typer.Argument(
            metavar="N|default",
            help="How many sessions they take at a time; 0 is any number, default is"
            " attendants.max_sessions.",
        ),
    ],
    config: ConfigFile = None,
    data_dir: DataDir = None,
) -> None:
    """Limit how many sessions an attendant takes at a time."""
    max_sessions = _limit(most)
    settings = existing(config, data_dir)
    with_accounts(settings, lambda accounts: accounts.set_max_sessions(email, max_sessions))
    typer.echo(f"{email} takes {_sessions(max_sessions)} now")


@app.command()
def logout(email: Email, config: ConfigFile = None, data_dir: DataDir = None) -> None:
    """Log an attendant out everywhere: pages, programs, MQTT; the password stays."""
    settings = existing(config, data_dir)
    ended = with_accounts(settings, lambda accounts: accounts.log_out(email))
    typer.echo(f"{email} is logged out everywhere (log-ins ended: {ended})")


def _limit(told: str) -> int | None:
    if told == _SETTING:
        return None
    if not (told.isascii() and told.isdigit() and int(told[:20]) <= _MOST_SESSIONS):
        message = f"'{told}' is neither a whole number up to {_MOST_SESSIONS} nor {_SETTING}"
        raise typer.BadParameter(message, param_hint="N")
    return int(told)


def _sessions(most: int | None) -> str:
    if most is None:
        return "as many sessions as attendants.max_sessions says"
    return "any number of sessions" if most == 0 else f"up to {most} sessions"


def _row(account: "Account") -> tuple[str, ...]:
    attendant = account.attendant
    marks = {
        "administrator": account.attendant.is_administrator,
        "one-time password": account.is_generated,
        "disabled": account.disabled,
        _sessions(attendant.max_sessions): attendant.max_sessions is not None,
    }
    return (
        attendant.email or "",
        attendant.level,
        attendant.key,
        attendant.name or "",
        ", ".join(mark for mark, holds in marks.items() if holds),
    )
