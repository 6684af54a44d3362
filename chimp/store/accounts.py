"""The attendants' accounts."""

from sqlalchemy import ColumnElement, Exists, FromClause, and_, func, insert, or_, select, update

from chimp.core.accounts import Account, changes
from chimp.store import rows
from chimp.store.execution import Changes, Reads
from chimp.store.log_ins import aftermath
from chimp.store.schema import attendants


class AccountQueries(Reads, Changes):
    """Everything raises StoreError. E-mails are compared without case."""

    async def accounts(self) -> list[Account]:
        """All accounts, by e-mail."""
        found = await self.read(select(attendants).order_by(attendants.c.email_key))
        return [rows.read_account(row) for row in found]

    async def account(self, key: str) -> Account | None:
        found = await self.read(select(attendants).where(attendants.c.key == key))
        return rows.read_account(found[0]) if found else None

    async def account_by_email(self, email: str) -> Account | None:
        is_theirs = attendants.c.email_key == rows.email_key(email)
        found = await self.read(select(attendants).where(is_theirs))
        return rows.read_account(found[0]) if found else None

    async def count_accounts(self) -> int:
        query = select(func.count().label("accounts")).select_from(attendants)
        return int((await self.read(query))[0]["accounts"])

    async def add_account(self, account: Account) -> None:
        """Fails if there is one with that key or e-mail."""
        await self.change(insert(attendants).values(rows.account_row(account)))

    async def replace_hash(self, email: str, old: str, new: str) -> bool:
        """Store the same password hashed anew, unless it was changed in the meantime."""
        is_theirs = attendants.c.email_key == rows.email_key(email)
        is_same = attendants.c.password_hash == old
        statement = update(attendants).where(is_theirs, is_same).values(password_hash=new)
        return await self.change(statement) > 0

    async def change_account(
        self,
        before: Account,
        after: Account,
        now: int,
        *,
        besides: str | None = None,
        is_proved: bool = False,
    ) -> bool:
        """Make what was read as the one into the other, whose attendant has the same key.

        In one transaction with what follows for its log-ins (but not for `besides`), and with the
        record of it that tells a running server. False, and nothing happens, if there is no such
        account any more, if its new e-mail is another's, or if nobody would be left who can
        administer the server: whoever else changes accounts at the same time. The same where it
        `is_proved` by the password that was read, and that is another one by now.
        """
        old, new = rows.account_row(before), rows.account_row(after)
        values = {name: value for name, value in new.items() if value != old[name]}
        if not values:
            return True
        key = before.attendant.key
        revise = update(attendants).where(attendants.c.key == key).values(values)
        if is_proved:
            revise = revise.where(attendants.c.password_hash == before.password_hash)
        if "email_key" in values:
            revise = revise.where(~_another(key, _others.c.email_key == values["email_key"]))
        if values.get("disabled") or not values.get("is_administrator", True):
            revise = revise.where(
                or_(~_administers(attendants), _another(key, _administers(_others)))
            )
        follows = [
            statement
            for change in changes(before, after)
            for statement in aftermath(change, key, now, besides=besides)
        ]
        return await self.change(revise, *follows) > 0


def _administers(accounts: FromClause) -> ColumnElement[bool]:
    return and_(accounts.c.is_administrator, ~accounts.c.disabled)


_others = attendants.alias("others")


def _another(key: str, is_so: ColumnElement[bool]) -> Exists:
    """Whether there is another account like that."""
    return select(_others.c.key).where(_others.c.key != key, is_so).exists()
