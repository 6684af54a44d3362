"""`chimp key …`: the server's own secret, which makes its tokens and session ids recognisable.

Works on the data folder itself, whether the server is running or not.
"""

from pathlib import Path
from typing import Annotated

import typer

from chimp import config_sources
from chimp.cli_options import ConfigFile, DataDir

app = typer.Typer(
    help="The server's own key, by which it knows its tokens and session ids.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def key() -> None:
    """The server's own key, by which it knows its tokens and session ids."""


@app.command()
def rotate(
    forget_former: Annotated[
        bool,
        typer.Option(
            "--forget-former",
            help="After a leak: whatever was signed before becomes worthless. Every customer has to"
            " begin a new session, and links to sessions that hold their ids stop working.",
        ),
    ] = False,
    config: ConfigFile = None,
    data_dir: DataDir = None,
) -> None:
    """Make a new key. What former keys have signed still counts, unless they are forgotten.

    The last three former keys are kept, so a key signs until the next rotation and counts until
    the fourth; rotate no more often than customers' tokens live (auth.token_ttl). A running server
    takes the new key up when it gets SIGHUP. After --forget-former restart it instead: SIGHUP
    refuses the old tokens, but leaves those connected who came in with one.
    """
    from chimp.services.secret_key import FILE, rotate  # noqa: PLC0415

    path = _settings_folder(config, data_dir) / FILE
    try:
        done = rotate(path, forget_former=forget_former)
    except FileNotFoundError:
        message = f"{path}: there is no key; the first `chimp serve` makes it"
        raise typer.TyperException(message) from None
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise typer.TyperException(message) from None
    except ValueError as error:
        raise typer.TyperException(str(error)) from None
    typer.echo(f"{path}: a new key signs from now on, {_kept(done.kept)}")
    if done.forgotten:
        typer.echo(f"forgotten: {done.forgotten}; what they have signed is worthless now")
    how = "restart" if forget_former else "send SIGHUP to, or restart,"
    typer.echo(f"{how} a server that is running, so that it takes it up", err=True)


def _kept(former: int) -> str:
    match former:
        case 0:
            return "and no former one counts"
        case 1:
            return "and 1 former one still counts"
        case _:
            return f"and {former} former ones still count"


def _settings_folder(config: Path | None, data_dir: Path | None) -> Path:
    return config_sources.load(config, {("data_dir",): data_dir}).settings.data_dir
