"""Finding sessions among all there ever were: by age, by attendant, and by words."""

from collections.abc import Iterator

import orjson
import sqlalchemy as sa
from alembic import op

from chimp.core.people import Customer
from chimp.store.words import words_of

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_PART = 1_000

_customers = sa.table(
    "customers", *(sa.column(name, sa.Text()) for name in ("key", "id", "name", "details"))
)


def upgrade() -> None:
    op.create_index("sessions_by_age", "sessions", ["created_at"])
    op.create_index("sessions_by_attendant", "sessions", ["attendant_key", "created_at"])
    words = op.create_table(
        "customer_words",
        sa.Column("word", sa.Text(), primary_key=True),
        sa.Column("customer_key", sa.Text(), sa.ForeignKey("customers.key"), primary_key=True),
        sqlite_with_rowid=False,
    )
    for part in _known_customers(op.get_bind()):
        said = [
            {"word": word, "customer_key": customer.key}
            for customer in part
            for word in words_of(customer)
        ]
        op.bulk_insert(words, said)


def _known_customers(connection: sa.Connection) -> Iterator[list[Customer]]:
    """So many at a time: there may be more than fit into memory."""
    last = ""
    while True:
        query = sa.select(_customers).where(_customers.c.key > last)
        part = connection.execute(query.order_by(_customers.c.key).limit(_PART)).all()
        if not part:
            return
        last = part[-1].key
        yield [
            Customer(
                id=orjson.loads(row.id),
                name=row.name,
                details={} if row.details is None else orjson.loads(row.details),
            )
            for row in part
        ]
