"""Answers that attendants keep ready: who may write them, and what is refused."""

from typing import Any

import pytest

from chimp.core.access import Mode
from tests.http.conftest import Build, House
from tests.http.people_at_work import Headers, administrator, attendant, supervisor

PATH = "/canned-answers"
HELLO = {"shortcut": "hello", "title": "Greeting", "content": "Hello {{customer.name}}\n"}
BYE = {"shortcut": "bye", "title": "Farewell", "content": "Goodbye!"}


async def add(house: House, login: Headers, told: dict[str, Any]) -> dict[str, Any]:
    response = await house.client.post(PATH, json=told, headers=login)
    assert response.status == 201
    added: dict[str, Any] = await response.json()
    assert added == {**told, "id": added["id"], "changedAt": house.clock.now}
    return added


async def kept(house: House, login: Headers) -> Any:  # noqa: ANN401 - JSON
    response = await house.client.get(PATH, headers=login)
    assert response.status == 200
    return await response.json()


async def test_supervisors_write_and_attendants_read(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    sue, ana = await supervisor(house), await attendant(house)
    assert await kept(house, ana) == []
    hello = await add(house, sue, HELLO)
    bye = await add(house, await administrator(house), BYE)
    assert await kept(house, ana) == [bye, hello]
    house.clock.now += 5
    told = {**HELLO, "content": "Hi!"}
    put = await house.client.put(f"{PATH}/{hello['id']}", json=told, headers=sue)
    changed = {**hello, **told, "changedAt": house.clock.now}
    assert (put.status, await put.json()) == (200, changed)
    assert await kept(house, ana) == [bye, changed]
    assert (await house.client.delete(f"{PATH}/{bye['id']}", headers=sue)).status == 204
    assert await kept(house, ana) == [changed]


async def test_nobody_else_does(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    hello = await add(house, await supervisor(house), HELLO)
    assert (await house.client.get(PATH)).status == 401
    for login, status in (({}, 401), (await attendant(house), 403)):
        one = f"{PATH}/{hello['id']}"
        for method, path in (("POST", PATH), ("PUT", one), ("DELETE", one)):
            response = await house.client.request(method, path, json=BYE, headers=login)
            assert response.status == status
    assert await kept(house, await administrator(house)) == [hello]


async def test_a_shortcut_is_taken_once(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    login = await supervisor(house)
    hello, bye = await add(house, login, HELLO), await add(house, login, BYE)
    told = {**BYE, "shortcut": "hello"}
    for method, path in (("POST", PATH), ("PUT", f"{PATH}/{bye['id']}")):
        refused = await house.client.request(method, path, json=told, headers=login)
        said = await refused.json()
        assert (refused.status, said["error"]) == (409, "shortcut_taken")
        assert (said["field"], said["message"]) == (
            "shortcut",
            "shortcut: 'hello' belongs to 'Greeting'",
        )
    assert await kept(house, login) == [bye, hello]


async def test_one_that_is_not_there(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    login = await supervisor(house)
    for method in ("PUT", "DELETE"):
        response = await house.client.request(method, f"{PATH}/x", json=BYE, headers=login)
        assert (response.status, (await response.json())["field"]) == (404, "id")


@pytest.mark.parametrize(
    ("field", "value"), [("shortcut", "Hello"), ("title", " "), ("content", "")]
)
async def test_what_is_wrong_is_named_and_changes_nothing(
    build: Build, field: str, value: object
) -> None:
    house = await build(Mode.CAPABILITY)
    login = await supervisor(house)
    bye = await add(house, login, BYE)
    told = {**HELLO, field: value}
    for method, path in (("POST", PATH), ("PUT", f"{PATH}/{bye['id']}")):
        refused = await house.client.request(method, path, json=told, headers=login)
        assert (refused.status, (await refused.json())["field"]) == (400, field)
    assert await kept(house, login) == [bye]


async def test_there_are_not_too_many(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chimp.services.canned_answers.MOST", 1)
    house = await build(Mode.CAPABILITY)
    login = await supervisor(house)
    hello = await add(house, login, HELLO)
    refused = await house.client.post(PATH, json=BYE, headers=login)
    assert (refused.status, (await refused.json())["error"]) == (409, "too_many")
    assert await kept(house, login) == [hello]
