"""The published schemas say what `shapes.py` makes: no member too few, none too many."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from chimp.core.people import Attendant, Customer, Level
from chimp.core.session import Status
from chimp.wire import shapes
from chimp.wire.shape_models import (
    AttendantShape,
    CustomerShape,
    MessageInSession,
    MessageShape,
    SessionShape,
)
from tests.wire.test_outbound import ANN, BOB, HELLO, SESSION

BARE = Customer(id="b")
KNOWN = Customer(id="c", is_verified=True, details={"verified": False})
SAID = replace(HELLO, author=BOB, read_at=9)
SERVED = replace(SESSION, status=Status.ONLINE, attendant_id="9999999", request_id=None)
EXPIRED = replace(SESSION, status=Status.CLOSED, expired=True, required_level=Level.SUPERVISOR)


def made() -> Iterator[tuple[type[BaseModel], dict[str, Any]]]:
    yield from ((CustomerShape, shapes.customer_json(c)) for c in (ANN, BARE, KNOWN))
    yield from ((AttendantShape, shapes.attendant_json(a)) for a in (BOB, Attendant(id=5)))
    yield from ((MessageShape, shapes.message_json(m)) for m in (HELLO, SAID))
    for session in (SESSION, SERVED, EXPIRED):
        shape = shapes.session_json(session, [HELLO, SAID])
        yield SessionShape, shape
        yield MessageInSession, {"sessionInfo": shape, "message": shapes.message_json(HELLO)}


@pytest.mark.parametrize(("model", "shape"), list(made()))
def test_a_shape_is_what_its_model_says(model: type[BaseModel], shape: dict[str, Any]) -> None:
    read = TypeAdapter[BaseModel](model).validate_python(shape, strict=False)
    assert read.model_dump(mode="json", by_alias=True, exclude_unset=True) == shape


def test_a_member_that_is_left_out_is_noticed() -> None:
    shape = shapes.session_json(SESSION)
    del shape["createdAt"]
    with pytest.raises(ValueError, match="createdAt"):
        SessionShape.model_validate(shape)
