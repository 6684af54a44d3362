"""What clients may rely on, in words: part of the published document."""

from typing import Final

from chimp.core.protocol import PROTOCOL_VERSION

PROMISES: Final = f"""\
### Who you are

Username and password of the CONNECT say it.

`@token`, with a token as password: the customer to whom `POST /session` gave it, in that session
alone, or the attendant to whom `POST /login` did.

`@cookie`, over WebSocket from a page of this server: the attendant who has logged in there.

An e-mail and a password: that attendant. Neither: a stranger, who may use what is named by an id
that cannot be guessed, unless the server's mode is `signed`.

A connection ends with what let it in: a token that expires or is taken back, a session that
somebody closes.

### Versions

This is version {PROTOCOL_VERSION}. What only adds (a member, a topic, an instruction) does not
raise it, so ignore what you do not know; so does the server. Say the version that you speak as
`protocolVersion` when you open a session or come online; left out, it is 1. The server says its own
in the answer, and in that of `POST /session`. One that it does not speak is refused: `error` with
the code `unsupported_version` and the versions it does speak in `supported`. A page then loads
itself anew, and gets the client that fits.

### What is promised

A message has an `id` made by its sender. The server stores it, gives it the session's next `seq`,
and only then says it, to both sides: the echo to the sender is the proof that it is stored. No
echo: send it again with the same `id`; it is stored once, and answered by the same echo. A `seq`
that is missing, or a connection that was lost: `GET /session/{{id}}/messages?after=<seq>` has what
you missed. All this holds whatever the quality of service.

What is refused changes nothing, and is said to its sender alone: `error` with a code, a sentence
and the field, on the control topic."""
