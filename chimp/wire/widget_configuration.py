"""What a widget asks for before anything else."""

from typing import Annotated

from pydantic import Field

from chimp.wire.payloads import Milliseconds
from chimp.wire.settings import WidgetSettings
from chimp.wire.shape_models import Shape


class OpeningState(Shape):
    """Whether the desk is open, by its opening hours."""

    isOpen: bool
    changesAt: Annotated[
        Milliseconds | None,
        Field(description="When that changes next; null if it does not, or in more than a year."),
    ]


class WidgetConfiguration(Shape):
    """How to look, what to say, and where to talk."""

    deskName: str
    widget: WidgetSettings
    hours: OpeningState
    mqttPath: Annotated[str, Field(description="Where MQTT over WebSocket is, on this server.")]
    baseTopic: Annotated[str, Field(description="What stands before every topic, or nothing.")]
    maxMessageLength: Annotated[int, Field(description="In characters.")]
    keepAliveTTL: Annotated[
        Milliseconds, Field(description="How long a session lives without a sign of its customer.")
    ]
    protocolVersion: int
    needsIdentity: Annotated[
        bool,
        Field(description="Whether a customer id of the site's counts only with an `identity`."),
    ]
    languages: Annotated[list[str], Field(description="Those that the widget speaks.")]
