"""The command line: `chimp serve`, `check-config`, `attendant …`, `key …`, `version`.

What a user did wrong ends in one line on standard error: exit code 2 for the command line and the
settings, 1 for everything else. Modules are imported where they are needed, so that `chimp version`
need not load a database.
"""

import sys
from typing import NoReturn

import typer

from chimp import __version__, cli_attendant, cli_key, config_sources, log
from chimp.cli_options import ConfigFile, DataDir, Host, HttpPort, MqttPort
from chimp.config_problems import ConfigError

app = typer.Typer(
    name="chimp",
    help="Self-hosted customer-service chat in one process.",
    epilog="`chimp serve` needs no configuration; `chimp COMMAND --help` tells more.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(cli_attendant.app, name="attendant")
app.add_typer(cli_key.app, name="key")


@app.command()
def serve(
    config: ConfigFile = None,
    host: Host = None,
    port: HttpPort = None,
    mqtt_port: MqttPort = None,
    data_dir: DataDir = None,
) -> None:
    """Run the server until Ctrl-C or SIGTERM.

    HTTP and MQTT over WebSocket share one port, MQTT over TCP has another. Settings come from
    these options, then from the environment (CHIMP_HTTP__PORT, …), then from config.yaml; at the
    first start an administrator is made, whose password is printed once.
    """
    settings = config_sources.load(
        config,
        {
            ("http", "host"): host,
            ("mqtt", "host"): host,
            ("http", "port"): port,
            ("mqtt", "port"): mqtt_port,
            ("data_dir",): data_dir,
        },
    ).settings
    log.set_up(settings.log)
    from chimp.app import StartError, run  # noqa: PLC0415

    try:
        run(settings)
    except StartError as error:
        raise typer.TyperException(str(error)) from None


@app.command("check-config")
def check_config(config: ConfigFile = None) -> None:
    """Check the settings and print them as they are in force.

    Secrets are hidden. What is not a default says where it came from.
    """
    from chimp.config_text import in_force  # noqa: PLC0415

    typer.echo("\n".join(in_force(config_sources.load(config))))


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> NoReturn:
    """Run the command line and exit."""
    try:
        code = app(prog_name="chimp", standalone_mode=False)
    except ConfigError as error:
        _complain(str(error), 2)
    except typer.Abort:
        _complain("aborted", 1)
    except typer.TyperException as error:
        _complain(error.format_message(), error.exit_code)
    sys.exit(code if isinstance(code, int) else 0)


def _complain(message: str, code: int) -> NoReturn:
    is_help = message.startswith("Usage:")
    typer.echo(message if is_help else f"chimp: {' '.join(message.split())}", err=True)
    sys.exit(code)
