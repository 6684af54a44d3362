"""The desk: takes in what clients publish, lets the rules decide, stores it, then says so.

One consumer takes everything that has arrived as one batch: look up what the store knows of it,
decide (no await between an event and its effects), commit all saves in one transaction, and only
then publish. While a commit is under way the next batch gathers: that is the group commit.
If a commit fails, nothing was announced, and the coordinator starts again from the store.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from uuid import uuid4

import orjson
import structlog

from chimp.core import effects, events, topics
from chimp.core.access import Access, Principal
from chimp.core.attendance import Availability
from chimp.core.bans import Bans
from chimp.core.coordinator import Coordinator, Patience
from chimp.core.errors import StoreError
from chimp.core.exchange import Fail, Inbound, Publisher, TakeOver, Verdict
from chimp.core.people import PROBE_CUSTOMER, Customer, key
from chimp.core.presence import Presence
from chimp.core.session import Session
from chimp.services.banning import BANNED, Banning, SendAway
from chimp.services.capabilities import Capabilities
from chimp.services.desk_news import DeskNews
from chimp.services.intake import Intake
from chimp.services.lookup import look_up
from chimp.services.metrics import DeskMetrics
from chimp.services.replies import Replies
from chimp.services.situation import Refused, Situation
from chimp.services.speech import Speech
from chimp.services.transcripts import Transcripts
from chimp.store.database import Database
from chimp.wire import native
from chimp.wire.inbound import Request, decode
from chimp.wire.payloads import Malformed
from chimp.wire.seed import ChannelRequest, channel_answer

_INBOX = 20_000
"""Requests that may wait; beyond that they are dropped and counted."""

_BATCH = 1_000
"""Requests taken in with one commit at most, so that nobody waits long behind a flood."""

_TAKEN, _FAILED = TakeOver(), Fail()

_TRY_LATER = effects.Refuse(code="try_later", message="it could not be stored: send it again")

_RETRY_SECONDS = 1.0
"""How long to wait before the store is tried again after it failed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that could be read, and where its sender's broker learns that it is safe."""

    inbound: Inbound
    request: Request
    verdict: asyncio.Future[Verdict]


@dataclass(frozen=True, slots=True)
class _Refused:
    """A request that could not."""

    inbound: Inbound
    refuse: effects.Refuse


@dataclass(frozen=True, slots=True)
class _Listened:
    """A subscription that was granted."""

    principal: Principal
    topic_filter: str
    is_resumed: bool = False
    """Whether the client came back to it, so that it has missed nothing."""


@dataclass(frozen=True, slots=True)
class _Left:
    """A connection that ended."""

    principal: Principal


@dataclass(frozen=True, slots=True)
class _Told:
    """Something that happened elsewhere, and that no client has published."""

    event: events.FromMonitor


