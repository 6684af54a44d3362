"""Options that several commands share. Their values are checked with all other settings."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

ConfigFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Settings file; without it CHIMP_CONFIG names one, or config.yaml is read if it is"
        " there.",
    ),
]
Host: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Address to listen on (http.host and mqtt.host)."),
]
HttpPort: TypeAlias = Annotated[
    int | None,
    typer.Option("--port", metavar="PORT", help="Port for HTTP and WebSocket (http.port)."),
]
MqttPort: TypeAlias = Annotated[
    int | None, typer.Option(metavar="PORT", help="Port for MQTT over TCP (mqtt.port).")
]
DataDir: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Where the data is kept (data_dir).")
]
