"""What the commands about accounts share: the data folder opened, and answers to its refusals."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import typer

from chimp import config_sources
from chimp.core.people import Level

if TYPE_CHECKING:
    from chimp.config import Settings
    from chimp.services.accounts import Accounts

Result = TypeVar("Result")


class Kind(StrEnum):
    """A level in one word, or as the contract writes it."""

    FIRST = "first"
    SECOND = "second"
    SUPERVISOR = "supervisor"
    FIRST_LEVEL = Level.FIRST.value
    SECOND_LEVEL = Level.SECOND.value
    SUPPORT_SUPERVISOR = Level.SUPERVISOR.value

    @property
    def level(self) -> Level:
        return _LEVELS.get(self) or Level(self)


_LEVELS = {
    Kind.FIRST: Level.FIRST,
    Kind.SECOND: Level.SECOND,
    Kind.SUPERVISOR: Level.SUPERVISOR,
}
LEVEL_HELP = "first, second or supervisor (or as in support/firstLevel)."

Email: TypeAlias = Annotated[
    str, typer.Argument(metavar="EMAIL", help="The attendant's e-mail; case does not count.")
]
PasswordStdin: TypeAlias = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input, for scripts."),
]


def settings_of(config: Path | None, data_dir: Path | None) -> "Settings":
    return config_sources.load(config, {("data_dir",): data_dir}).settings


def existing(config: Path | None, data_dir: Path | None) -> "Settings":
    """The settings, if there is a database: a mistyped folder should not look like an empty one."""
    settings = settings_of(config, data_dir)
    if not settings.database_file.exists():
        message = f"{settings.database_file}: there is no database; is it the server's data folder?"
        raise typer.TyperException(message)
    return settings


def password_of(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return password


def with_accounts(settings: "Settings", use: Callable[["Accounts"], Awaitable[Result]]) -> Result:
    """Open the database for one call; what is refused becomes the command's one line."""
    from chimp.core.errors import StoreError  # noqa: PLC0415
    from chimp.services.account_refusals import AccountRefused  # noqa: PLC0415
    from chimp.services.accounts import Accounts  # noqa: PLC0415
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
