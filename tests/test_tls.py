"""A certificate is taken up, exchanged or refused in words, and never half."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from structlog.testing import capture_logs

from chimp.tls import Tls, TlsError
from tests.certificates import Authority, Files

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def refusal(files: Files) -> str:
    with pytest.raises(TlsError) as refused:
        Tls(files.certificate, files.key)
    [line] = str(refused.value).splitlines()
    return line


def test_a_certificate_and_its_key_are_loaded(authority: Authority) -> None:
    end = datetime.now(UTC).replace(microsecond=0) + 100 * DAY
    files = authority.issue(not_after=end)
    with capture_logs() as lines:
        tls = Tls(files.certificate, files.key)
    assert tls.expires_at == end.timestamp()
    assert not lines


@pytest.mark.parametrize("which", ["certificate", "key"])
def test_a_file_that_is_not_there_is_named(authority: Authority, which: str) -> None:
    files = authority.issue("missing")
    missing = files.certificate if which == "certificate" else files.key
    missing.unlink()
    assert refusal(files) == f"tls.{which}: {missing}: No such file or directory"


@pytest.mark.parametrize("which", ["certificate", "key"])
def test_a_file_that_is_something_else_is_named(authority: Authority, which: str) -> None:
    files = authority.issue("odd")
    odd = files.certificate if which == "certificate" else files.key
    odd.write_text("-----BEGIN NONSENSE-----")
    assert refusal(files).startswith(f"tls.{which}: {odd} holds no ")


def test_the_two_files_in_each_others_place(authority: Authority) -> None:
    files = authority.issue("swapped")
    line = refusal(Files(files.key, files.certificate))
    assert line == f"tls.key: {files.certificate} holds no private key in PEM"


def test_the_key_of_another_certificate(authority: Authority) -> None:
    one, other = authority.issue("one"), authority.issue("other")
    line = refusal(Files(one.certificate, other.key))
    assert line == f"tls.key: {other.key} is not the key of {one.certificate}"


def test_a_key_that_is_damaged(authority: Authority) -> None:
    files = authority.issue("damaged")
    lines = files.key.read_text().splitlines()
    files.key.write_text("\n".join([lines[0], "AAAA", *lines[2:]]))
    assert str(files.key) in refusal(files)


def test_a_key_with_a_passphrase_asks_nobody(authority: Authority) -> None:
    files = authority.issue("locked")
    key = serialization.load_pem_private_key(files.key.read_bytes(), None)
    files.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )
    assert refusal(files) == (
        f"tls.key: {files.key} has a passphrase, which nobody is there to type"
    )


@pytest.mark.parametrize(
    ("begins", "ends", "event"),
    [
        (-9 * DAY, -DAY, "tls.certificate_expired"),
        (-9 * DAY, DAY, "tls.certificate_expires_soon"),
        (DAY, 99 * DAY, "tls.certificate_not_valid_yet"),
    ],
)
def test_a_certificate_out_of_its_time_is_warned_of(
    authority: Authority, begins: timedelta, ends: timedelta, event: str
) -> None:
    """It is used all the same: it can be exchanged without a restart, and clocks are wrong."""
    now = datetime.now(UTC)
    files = authority.issue("untimely", not_before=now + begins, not_after=now + ends)
    with capture_logs() as lines:
        Tls(files.certificate, files.key)
    [line] = lines
    assert (line["event"], line["log_level"]) == (event, "warning")


def test_a_key_that_anybody_can_read_is_warned_of(authority: Authority) -> None:
    files = authority.issue("public")
    files.key.chmod(0o644)
    with capture_logs() as lines:
        Tls(files.certificate, files.key)
    assert [line["event"] for line in lines] == ["tls.key_readable_by_others"]


def test_a_failed_exchange_leaves_what_was_there(authority: Authority) -> None:
    files = authority.issue("kept")
    tls = Tls(files.certificate, files.key)
    context, expires = tls.context, tls.expires_at
    shutil.copy(authority.issue("stranger").key, files.key)
    with capture_logs() as lines:
        tls.take_up()
    [line] = lines
    assert (line["event"], line["log_level"]) == ("tls.not_taken_up", "error")
    assert "is not the key of" in line["because"]
    assert tls.context is context
    assert tls.expires_at == expires


def test_an_exchange_is_of_the_same_context(authority: Authority) -> None:
    """The listeners hold it, and are not started again."""
    files = authority.issue("exchanged")
    tls = Tls(files.certificate, files.key)
    context, expires = tls.context, tls.expires_at
    authority.issue("exchanged", not_after=datetime.now(UTC) + 50 * DAY)
    tls.take_up()
    assert tls.context is context
    assert tls.expires_at != expires
