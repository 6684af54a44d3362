"""What is known about the broker under test: whose it is, and where it is not asked."""

import os
from collections.abc import Sequence
from typing import Final, TypeVar

import pytest

Row = TypeVar("Row")

_PORT = os.environ.get("CONFORMANCE_PORT")
EXTERNAL_PORT: Final = None if _PORT is None else int(_PORT)
"""Of a broker that is not ours."""

REFUSED_FILTER: Final = os.environ.get("CONFORMANCE_REFUSED_FILTER", "client/attendants/assign/#")
"""What the broker under test grants to nobody."""


def mosquitto_deviates(because: str) -> pytest.MarkDecorator:
    """The specification says this, and mosquitto 2.0.11 does something else."""
    return pytest.mark.xfail(
        condition=EXTERNAL_PORT is not None, reason=f"mosquitto 2.0.11: {because}", strict=True
    )


def only_elsewhere(rows: Sequence[Row]) -> Sequence[Row]:
    """Rows about topics that our rules of access take from nobody, whatever MQTT would say."""
    return () if EXTERNAL_PORT is None else rows
