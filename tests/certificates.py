"""An authority of the tests' own, and what it signs."""

import ssl
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import trustme


@dataclass(frozen=True, slots=True)
class Files:
    """Where the server finds its certificate and its key."""

    certificate: Path
    key: Path

    @property
    def settings(self) -> dict[str, str]:
        return {"certificate": str(self.certificate), "key": str(self.key)}


@dataclass(frozen=True)
class Authority:
    """Signs for this machine; the files lie in `folder`."""

    folder: Path
    _authority: trustme.CA = field(default_factory=trustme.CA)

    def issue(
        self,
        name: str = "server",
        *,
        not_before: datetime | None = None,
        not_after: datetime | None = None,
    ) -> Files:
        """Write a certificate and its key; what has had that name before is replaced."""
        files = Files(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        issued = self._authority.issue_cert(
            "localhost", "127.0.0.1", not_before=not_before, not_after=not_after
        )
        files.certificate.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
        issued.private_key_pem.write_to_path(files.key)
        files.key.chmod(0o600)
        return files

    def trust(self) -> ssl.SSLContext:
        """A client's context that trusts this authority and no other."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._authority.configure_trust(context)
        return context
