"""A message on its way to subscribers: put into bytes once, however many they are."""

from functools import cached_property

from amqtt.mqtt.publish import PublishPacket


class Publication:
    """One topic (with the base) and one payload."""

    def __init__(self, topic: str, payload: bytes) -> None:
        self._topic = topic
        self._payload = payload

    @cached_property
    def unnumbered(self) -> bytes:
        """The packet for quality of service 0: the same for every receiver."""
        return PublishPacket.build(
            self._topic, self._payload, packet_id=None, dup_flag=False, qos=0, retain=False
        ).to_bytes()

    def numbered(self, packet_id: int) -> bytes:
        """The packet for quality of service 1."""
        return PublishPacket.build(
            self._topic, self._payload, packet_id=packet_id, dup_flag=False, qos=1, retain=False
        ).to_bytes()
