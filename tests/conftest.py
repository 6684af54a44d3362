"""What holds for all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from pwdlib.hashers.argon2 import Argon2Hasher

from chimp.services import passwords

# No test fails because the machine is busy with others: speed is shown by `make bench`.
settings.register_profile("chimp", deadline=None)
settings.load_profile("chimp")


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Passwords of tests protect nothing: a tenth of a second for each is most of what tests take.

    `chimp serve` as a process of its own has them as they are; test_passwords.py looks at that.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "Argon2Hasher", _cheap)
        yield


def _cheap() -> Argon2Hasher:
    return Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
