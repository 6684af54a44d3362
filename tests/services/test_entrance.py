"""Where passwords are tried: how often one is checked, and what is never checked."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pwdlib import PasswordHash

from chimp.core.access import Access, Credentials, Mode, Proof, Role
from chimp.core.accounts import Account
from chimp.core.attempts import FREE_OF_ACCOUNT, FREE_OF_ADDRESS
from chimp.core.errors import StoreError, Undecided
from chimp.core.people import Attendant
from chimp.services.accounts import TEST_ATTENDANT, Accounts
from chimp.services.credentials import Gatekeeper, SharedCredentials
from chimp.services.entrance import Entrance
from chimp.services.refusals import (
    NotAuthenticated,
    ServiceUnavailable,
    TooManyAttempts,
    WrongPassword,
)
from chimp.store.database import Database

ANA, PASSWORD = "ana@example.com", "long enough"
HOME, AWAY = "192.0.2.1", "198.51.100.7"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    yield opened
    await opened.close()


@pytest.fixture
async def accounts(database: Database) -> Accounts:
    accounts = Accounts(database, mode=Mode.CAPABILITY)
    await accounts.add(email=ANA, password=PASSWORD)
    return accounts


@pytest.fixture
def entrance(accounts: Accounts) -> Entrance:
    return Entrance(accounts, clock=lambda: 0)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that a password was really checked against."""
    hashes: list[str] = []
    really = PasswordHash.verify_and_update

    def verify(self: PasswordHash, password: str, stored: str) -> tuple[bool, str | None]:
        answer = really(self, password, stored)
        hashes.append(stored)
        return answer

    monkeypatch.setattr(PasswordHash, "verify_and_update", verify)
    return hashes


async def fail(entrance: Entrance, times: int, email: str = ANA, address: str = AWAY) -> None:
    for _ in range(times):
        with pytest.raises(NotAuthenticated):
            await entrance.log_in(email, "wrong one", address)


