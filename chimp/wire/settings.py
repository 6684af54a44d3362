"""What administrators set at the console while the server runs, checked.

A section is put as a whole: nothing may be left out, and nothing is accepted that is not known.
What was stored may be of an older version: what it lacks is taken from the defaults.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Final, Literal, Self

import orjson
from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StrictStr, ValidationError

from chimp.wire.payloads import Payload, explained

Language = Literal["en", "pt-BR", "es", "de", "fr", "ar"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "pt-BR", "es", "de", "fr", "ar")
"""Those that the widget speaks."""

_CONTROL: Final = frozenset({"Cc", "Zl", "Zp"})
"""Categories of what begins another line, or does worse."""
_COLOUR: Final = re.compile("#[0-9a-f]{6}")


class Section(Payload):
    """One section of the settings; `NAME` is what it is stored under."""

    NAME: ClassVar[str]

    model_config = ConfigDict(extra="ignore", frozen=True)

    @classmethod
    def initial(cls) -> Self:
        """What is in force until somebody sets something else."""
        raise NotImplementedError

    @classmethod
    def parse(cls, payload: bytes) -> Self:
        """Read what somebody puts in its place, or raise Malformed naming what is wrong."""
        try:
            return cls.model_validate_json(payload, extra="forbid")
        except ValidationError as error:
            raise explained(error) from None

    @classmethod
    def stored(cls, document: str) -> Self:
        """Read what was stored, or raise Malformed."""
        try:
            told = orjson.loads(document)
        except orjson.JSONDecodeError:
            told = None
        try:
            return cls.model_validate_json(orjson.dumps(_over(cls.initial().told(), told)))
        except ValidationError as error:
            raise explained(error) from None

    def told(self) -> dict[str, Any]:
        """As JSON; what was left open is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def _over(initial: object, told: object) -> object:
    """What was told, and from `initial` what it does not tell."""
    if not isinstance(initial, Mapping) or not isinstance(told, Mapping):
        return told
    return {**initial, **{name: _over(initial.get(name), told[name]) for name in told}}


def _colour(value: str) -> str:
    if _COLOUR.fullmatch(value.lower()) is None:
        message = f"{value[:20]!r} is not a colour such as #5b5bd6"
        raise ValueError(message)
    return value.lower()


def _line(value: str) -> str:
    """A name or a title, of which something has to be seen."""
    line = value.strip()
    if not line or any(unicodedata.category(c) in _CONTROL for c in line):
        message = "is empty, or more than one line"
        raise ValueError(message)
    return line


def _words(value: str) -> str | None:
    """Words of the desk's own; none if nothing of them is to be seen."""
    return value.strip() or None


Colour = Annotated[
    StrictStr, AfterValidator(_colour), Field(json_schema_extra={"pattern": "^#[0-9a-fA-F]{6}$"})
]
Line = Annotated[StrictStr, Field(min_length=1, max_length=80), AfterValidator(_line)]
Pixels = Annotated[int, Field(strict=True, ge=0, le=1_000)]
Heading = Annotated[StrictStr, Field(max_length=160), AfterValidator(_words)]
Paragraph = Annotated[StrictStr, Field(max_length=1_000), AfterValidator(_words)]


class DeskSettings(Section):
    """The desk as a whole."""

    NAME = "desk"

    name: Annotated[Line, Field(description="What customers are told whom they talk to.")]
    isSetUp: Annotated[
        StrictBool, Field(description="Whether somebody has gone through the first steps.")
    ]

    @classmethod
    def initial(cls) -> Self:
        return cls(name="Chimp", isSetUp=False)


class WidgetTexts(Payload):
    """Words of the desk's own in one language; what is missing is said as it is built in."""

    title: Heading | None = None
    subtitle: Heading | None = None
    greeting: Paragraph | None = None
    offline: Paragraph | None = None
    consent: Paragraph | None = None


class PreChat(Payload):
    """What customers are asked before they talk."""

    isOn: StrictBool
    name: Literal["off", "optional", "required"]
    email: Literal["off", "optional", "required"]
    consent: Annotated[StrictBool, Field(description="Whether they have to agree to a text.")]


class OfflineForm(Payload):
    """Whether messages can be left while nobody is there."""

    isOn: StrictBool
    email: Literal["optional", "required"]


class WidgetSettings(Section):
    """How the widget looks, and what it says and asks."""

    NAME = "widget"

    accent: Colour
    position: Annotated[
        Literal["right", "left"], Field(description="At which side of the page it stands.")
    ]
    offsetX: Annotated[Pixels, Field(description="How far from that side, in CSS pixels.")]
    offsetY: Annotated[Pixels, Field(description="How far from the bottom, in CSS pixels.")]
    language: Annotated[
        Literal["auto", "en", "pt-BR", "es", "de", "fr", "ar"],
        Field(description="auto: that of the page, or of the browser."),
    ]
    theme: Annotated[
        Literal["auto", "light", "dark"], Field(description="auto: as the customer's system is.")
    ]
    showPoweredBy: StrictBool
    sound: StrictBool
    texts: dict[Language, WidgetTexts]
    preChat: PreChat
    offline: OfflineForm

    @classmethod
    def initial(cls) -> Self:
        return cls(
            accent="#5b5bd6",
            position="right",
            offsetX=20,
            offsetY=20,
            language="auto",
            theme="auto",
            showPoweredBy=True,
            sound=True,
            texts={},
            preChat=PreChat(isOn=False, name="optional", email="optional", consent=False),
            offline=OfflineForm(isOn=True, email="required"),
        )
