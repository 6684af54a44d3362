"""Where a customer is, sessions in which a message was left, and counting what is unread."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("page_url", sa.Text()),
        sa.Column("page_title", sa.Text()),
        sa.Column("left_message", sa.Boolean(), nullable=False, server_default="0"),
    ):
        op.add_column("sessions", column)
    unread = sa.text("read_at IS NULL AND author_kind = 'customer'")
    op.create_index("messages_unread", "messages", ["session_key"], sqlite_where=unread)
