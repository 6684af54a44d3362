"""Our own dialect: transfers, ratings, notes, receipts of delivery, log-ins and bans."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attendants", sa.Column("max_sessions", sa.Integer()))
    op.add_column("messages", sa.Column("delivered_at", sa.BigInteger()))
    for column in (
        sa.Column("declined_by", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("transferred_by", sa.Text()),
        sa.Column("joined", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("closed_by", sa.Text()),
        sa.Column("close_note", sa.Text()),
        sa.Column("rating", sa.Integer()),
        sa.Column("rating_comment", sa.Text()),
        sa.Column("rated_at", sa.BigInteger()),
    ):
        op.add_column("sessions", column)
    op.create_table(
        "log_ins",
        sa.Column("token_hash", sa.Text(), primary_key=True),
        sa.Column("attendant_key", sa.Text(), nullable=False),
        sa.Column("attendant", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("log_ins_by_attendant", "log_ins", ["attendant_key"])
    op.create_table(
        "bans",
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), primary_key=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.Column("by_attendant", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("session_key", sa.Text(), sa.ForeignKey("sessions.key"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("session_key", "id", name="notes_by_id"),
    )
