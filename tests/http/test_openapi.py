"""What is published is what there is: every route, and every shape that comes out of them."""

import re
from typing import Any

import jsonschema_rs
import pytest
from aiohttp import web
from openapi_spec_validator import OpenAPIV31SpecValidator

from chimp.http.pages import PAGES
from tests.http.conftest import Build, House

ORIGIN = {"Origin": "https://shop.example"}


async def published(house: House) -> dict[str, Any]:
    response = await house.client.get("/openapi.json")
    assert response.status == 200
    assert response.content_type == "application/json"
    told: dict[str, Any] = await response.json()
    return told


def routed(application: web.Application | None) -> set[tuple[str, str]]:
    """What the router really knows. HEAD comes with every GET, OPTIONS with CORS."""
    assert application is not None
    return {
        (route.method, route.resource.canonical)
        for route in application.router.routes()
        if route.resource is not None and route.method not in {"HEAD", "OPTIONS"}
    }


def pages() -> set[tuple[str, str]]:
    """What is there for browsers alone."""
    return {("GET", re.sub(r"\{name:.*", "{name}", page.path)) for page in PAGES}


async def test_every_route_is_published_and_nothing_else_but_pages(build: Build) -> None:
    house = await build()
    document = await published(house)
    told = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
    }
    assert told == routed(house.client.app) - pages()
    assert ("POST", "/session") in told
    assert ("GET", "/openapi.json") in told


async def test_the_document_is_what_the_specification_asks_for(build: Build) -> None:
    OpenAPIV31SpecValidator(await published(await build())).validate()


async def test_every_operation_has_a_name_of_its_own_and_says_who_may_call_it(build: Build) -> None:
    document = await published(await build())
    operations = [each for path in document["paths"].values() for each in path.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"].endswith(".")
        assert "Who may call it: " in operation["description"]
        assert operation["security"]


async def test_every_parameter_of_a_path_is_described(build: Build) -> None:
    document = await published(await build())
    for path, operations in document["paths"].items():
        named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for operation in operations.values():
            described = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
            assert described == named, path


async def test_who_has_the_document_is_not_sent_it_again(build: Build) -> None:
    house = await build()
    first = await house.client.get("/openapi.json", headers=ORIGIN)
    assert first.headers["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
    assert first.headers["Cache-Control"] == "no-cache"
    for known, status in ((first.headers["ETag"], 304), ("*", 304), ('"another"', 200)):
        again = await house.client.get("/openapi.json", headers={"If-None-Match": known})
        assert (again.status, again.headers["ETag"]) == (status, first.headers["ETag"])


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/mqtt"])
async def test_what_pages_of_other_origins_have_no_business_with(build: Build, path: str) -> None:
    response = await (await build()).client.get(path, headers=ORIGIN)
    assert "Access-Control-Allow-Origin" not in response.headers


async def test_every_example_is_one(build: Build) -> None:
    document = await published(await build())
    found = 0
    for operation in (each for path in document["paths"].values() for each in path.values()):
        for told in (operation.get("requestBody", {}), *operation["responses"].values()):
            for content in told.get("content", {}).values():
                if "example" in content:
                    found += 1
                    schema = {**content["schema"], "components": document["components"]}
                    jsonschema_rs.Draft202012Validator(schema).validate(content["example"])
    assert found > 10
