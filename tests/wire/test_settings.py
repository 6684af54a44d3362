"""Settings as they are put: what is wrong is named, and what is right is kept in one form."""

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chimp.wire.access import AccessSettings, StoredSiteKey
from chimp.wire.hours import HoursSettings
from chimp.wire.payloads import Malformed
from chimp.wire.settings import DeskSettings, Section, WidgetSettings

Json = dict[str, Any]

DESK = {"name": "Shop", "isSetUp": True}
WIDGET = {
    **WidgetSettings.initial().told(),
    "texts": {"pt-BR": {"title": "Fale conosco", "consent": "Eu concordo"}},
}
OFFICE = [{"from": "08:30", "to": "12:00"}, {"from": "12:00", "to": "24:00"}]
HOURS = {
    **HoursSettings.initial().told(),
    "week": {**HoursSettings.initial().told()["week"], "monday": OFFICE},
    "closedOn": ["2026-12-25", "2027-01-01"],
}


def changed(path: str, value: object, told: Json | None = None) -> Json:
    """The widget's settings, or others, with something else at that place; `...` leaves it out."""
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


def span(start: object, end: object) -> Json:
    return {"from": start, "to": end}


def put(kind: type[Section], told: object) -> Json:
    return kind.parse(orjson.dumps(told)).told()


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
        ("offsetY", changed("offsetY", value=True)),
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
def test_a_widget_that_can_not_be(field: str, told: Json) -> None:
    with pytest.raises(Malformed, match=f"^{field}: ") as refused:
        put(WidgetSettings, told)
    assert refused.value.field == field
    assert "nput" not in str(refused.value)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("isOn", changed("isOn", 1, HOURS)),
        ("timeZone", changed("timeZone", "Mars/Phobos", HOURS)),
        ("timeZone", changed("timeZone", "Europe", HOURS)),
        ("timeZone", changed("timeZone", "../../etc/passwd", HOURS)),
        ("timeZone", changed("timeZone", "", HOURS)),
        ("timeZone", changed("timeZone", "a\x00b", HOURS)),
        ("week.sunday", changed("week/sunday", ..., HOURS)),
        ("week.someday", changed("week/someday", [], HOURS)),
        ("week.monday", changed("week/monday", {}, HOURS)),
        ("week.monday.0.from", changed("week/monday", [span("9:00", "18:00")], HOURS)),
        ("week.monday.0.from", changed("week/monday", [span(9, "18:00")], HOURS)),
        ("week.monday.0.to", changed("week/monday", [span("09:00", "25:00")], HOURS)),
        ("week.monday.0.to", changed("week/monday", [span("09:00", "24:01")], HOURS)),
        ("week.monday.0.to", changed("week/monday", [{"from": "09:00"}], HOURS)),
        ("week.monday.0", changed("week/monday", [span("18:00", "02:00")], HOURS)),
        ("week.monday.0", changed("week/monday", [span("09:00", "09:00")], HOURS)),
        ("week.monday", changed("week/monday", [span("10:00", "12:00")] * 2, HOURS)),
        ("week.monday", changed("week/monday", [*OFFICE, span("00:00", "08:31")], HOURS)),
        ("closedOn.1", changed("closedOn", ["2026-12-25", "2026-02-30"], HOURS)),
        ("closedOn.0", changed("closedOn", ["20261225"], HOURS)),
        ("closedOn.0", changed("closedOn", ["2026-W52-5"], HOURS)),
        ("closedOn.0", changed("closedOn", [5], HOURS)),
    ],
)
def test_hours_that_can_not_be(field: str, told: Json) -> None:
    with pytest.raises(Malformed, match=f"^{field}: ") as refused:
        put(HoursSettings, told)
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "a\x00b", "a\u2028b", "x" * 81, None, 5])
def test_a_desk_has_a_name(name: object) -> None:
    with pytest.raises(Malformed) as refused:
        put(DeskSettings, {**DESK, "name": name})
    assert refused.value.field == "name"


@pytest.mark.parametrize("name", ["Müller & Söhne", "👩\u200d💻 Support", "دعم"])
def test_of_any_letters(name: str) -> None:
    assert put(DeskSettings, {**DESK, "name": f"  {name} "})["name"] == name


def test_what_is_right_is_kept_in_one_form() -> None:
    told = changed("texts/pt-BR/title", " \n ") | {"accent": "#ABCDEF"}
    found = put(WidgetSettings, told)
    assert (found["texts"]["pt-BR"], found["accent"]) == ({"consent": "Eu concordo"}, "#abcdef")
    told = changed("week/monday", OFFICE[::-1], HOURS)
    told["closedOn"] = ["2027-01-01", "2026-12-25", "2027-01-01"]
    assert put(HoursSettings, told) == HOURS


@pytest.mark.parametrize(
    ("kind", "told"), [(DeskSettings, DESK), (WidgetSettings, WIDGET), (HoursSettings, HOURS)]
)
def test_what_is_told_can_be_put_again(kind: type[Section], told: Json) -> None:
    assert put(kind, told) == told
    assert put(kind, put(kind, kind.initial().told())) == kind.initial().told()


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _places(document: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield above
    match document:
        case dict():
            inside: Iterable[tuple[str | int, object]] = document.items()
        case list():
            inside = enumerate(document)
        case _:
            inside = ()
    for name, value in inside:
        yield from _places(value, (*above, name))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (DeskSettings, DESK),
        (WidgetSettings, WIDGET),
        (HoursSettings, HOURS),
        (AccessSettings, {"allowedOrigins": ["https://shop.example"]}),
        (StoredSiteKey, {"secret": "x" * 32, "createdAt": 5}),
    ],
)
@given(data=st.data())
def test_whatever_is_put_is_refused_in_words_or_kept_as_it_is(
    kind: type[Section], told: Json, data: st.DataObject
) -> None:
    document: Any = {"root": deepcopy(told)}
    *above, last = data.draw(st.sampled_from([("root", *place) for place in _places(told)]))
    inner = document
    for name in above:
        inner = inner[name]
    inner[last] = data.draw(_json)
    payload = json.dumps(document["root"]).encode()
    try:
        section = kind.parse(payload)
    except Malformed as error:
        assert str(error).startswith(f"{error.field or 'the payload'}: ")  # noqa: PT017 - or it is right
        return
    assert kind.parse(orjson.dumps(section.told())) == section
    assert kind.stored(orjson.dumps(section.told()).decode()) == section
