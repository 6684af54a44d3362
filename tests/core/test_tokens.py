"""Session ids: recognised as ours, and not to be made by anybody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chimp.core.tokens import RANDOM_BYTES, SessionIds, is_uuid
from chimp.core.topics import MAX_ID_LENGTH, is_plain

OURS, THEIRS = SessionIds(b"our key"), SessionIds(b"another key")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

fresh = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)


@given(fresh)
def test_what_was_issued_is_recognised_and_fits_into_a_topic(random: bytes) -> None:
    session_id = OURS.issue(random)
    assert OURS.issued(session_id)
    assert is_plain(session_id)
    assert len(session_id) <= MAX_ID_LENGTH


@given(fresh)
def test_another_servers_id_is_not_ours(random: bytes) -> None:
    assert not OURS.issued(THEIRS.issue(random))


@given(st.text() | st.text(ALPHABET, min_size=32, max_size=32))
def test_what_somebody_made_up_was_not_issued(text: str) -> None:
    assert not OURS.issued(text)


@given(fresh, st.integers(0, 31), st.sampled_from([*ALPHABET, "+", "/", "=", " ", "é"]))
def test_an_id_has_one_spelling(random: bytes, position: int, character: str) -> None:
    session_id = OURS.issue(random)
    changed = session_id[:position] + character + session_id[position + 1 :]
    assert OURS.issued(changed) == (changed == session_id)


def test_the_other_alphabet_of_base64_is_another_spelling() -> None:
    session_id = OURS.issue(b"\xfb\xef\xbe\xff\xff\xff" + bytes(10))
    assert session_id.startswith("----____")
    assert not OURS.issued(session_id.replace("-", "+"))
    assert not OURS.issued(session_id.replace("_", "/"))


@given(fresh)
def test_a_longer_or_shorter_one_is_another(random: bytes) -> None:
    session_id = OURS.issue(random)
    for changed in (session_id[:-1], session_id + "A", session_id + "=", session_id + "\n"):
        assert not OURS.issued(changed)


@given(st.sets(fresh, min_size=2, max_size=5))
def test_no_two_are_alike(several: set[bytes]) -> None:
    assert len({OURS.issue(random) for random in several}) == len(several)


@pytest.mark.parametrize("random", [b"", b"x" * 15, b"x" * 17])
def test_too_little_randomness_is_an_error(random: bytes) -> None:
    with pytest.raises(ValueError, match="needs 16 random bytes"):
        OURS.issue(random)


@given(st.uuids())
def test_a_uuid_reads_as_one(uuid: object) -> None:
    assert is_uuid(str(uuid))
    assert is_uuid(str(uuid).upper())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "ann",
        "123e4567e89b12d3a456426614174000",
        "123e4567-e89b-12d3-a456-42661417400",
        "123e4567-e89b-12d3-a456-4266141740000",
        "{123e4567-e89b-12d3-a456-426614174000}",
        "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
        "123e4567-e89b-12d3-a456-42661417400g",
        "123e4567-e89b-12d3-a456-426614174000\n",
        "+",
    ],
)
def test_anything_else_does_not(text: str) -> None:
    assert not is_uuid(text)
