"""What an account may look like, whoever makes or changes it."""

from typing import Final

from chimp.core.people import Attendant
from chimp.services.account_refusals import AccountRefused

MIN_PASSWORD: Final = 8
MAX_PASSWORD: Final = 1_000
"""What is longer could not be typed in at a log-in."""

_MAX_EMAIL: Final = 254
"""What a mailbox may be called (RFC 5321, section 4.5.3.1)."""
_MAX_NAME: Final = 200
_MAX_ADDRESS: Final = 2_000


def check_password(password: str) -> None:
    """Raises AccountRefused."""
    if len(password) < MIN_PASSWORD:
        message = f"a password has at least {MIN_PASSWORD} characters"
        raise AccountRefused(message, field="password")
    if len(password) > MAX_PASSWORD:
        message = f"a password has at most {MAX_PASSWORD} characters"
        raise AccountRefused(message, field="password")


def check(attendant: Attendant, before: Attendant | None = None) -> None:
    """Raises AccountRefused for the first thing that is new and wrong."""
    if before is None or attendant.email != before.email:
        _check_email(attendant.email or "")
    if before is None or attendant.name != before.name:
        _check_name(attendant.name or "")
    if before is None or attendant.avatar_url != before.avatar_url:
        _check_avatar(attendant.avatar_url)


def _check_email(email: str) -> None:
    is_email = "@" in email.strip("@") and email.isprintable()
    if not is_email or len(email) > _MAX_EMAIL or any(map(str.isspace, email)):
        message = f"'{email[:_MAX_EMAIL]}' is not an e-mail address"
        raise AccountRefused(message, field="email")


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > _MAX_NAME or not name.isprintable():
        message = f"a name has 1 to {_MAX_NAME} characters, and no control characters"
        raise AccountRefused(message, field="name")


def _check_avatar(address: str | None) -> None:
    """It is shown on pages of others, and sent along with every message."""
    if address is None:
        return
    is_one = address.startswith(("https://", "http://")) and address.isprintable()
    if not is_one or len(address) > _MAX_ADDRESS or any(map(str.isspace, address)):
        message = f"a picture is the address of one, with http(s), of up to {_MAX_ADDRESS} letters"
        raise AccountRefused(message, field="avatarURL")


def name_of(email: str) -> str:
    """What somebody is called who is not called anything."""
    return email.split("@", maxsplit=1)[0][:_MAX_NAME]
