"""The desk: takes in what clients publish, lets the rules decide, stores it, then says so.

One consumer takes everything that has arrived as one batch: look up what the store knows of it,
decide (no await between an event and its effects), commit all saves in one transaction, and only
then publish. While a commit is under way the next batch gathers: that is the group commit.
If a commit fails, nothing was announced, and the coordinator starts again from the store.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from uuid import uuid4

import structlog

from chimp.core import effects, events
from chimp.core.access import Access, Principal
from chimp.core.attendance import Availability
from chimp.core.bans import Bans
from chimp.core.coordinator import Coordinator, Patience
from chimp.core.errors import StoreError
from chimp.core.exchange import Fail, Inbound, Publisher, TakeOver, Verdict
from chimp.core.people import PROBE_CUSTOMER, key
from chimp.core.presence import Presence
from chimp.core.session import Session
from chimp.services.banning import Banning, Order, SendAway
from chimp.services.capabilities import Capabilities
from chimp.services.desk_news import DeskNews
from chimp.services.inbox import Inbox
from chimp.services.intake import Intake
from chimp.services.jobs import (
    Answer,
    Asked,
    Job,
    Left,
    Listened,
    Ordered,
    Step,
    Told,
    Unreadable,
    answer,
    refusal_of,
    sessions_in,
)
from chimp.services.judgement import Judgement
from chimp.services.lookup import look_up
from chimp.services.metrics import DeskMetrics
from chimp.services.situation import Situation
from chimp.services.speech import Speech
from chimp.services.transcripts import Transcripts
from chimp.store.database import Database
from chimp.wire.inbound import decode
from chimp.wire.payloads import Malformed

_TAKEN, _FAILED = TakeOver(), Fail()

_TRY_LATER = effects.Refuse(code="try_later", message="it could not be stored: send it again")

_RETRY_SECONDS = 1.0
"""How long to wait before the store is tried again after it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Who is there, by their keys, and which sessions are open."""

    availability: Availability
    waiting: int
    attendants: Sequence[tuple[str, Presence]]
    sessions: Sequence[Session]
    online: Collection[str]
    """The keys of the sessions whose customer is there."""


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
        self._capabilities = capabilities
        self._patience = patience
        self._clock = clock
        self._metrics = metrics
        self.bans = Bans()
        self._banning = Banning(self.bans)
        self._judgement = Judgement(
            access,
            intake,
            capabilities,
            self._banning,
            issue=issue,
            session_ttl=patience.session_ttl,
            metrics=metrics,
        )
        self._transcripts = Transcripts(history)
        self._coordinator = Coordinator(patience)
        self._inbox = Inbox(metrics)
        self._log = structlog.get_logger("chimp.desk")
        self._failure: str | None = None
        self.is_working = False

    # What the broker tells us

    def receive(self, inbound: Inbound) -> Verdict | Awaitable[Verdict]:
        """Take in a request; what can not be read is refused in its turn."""
        try:
            request = decode(inbound.topic, inbound.payload)
        except Malformed as error:
            return _TAKEN if self._inbox.put(Unreadable(inbound, refusal_of(error))) else _FAILED
        self._capabilities.name(inbound.principal, request, self._coordinator)
        verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        return verdict if self._inbox.put(Asked(inbound, request, verdict)) else _FAILED

    def oversized(self, principal: Principal, topic: str, size: int) -> None:
        """Refuse what the broker did not even hand over."""
        text = f"the payload: {size} bytes are too many"
        refuse = effects.Refuse(code="too_large", message=text)
        self._inbox.put(Unreadable(Inbound(principal, topic, b""), refuse))

    def subscribed(self, principal: Principal, topic_filter: str) -> None:
        self._inbox.put(Listened(principal, topic_filter))

    def resumed(self, principal: Principal, topic_filter: str) -> None:
        self._inbox.put(Listened(principal, topic_filter, is_resumed=True))

    def disconnected(self, principal: Principal) -> None:
        self._inbox.put(Left(principal))

    # What others tell us

    def tell(self, event: events.FromMonitor) -> None:
        """Take in what the activity monitor says."""
        self._inbox.put(Told(event))

    async def order(self, order: Order) -> bool:
        """Ban somebody or let them in again; whether that is stored, and holds from now on."""
        verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        return self._inbox.put(Ordered(order, verdict)) and await verdict == _TAKEN

    # What the web asks

    def session(self, session_key: str) -> Session | None:
        """The open session with that key, as it is now."""
        return self._coordinator.sessions.get(session_key)

    def overview(self) -> Overview:
        """How everybody and everything stands right now."""
        attendance, sessions = self._coordinator.attendance, self._coordinator.sessions
        of_people = [session for session in sessions if not session.is_probe]
        return Overview(
            availability=attendance.availability,
            waiting=sessions.waiting(),
            attendants=[(key(presence.attendant_id), presence) for presence in attendance],
            sessions=of_people,
            online={session.key for session in of_people if self.is_customer_online(session.key)},
        )

    def is_customer_online(self, session_key: str) -> bool:
        """Whether a connection lives on which a session's customer was heard."""
        return self._coordinator.is_customer_online(session_key)

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
            while not self._inbox.is_done:
                await self._wait()
                await self._work(publisher, speech, news)
        finally:
            self.is_working = False

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._inbox.close()

    async def _wait(self) -> None:
        """Until something has arrived or a deadline is reached."""
        deadline = self._coordinator.next_deadline()
        await self._inbox.wait(
            None if deadline is None else max(0, deadline - self._clock()) / 1000
        )

    async def _work(self, publisher: Publisher, speech: Speech, news: DeskNews) -> None:
        """Take in one batch."""
        batch = self._inbox.next_batch()
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
        answer(batch, _TAKEN)  # in the same piece of bytes as what is announced now
        for step in steps:
            try:
                self._carry_out(step, publisher, speech)
            except Exception:  # noqa: BLE001 - what is stored is not lost; the others are told
                self._log.exception("desk.announcement_failed", step=type(step).__name__)
        news.tell(steps, self._coordinator, self._clock())
        self._transcripts.trim()
        self._metrics.open_sessions.set(self._coordinator.sessions.of_people())

    async def _start_again(self, failed: Sequence[Job], speech: Speech) -> None:
        """The coordinator is ahead of the store: begin anew from what is stored.

        Whoever asks before that is done is told to try later, and hears of nothing that is not
        stored. What else happens meanwhile is taken in after that.
        """
        self.is_working = False
        kept: list[Job] = []
        while True:
            try:
                await self.start()
            except Exception as error:  # noqa: BLE001 - of a damaged file anything may be read
                self._failed(error)
            await self._turn_away(failed, speech)
            kept = self._still_of_use([*kept, *failed])
            await asyncio.sleep(_RETRY_SECONDS)
            if self.is_working or self._inbox.is_closed:
                self._inbox.put_back(kept)
                return
            failed = self._inbox.next_batch()

    def _still_of_use(self, jobs: Sequence[Job]) -> list[Job]:
        """Who came to listen, who left, and the latest that others told.

        Nobody knows how long a store fails, and who is turned away comes back again and again: of
        connections that came and went meanwhile nothing is kept.
        """
        gone = {job.principal.connection for job in jobs if isinstance(job, Left)}
        for connection in gone:
            self._judgement.forget(connection)
        latest = {job.event: job for job in jobs if isinstance(job, Told)}
        kept: list[Job] = []
        for job in jobs:
            match job:
                case Listened(principal) if principal.connection not in gone:
                    kept.append(job)
                case Left(principal) if self._coordinator.knows(principal.connection):
                    kept.append(job)
                case Told(event) if latest[event] is job:
                    kept.append(job)
        return kept

    async def _turn_away(self, failed: Sequence[Job], speech: Speech) -> None:
        """Say `try_later` to all who asked, then let the broker close those who wait for it."""
        asked = [job.inbound for job in failed if isinstance(job, Asked)]
        refusals = [
            self._judgement.refuse(_TRY_LATER, inbound, self._coordinator) for inbound in asked
        ]
        with suppress(StoreError):  # what can not be read is not said along with it
            await self._prepare(refusals, speech)
        for refusal in refusals:
            speech.say(refusal, self._coordinator)
        answer(failed, _FAILED)

    def _failed(self, error: Exception) -> None:
        """Count it, and log it once for each reason until something can be stored again."""
        self._metrics.store_failures.inc()
        if str(error) != self._failure:
            self._failure = str(error)
            cause = None if isinstance(error, StoreError) else error
            self._log.error("store.failed", because=self._failure, exc_info=cause)

    async def _decide(self, batch: Sequence[Job], publisher: Publisher) -> list[Step]:
        asked = [(job.inbound, job.request) for job in batch if isinstance(job, Asked)]
        stored = await look_up(self._database, self._coordinator, asked)
        now = self._clock()
        situation = Situation(self._coordinator, stored, now, _new_id)
        steps: list[Step] = []
        for job in batch:
            try:
                steps += self._judgement.take_in(job, situation, publisher)
            except Exception:  # noqa: BLE001 - a fault of ours in one request is not the others'
                self._log.exception("desk.request_failed")
                self._metrics.refusals.labels("failed").inc()
        deadline = self._coordinator.next_deadline()
        if deadline is not None and deadline <= now:
            steps += self._coordinator.handle(events.Tick(), now)
        return steps

    async def _prepare(self, steps: Sequence[Step], speech: Speech) -> None:
        """Have the transcripts at hand of every session that something will be said about.

        Before the commit, so that they do not yet hold what is about to be said.
        """
        keys = [session.key for step in steps for session in sessions_in(step)]
        for step in steps:
            if isinstance(step, Listened) and not step.is_resumed:
                keys += speech.news_on(step.topic_filter)
        missing = self._transcripts.missing(keys)
        if missing:
            known = await self._database.last_messages(missing, self._transcripts.length)
            self._transcripts.load(known, missing)

    async def _commit(self, steps: Sequence[Step], size: int) -> None:
        saves = [step for step in steps if isinstance(step, effects.Save)]
        if saves:
            started = perf_counter()
            await self._database.write(saves, self._clock())
            self._metrics.commit_seconds.observe(perf_counter() - started)
            self._metrics.batch_size.observe(size)
            if self._failure is not None:
                self._failure = None
                self._log.info("store.works_again")

    def _carry_out(self, step: Step, publisher: Publisher, speech: Speech) -> None:
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
            case Listened(is_resumed=True):
                pass
            case Listened(principal, topic_filter):
                speech.hand_over(principal.connection, topic_filter, self._coordinator)
            case Answer(asker, topic, payload):
                if asker not in publisher.publish(topic, payload):
                    publisher.reply(asker, topic, payload)
            case _:
                speech.say(step, self._coordinator)


def _new_id() -> str:
    return uuid4().hex
