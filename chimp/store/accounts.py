"""The attendants' accounts."""

from sqlalchemy import func, insert, select, update

from chimp.core.accounts import Account
from chimp.store import rows
from chimp.store.execution import Changes, Reads
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

    async def set_password(self, email: str, password_hash: str) -> bool:
        """Whether there is such an account; it is no longer a generated one."""
        return await self._set(email, password_hash=password_hash, is_generated=False)

    async def replace_hash(self, email: str, old: str, new: str) -> bool:
        """Store the same password hashed anew, unless it was changed in the meantime."""
        is_theirs = attendants.c.email_key == rows.email_key(email)
        is_same = attendants.c.password_hash == old
        statement = update(attendants).where(is_theirs, is_same).values(password_hash=new)
        return await self.change(statement) > 0

    async def set_disabled(self, email: str, *, disabled: bool) -> bool:
        """Whether there is such an account."""
        return await self._set(email, disabled=disabled)

    async def _set(self, email: str, **values: object) -> bool:
        is_theirs = attendants.c.email_key == rows.email_key(email)
        return await self.change(update(attendants).where(is_theirs).values(**values)) > 0