class TestOneCheckEach:
    """Whoever it is, and whatever comes of it: the same work, so that time tells nothing."""

    @pytest.mark.parametrize("email", [ANA, "nobody@example.com", "dan@example.com", "broken@x"])
    @pytest.mark.parametrize("password", [PASSWORD, "wrong one"])
    async def test_of_every_kind_of_account(
        self, database: Database, accounts: Accounts, checked: list[str], email: str, password: str
    ) -> None:
        await accounts.add(email="dan@example.com", password=PASSWORD)
        await accounts.set_disabled("dan@example.com", disabled=True)
        no_hash = Attendant(id="broken", email="broken@x")
        await database.add_account(Account(attendant=no_hash, password_hash="x", created_at=0))
        await accounts.ensure_administrator()
        is_right = (email, password) == (ANA, PASSWORD)
        try:
            await accounts.authenticate(email, password)
        except NotAuthenticated:
            assert not is_right
        else:
            assert is_right
        assert len(checked) == 1
        assert checked[0].startswith("$argon2id$")

    async def test_of_the_test_attendant_too(self, database: Database, checked: list[str]) -> None:
        accounts = Accounts(database, mode=Mode.OPEN)
        await accounts.ensure_administrator()
        await accounts.authenticate(TEST_ATTENDANT.email or "", "whatever")
        assert len(checked) == 1

    async def test_the_first_one_of_nobody_takes_no_longer(
        self, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nothing is made that was not made at the start."""
        await accounts.ensure_administrator()
        monkeypatch.setattr(PasswordHash, "hash", None)
        with pytest.raises(NotAuthenticated):
            await accounts.authenticate("nobody@example.com", PASSWORD)


class TestTooMany:
    async def test_are_refused_before_anything_is_checked(
        self, entrance: Entrance, checked: list[str]
    ) -> None:
        await fail(entrance, FREE_OF_ACCOUNT)
        checked.clear()
        for password in ("wrong one", PASSWORD):
            with pytest.raises(TooManyAttempts) as refused:
                await entrance.log_in(ANA, password, AWAY)
            assert refused.value.seconds == 1
        assert checked == []

    async def test_of_an_unknown_account_are_refused_just_so(self, entrance: Entrance) -> None:
        """Else it would tell who has one."""
        await fail(entrance, FREE_OF_ACCOUNT, "nobody@example.com")
        with pytest.raises(TooManyAttempts):
            await entrance.log_in("nobody@example.com", PASSWORD, AWAY)

    async def test_lock_nobody_out_at_home(self, entrance: Entrance) -> None:
        await entrance.log_in(ANA, PASSWORD, HOME)
        await fail(entrance, FREE_OF_ACCOUNT)
        with pytest.raises(TooManyAttempts):
            await entrance.log_in(ANA, PASSWORD, "203.0.113.9")
        assert (await entrance.log_in(ANA, PASSWORD, HOME)).email == ANA

    async def test_of_an_address_count_together(self, entrance: Entrance) -> None:
        """A customer of an IPv6 provider has 2⁶⁴ of them."""
        for number in range(FREE_OF_ADDRESS):
            await fail(entrance, 1, f"{number}@example.com", f"2001:db8::{number:x}")
        with pytest.raises(TooManyAttempts):
            await entrance.log_in(ANA, PASSWORD, "2001:db8::ffff")
        await entrance.log_in(ANA, PASSWORD, "2001:db8:0:1::1")

    async def test_at_once_are_not_all_checked(
        self, entrance: Entrance, checked: list[str]
    ) -> None:
        async def guess(number: int) -> type[Exception]:
            try:
                await entrance.log_in(ANA, f"guess {number}", f"198.51.100.{number}")
            except (NotAuthenticated, TooManyAttempts) as error:
                return type(error)
            raise AssertionError

        outcomes = await asyncio.gather(*map(guess, range(30)))
        assert outcomes.count(WrongPassword) == len(checked) == FREE_OF_ACCOUNT
        assert outcomes.count(TooManyAttempts) == 30 - FREE_OF_ACCOUNT

    async def test_right_ones_at_once_are_all_let_in(self, entrance: Entrance) -> None:
        """As of a page that sends its credentials with each of its requests."""
        await asyncio.gather(*(entrance.log_in(ANA, PASSWORD, HOME) for _ in range(12)))
        assert len(entrance._turns) == 0, "and nothing of them is left"

    async def test_what_can_not_be_checked_is_no_failure(
        self, database: Database, unused_tcp_port: int
    ) -> None:
        url = f"http://127.0.0.1:{unused_tcp_port}"
        entrance = Entrance(Accounts(database, mode=Mode.CAPABILITY, endpoint=url), clock=lambda: 0)
        for _ in range(FREE_OF_ADDRESS + 1):
            with pytest.raises(ServiceUnavailable):
                await entrance.log_in(ANA, PASSWORD, AWAY)

    async def test_another_service_is_not_asked_either(self, database: Database) -> None:
        asked: list[Any] = []

        async def refuse(request: web.Request) -> web.Response:
            asked.append(await request.json())
            return web.Response(status=401)

        application = web.Application()
        application.router.add_post("/chimpassist/auth", refuse)
        async with TestServer(application) as service:
            url = str(service.make_url("/"))
            accounts = Accounts(database, mode=Mode.CAPABILITY, endpoint=url)
            entrance = Entrance(accounts, clock=lambda: 0)
            await fail(entrance, FREE_OF_ACCOUNT)
            with pytest.raises(TooManyAttempts):
                await entrance.log_in(ANA, PASSWORD, AWAY)
        assert len(asked) == FREE_OF_ACCOUNT


def shown(username: str | None, password: str = "", cookie: str | None = None) -> Credentials:
    return Credentials(address=AWAY, username=username, password=password, cookie=cookie)


Prove = Callable[[str], Any]


class TestGatekeeper:
    """The same for MQTT."""

    def keeper(self, entrance: Entrance, mode: Mode = Mode.CAPABILITY) -> Gatekeeper:
        async def prove(token: str) -> Proof | None:
            return Proof(role=Role.ATTENDANT, log_in="1") if token == "good" else None

        shared = SharedCredentials("legacy", "secret")
        return Gatekeeper(Access(mode, lambda _: False), entrance, (prove,), shared)

    async def test_by_password_until_there_were_too_many(
        self, entrance: Entrance, checked: list[str]
    ) -> None:
        keeper = self.keeper(entrance)
        proof = await keeper.prove(shown(ANA, PASSWORD))
        assert proof is not None
        assert proof.attendant is not None
        other = Credentials(address=HOME, username=ANA, password="wrong one")
        for _ in range(FREE_OF_ACCOUNT + 3):
            assert await keeper.prove(other) is None
        assert len(checked) == 1 + FREE_OF_ACCOUNT

    async def test_shared_credentials_can_not_be_guessed_either(self, entrance: Entrance) -> None:
        keeper = self.keeper(entrance)
        assert await keeper.prove(shown("legacy", "secret")) == Proof(role=Role.SHARED)
        for _ in range(FREE_OF_ACCOUNT):
            assert await keeper.prove(shown("legacy", "guess")) is None
        assert await keeper.prove(shown("legacy", "secret")) is None

    async def test_nobody_in_open_mode_is_anybody_however_often(self, entrance: Entrance) -> None:
        keeper = self.keeper(entrance, Mode.OPEN)
        for _ in range(FREE_OF_ACCOUNT + 3):
            assert await keeper.prove(shown(ANA, "wrong one")) == Proof()

    async def test_a_token_or_the_cookie_of_a_page(self, entrance: Entrance) -> None:
        keeper = self.keeper(entrance)
        good = Proof(role=Role.ATTENDANT, log_in="1")
        assert await keeper.prove(shown("@token", "good")) == good
        assert await keeper.prove(shown("@cookie", cookie="good")) == good
        for wrong in (
            shown("@token", "bad"),
            shown("@token", cookie="good"),
            shown("@cookie", "good"),
            shown("@cookie"),
            shown("@cookie", cookie="bad"),
        ):
            assert await keeper.prove(wrong) is None

    @pytest.mark.parametrize("mode", list(Mode))
    async def test_what_can_not_be_checked_is_neither_right_nor_wrong(
        self, entrance: Entrance, mode: Mode, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def fail(*_: object) -> NoReturn:
            message = "chimp.db: the disk fails"
            raise StoreError(message)

        keeper = self.keeper(entrance, mode)
        monkeypatch.setattr(entrance, "log_in", fail)
        monkeypatch.setattr(keeper, "token", fail)
        for credentials in shown(ANA, PASSWORD), shown("@token", "good"):
            with pytest.raises(Undecided, match="the disk fails"):
                await keeper.prove(credentials)
        assert await keeper.prove(shown(None)) == Proof(), "there is nothing to check"

    async def test_a_page_that_says_nothing_is_nobody_whatever_it_brings(
        self, entrance: Entrance
    ) -> None:
        """A widget on the same origin, while an attendant is logged in there."""
        assert await self.keeper(entrance).prove(shown(None, cookie="good")) == Proof()
