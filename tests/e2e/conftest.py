"""The server under test, and the attendant who has an account there."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.e2e.eavesdropper import eavesdropper
from tests.e2e.house import House, Section, Serve, open_house

__all__ = ["data_dir", "eavesdropper", "serve"]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def serve(data_dir: Path) -> Serve:
    """Starts a server on the test's own data folder; may be called again after a stop."""

    def start(**sections: Section) -> AbstractAsyncContextManager[House]:
        return open_house(data_dir, **sections)

    return start
