"""The channels of our own dialect: what clients publish goes up, what they hear comes down.

The control topics are shared with the dialect of 2019, and stand there.
"""

from typing import Any, Final

from chimp.core import topics
from chimp.core.topics import Act, Leaf
from chimp.wire import native
from chimp.wire.channel import Channel, Party, Speech, Way, below
from chimp.wire.native_shape_models import (
    AvailabilityShape,
    NativeMessageShape,
    NoteShape,
    PresenceShape,
    SeenShape,
    SessionSummary,
    TypingShape,
)

_SAID_BY_CUSTOMERS: Final[dict[Leaf, tuple[Any, str]]] = {
    Leaf.OPEN: (
        native.Open,
        "Ask for the chat, come back to it, or tell more of who asks. The answer is a control.",
    ),
    Leaf.SAY: (native.Say, "Say something; without an echo say it again, with the same id."),
    Leaf.TYPING: (native.Typing, "Say that one is writing, or has stopped."),
    Leaf.SEEN: (
        native.Seen,
        "Say up to where the other side's messages arrived, or were read.",
    ),
    Leaf.KEEP_ALIVE: (
        native.KeepAlive,
        "Say that one is there, in time: `keepAliveTTL`; and on which page, when that changes.",
    ),
    Leaf.CLOSE: (native.Close, "End the session; its token opens nothing after that."),
    Leaf.RATING: (native.Rate, "Say what one thinks of how one was served; the last word counts."),
}

_DONE_BY_ATTENDANTS: Final[dict[Act, tuple[Any, str]]] = {
    Act.ONLINE: (native.Online, "Be there for customers, as long as the connection lives."),
    Act.QUIT: (native.Quit, "Be there no more on this connection; good as a last will."),
    Act.AWAY: (native.Away, "Get no new sessions, and keep those one has."),
    Act.BACK: (native.Back, "Get new sessions again."),
    Act.ACCEPT: (native.Accept, "Take the session that was offered."),
    Act.DECLINE: (native.Decline, "Do not take it: the next one is asked at once."),
    Act.TAKE: (native.Take, "Take a session that waits, whoever is being asked."),
    Act.TRANSFER: (native.Transfer, "Hand a session to somebody, or to a level."),
    Act.ESCALATE: (native.Escalate, "Hand a session to the next level."),
    Act.RELEASE: (native.Release, "Give a session back to the queue."),
    Act.CLOSE: (native.CloseSession, "End a session; its token opens nothing after that."),
    Act.JOIN: (native.Join, "Take part in a session that somebody else serves."),
    Act.LEAVE: (native.Leave, "Take part no more."),
    Act.MESSAGES: (native.AttendantSay, "Say something; without an echo again, with the same id."),
    Act.TYPING: (native.AttendantTyping, "Say that one is writing, or has stopped."),
    Act.VIEWED: (
        native.AttendantSeen,
        "Say up to where the customer's messages arrived, or were read.",
    ),
    Act.NOTES: (native.WriteNote, "Tell the other attendants something about a session."),
    Act.BAN: (native.Ban, "Keep a customer or an address out, and end what they have open."),
    Act.UNBAN: (native.Unban, "Let a customer or an address in again."),
}

NATIVE_UP: Final = (
    *(
        Channel(
            way=Way.UP,
            topic=below(leaf),
            leaf=leaf,
            payload=payload,
            party=Party.CUSTOMER,
            speech=Speech.NATIVE,
            summary=summary,
        )
        for leaf, (payload, summary) in _SAID_BY_CUSTOMERS.items()
    ),
    *(
        Channel(
            way=Way.UP,
            topic=topics.attendant_act("{attendantId}", act),
            act=act,
            payload=payload,
            party=Party.ATTENDANT,
            speech=Speech.NATIVE,
            summary=summary,
        )
        for act, (payload, summary) in _DONE_BY_ATTENDANTS.items()
    ),
)

NATIVE_DOWN: Final = (
    Channel(
        way=Way.DOWN,
        topic=below(Leaf.CLIENT_MESSAGES),
        leaf=Leaf.CLIENT_MESSAGES,
        payload=NativeMessageShape,
        party=Party.BOTH,
        speech=Speech.NATIVE,
        summary="What was said and is stored, to its sender too; what came before is at HTTP.",
    ),
    Channel(
        way=Way.DOWN,
        topic=below(Leaf.CLIENT_TYPING),
        leaf=Leaf.CLIENT_TYPING,
        payload=TypingShape,
        party=Party.BOTH,
        speech=Speech.NATIVE,
        summary="Somebody is writing, or has stopped.",
    ),
    Channel(
        way=Way.DOWN,
        topic=below(Leaf.CLIENT_VIEWED),
        leaf=Leaf.CLIENT_VIEWED,
        payload=SeenShape,
        party=Party.BOTH,
        speech=Speech.NATIVE,
        summary="Up to where messages have arrived or were read.",
    ),
    Channel(
        way=Way.DOWN,
        topic=topics.AVAILABILITY,
        payload=AvailabilityShape,
        party=Party.ANYBODY,
        speech=Speech.NATIVE,
        summary="How many attendants there are, told whenever that changes.",
        retained=True,
    ),
    Channel(
        way=Way.DOWN,
        topic=topics.desk_attendant("{attendantId}"),
        payload=PresenceShape,
        party=Party.ATTENDANTS,
        speech=Speech.NATIVE,
        summary="An attendant came, went, or has more or fewer sessions.",
    ),
    Channel(
        way=Way.DOWN,
        topic=topics.desk_session("{sessionId}"),
        payload=SessionSummary,
        party=Party.ATTENDANTS,
        speech=Speech.NATIVE,
        summary="How a session stands now, and whether its customer is there; the last one says"
        " `aborted`.",
    ),
    Channel(
        way=Way.DOWN,
        topic=topics.desk_notes("{sessionId}"),
        payload=NoteShape,
        party=Party.ATTENDANTS,
        speech=Speech.NATIVE,
        summary="What an attendant tells the others about a session.",
    ),
)
