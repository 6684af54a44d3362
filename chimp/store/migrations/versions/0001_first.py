"""The first schema: customers, attendants, sessions, assignments, messages and the event log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendants",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False, unique=True),
        sa.Column("name", sa.Text()),
        sa.Column("avatar_url", sa.Text()),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("is_generated", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "customers",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("avatar_url", sa.Text()),
        sa.Column("details", sa.Text()),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("last_seen", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("session_key", sa.Text()),
        sa.Column("customer_key", sa.Text()),
        sa.Column("attendant_key", sa.Text()),
        sa.Column("because", sa.Text(), nullable=False),
    )
    op.create_index("events_by_attendant", "events", ["attendant_key", "at"])
    op.create_index("events_by_session", "events", ["session_key", "at"])
    op.create_table(
        "sessions",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("customer_key", sa.Text(), sa.ForeignKey("customers.key"), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("dialect", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("waiting_since", sa.BigInteger(), nullable=False),
        sa.Column("keep_alive_ttl", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.Text()),
        sa.Column("request_key", sa.Text()),
        sa.Column("required_level", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attendant_id", sa.Text()),
        sa.Column("attendant_key", sa.Text()),
        sa.Column("offered_to", sa.Text()),
        sa.Column("offer_expires_at", sa.BigInteger()),
        sa.Column("passed_by", sa.Text(), nullable=False),
        sa.Column("message_count", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Boolean()),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("close_reason", sa.Text()),
    )
    op.create_index("sessions_by_customer", "sessions", ["customer_key", "created_at"])
    op.create_index(
        "sessions_by_request", "sessions", ["customer_key", "request_key", "created_at"]
    )
    op.create_index("sessions_by_status", "sessions", ["status", "attendant_key"])
    op.create_index("sessions_by_topic", "sessions", ["topic", "created_at"])
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("session_key", sa.Text(), sa.ForeignKey("sessions.key"), nullable=False),
        sa.Column("attendant_key", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
    )
    op.create_index("assignments_by_attendant", "assignments", ["attendant_key", "begun_at"])
    op.create_index("assignments_by_session", "assignments", ["session_key", "ended_at"])
    op.create_table(
        "messages",
        sa.Column("session_key", sa.Text(), sa.ForeignKey("sessions.key"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("author_kind", sa.Text(), nullable=False),
        sa.Column("author_key", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("timestamp", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.BigInteger()),
        sa.UniqueConstraint("session_key", "id", name="messages_by_id"),
        sa.UniqueConstraint("session_key", "seq", name="messages_by_seq"),
    )
    op.create_index("messages_by_time", "messages", ["session_key", "timestamp"])
