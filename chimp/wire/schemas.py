"""JSON Schemas of the types that the published documents name."""

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

Json = dict[str, Any]

PLACE = "#/components/schemas/"
"""Where a document keeps what its schemas share: the same in OpenAPI and in AsyncAPI."""


class Schemas:
    """The schema of each type; what they share stands among `definitions`, by the model's name."""

    def __init__(self, types: Iterable[Any]) -> None:
        named = {_name(told): TypeAdapter[Any](told) for told in types}
        found, shared = TypeAdapter.json_schemas(
            [(name, "validation", adapter) for name, adapter in named.items()],
            ref_template=PLACE + "{model}",
        )
        self._found = {name: schema for (name, _), schema in found.items()}
        self.definitions: Json = shared.get("$defs", {})

    def of(self, told: Any) -> Json:  # noqa: ANN401 - a model, or a type made of models
        return self._found[_name(told)]


def _name(told: Any) -> str:  # noqa: ANN401 - a model, or a type made of models
    return str(told)
