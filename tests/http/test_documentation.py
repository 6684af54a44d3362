"""The pages for people: whole, harmless, and with nothing in them that a strict policy forbids."""

from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest

from chimp.http.documentation import http_page, mqtt_page, overview_page
from chimp.wire.asyncapi import Whereabouts, asyncapi
from tests.http.conftest import Build, House

PAGES = ["/docs", "/docs/http", "/docs/mqtt"]
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;${7*7}<%!x%>\n% for"
VOID = {"meta", "link", "wbr"}


class Page(HTMLParser):
    """What a browser would make of it: its elements, and whether each one is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


async def get(house: House, path: str) -> str:
    response = await house.client.get(path)
    assert response.status == 200
    assert (response.content_type, response.charset) == ("text/html", "utf-8")
    return await response.text()


@pytest.fixture
async def openapi(build: Build) -> dict[str, Any]:
    house = await build()
    told: dict[str, Any] = await (await house.client.get("/openapi.json")).json()
    return told


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_needs_nothing_that_a_strict_policy_forbids(build: Build, path: str) -> None:
    house = await build()
    policy = (await house.client.get(path)).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    page = Page(await get(house, path))
    assert not page.tags & {"script", "style", "iframe", "img", "object", "base", "form"}
    assert "style" not in page.attributes
    assert not any(name.startswith("on") for name in page.attributes)


@pytest.mark.parametrize("path", PAGES)
async def test_every_link_leads_somewhere_on_this_server(build: Build, path: str) -> None:
    house = await build()
    page = Page(await get(house, path))
    assert len(set(page.ids)) == len(page.ids)
    for link in set(page.links) - {"data:,"}:
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        else:
            assert link.startswith("/"), link
            assert (await house.client.get(link)).status == 200, link


async def test_the_pages_look_like_something(build: Build) -> None:
    response = await (await build()).client.get("/docs/style.css")
    assert (response.status, response.content_type) == (200, "text/css")
    assert "prefers-color-scheme" in await response.text()


async def test_every_route_is_on_its_page(build: Build, openapi: dict[str, Any]) -> None:
    words = "".join(Page(await get(await build(), "/docs/http")).words)
    for path, operations in openapi["paths"].items():
        assert path in words
        for operation in operations.values():
            assert operation["summary"].replace("`", "") in words
    for name in openapi["components"]["schemas"]:
        assert name in words


async def test_every_topic_is_on_its_page(build: Build) -> None:
    words = "".join(Page(await get(await build(), "/docs/mqtt")).words)
    document = asyncapi(Whereabouts(websocket_path="/mqtt", mqtt_port=1883))
    for channel in document["channels"].values():
        assert channel["address"] in words
    for operation in document["operations"].values():
        assert operation["summary"].replace("`", "") in words


def hostile(told: Any, name: str = "") -> Any:  # noqa: ANN401 - JSON
    """The same document by somebody who means harm, in everything that is told to people."""
    match told:
        case dict():
            renamed = {}
            for key, value in told.items():
                is_free = name in {"properties", "schemas", "paths", "parameters", "responses"}
                renamed[key + HOSTILE if is_free else key] = hostile(value, key)
            return renamed
        case list():
            return [hostile(each) for each in told]
        case str() if name == "$ref" and "/schemas/" in told:
            return told + HOSTILE
        case str() if name not in {"$ref", "in", "type", "action"}:
            return told + HOSTILE
        case _:
            return told


def test_nothing_that_is_published_becomes_markup(openapi: dict[str, Any]) -> None:
    talk = asyncapi(Whereabouts(websocket_path="/mqtt", mqtt_port=1883, base_topic=HOSTILE))
    bad_http, bad_mqtt = hostile(deepcopy(openapi)), hostile(talk)
    pages = {
        "http": (http_page(openapi), http_page(bad_http)),
        "mqtt": (mqtt_page(talk), mqtt_page(bad_mqtt)),
        "overview": (overview_page(openapi, talk), overview_page(bad_http, bad_mqtt)),
    }
    for name, (good, bad) in pages.items():
        assert Page(bad).tags == Page(good).tags, name
        assert Page(bad).attributes == Page(good).attributes, name
        assert "<script" not in bad
    for name in ("http", "mqtt"):
        words = "".join(Page(pages[name][1]).words)
        assert words.count("<script>alert(1)</script>") > 100
        assert words.count("${7*7}<%!x%>") > 100