@dataclass(frozen=True, slots=True)
class _Answer:
    """Something to publish that is no effect of the rules."""

    asker: str
    topic: str
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Who is there, by their keys, and which sessions are open."""

    availability: Availability
    waiting: int
    attendants: Sequence[tuple[str, Presence]]
    sessions: Sequence[Session]


_Job = _Asked | _Refused | _Listened | _Left | _Told
_Step = effects.Effect | _Listened | _Answer | SendAway


class Desk:
    """Implements `core.exchange.Receiver`, and answers who is being served right now."""

    def __init__(
        self,
        database: Database,
        access: Access,
        intake: Intake,
        capabilities: Capabilities,
        *,
        patience: Patience,
        issue: Callable[[], str],
        history: int,
        clock: Callable[[], int],
        metrics: DeskMetrics,
    ) -> None:
        """`history` is how many last messages a session carries; `clock` is in milliseconds."""
        self._database = database
        self._intake = intake
        self._capabilities = capabilities
        self._replies = Replies(access)
        self._patience = patience
        self._issue = issue
        self._clock = clock
        self._metrics = metrics
        self.bans = Bans()
        self._banning = Banning(self.bans)
        self._transcripts = Transcripts(history)
        self._coordinator = Coordinator(patience)
        self._inbox: deque[_Job] = deque()
        self._arrived = asyncio.Event()
        self._warned: dict[str, set[str]] = {}
        self._log = structlog.get_logger("chimp.desk")
        self._stopping = False
        self._failure: str | None = None
        self.is_working = False

    # What the broker tells us

    def receive(self, inbound: Inbound) -> Verdict | Awaitable[Verdict]:
        """Take in a request; what can not be read is refused in its turn."""
        try:
            request = decode(inbound.topic, inbound.payload)
        except Malformed as error:
            return _TAKEN if self._put(_Refused(inbound, _refusal(error))) else _FAILED
        self._capabilities.name(inbound.principal, request, self._coordinator)
        verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        return verdict if self._put(_Asked(inbound, request, verdict)) else _FAILED

    def oversized(self, principal: Principal, topic: str, size: int) -> None:
        """Refuse what the broker did not even hand over."""
        text = f"the payload: {size} bytes are too many"
        refuse = effects.Refuse(code="too_large", message=text)
        self._put(_Refused(Inbound(principal, topic, b""), refuse))

    def subscribed(self, principal: Principal, topic_filter: str) -> None:
        self._put(_Listened(principal, topic_filter))

    def resumed(self, principal: Principal, topic_filter: str) -> None:
        self._put(_Listened(principal, topic_filter, is_resumed=True))

    def disconnected(self, principal: Principal) -> None:
        self._put(_Left(principal))

    # What others tell us

    def tell(self, event: events.FromMonitor) -> None:
        """Take in what the activity monitor says."""
        self._put(_Told(event))

    # What the web asks

    def session(self, session_key: str) -> Session | None:
        """The open session with that key, as it is now."""
        return self._coordinator.sessions.get(session_key)

    def overview(self) -> Overview:
        """How everybody and everything stands right now."""
        attendance, sessions = self._coordinator.attendance, self._coordinator.sessions
        return Overview(
            availability=attendance.availability,
            waiting=sessions.waiting(),
            attendants=[(key(presence.attendant_id), presence) for presence in attendance],
            sessions=[session for session in sessions if not session.is_probe],
        )

    # The work

    async def start(self) -> None:
        """Pick up where the last run stopped; raises StoreError."""
        open_sessions = await self._database.open_sessions()
        self.bans.load(await self._database.bans())
        self._coordinator = Coordinator(
            self._patience, open_sessions, self._clock(), former=self._coordinator
        )
        self._transcripts.clear()
        self._metrics.open_sessions.set(self._coordinator.sessions.of_people())
        self.is_working = True

    async def run(self, publisher: Publisher) -> None:
        """Work until `stop` is called and everything that has arrived by then is taken in."""
        speech, news = Speech(publisher, self._transcripts), DeskNews(publisher)
        news.tell((), self._coordinator, self._clock())
        try:
            while self._inbox or not self._stopping:
                await self._wait()
                await self._work(publisher, speech, news)
        finally:
            self.is_working = False

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._stopping = True
        self._arrived.set()

    def _put(self, job: _Job) -> bool:
        """Whether there was room."""
        if len(self._inbox) >= _INBOX and not _is_said_once(job):
            self._metrics.refusals.labels("inbox_full").inc()
            return False
        self._inbox.append(job)
        self._arrived.set()
        return True

    async def _wait(self) -> None:
        """Until something has arrived or a deadline is reached."""
        if self._inbox:
            await asyncio.sleep(0)
            return
        if self._stopping:
            return
        self._arrived.clear()
        deadline = self._coordinator.next_deadline()
        seconds = None if deadline is None else max(0, deadline - self._clock()) / 1000
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._arrived.wait()

    def _next_batch(self) -> list[_Job]:
        batch = [self._inbox.popleft() for _ in range(min(_BATCH, len(self._inbox)))]
        self._metrics.inbox.set(len(self._inbox))
        return batch

    async def _work(self, publisher: Publisher, speech: Speech, news: DeskNews) -> None:
        """Take in one batch."""
        batch = self._next_batch()
        try:
            steps = await self._decide(batch, publisher)
            await self._prepare(steps, speech)
            await self._commit(steps, len(batch))
        except StoreError as error:
            self._failed(error)
            await self._start_again(batch, speech)
            return
        except Exception:  # noqa: BLE001 - a fault of ours must not end the service
            self._log.exception("desk.batch_failed", requests=len(batch))
            await self._start_again(batch, speech)
            return
        _answer(batch, _TAKEN)  # in the same piece of bytes as what is announced now
        for step in steps:
            try:
                self._carry_out(step, publisher, speech)
            except Exception:  # noqa: BLE001 - what is stored is not lost; the others are told
                self._log.exception("desk.announcement_failed", step=type(step).__name__)
        news.tell(steps, self._coordinator, self._clock())
        self._transcripts.trim()
        self._metrics.open_sessions.set(self._coordinator.sessions.of_people())

    async def _start_again(self, failed: Sequence[_Job], speech: Speech) -> None:
        """The coordinator is ahead of the store: begin anew from what is stored.

        Whoever asks before that is done is told to try later, and hears of nothing that is not
        stored. What else happens meanwhile is taken in after that.
        """
        self.is_working = False
        kept: list[_Job] = []
        while True:
            try:
                await self.start()
            except Exception as error:  # noqa: BLE001 - of a damaged file anything may be read
                self._failed(error)
            await self._turn_away(failed, speech)
            kept = self._still_of_use([*kept, *failed])
            await asyncio.sleep(_RETRY_SECONDS)
            if self.is_working or self._stopping:
                self._inbox.extendleft(reversed(kept))
                return
            failed = self._next_batch()

    def _still_of_use(self, jobs: Sequence[_Job]) -> list[_Job]:
        """Who came to listen, who left, and the latest that others told.

        Nobody knows how long a store fails, and who is turned away comes back again and again: of
        connections that came and went meanwhile nothing is kept.
        """
        gone = {job.principal.connection for job in jobs if isinstance(job, _Left)}
        for connection in gone:
            self._warned.pop(connection, None)
        latest = {job.event: job for job in jobs if isinstance(job, _Told)}
        kept: list[_Job] = []
        for job in jobs:
            match job:
                case _Listened(principal) if principal.connection not in gone:
                    kept.append(job)
                case _Left(principal) if self._coordinator.knows(principal.connection):
                    kept.append(job)
                case _Told(event) if latest[event] is job:
                    kept.append(job)
        return kept

    async def _turn_away(self, failed: Sequence[_Job], speech: Speech) -> None:
        """Say `try_later` to all who asked, then let the broker close those who wait for it."""
        asked = [job.inbound for job in failed if isinstance(job, _Asked)]
        refusals = [self._refuse(_TRY_LATER, inbound) for inbound in asked]
        with suppress(StoreError):  # what can not be read is not said along with it
            await self._prepare(refusals, speech)
        for refusal in refusals:
            speech.say(refusal, self._coordinator)
        _answer(failed, _FAILED)

    def _failed(self, error: Exception) -> None:
        """Count it, and log it once for each reason until something can be stored again."""
        self._metrics.store_failures.inc()
        if str(error) != self._failure:
            self._failure = str(error)
            cause = None if isinstance(error, StoreError) else error
            self._log.error("store.failed", because=self._failure, exc_info=cause)

    async def _decide(self, batch: Sequence[_Job], publisher: Publisher) -> list[_Step]:
        asked = [(job.inbound, job.request) for job in batch if isinstance(job, _Asked)]
        stored = await look_up(self._database, self._coordinator, asked)
        now = self._clock()
        situation = Situation(self._coordinator, stored, now, _new_id)
        steps: list[_Step] = []
        for job in batch:
            try:
                steps += self._take_in(job, situation, publisher)
            except Exception:  # noqa: BLE001 - a fault of ours in one request is not the others'
                self._log.exception("desk.request_failed")
                self._metrics.refusals.labels("failed").inc()
        deadline = self._coordinator.next_deadline()
        if deadline is not None and deadline <= now:
            steps += self._coordinator.handle(events.Tick(), now)
        return steps

    def _take_in(self, job: _Job, situation: Situation, publisher: Publisher) -> Sequence[_Step]:
        match job:
            case _Refused(inbound, refuse):
                return [self._refuse(refuse, inbound)]
            case _Listened(principal, topic_filter, _):
                return [*self._listened(principal, topic_filter, situation.now), job]
            case _Told(event):
                return self._coordinator.handle(event, situation.now)
            case _Left(principal):
                self._warned.pop(principal.connection, None)
                left = events.ConnectionClosed(connection=principal.connection)
                return self._coordinator.handle(left, situation.now)
            case _Asked(inbound, ChannelRequest() as request, _):
                return [self._allocate(inbound, request, situation.now)]
            case _Asked(inbound, native.Ban() | native.Unban() as request, _):
                return self._ban(inbound, request, situation, publisher)
            case _Asked(inbound, request, _):
                return self._ask(inbound, request, situation)

    def _ask(self, inbound: Inbound, request: Request, situation: Situation) -> Sequence[_Step]:
        principal = inbound.principal
        try:
            event = self._intake.event(inbound, request, situation)
            self._keep_out(principal, event, situation)
        except Malformed as error:
            return [self._refuse(_refusal(error), inbound)]
        except Refused as error:
            self._capabilities.withdraw(principal, request)
            return [self._refuse(error.refuse, inbound)]
        done = self._coordinator.handle(event, situation.now)
        for effect in done:
            situation.stored.note(effect)
        if isinstance(event, events.SessionRequested):
            self._capabilities.grant(principal, event, self._coordinator)
        return [self._noted(effect, inbound) for effect in done]

    def _keep_out(self, principal: Principal, event: events.Event, situation: Situation) -> None:
        """Refuse whoever is banned, but not the server itself."""
        if principal.is_called(PROBE_CUSTOMER):
            return
        bans, now = self._banning.bans, situation.now
        who = event.customer if isinstance(event, events.SessionRequested) else None
        if isinstance(event, events.MessageSent) and isinstance(event.author, Customer):
            who = event.author
        is_customer_out = who is not None and bans.keeps_out_customer(who.id, now)
        if is_customer_out or self._banning.refuses(principal, now):
            raise Refused(BANNED)

    def _ban(
        self,
        inbound: Inbound,
        request: native.Ban | native.Unban,
        situation: Situation,
        publisher: Publisher,
    ) -> Sequence[_Step]:
        try:
            if isinstance(request, native.Unban):
                return self._banning.unban(inbound, request, situation)
            return self._banning.ban(inbound, request, situation, publisher)
        except Malformed as error:
            return [self._refuse(_refusal(error), inbound)]
        except Refused as error:
            return [self._refuse(error.refuse, inbound)]

    def _noted(self, effect: effects.Effect, inbound: Inbound) -> effects.Effect:
        return self._refuse(effect, inbound) if isinstance(effect, effects.Refuse) else effect

    def _listened(self, principal: Principal, topic_filter: str, now: int) -> list[effects.Effect]:
        attendant_id = topics.attendant_in(topic_filter)
        if attendant_id is None:
            return []
        event = events.AttendantListened(attendant_id=attendant_id, connection=principal.connection)
        return self._coordinator.handle(event, now)

    def _allocate(self, inbound: Inbound, request: ChannelRequest, now: int) -> _Step:
        """Answer `server/channels/request` (contract, section 1, item 2)."""
        if not topics.may_answer_on(request.responseTopic, request.userRequesting):
            text = f"responseTopic: the server does not speak on {request.responseTopic!r}"
            refuse = effects.Refuse(code="forbidden", message=text, field="responseTopic")
            return self._refuse(refuse, inbound)
        answer = channel_answer(
            request.userRequesting,
            self._issue(),
            keep_alive_ttl=self._patience.session_ttl,
            created_at=now,
        )
        return _Answer(inbound.principal.connection, request.responseTopic, orjson.dumps(answer))

    def _refuse(self, refuse: effects.Refuse, inbound: Inbound) -> effects.Refuse:
        """Count it, log it once for each client and reason, and find out where to say it."""
        self._metrics.refusals.labels(refuse.code).inc()
        warned = self._warned.setdefault(inbound.principal.connection, set())
        if refuse.code not in warned:
            warned.add(refuse.code)
            self._log.warning(
                "request.refused",
                code=refuse.code,
                because=refuse.message,
                topic=inbound.topic,
                address=inbound.principal.address,
            )
        return self._replies.address(refuse, inbound, self._coordinator)

    async def _prepare(self, steps: Sequence[_Step], speech: Speech) -> None:
        """Have the transcripts at hand of every session that something will be said about.

        Before the commit, so that they do not yet hold what is about to be said.
        """
        keys = [session.key for step in steps for session in _sessions_in(step)]
        for step in steps:
            if isinstance(step, _Listened) and not step.is_resumed:
                keys += speech.news_on(step.topic_filter)
        missing = self._transcripts.missing(keys)
        if missing:
            known = await self._database.last_messages(missing, self._transcripts.length)
            self._transcripts.load(known, missing)

    async def _commit(self, steps: Sequence[_Step], size: int) -> None:
        saves = [step for step in steps if isinstance(step, effects.Save)]
        if saves:
            started = perf_counter()
            await self._database.write(saves, self._clock())
            self._metrics.commit_seconds.observe(perf_counter() - started)
            self._metrics.batch_size.observe(size)
            if self._failure is not None:
                self._failure = None
                self._log.info("store.works_again")

    def _carry_out(self, step: _Step, publisher: Publisher, speech: Speech) -> None:
        match step:
            case effects.Record():
                self._metrics.events.labels(step.kind).inc()
                self._log.info(
                    step.kind,
                    session=step.session_key,
                    customer=step.customer_key,
                    attendant=step.attendant_key,
                    because=step.because,
                )
            case effects.SaveMessage(message):
                self._metrics.messages.inc(message.author.key != PROBE_CUSTOMER)
            case effects.SaveBan() | effects.DropBan():
                self._banning.keep(step)
            case SendAway():
                publisher.send_away(step.concerns)
            case _Listened(is_resumed=True):
                pass
            case _Listened(principal, topic_filter):
                speech.hand_over(principal.connection, topic_filter, self._coordinator)
            case _Answer(asker, topic, payload):
                if asker not in publisher.publish(topic, payload):
                    publisher.reply(asker, topic, payload)
            case _:
                speech.say(step, self._coordinator)


def _new_id() -> str:
    return uuid4().hex


def _is_said_once(job: _Job) -> bool:
    """Whether nobody would ever say it again."""
    match job:
        case _Left() | _Told(events.MonitorConnected() | events.MonitorLost()):
            return True
        case _:
            return False


def _answer(batch: Sequence[_Job], verdict: Verdict) -> None:
    """Tell the broker what became of them, so that it may acknowledge."""
    for job in batch:
        if isinstance(job, _Asked) and not job.verdict.done():
            job.verdict.set_result(verdict)


def _refusal(error: Malformed) -> effects.Refuse:
    return effects.Refuse(code=error.code, message=str(error), field=error.field)


def _sessions_in(step: _Step) -> list[Session]:
    match step:
        case (
            effects.Announce(session)
            | effects.Offer(session)
            | effects.Deliver(session)
            | effects.ShowRead(session)
            | effects.ShowSeen(session)
        ):
            return [session]
        case effects.Refuse(session=session) if session is not None:
            return [session]
        case _:
            return []
