"""The seed's dialect: how a chat is asked for (contract, section 1)."""

from pydantic import AliasChoices, ConfigDict, Field

from chimp.core import topics
from chimp.core.people import Customer, Id, key
from chimp.wire.payloads import (
    AnId,
    CustomerId,
    Malformed,
    Payload,
    SessionTemplate,
    Text,
    Topic,
    Url,
    plain_details,
)
from chimp.wire.shapes import Json


class NamedCustomer(Payload):
    """The customer beside a `customerId`: its own id may be left out."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: CustomerId | None = None
    name: Text | None = None
    avatarURL: Url | None = None


def _either_spelling(schema: Json) -> None:
    """Publish both spellings of `requestID`, of which pydantic tells the first alone."""
    wanted = schema["properties"]["requestID"]
    # Beside a `requestID` it is not read.
    schema["properties"]["requestId"] = {"title": "Requestid"}
    schema["required"].remove("requestID")
    schema["anyOf"] = [
        {"required": ["requestID"]},
        {"required": ["requestId"], "properties": {"requestId": wanted}},
    ]


class SessionRequest(Payload):
    """`server/sessions/request`: the seed's chat request."""

    model_config = ConfigDict(extra="ignore", frozen=True, json_schema_extra=_either_spelling)

    customerId: CustomerId
    requestID: AnId = Field(validation_alias=AliasChoices("requestID", "requestId"))
    sessionId: AnId | None = None
    sessionTopic: Topic | None = None
    customer: NamedCustomer | None = None
    sessionTemplate: SessionTemplate | None = None

    def asking(self) -> Customer:
        """Who asks; raises Malformed if `customer` is somebody else."""
        told = self.customer
        if told is None:
            return Customer(id=self.customerId)
        if told.id is not None and key(told.id) != key(self.customerId):
            message = "customer.id: differs from customerId"
            raise Malformed(message, "customer.id")
        return Customer(
            id=self.customerId,
            name=told.name,
            avatar_url=told.avatarURL,
            details=plain_details(told.model_extra or {}),
        )


class ChannelRequest(Payload):
    """`server/channels/request`: the MQTT twin of `POST /session`."""

    userRequesting: CustomerId
    responseTopic: Topic


def channel_answer(user_id: Id, session_id: str, *, keep_alive_ttl: int, created_at: int) -> Json:
    """What `server/channels/request` is answered with: an identification, nothing more yet."""
    return {
        "channelTopic": topics.channel_topic(user_id, session_id),
        "sessionId": session_id,
        "sessionTopic": topics.session_topic(user_id, session_id),
        "userRequesting": user_id,
        "keepAliveTTL": keep_alive_ttl,
        "createdAt": created_at,
        "status": "pending",
    }
