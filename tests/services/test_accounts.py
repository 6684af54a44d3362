"""Who is let in, with real hashes in a real store."""

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from chimp.core.access import Mode
from chimp.core.accounts import Account
from chimp.core.errors import StoreError
from chimp.core.people import Attendant, Level
from chimp.services.account_refusals import AccountConflict, AccountRefused, UnknownAccount
from chimp.services.accounts import ADMINISTRATOR_EMAIL, TEST_ATTENDANT, Accounts
from chimp.services.refusals import ServiceUnavailable, UnknownEmail, WrongPassword
from chimp.store.database import Database

if TYPE_CHECKING:
    from chimp.services.kept_accounts import Revise

PASSWORD = "long enough"
ANA = "ana"
WEAK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1),))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    yield opened
    await opened.close()


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database, mode=Mode.CAPABILITY)


class TestAuthenticate:
    async def test_an_email_has_no_case(self, accounts: Accounts) -> None:
        added = await accounts.add(email="Ana@Example.com", password=PASSWORD)
        assert (await accounts.authenticate("aNA@example.COM", PASSWORD)).id == added.id

    async def test_a_password_has(self, accounts: Accounts) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD)
        for wrong in (PASSWORD.upper(), f"{PASSWORD} ", ""):
            with pytest.raises(WrongPassword):
                await accounts.authenticate("ana@example.com", wrong)

    async def test_a_disabled_account_is_as_good_as_a_wrong_password(
        self, accounts: Accounts
    ) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD, attendant_id=ANA)
        await accounts.set_disabled("ANA@example.com", disabled=True)
        with pytest.raises(WrongPassword):
            await accounts.authenticate("ana@example.com", PASSWORD)
        await accounts.set_disabled("ana@example.com", disabled=False)
        assert (await accounts.authenticate("ana@example.com", PASSWORD)).key == ANA

    async def test_an_unknown_email_costs_as_much_as_a_wrong_password(
        self, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        verified = []
        really = PasswordHash.verify_and_update

        def verify(self: PasswordHash, password: str, stored: str) -> tuple[bool, str | None]:
            verified.append(stored)
            return really(self, password, stored)

        monkeypatch.setattr(PasswordHash, "verify_and_update", verify)
        for _ in range(2):
            with pytest.raises(UnknownEmail):
                await accounts.authenticate("nobody@example.com", PASSWORD)
        assert len(verified) == 2
        assert all(stored.startswith("$argon2id$") for stored in verified)

    async def test_a_flood_of_logins_waits_and_the_loop_does_not(
        self, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD)
        go_on, two_are_in = threading.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()
        working: list[int] = []
        most: list[int] = []

        def verify(*_: object) -> tuple[bool, None]:
            working.append(1)
            most.append(len(working))
            if len(working) == 2:
                loop.call_soon_threadsafe(two_are_in.set)
            go_on.wait()
            working.pop()
            return True, None

        monkeypatch.setattr(PasswordHash, "verify_and_update", verify)
        async with asyncio.TaskGroup() as flood:
            logins = [
                flood.create_task(accounts.authenticate("ana@example.com", PASSWORD))
                for _ in range(20)
            ]
            await two_are_in.wait()
            assert len(await accounts.list()) == 1  # meanwhile the server works
            assert not any(login.done() for login in logins)
            go_on.set()
        assert len(most) == 20
        assert max(most) == 2

    async def test_a_hash_of_another_time_is_renewed(
        self, accounts: Accounts, database: Database
    ) -> None:
        old = WEAK.hash(PASSWORD)
        await database.add_account(account(old))
        await accounts.authenticate("ana@example.com", PASSWORD)
        renewed = await database.account_by_email("ana@example.com")
        assert renewed is not None
        assert renewed.password_hash != old
        assert renewed.is_generated  # it is still the password that the server made
        await accounts.authenticate("ana@example.com", PASSWORD)
        assert await database.account_by_email("ana@example.com") == renewed

    async def test_a_password_changed_in_the_meantime_is_not_renewed_away(
        self, accounts: Accounts, database: Database
    ) -> None:
        old = WEAK.hash(PASSWORD)
        await database.add_account(account(old))
        await accounts.set_password("ana@example.com", "another one")
        assert not await database.replace_hash("ana@example.com", old, WEAK.hash(PASSWORD))
        assert (await accounts.authenticate("ana@example.com", "another one")).key == ANA

    async def test_a_hash_that_can_not_be_renewed_lets_in_all_the_same(
        self, accounts: Accounts, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def refuse(*_: object) -> NoReturn:
            message = "disk full"
            raise StoreError(message)

        await database.add_account(account(WEAK.hash(PASSWORD)))
        monkeypatch.setattr(database, "replace_hash", refuse)
        assert (await accounts.authenticate("ana@example.com", PASSWORD)).key == ANA

    async def test_a_hash_that_is_none_lets_nobody_in(
        self, accounts: Accounts, database: Database
    ) -> None:
        await database.add_account(account("broken"))
        with pytest.raises(WrongPassword):
            await accounts.authenticate("ana@example.com", PASSWORD)


def account(password_hash: str) -> Account:
    return Account(
        attendant=Attendant(id=ANA, email="ana@example.com"),
        password_hash=password_hash,
        created_at=0,
        is_generated=True,
    )


class TestKeeping:
    @pytest.mark.parametrize("email", ["ana", "@", "ana@", "@example.com", "a na@example.com", ""])
    async def test_what_is_no_email_is_refused(self, accounts: Accounts, email: str) -> None:
        with pytest.raises(AccountRefused, match="is not an e-mail address"):
            await accounts.add(email=email, password=PASSWORD)

    async def test_a_password_has_eight_characters(self, accounts: Accounts) -> None:
        with pytest.raises(AccountRefused, match="at least 8 characters"):
            await accounts.add(email="ana@example.com", password="1234567")
        await accounts.add(email="ana@example.com", password="12345678")
        with pytest.raises(AccountRefused, match="at least 8 characters"):
            await accounts.set_password("ana@example.com", "1234567")

    async def test_nobody_is_there_twice(self, accounts: Accounts) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD, attendant_id=7)
        with pytest.raises(AccountRefused, match="e-mail"):
            await accounts.add(email="ANA@example.com", password=PASSWORD)
        with pytest.raises(AccountRefused, match="id 7"):
            await accounts.add(email="bob@example.com", password=PASSWORD, attendant_id="7")

    async def test_nobody_is_changed_who_is_not_there(self, accounts: Accounts) -> None:
        with pytest.raises(AccountRefused, match="no attendant"):
            await accounts.set_password("nobody@example.com", PASSWORD)
        with pytest.raises(AccountRefused, match="no attendant"):
            await accounts.set_disabled("nobody@example.com", disabled=True)


BO = Attendant(id="", email="bo@example.com", avatar_url="https://a/bo.png", level=Level.SECOND)


class TestInviting:
    async def test_with_a_password_to_be_used_once(
        self, accounts: Accounts, database: Database
    ) -> None:
        made, password = await accounts.invite(replace(BO, is_administrator=True, max_sessions=2))
        told = made.attendant
        assert told == replace(BO, id=told.id, name="bo", is_administrator=True, max_sessions=2)
        assert len(told.key) == 36
        assert made.is_generated
        assert not made.disabled
        assert await database.account(told.key) == made
        assert await accounts.authenticate("bo@example.com", password) == told
        proved = await accounts.prove(told.key, password)
        await accounts.set_own_password(proved, PASSWORD, besides=None)
        assert not (await accounts.account(told.key)).is_generated
        assert await accounts.authenticate("bo@example.com", PASSWORD) == told

    async def test_two_who_ask_at_once_make_one(self, accounts: Accounts) -> None:
        made = await asyncio.gather(
            *(accounts.invite(BO) for _ in range(2)), return_exceptions=True
        )
        (refused,) = (each for each in made if isinstance(each, BaseException))
        assert isinstance(refused, AccountRefused)
        assert (refused.code, refused.field) == ("email_taken", "email")
        assert len(await accounts.list()) == 1

    async def test_the_test_attendant_is_gone_then(self, database: Database) -> None:
        accounts = Accounts(database, mode=Mode.OPEN)
        await accounts.ensure_administrator()
        assert await accounts.accepts_test_attendant()
        await accounts.invite(BO)
        assert not await accounts.accepts_test_attendant()


class TestRevising:
    @pytest.fixture
    async def bo(self, accounts: Accounts) -> Account:
        return (await accounts.invite(BO))[0]

    async def test_everything_at_once(self, accounts: Accounts, bo: Account) -> None:
        wanted = replace(
            bo.attendant,
            email="bob@example.com",
            name="Bob",
            avatar_url=None,
            level=Level.SUPERVISOR,
            is_administrator=True,
            max_sessions=0,
        )
        after = await accounts.revise(bo.attendant.key, lambda one: replace(one, attendant=wanted))
        assert after == replace(bo, attendant=wanted)
        assert await accounts.account(bo.attendant.key) == after

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"email": "bo"}, "email"),
            ({"email": "b o@example.com"}, "email"),
            ({"email": "b\no@example.com"}, "email"),
            ({"email": f"{'o' * 250}@example.com"}, "email"),
            ({"name": ""}, "name"),
            ({"name": "  "}, "name"),
            ({"name": "B\0"}, "name"),
            ({"name": "o" * 201}, "name"),
            ({"avatar_url": "javascript:alert(1)"}, "avatarURL"),
            ({"avatar_url": "//a/bo.png"}, "avatarURL"),
            ({"avatar_url": "https://a/b o.png"}, "avatarURL"),
            ({"avatar_url": f"https://{'a' * 2_000}"}, "avatarURL"),
        ],
    )
    async def test_what_no_account_looks_like(
        self, accounts: Accounts, bo: Account, wrong: dict[str, Any], field: str
    ) -> None:
        wanted = replace(bo.attendant, **wrong)
        with pytest.raises(AccountRefused) as refused:
            await accounts.revise(bo.attendant.key, lambda one: replace(one, attendant=wanted))
        assert (refused.value.code, refused.value.field) == ("invalid", field)
        assert await accounts.list() == [bo]
        if field != "name":
            with pytest.raises(AccountRefused) as refused:
                await accounts.invite(replace(wanted, email=wrong.get("email", "c@example.com")))
            assert refused.value.field == field
            assert await accounts.list() == [bo]

    async def test_what_was_odd_before_stands_in_nobody_s_way(
        self, accounts: Accounts, database: Database
    ) -> None:
        """An older version asked for less."""
        odd = replace(
            account(WEAK.hash(PASSWORD)), attendant=Attendant(id=ANA, email="a b", name="")
        )
        await database.add_account(odd)
        after = await accounts.revise(ANA, lambda one: replace(one, disabled=True))
        assert after.disabled

    async def test_an_e_mail_that_somebody_has(self, accounts: Accounts, bo: Account) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD, attendant_id=ANA)
        wanted = replace(bo.attendant, email="Ana@Example.com")
        with pytest.raises(AccountConflict) as refused:
            await accounts.revise(bo.attendant.key, lambda one: replace(one, attendant=wanted))
        assert (refused.value.code, refused.value.field) == ("email_taken", "email")

    async def test_nobody_can_lock_everybody_out(self, accounts: Accounts) -> None:
        await accounts.ensure_administrator()
        [only] = await accounts.list()
        attempts: list[Revise] = [
            lambda one: replace(one, disabled=True),
            lambda one: replace(one, attendant=replace(one.attendant, is_administrator=False)),
        ]
        for attempt in attempts:
            with pytest.raises(AccountConflict, match="admin@localhost is the last one") as refused:
                await accounts.revise(only.attendant.key, attempt)
            assert refused.value.code == "last_administrator"
        with pytest.raises(AccountConflict):
            await accounts.set_disabled(ADMINISTRATOR_EMAIL, disabled=True)
        with pytest.raises(AccountConflict):
            await accounts.set_administrator(ADMINISTRATOR_EMAIL, is_administrator=False)
        assert await accounts.list() == [only]

    async def test_nobody(self, accounts: Accounts) -> None:
        for attempt in (
            accounts.account("nobody"),
            accounts.revise("nobody", lambda one: one),
            accounts.reset_password("nobody"),
            accounts.prove("nobody", PASSWORD),
        ):
            with pytest.raises(UnknownAccount, match="the id nobody"):
                await attempt


