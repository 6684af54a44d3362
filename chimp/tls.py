"""TLS for both ports: one certificate and its key, which can be exchanged while the server runs.

Whoever is connected stays so, on the certificate that was there when they came.
"""

import ssl
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import structlog

if TYPE_CHECKING:
    from cryptography import x509

_SOON: Final = timedelta(days=14)

_log = structlog.get_logger("chimp.tls")


class TlsError(Exception):
    """The certificate or its key can not be used; `str()` is one line that says which and why."""


class Tls:
    """The two files, and what was in them when they were taken up last."""

    def __init__(
        self, certificate: Path, key: Path, *, clock: Callable[[], float] = time.time
    ) -> None:
        """Raise TlsError; an expired certificate is only warned of, for it can be exchanged.

        `clock` is in seconds since the epoch.
        """
        self._certificate = certificate
        self._key = key
        self._clock = clock
        self._context = _context()
        self._expires_at = self._load()

    @property
    def context(self) -> ssl.SSLContext:
        """The same one as long as the server runs: what is loaded into it counts from then on."""
        return self._context

    @property
    def expires_at(self) -> float:
        """When the certificate does, in seconds since the epoch."""
        return self._expires_at.timestamp()

    def take_up(self) -> None:
        """Put what is in the files now in force; if it can not be used, go on as before."""
        try:
            self._expires_at = self._load()
        except TlsError as error:
            _log.error("tls.not_taken_up", because=str(error))
        else:
            _log.info("tls.taken_up", expires=self._expires_at.isoformat())

    def _load(self) -> datetime:
        """Load both into the context; returns when the certificate expires."""
        from cryptography import x509  # noqa: PLC0415 - 9 MB that a server without TLS has no use for

        read = _read(self._certificate, "tls.certificate")
        _check_key(self._key)
        try:
            found = x509.load_pem_x509_certificates(read)[0]
        except ValueError:
            message = f"tls.certificate: {self._certificate} holds no certificate in PEM"
            raise TlsError(message) from None
        # First on trial: a context that has taken the one and not the other serves nobody.
        for context in (_context(), self._context):
            self._load_into(context)
        self._warn_of_time(found)
        return found.not_valid_after_utc

    def _load_into(self, context: ssl.SSLContext) -> None:
        try:
            context.load_cert_chain(self._certificate, self._key, _no_passphrase)
        except ssl.SSLError as error:
            if "MISMATCH" in (error.reason or ""):
                message = f"tls.key: {self._key} is not the key of {self._certificate}"
            else:
                words = (error.reason or str(error)).replace("_", " ").lower()
                message = f"tls.certificate: {self._certificate} with {self._key}: {words}"
            raise TlsError(message) from None
        except _PassphraseError:
            message = f"tls.key: {self._key} has a passphrase, which nobody is there to type"
            raise TlsError(message) from None

    def _warn_of_time(self, found: "x509.Certificate") -> None:
        now = datetime.fromtimestamp(self._clock(), UTC)
        expires = found.not_valid_after_utc
        told = {"file": str(self._certificate), "expires": expires.isoformat()}
        if expires <= now:
            _log.warning("tls.certificate_expired", **told)
        elif expires <= now + _SOON:
            _log.warning("tls.certificate_expires_soon", **told)
        if found.not_valid_before_utc > now:
            begins = found.not_valid_before_utc.isoformat()
            _log.warning("tls.certificate_not_valid_yet", begins=begins, **told)


class _PassphraseError(Exception):
    """OpenSSL asks for one, by default on the terminal."""


def _context() -> ssl.SSLContext:
    """TLS 1.2 and 1.3, with the ciphers that Python takes for safe."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION
    return context


def _read(path: Path, setting: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{setting}: {path}: {error.strerror or error}"
        raise TlsError(message) from None


def _check_key(path: Path) -> None:
    if b"PRIVATE KEY-----" not in _read(path, "tls.key"):
        message = f"tls.key: {path} holds no private key in PEM"
        raise TlsError(message)
    if path.stat().st_mode & stat.S_IRWXO:
        _log.warning("tls.key_readable_by_others", file=str(path), advice="give it mode 600")


def _no_passphrase() -> NoReturn:
    raise _PassphraseError
