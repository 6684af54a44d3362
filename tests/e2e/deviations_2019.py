"""Where our server answers the recorded pages otherwise than the original did, and why.

`clause` names the section of the contract, and the item in it, that wants it so.
"""

from typing import NamedTuple

GONE = "session/aborted/unavailableAttendants"

ONE, TWO = "70912860-e641-11f1-9380-bba89cdc5683", "101"
THREE, FOUR = "98e39370-e641-11f1-9361-2d8fc1b8154e", "cust-four"

READY = "session/ready online"
UPDATE = "session/update online"
GREY = "session/ready waitingAttendantsAssignment"
STILL_GREY = "session/update waitingAttendantsAssignment"


class Deviation(NamedTuple):
    """Another answer than the original's, on purpose."""

    mark: str
    customers: tuple[str, ...]
    ours: list[str]
    clause: str


DEVIATIONS = [
    Deviation(
        "customer 1 (guest, uuid) opens page",
        (ONE,),
        [READY, UPDATE],
        "4.2: every keep-alive is answered; the original's one dedupe slot dropped this one",
    ),
    Deviation(
        "customer 2 (numeric id 101) opens page",
        (TWO,),
        [READY, UPDATE],
        "4.2: the same",
    ),
    Deviation(
        "customer 1 reloads page",
        (ONE,),
        [READY],
        "4.3: blue at once; the original let the page wait for its next keep-alive",
    ),
    Deviation(
        "attendant opens customer 2",
        (ONE,),
        [UPDATE],
        "4.3: that next keep-alive, 10 s later, finds a session that is served already",
    ),
    Deviation(
        "attendant opens details tab 2 (statistics endpoint not there)",
        (ONE,),
        [UPDATE],
        "4.3: so it is not assigned a second time either",
    ),
    Deviation(
        "attendant goes offline (closes)",
        (ONE,),
        [f"{GONE} waitingAttendantsAssignment"],
        "4.7: an attendant who is gone has no sessions; the original kept giving her more",
    ),
    Deviation(
        "attendant goes offline (closes)",
        (TWO,),
        [UPDATE, UPDATE, UPDATE, UPDATE, f"{GONE} waitingAttendantsAssignment"],
        "4.7: the same; times are compressed, so she is missed after these keep-alives",
    ),
    Deviation(
        "customer 3 opens page, no attendant",
        (THREE,),
        [GREY],
        "4.6: nobody is there, so the customer waits, and the page can be opened",
    ),
    Deviation(
        "customer 4 (id cust-four) opens page, no attendant, does not click",
        (TWO,),
        [STILL_GREY, STILL_GREY],
        "4.7: back in the queue, and told the truth",
    ),
    Deviation(
        "customer 4 (id cust-four) opens page, no attendant, does not click",
        (THREE,),
        [STILL_GREY],
        "4.6: asking again while waiting; ready would make the page ask for ever",
    ),
    Deviation(
        "customer 4 (id cust-four) opens page, no attendant, does not click",
        (FOUR,),
        [GREY, STILL_GREY],
        "4.6: both of the above",
    ),
    Deviation(
        "attendant comes back (auto login from localStorage)",
        (ONE, TWO),
        [READY],
        "4.7: who was back in the queue is served the moment somebody is free",
    ),
    Deviation(
        "attendant comes back (auto login from localStorage)",
        (THREE, FOUR),
        [STILL_GREY, READY, UPDATE],
        "4.6: offered at once; asking again meanwhile tells how it stands; 4.2: the keep-alive",
    ),
]

OFFERED_ONLY_BY_US = {
    ("attendant comes back (auto login from localStorage)", ONE): "4.7",
    ("attendant comes back (auto login from localStorage)", TWO): "4.7",
}
OFFERED_ONLY_BY_THE_ORIGINAL = {
    ("attendant opens customer 2", ONE): "4.3: she has it already",
}

MAY_DIFFER = {
    "+attendantInfo": "3: Control has attendantInfo?",
    "+sessionInfo.expired": "3: expired is the client's, carried once it was sent",
    "+expired": "3: the same",
    "-expired": "3: the same; ours offers before the page has sent it",
    "+sessionTemplate": "3: Session has a sessionTemplate?",
    "+sessionInfo.sessionTemplate": "3: Session has a sessionTemplate?",
    "+sessionTopic": "1: more fields may follow in the answer to POST /session",
    "+customerId": "1: the same",
    "+token": "1: the same",
    "+tokenExpiresAt": "1: the same",
    "+protocolVersion": "1: the same",
    "+verified": "1: the same",
    "+timeZone": "5: in which statistics are asked for; ours alone look at it",
}