class TestPasswords:
    async def test_one_s_own_is_another_one(self, accounts: Accounts) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD, attendant_id=ANA)
        proved = await accounts.prove(ANA, PASSWORD)
        with pytest.raises(AccountRefused, match="the one that it was before") as refused:
            await accounts.set_own_password(proved, PASSWORD, besides=None)
        assert refused.value.field == "password"
        for wrong in ("short", "o" * 1_001):
            with pytest.raises(AccountRefused) as refused:
                await accounts.set_own_password(proved, wrong, besides=None)
            assert refused.value.field == "password"
        assert (await accounts.authenticate("ana@example.com", PASSWORD)).key == ANA

    async def test_is_proved_by_the_account_s_own_alone(self, accounts: Accounts) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD, attendant_id=ANA)
        assert await accounts.prove(ANA, PASSWORD) == await accounts.account(ANA)
        with pytest.raises(WrongPassword):
            await accounts.prove(ANA, "wrong one")
        await accounts.set_disabled("ana@example.com", disabled=True)
        with pytest.raises(WrongPassword):
            await accounts.prove(ANA, PASSWORD)

    async def test_nobody_who_knew_the_former_one_undoes_a_reset(self, accounts: Accounts) -> None:
        """Not even who had shown it just before that."""
        await accounts.add(email="ana@example.com", password=PASSWORD, attendant_id=ANA)
        proved = await accounts.prove(ANA, PASSWORD)
        password = await accounts.reset_password(ANA)
        reset = await accounts.account(ANA)
        moved = replace(proved.attendant, email="eve@example.com")
        for attempt in (
            accounts.set_own_password(proved, "another one", besides=None),
            accounts.revise_as_read(
                proved, lambda one: replace(one, attendant=moved), is_proved=True
            ),
        ):
            with pytest.raises(AccountConflict) as refused:
                await attempt
            assert (refused.value.code, refused.value.field) == ("password_changed", "current")
        assert await accounts.account(ANA) == reset
        assert (await accounts.authenticate("ana@example.com", password)).key == ANA

    async def test_one_that_is_reset_is_to_be_used_once(self, accounts: Accounts) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD, attendant_id=ANA)
        password = await accounts.reset_password(ANA)
        assert (await accounts.account(ANA)).is_generated
        assert (await accounts.authenticate("ana@example.com", password)).key == ANA
        with pytest.raises(WrongPassword):
            await accounts.authenticate("ana@example.com", PASSWORD)


