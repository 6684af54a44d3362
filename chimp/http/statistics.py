"""`/chimpassist/…`: statistics and what is known of a customer, in both spellings."""

from collections.abc import Callable

from aiohttp import web

from chimp.http.answers import answer
from chimp.http.parameters import identifier
from chimp.http.principals import Principals
from chimp.http.problems import Problem
from chimp.services.statistics import BadPeriod, Statistics


class CustomerInformation:
    """Answers with rows of `{label, value}`."""

    def __init__(
        self,
        principals: Principals,
        statistics: Statistics,
        *,
        public: bool,
        clock: Callable[[], int],
    ) -> None:
        """`public`: whether anybody may read the counts; `clock` is in milliseconds."""
        self._principals = principals
        self._statistics = statistics
        self._public = public
        self._clock = clock

    async def statistics(self, request: web.Request) -> web.Response:
        """Everything for attendants, the counts alone for anybody (contract, section 5)."""
        customer_id = identifier(request, "customer_id")
        try:
            period = self._statistics.period(
                request.query.get("start_date_time"),
                request.query.get("end_date_time"),
                self._clock(),
            )
        except BadPeriod as error:
            raise Problem(400, str(error), field=error.field) from None
        if await self._principals.is_attendant(request):
            return answer(await self._statistics.rows(customer_id, period))
        if not self._public:
            await self._principals.reading_attendants(request)
        return answer(await self._statistics.counts(customer_id, period))

    async def contact_info(self, request: web.Request) -> web.Response:
        customer_id = identifier(request, "customer_id")
        await self._principals.reading_attendants(request)
        asking = request.query.get("attendant")
        return answer(await self._statistics.contact_info(customer_id, asking))

    async def additional_info(self, request: web.Request) -> web.Response:
        customer_id = identifier(request, "customer_id")
        await self._principals.reading_attendants(request)
        asking = request.query.get("attendant")
        return answer(await self._statistics.additional_info(customer_id, asking))
