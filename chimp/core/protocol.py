"""The version of our own dialect, and what happens when client and server differ.

What only adds (a member, a topic, an instruction) does not raise the version: what is not known is
ignored on both sides. A client says which version it speaks, the server answers with its own; one
that the server does not speak is refused, so that its page can load itself anew.
"""

PROTOCOL_VERSION = 1
"""What this server speaks."""

SPOKEN_VERSIONS = frozenset({PROTOCOL_VERSION})
"""What it understands."""
