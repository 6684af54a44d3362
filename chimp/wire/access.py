"""Which sites may use the server and sign for their customers, as administrators set it."""

from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import AfterValidator, Field, StrictStr

from chimp.core.origins import as_browsers_write
from chimp.wire.payloads import Milliseconds, Payload
from chimp.wire.settings import Section
from chimp.wire.shape_models import Shape

SITE_KEY_BYTES: Final = 32
"""What a secret has at least (RFC 7518, section 3.2)."""


def _each_once(origins: list[str]) -> list[str]:
    return list(dict.fromkeys(origins))


Origin = Annotated[StrictStr, Field(max_length=300), AfterValidator(as_browsers_write)]


class AccessSettings(Section):
    """Pages of which origins may use the server, besides those that are configured.

    What else `GET /settings/access` tells may be given back with it, and sets nothing.
    """

    NAME: ClassVar[str] = "access"

    allowedOrigins: Annotated[
        list[Origin],
        Field(
            max_length=200,
            description="As in https://example.org. None here and none configured: any page may.",
        ),
        AfterValidator(_each_once),
    ]

    @classmethod
    def initial(cls) -> Self:
        return cls(allowedOrigins=[])

    @classmethod
    def parse(cls, payload: bytes) -> Self:
        return super(Section, cls).parse(payload)


class StoredSiteKey(Section):
    """The key that was made here for the site; nobody reads it but the server."""

    NAME: ClassVar[str] = "site-key"

    secret: Annotated[StrictStr | None, Field(min_length=SITE_KEY_BYTES, repr=False)] = None
    createdAt: Milliseconds | None = None

    @classmethod
    def initial(cls) -> Self:
        return cls()


class SiteKeyShape(Shape):
    """Whether the site can sign for its customers, and with what."""

    state: Annotated[
        Literal["none", "configured", "stored"],
        Field(description="configured: in the server's own settings; stored: made here."),
    ]
    createdAt: Annotated[Milliseconds | None, Field(description="Of one that was made here.")]


class AccessShape(Shape):
    """Which sites may use the server and sign for their customers."""

    allowedOrigins: list[str]
    configuredOrigins: Annotated[
        list[str], Field(description="Those in `http.allowed_origins`, which stay.")
    ]
    siteKey: SiteKeyShape


class SiteKeySecret(Payload):
    """A new key of the site, for HS256. It is shown this once."""

    secret: str
