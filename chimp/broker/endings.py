"""Why the server ended a connection; each is counted under its name."""

from enum import StrEnum


class Ending(StrEnum):
    MALFORMED = "malformed"
    """It broke the protocol."""
    TOO_LARGE = "too_large"
    """It announced a packet over the limit."""
    NOT_LOGGED_IN = "not_logged_in"
    """Its CONNECT did not come, or was not checked, in time."""
    TOO_MANY = "too_many_connections"
    TOO_MANY_OF_ADDRESS = "too_many_of_one_address"
    SILENT = "silent"
    """Nothing was heard for one and a half times its keep-alive."""
    NOT_READING = "not_reading"
    """Too much is on its way to it."""
    NOT_ACKNOWLEDGING = "not_acknowledging"
    """Too much waits for its acknowledgements."""
    NOT_RELEASING = "not_releasing"
    """It left too many publishes of quality of service 2 half done."""
    NOT_TAKEN_IN = "not_taken_in"
    """What it published could not be stored: it is to send it again."""
    TAKEN_OVER = "taken_over"
    """Its client id connected again."""
    SERVER_FAULT = "server_fault"
    BY_PLUGIN = "by_plugin"
