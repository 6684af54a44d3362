"""A request's body arrives whole, soon and not too large, or nobody looks at it.

A client that sends one byte a minute, or without end, would otherwise hold a handler for as long
as it likes.
"""

import asyncio
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

from chimp.http.problems import Handler, Problem

_PLAIN: Final = "identity"
_CLOSE: Final = {"Connection": "close"}


class Bodies:
    """Reads them for the handlers, who then have them at once."""

    def __init__(self, timeout: float = 30.0) -> None:
        """`timeout` is in seconds."""
        self._timeout = timeout

    def middleware(self) -> Middleware:
        @web.middleware
        async def arrived(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.body_exists:
                await self._arrival(request)
            return await handler(request)

        return arrived

    async def _arrival(self, request: web.Request) -> None:
        """Raise Problem 400, 408, 413 or 415 for a body that will not be read."""
        if request.headers.get(hdrs.CONTENT_ENCODING, _PLAIN) != _PLAIN:
            # A kilobyte can hold a gigabyte; and what is said in a chat needs no compression.
            raise Problem(415, "the body is compressed; send it as it is", headers=_CLOSE)
        most = request.client_max_size
        if (request.content_length or 0) > most:
            raise Problem(413, f"the body is larger than {most} bytes", headers=_CLOSE)
        try:
            async with asyncio.timeout(self._timeout):
                await request.read()
        except web.HTTPRequestEntityTooLarge:
            message = f"the body is larger than {most} bytes"
            raise Problem(413, message, headers=_CLOSE) from None
        except TimeoutError:
            message = f"the body has not arrived within {self._timeout:g} s"
            raise Problem(408, message, headers=_CLOSE) from None
        except (web.RequestPayloadError, ConnectionError):
            raise Problem(400, "the body is broken off", headers=_CLOSE) from None