class TestFirstStart:
    async def test_one_administrator_with_a_one_time_password(self, accounts: Accounts) -> None:
        password = await accounts.ensure_administrator()
        assert password is not None
        assert len(password) >= 16
        attendant = await accounts.authenticate(ADMINISTRATOR_EMAIL, password)
        assert attendant.level is Level.FIRST  # so that a desk of one person works
        [made] = await accounts.list()
        assert made.attendant.is_administrator
        assert made.is_generated
        assert password not in made.password_hash
        assert await accounts.ensure_administrator() is None

    async def test_none_where_there_is_somebody(self, accounts: Accounts) -> None:
        await accounts.add(email="ana@example.com", password=PASSWORD)
        assert await accounts.ensure_administrator() is None

    async def test_a_new_password_is_no_longer_a_one_time_one(self, accounts: Accounts) -> None:
        await accounts.ensure_administrator()
        await accounts.set_password(ADMINISTRATOR_EMAIL, PASSWORD)
        [made] = await accounts.list()
        assert not made.is_generated
        assert await accounts.authenticate(ADMINISTRATOR_EMAIL, PASSWORD) == made.attendant


class TestTestAttendant:
    async def test_accepted_in_open_mode_with_any_password(self, database: Database) -> None:
        accounts = Accounts(database, mode=Mode.OPEN)
        await accounts.ensure_administrator()
        assert await accounts.accepts_test_attendant()
        attendant = await accounts.authenticate("Chimp@Support.com", "whatever")
        assert attendant == TEST_ATTENDANT
        assert (attendant.id, attendant.name) == ("9999999", "Chimp Support")

    async def test_gone_once_somebody_uses_the_server(self, database: Database) -> None:
        accounts = Accounts(database, mode=Mode.OPEN)
        await accounts.ensure_administrator()
        await accounts.set_password(ADMINISTRATOR_EMAIL, PASSWORD)
        assert not await accounts.accepts_test_attendant()
        with pytest.raises(UnknownEmail):
            await accounts.authenticate("chimp@support.com", "whatever")

    async def test_never_where_attendants_have_to_prove_themselves(
        self, accounts: Accounts
    ) -> None:
        assert not await accounts.accepts_test_attendant()
        with pytest.raises(UnknownEmail):
            await accounts.authenticate("chimp@support.com", "whatever")

    async def test_never_promised_where_another_service_decides(self, database: Database) -> None:
        accounts = Accounts(database, mode=Mode.OPEN, endpoint="http://127.0.0.1:9")
        assert not await accounts.accepts_test_attendant()


