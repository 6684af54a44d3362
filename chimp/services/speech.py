"""Says on the broker what was decided, in the shapes that each side knows."""

from collections.abc import Collection

from chimp.core import effects
from chimp.core.coordinator import Coordinator
from chimp.core.exchange import Publisher
from chimp.services.announcements import Announcements
from chimp.services.transcripts import Transcripts
from chimp.wire import outbound


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
                self._announce(effect, coordinator.askers(effect.session.key))
            case effects.Offer(session, attendant_id):
                last = self._transcripts.last(session.key)
                self._publish(outbound.offer(session, last, attendant_id))
            case effects.Deliver():
                self._deliver(effect)
            case effects.ShowRead(session, messages, read_at, reader_key):
                marked = self._transcripts.mark_read(session.key, messages, read_at, reader_key)
                if marked:
                    last = self._transcripts.last(session.key)
                    self._publish(outbound.receipts(session, last, marked))
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
            last = self._transcripts.last(session.key)
            is_asker = connection in coordinator.askers(session.key)
            for place, payload in outbound.control(session, last, news.instruction, attendant):
                if place == topic and is_asker:
                    self._publisher.reply(connection, place, payload)
                elif place == topic:
                    self._publisher.publish(place, payload, only_to=connection)

    def _announce(self, effect: effects.Announce, askers: Collection[str]) -> None:
        """Say how a session stands.

        Where it is said on a topic that can be guessed, none but those who asked may hear it.
        """
        session, instruction, attendant = effect.session, effect.instruction, effect.attendant
        news = self._announcements.announce(session, instruction, attendant)
        last = self._transcripts.last(session.key)
        for topic, payload in outbound.control(session, last, instruction, attendant):
            heard_by = set(self._publisher.publish(topic, payload))
            for asker in set(askers) - heard_by:
                if self._publisher.reply(asker, topic, payload):
                    heard_by.add(asker)
            if news is not None:
                news.heard.update((topic, connection) for connection in heard_by)

    def _deliver(self, effect: effects.Deliver) -> None:
        session, message = effect.session, effect.message
        if effect.only_to is None:
            encoded = self._transcripts.add(message)
        else:
            encoded = outbound.encode_message(message)
        last = self._transcripts.last(session.key)
        for topic, payload in outbound.delivery(session, last, encoded):
            self._publisher.publish(topic, payload, only_to=effect.only_to)

    def _refuse(self, effect: effects.Refuse) -> None:
        session = effect.session
        last = [] if session is None else self._transcripts.last(session.key)
        for topic, payload in outbound.refusal(effect, last):
            heard_by = self._publisher.publish(topic, payload)
            if effect.asker is not None and effect.asker not in heard_by:
                self._publisher.reply(effect.asker, topic, payload)

    def _publish(self, publications: list[outbound.Publication]) -> None:
        for topic, payload in publications:
            self._publisher.publish(topic, payload)
