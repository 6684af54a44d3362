"""The tables. Keys are text; times are integers, milliseconds UTC; ids keep their JSON type.

A column `id`, `…_id` or `offered_to` holds an id as JSON (`101` and `"101"` differ), `key` and
`…_key` the text that is compared (`101` for both). Documents are JSON objects.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

UNREAD = "read_at IS NULL AND author_kind = 'customer'"
"""What holds of a customer's message that no attendant has read."""

metadata = MetaData()

customers = Table(
    "customers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("id", Text, nullable=False),
    # The latest that the site told: what it leaves out later does not erase what is known.
    Column("name", Text),
    Column("avatar_url", Text),
    Column("details", Text),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
)

# What customers are found by; of what was told of them once, nothing is taken away.
customer_words = Table(
    "customer_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("customer_key", Text, ForeignKey("customers.key"), primary_key=True),
    sqlite_with_rowid=False,
)

attendants = Table(
    "attendants",
    metadata,
    Column("key", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("email", Text, nullable=False),
    # Without case: nobody remembers how they once wrote it.
    Column("email_key", Text, nullable=False, unique=True),
    Column("name", Text),
    Column("avatar_url", Text),
    Column("level", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("is_administrator", Boolean, nullable=False),
    Column("is_generated", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    # Null: as many as the settings say; 0: any number.
    Column("max_sessions", Integer),
)

# Who is logged in over HTTP: the token itself is nowhere, only what it is recognised by.
log_ins = Table(
    "log_ins",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("attendant_key", Text, nullable=False),
    # As they were when they logged in: another service's accounts are not in `attendants`.
    Column("attendant", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("log_ins_by_attendant", "attendant_key"),
)

# Who is kept out: `kind` is "customer" or "address".
bans = Table(
    "bans",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    # Null: for good.
    Column("until", BigInteger),
    Column("by_attendant", Text, nullable=False),
    Column("because", Text, nullable=False),
)

# What administrators set while the server runs: a JSON object for each section of it.
settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", Text, nullable=False),
)

# What attendants insert by a few letters.
canned_answers = Table(
    "canned_answers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("shortcut", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("customer_key", Text, ForeignKey("customers.key"), nullable=False),
    # As the customer was told of in this session; `customers` holds the latest of all.
    Column("customer", Text, nullable=False),
    Column("dialect", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("waiting_since", BigInteger, nullable=False),
    Column("keep_alive_ttl", BigInteger, nullable=False),
    Column("request_id", Text),
    Column("request_key", Text),
    Column("required_level", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attendant_id", Text),
    Column("attendant_key", Text),
    Column("offered_to", Text),
    Column("offer_expires_at", BigInteger),
    Column("passed_by", Text, nullable=False),
    # The seq of the last message: kept by the messages themselves too, since an open session is
    # not saved again for each of them.
    Column("message_count", Integer, nullable=False),
    Column("expired", Boolean),
    Column("closed_at", BigInteger),
    Column("close_reason", Text),
    Column("declined_by", Text, nullable=False, server_default="[]"),
    Column("transferred_by", Text),
    Column("joined", Text, nullable=False, server_default="[]"),
    Column("closed_by", Text),
    Column("close_note", Text),
    Column("rating", Integer),
    Column("rating_comment", Text),
    Column("rated_at", BigInteger),
    Column("page_url", Text),
    Column("page_title", Text),
    Column("left_message", Boolean, nullable=False, server_default="0"),
    Index("sessions_by_topic", "topic", "created_at"),
    Index("sessions_by_customer", "customer_key", "created_at"),
    Index("sessions_by_request", "customer_key", "request_key", "created_at"),
    # The few that are open, among all that ever were; and those of one attendant among them.
    Index("sessions_by_status", "status", "attendant_key"),
    # Newest first, of all and of who serves it or did so last.
    Index("sessions_by_age", "created_at"),
    Index("sessions_by_attendant", "attendant_key", "created_at"),
)

# Who served which session, from when to when; `ended_at` is null while they do.
assignments = Table(
    "assignments",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session_key", Text, ForeignKey("sessions.key"), nullable=False),
    Column("attendant_key", Text, nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Index("assignments_by_session", "session_key", "ended_at"),
    Index("assignments_by_attendant", "attendant_key", "begun_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("session_key", Text, ForeignKey("sessions.key"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("author_kind", Text, nullable=False),
    Column("author_key", Text, nullable=False),
    # As they were when they said it.
    Column("author", Text, nullable=False),
    Column("timestamp", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
    Column("stored_at", BigInteger, nullable=False),
    Column("read_at", BigInteger),
    Column("delivered_at", BigInteger),
    UniqueConstraint("session_key", "seq", name="messages_by_seq"),
    UniqueConstraint("session_key", "id", name="messages_by_id"),
    # Read receipts of 2019 name a message by its time.
    Index("messages_by_time", "session_key", "timestamp"),
    # The few of customers that no attendant has read yet.
    Index("messages_unread", "session_key", sqlite_where=text(UNREAD)),
)

# What attendants tell each other about a session; the customer never sees it.
notes = Table(
    "notes",
    metadata,
    Column("session_key", Text, ForeignKey("sessions.key"), nullable=False),
    Column("id", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("stored_at", BigInteger, nullable=False),
    UniqueConstraint("session_key", "id", name="notes_by_id"),
)

# Append-only: what happened to whom, and why.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("session_key", Text),
    Column("customer_key", Text),
    Column("attendant_key", Text),
    Column("because", Text, nullable=False),
    Index("events_by_session", "session_key", "at"),
    Index("events_by_attendant", "attendant_key", "at"),
)