class TestEndpoint:
    """A real service that does not do what it should."""

    async def ask(self, database: Database, answer: web.Response) -> Attendant:
        async def respond(_: web.Request) -> web.Response:
            return answer

        application = web.Application()
        application.router.add_post("/chimpassist/auth", respond)
        async with TestServer(application) as service:
            url = str(service.make_url("/"))
            accounts = Accounts(database, mode=Mode.CAPABILITY, endpoint=url)
            assert await accounts.ensure_administrator() is None  # nobody could log in as that
            return await accounts.authenticate("gil@example.com", PASSWORD)

    async def test_its_attendant_is_taken_as_it_comes(self, database: Database) -> None:
        told = {"id": 7, "email": "gil@example.com", "name": "Gil", "type": "support/secondLevel"}
        attendant = await self.ask(database, web.json_response(told))
        assert attendant == Attendant(id=7, email="gil@example.com", name="Gil", level=Level.SECOND)

    @pytest.mark.parametrize(
        "body", ["", "<html>", "[]", "{}", '{"id": null}', '{"id": "a/b"}', '{"id": 1, "type": 1}']
    )
    async def test_garbage_is_nobody(self, database: Database, body: str) -> None:
        with pytest.raises(ServiceUnavailable):
            await self.ask(database, web.Response(text=body))

    @pytest.mark.parametrize("status", [201, 204, 400, 500, 503])
    async def test_a_strange_status_is_nobody(self, database: Database, status: int) -> None:
        with pytest.raises(ServiceUnavailable, match=f"status {status}"):
            await self.ask(database, web.Response(status=status))

    async def test_one_that_does_not_answer_is_not_waited_for(self, database: Database) -> None:
        never = asyncio.Event()

        async def wait(_: web.Request) -> web.Response:
            await never.wait()
            return web.Response()

        application = web.Application()
        application.router.add_post("/chimpassist/auth", wait)
        async with TestServer(application) as service:
            url = str(service.make_url("/"))
            accounts = Accounts(database, mode=Mode.CAPABILITY, endpoint=url, endpoint_timeout=50)
            with pytest.raises(ServiceUnavailable, match="no answer in time"):
                await accounts.authenticate("gil@example.com", PASSWORD)
            never.set()

    async def test_one_that_is_down(self, database: Database, unused_tcp_port: int) -> None:
        url = f"http://127.0.0.1:{unused_tcp_port}"
        accounts = Accounts(database, mode=Mode.CAPABILITY, endpoint=url)
        with pytest.raises(ServiceUnavailable, match=r"auth\.endpoint"):
            await accounts.authenticate("gil@example.com", PASSWORD)
