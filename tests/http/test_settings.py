"""What administrators set: who may, what is refused, and that it is in force at once."""

from copy import deepcopy
from typing import Any

import pytest

from chimp.core.access import Mode
from chimp.services.settings import StoredSettings
from chimp.wire.settings import DeskSettings, Section, WidgetSettings
from tests.http.conftest import Build, House
from tests.http.people_at_work import administrator, attendant, supervisor

Json = dict[str, Any]

DESK = {"name": "Shop", "isSetUp": True}
WIDGET = {
    **WidgetSettings.initial().told(),
    "accent": "#0a7f3f",
    "position": "left",
    "texts": {
        "pt-BR": {"title": "Fale conosco", "consent": "Eu concordo"},
        "ar": {"title": "مرحبا"},
    },
}
CHANGED: list[tuple[type[Section], Json]] = [(DeskSettings, DESK), (WidgetSettings, WIDGET)]


async def stored(house: House) -> StoredSettings:
    """What another start of the server would have in force."""
    settings = StoredSettings(house.database, lambda: house.clock.now)
    await settings.load()
    return settings


def changed(path: str, value: object, told: Json | None = None) -> Json:
    """The widget's settings with something else at that place; `...` leaves it out."""
    document = deepcopy(WIDGET if told is None else told)
    *above, last = path.split("/")
    inner = document
    for name in above:
        inner = inner[name]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return document


@pytest.mark.parametrize(("kind", "told"), CHANGED)
async def test_what_is_set_is_in_force_and_kept(
    build: Build, kind: type[Section], told: Json
) -> None:
    house = await build(Mode.CAPABILITY)
    path, login = f"/settings/{kind.NAME}", await administrator(house)
    before = await house.client.get(path, headers=login)
    assert (before.status, await before.json()) == (200, kind.initial().told())
    put = await house.client.put(path, json=told, headers=login)
    assert (put.status, await put.json()) == (200, told)
    assert await (await house.client.get(path, headers=login)).json() == told
    assert (await stored(house)).of(kind).told() == told


@pytest.mark.parametrize(("kind", "told"), CHANGED)
async def test_attendants_read_and_administrators_write(
    build: Build, kind: type[Section], told: Json
) -> None:
    path = f"/settings/{kind.NAME}"
    house = await build(Mode.OPEN)
    assert (await house.client.get(path)).status == 200
    assert (await house.client.put(path, json=told)).status == 401
    house = await build(Mode.CAPABILITY)
    assert (await house.client.get(path)).status == 401
    assert (await house.client.put(path, json=told)).status == 401
    for login in (await attendant(house), await supervisor(house)):
        assert (await house.client.get(path, headers=login)).status == 200
        refused = await house.client.put(path, json=told, headers=login)
        assert (refused.status, (await refused.json())["error"]) == (403, "not_allowed")
    assert (await stored(house)).of(kind) == kind.initial()


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("accent", changed("accent", "red")),
        ("accent", changed("accent", "#12345")),
        ("accent", changed("accent", "#12345g")),
        ("accent", changed("accent", "#123456\n")),
        ("accent", changed("accent", "url(#aaaaaa)")),
        ("accent", changed("accent", ...)),
        ("position", changed("position", "top")),
        ("offsetX", changed("offsetX", -1)),
        ("offsetX", changed("offsetX", 1_001)),
        ("offsetY", changed("offsetY", "20")),
        ("offsetY", changed("offsetY", 1.5)),
        ("language", changed("language", "fi")),
        ("sound", changed("sound", "yes")),
        ("sound", changed("sound", 1)),
        ("texts", changed("texts", None)),
        ("texts.fi", changed("texts/fi", {"title": "Moi"})),
        ("texts.auto", changed("texts/auto", {"title": "Moi"})),
        ("texts.pt-BR.title", changed("texts/pt-BR/title", "x" * 161)),
        ("texts.pt-BR.greeting", changed("texts/pt-BR/greeting", 5)),
        ("texts.pt-BR.footer", changed("texts/pt-BR/footer", "x")),
        ("preChat", changed("preChat", ...)),
        ("preChat.name", changed("preChat/name", "maybe")),
        ("preChat.consent", changed("preChat/consent", ...)),
        ("offline.email", changed("offline/email", "off")),
        ("accentt", changed("accentt", "#000000")),
    ],
)
async def test_what_is_wrong_is_named_and_changes_nothing(
    build: Build, field: str, told: Json
) -> None:
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    await house.client.put("/settings/widget", json=WIDGET, headers=login)
    refused = await house.client.put("/settings/widget", json=told, headers=login)
    said = await refused.json()
    assert (refused.status, said["error"], said["field"]) == (400, "invalid", field)
    assert said["message"].startswith(f"{field}: ")
    assert "nput" not in said["message"]
    now = await house.client.get("/settings/widget", headers=login)
    assert await now.json() == WIDGET
    assert (await stored(house)).of(WidgetSettings).told() == WIDGET


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "a\x00b", "x" * 81, None, 5])
async def test_a_desk_has_a_name(build: Build, name: object) -> None:
    house = await build(Mode.CAPABILITY)
    told, login = {**DESK, "name": name}, await administrator(house)
    refused = await house.client.put("/settings/desk", json=told, headers=login)
    assert (refused.status, (await refused.json())["field"]) == (400, "name")


@pytest.mark.parametrize("name", ["Müller & Söhne", "👩‍💻 Support", "دعم"])
async def test_of_any_letters(build: Build, name: str) -> None:
    house = await build(Mode.CAPABILITY)
    told, login = {**DESK, "name": f"  {name} "}, await administrator(house)
    put = await house.client.put("/settings/desk", json=told, headers=login)
    assert (put.status, (await put.json())["name"]) == (200, name)


async def test_a_text_of_which_nothing_is_seen_is_none(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    told = changed("texts/pt-BR/title", " \n ")
    put = await house.client.put("/settings/widget", json=told, headers=await administrator(house))
    assert (await put.json())["texts"]["pt-BR"] == {"consent": "Eu concordo"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
async def test_what_is_no_object_is_refused(build: Build, body: bytes) -> None:
    house = await build(Mode.CAPABILITY)
    login = {**await administrator(house), "Content-Type": "application/json"}
    refused = await house.client.put("/settings/desk", data=body, headers=login)
    assert (refused.status, (await refused.json())["message"][:9]) == (400, "the body:")


async def test_no_form_of_another_page_sets_anything(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    refused = await house.client.put("/settings/desk", data={"name": "Evil"}, headers=login)
    assert refused.status == 415
    for path in ("/settings/desk", "/settings/widget"):
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
        preflight = await house.client.options(path, headers=asked)
        assert "Access-Control-Allow-Origin" not in preflight.headers
