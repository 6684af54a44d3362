"""Customers whom the site has signed for: a JWT by the site's key says who they are.

The key decides the algorithm, never the token's header (RFC 8725, section 3.1). An identity is
shown once, at `POST /session`, so it need not live long.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jwt
import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from chimp.core.people import Customer
from chimp.services.identity import IdentityRefused
from chimp.wire.payloads import CustomerPayload, Malformed

LONGEST = 24 * 60 * 60
"""Seconds that an identity may live at most: what lives longer is a password."""

LEEWAY = 30
"""Seconds that the site's clock may differ from ours."""

SMALLEST_RSA = 2_048
"""Bits of an RSA key at least (RFC 7518, section 3.3)."""

_NOT_OF_THE_CUSTOMER = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "picture"})
"""Claims that are about the identity (RFC 7519, section 4.1) or become something else."""

_OPTIONS: jwt.types.Options = {"require": ["exp", "sub"], "verify_sub": False}

Key = bytes | Ed25519PublicKey | RSAPublicKey


class SiteIdentity:
    """Reads what the site has signed. `clock` is in ms since the epoch."""

    def __init__(self, key: Key, *, audience: str | None = None, clock: Callable[[], int]) -> None:
        """`audience` has to be among the token's `aud`; without it, a token must have none."""
        self._key = key
        self._algorithm = _algorithm(key)
        self._audience = audience
        self._clock = clock

    def customer(self, identity: str) -> Customer:
        """Who that is, verified; raises IdentityRefused."""
        try:
            claims = jwt.decode(
                identity,
                self._key,
                algorithms=[self._algorithm],
                audience=self._audience,
                leeway=LEEWAY,
                options=_OPTIONS,
            )
            seconds_left = float(claims["exp"]) - self._clock() / 1000
        except jwt.PyJWTError as error:
            raise IdentityRefused(self._words(error)) from None
        except (TypeError, ValueError, OverflowError, RecursionError):
            raise IdentityRefused(_UNREADABLE) from None
        if not seconds_left <= LONGEST + LEEWAY:
            message = f"its exp is more than {LONGEST // 3600} h away"
            raise IdentityRefused(message)
        return _customer(claims)

    def _words(self, error: jwt.PyJWTError) -> str:
        """What is wrong, without a word of what is in it."""
        match error:
            case jwt.ExpiredSignatureError():
                return "it has expired"
            case jwt.ImmatureSignatureError():
                return "it is not valid yet (nbf or iat is in the future)"
            case jwt.MissingRequiredClaimError(claim=("exp" | "sub" | "aud") as claim):
                return f"it has no {claim}"
            case jwt.InvalidAudienceError() if self._audience is None:
                return "it is for an audience (aud), but auth.site_audience is not set"
            case jwt.InvalidAudienceError():
                return "it is for another audience (aud)"
            case jwt.InvalidAlgorithmError():
                return f"its alg is not {self._algorithm}, as the site's key asks for"
            case jwt.InvalidSignatureError():
                return "its signature was not made with the site's key"
            case _:
                return _UNREADABLE


_UNREADABLE = "it is no readable JWT"


def site_key(secret: str | None, public_key_file: Path | None) -> Key:
    """One of the two; raises ValueError in one line that names the setting."""
    if public_key_file is not None:
        return _public_key(public_key_file)
    if secret is None:
        message = "the site has no key"
        raise ValueError(message)
    return secret.encode()


def _public_key(path: Path) -> Ed25519PublicKey | RSAPublicKey:
    try:
        key = load_pem_public_key(path.read_bytes())
    except OSError as error:
        message = f"auth.site_public_key: {path}: {error.strerror or error}"
        raise ValueError(message) from None
    except (ValueError, UnsupportedAlgorithm):
        message = f"auth.site_public_key: {path} holds no public key in PEM"
        raise ValueError(message) from None
    if isinstance(key, RSAPublicKey) and key.key_size < SMALLEST_RSA:
        message = f"auth.site_public_key: {path}: an RSA key needs {SMALLEST_RSA} bits or more"
        raise ValueError(message)
    if not isinstance(key, Ed25519PublicKey | RSAPublicKey):
        message = f"auth.site_public_key: {path} is neither an Ed25519 nor an RSA key"
        raise ValueError(message)  # noqa: TRY004 - what is wrong is the value of a setting
    return key


def _algorithm(key: Key) -> str:
    match key:
        case bytes():
            return "HS256"
        case RSAPublicKey():
            return "RS256"
        case _:
            return "EdDSA"


def _customer(claims: dict[str, Any]) -> Customer:
    told = {name: value for name, value in claims.items() if name not in _NOT_OF_THE_CUSTOMER}
    told.setdefault("avatarURL", claims.get("picture"))
    try:
        customer = CustomerPayload.parse(orjson.dumps({**told, "id": claims["sub"]})).customer()
    except Malformed as error:
        message = str(error)
        raise IdentityRefused(f"sub{message[2:]}" if error.field == "id" else message) from None
    except TypeError:  # half a surrogate pair, or a number that is too large
        raise IdentityRefused(_UNREADABLE) from None
    return replace(customer, is_verified=True)
