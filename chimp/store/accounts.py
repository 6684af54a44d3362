"""The attendants' accounts."""

from sqlalchemy import func, insert, select, update

from chimp.core.accounts import Account, Change
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

    async def change_account(self, email: str, change: Change, now: int, **values: object) -> bool:
        """Whether there is such an account; `values` are of its columns.

        In one transaction with what follows for its log-ins, and with the record of it that tells
        a running server.
        """
        account = await self.account_by_email(email)
        if account is None:
            return False
        key = account.attendant.key
        revise = update(attendants).where(attendants.c.key == key).values(**values)
        return await self.change(revise, *aftermath(change, key, now)) > 0
