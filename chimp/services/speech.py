"""Says on the broker what was decided, in the shapes that each side knows."""

from chimp.core import effects, topics
from chimp.core.coordinator import Coordinator
from chimp.core.exchange import Publisher
from chimp.core.people import Customer
from chimp.core.session import Dialect, Session
from chimp.core.topics import Leaf
from chimp.services.announcements import Announcements
from chimp.services.transcripts import Transcripts
from chimp.wire import native_outbound, outbound


class Speech:
    """Publishes effects in order, keeping the transcripts in step with what was said.

    Everything here is synchronous: a message is added to its session's last messages in the moment
    it is published, so that a page which shows the last of `lastMessages` shows that message.
    """

    def __init__(self, publisher: Publisher, transcripts: Transcripts) -> None:
        self._publisher = publisher
        self._transcripts = transcripts
        self._announcements = Announcements()

    def say(self, effect: effects.Effect, coordinator: Coordinator) -> None:
        """Publish one effect; what only concerns the store is passed over."""
        match effect:
            case effects.Announce():
                self._announce(effect, coordinator)
            case effects.Offer(session, attendant_id):
                last = self._transcripts.last(session.key)
                self._publish(outbound.offer(session, last, attendant_id))
            case effects.Deliver():
                self._deliver(effect)
            case effects.ShowRead():
                self._show_read(effect)
            case effects.ShowSeen():
                self._show_seen(effect)
            case effects.ShowTyping():
                self._publish([native_outbound.typing(effect)])
            case effects.ShowNote(session, note):
                self._publish([native_outbound.note(note, session)])
            case effects.Return() | effects.Instruct():
                self._publish([_to_attendant(effect)])
            case effects.Refuse():
                self._refuse(effect)
            case _:
                pass

    def news_on(self, topic_filter: str) -> list[str]:
        """The keys of the sessions whose news a new subscription may have missed."""
        return self._announcements.about(topic_filter)

    def hand_over(self, connection: str, topic_filter: str, coordinator: Coordinator) -> None:
        """Tell a new subscriber the latest news it has missed."""
        for topic, news in self._announcements.unheard(topic_filter, connection):
            session = coordinator.sessions.get(news.session.key) or news.session
            attendant = coordinator.attendant(session.attendant_id)
            position = coordinator.told_position(session)
            last = self._carried(session)
            is_asker = connection in coordinator.askers(session.key)
            for place, payload in outbound.control(
                session, last, news.instruction, attendant, position
            ):
                if place == topic and is_asker:
                    self._publisher.reply(connection, place, payload)
                elif place == topic:
                    self._publisher.publish(place, payload, only_to=connection)

    def _announce(self, effect: effects.Announce, coordinator: Coordinator) -> None:
        """Say how a session stands.

        Where it is said on a topic that can be guessed, none but those who asked may hear it.
        """
        session, instruction, attendant = effect.session, effect.instruction, effect.attendant
        news = self._announcements.announce(session, instruction, attendant)
        position = coordinator.told_position(session)
        for topic, payload in outbound.control(
            session, self._carried(session), instruction, attendant, position
        ):
            heard_by = set(self._publisher.publish(topic, payload))
            for asker in set(coordinator.askers(session.key)) - heard_by:
                if self._publisher.reply(asker, topic, payload):
                    heard_by.add(asker)
            if news is not None:
                news.heard.update((topic, connection) for connection in heard_by)

    def _deliver(self, effect: effects.Deliver) -> None:
        """In the shape of each side that listens; both, where the two speak different dialects."""
        session, message = effect.session, effect.message
        if effect.only_to is None:
            encoded = self._transcripts.add(message)
        else:
            encoded = outbound.encode_message(message)
        if self._is_heard(session, Leaf.CLIENT_MESSAGES):
            self._publish([native_outbound.message(session, message)], only_to=effect.only_to)
        if self._is_heard(session, Leaf.MESSAGES):
            last = self._transcripts.last(session.key)
            self._publish(outbound.delivery(session, last, encoded), only_to=effect.only_to)

    def _show_read(self, effect: effects.ShowRead) -> None:
        session = effect.session
        marked = self._transcripts.mark_read(
            session.key, effect.messages, effect.read_at, effect.reader_key
        )
        if not marked:
            return
        last = self._transcripts.last(session.key)
        self._publish(outbound.receipts(session, last, [line.encoded for line in marked]))
        latest = max((line.message for line in marked), key=lambda message: message.seq)
        by_customer = not isinstance(latest.author, Customer)
        mark = effects.MarkSeen(
            session_key=session.key,
            by_customer=by_customer,
            seen_at=effect.read_at,
            read=latest.seq,
        )
        reader = {"kind": "customer" if by_customer else "attendant", "id": effect.reader_key}
        self._publish([native_outbound.seen(session, reader, mark)])

    def _show_seen(self, effect: effects.ShowSeen) -> None:
        session = effect.session
        marked = self._transcripts.mark_seen(effect.seen)
        reader = native_outbound.person_json(effect.reader)
        self._publish([native_outbound.seen(session, reader, effect.seen)])
        if marked:
            last = self._transcripts.last(session.key)
            self._publish(outbound.receipts(session, last, [line.encoded for line in marked]))

    def _is_heard(self, session: Session, leaf: Leaf) -> bool:
        """Whether anybody hears that of a session: each dialect has topics of its own.

        What is said in that of 2019 carries the last messages, which is a lot to make for nobody.
        """
        return self._publisher.is_heard(topics.below(session.topic, leaf))

    def _carried(self, session: Session) -> list[outbound.Encoded]:
        """The last messages that go along; our own clients have them already, or fetch them."""
        if session.dialect is Dialect.NATIVE and not self._is_heard(session, Leaf.MESSAGES):
            return []
        return self._transcripts.last(session.key)

    def _refuse(self, effect: effects.Refuse) -> None:
        session = effect.session
        last = [] if session is None else self._transcripts.last(session.key)
        for topic, payload in outbound.refusal(effect, last):
            asker = effect.asker
            is_told = (
                effect.is_private
                and asker is not None
                and self._publisher.reply(asker, topic, payload)
            )
            if is_told:
                continue
            heard_by = self._publisher.publish(topic, payload)
            if asker is not None and asker not in heard_by:
                self._publisher.reply(asker, topic, payload)

    def _publish(
        self, publications: list[outbound.Publication], only_to: str | None = None
    ) -> None:
        for topic, payload in publications:
            self._publisher.publish(topic, payload, only_to=only_to)


def _to_attendant(effect: effects.Return | effects.Instruct) -> outbound.Publication:
    """What concerns one attendant alone."""
    match effect:
        case effects.Return(session, attendant_id, because):
            return native_outbound.returned(session, attendant_id, because)
        case effects.Instruct(attendant_id, instruction):
            return outbound.instruct(attendant_id, instruction)
