"""Verdicts on what clients publish: reached at once or later, and carried out in order."""

import asyncio
from typing import Final

import structlog

from chimp.core.exchange import Accept, Fail, Refuse, Replace, TakeOver, Verdict

VERDICTS: Final = (Accept, Replace, TakeOver, Refuse, Fail)
"""`core.exchange.Verdict` for `isinstance`, which is slow with unions."""

_log = structlog.get_logger(__name__)


def verdict_of(future: asyncio.Future[Verdict]) -> Verdict:
    """What a future came to: one that raised refuses, one that was cut off has failed."""
    if future.cancelled():
        return Fail()
    if (error := future.exception()) is not None:
        _log.error("mqtt.interceptor_failed", exc_info=error)
        return Refuse()
    return future.result()
