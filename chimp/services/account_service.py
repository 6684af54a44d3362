"""Accounts that are kept elsewhere: another service's answer to `POST /chimpassist/auth`."""

import aiohttp

from chimp.core.people import Attendant
from chimp.services.refusals import ServiceUnavailable, UnknownEmail, WrongPassword
from chimp.wire.payloads import AttendantPayload, Malformed

_PATH = "/chimpassist/auth"


class AccountService:
    """Asks it."""

    def __init__(self, endpoint: str, *, timeout: int) -> None:
        """`endpoint` is its address without `/chimpassist/auth`; the time-out in milliseconds."""
        self._address = endpoint.rstrip("/") + _PATH
        self._timeout = aiohttp.ClientTimeout(total=timeout / 1000)

    async def authenticate(self, email: str, password: str) -> Attendant:
        """Raises UnknownEmail, WrongPassword, ServiceUnavailable."""
        told = {"email": email, "password": password}
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as client,
                client.post(self._address, json=told) as response,
            ):
                match response.status:
                    case 200:
                        return AttendantPayload.parse(await response.read()).attendant()
                    case 404:
                        raise UnknownEmail
                    case 401 | 403:
                        raise WrongPassword
                    case status:
                        because = f"status {status}"
        except Malformed as error:
            because = str(error)
        except (aiohttp.ClientError, TimeoutError) as error:
            because = str(error) or "no answer in time"
        message = f"the service at auth.endpoint gives no usable answer: {because}"
        raise ServiceUnavailable(message)
