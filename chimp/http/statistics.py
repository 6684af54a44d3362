"""`/chimpassist/…`: statistics and what is known of a customer, in both spellings."""

from collections.abc import Callable

from aiohttp import web

from chimp.http.answers import answer
from chimp.http.parameters import identifier
from chimp.http.principals import Principals
from chimp.http.problems import Problem
from chimp.http.route import Caller, Group, Route, path_id, query
from chimp.services.statistics import BadPeriod, Statistics
from chimp.wire.shape_models import Row

_TIME = {
    "type": "string",
    "pattern": r"^\d{8}-\d{2}:\d{2}:\d{2}$",
    "examples": ["20181221-11:33:09"],
}
_CUSTOMER = path_id("customer", "customer_id")
_PERIOD = (
    query("start_date_time", "From when on; a day before the end if left out.", _TIME),
    query("end_date_time", "Until when; now if left out.", _TIME),
)
_ATTENDANT = query("attendant", "Who asks, for the site's own service.", {"type": "string"})


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

    def routes(self) -> tuple[Route, ...]:
        below = "/chimpassist/customer/{customer_id}"
        return (
            *(
                Route(
                    method="GET",
                    path=path,
                    handler=self.statistics,
                    summary="Counts of a customer's sessions; attendants see the sessions too.",
                    group=Group.CUSTOMERS,
                    caller=Caller.ANYBODY_OR_MORE,
                    parameters=(_CUSTOMER, *_PERIOD),
                    answer=list[Row],
                    says="The rows.",
                    errors=(400, 401, 503),
                )
                for path in ("/chimpassist/{customer_id}/statistics", f"{below}/statistics")
            ),
            *(
                Route(
                    method="GET",
                    path=f"{below}/{name}",
                    handler=handler,
                    summary=summary,
                    group=Group.CUSTOMERS,
                    caller=Caller.ATTENDANT,
                    parameters=(_CUSTOMER, _ATTENDANT),
                    answer=list[Row],
                    says="The rows.",
                    errors=(400, 401, 503),
                )
                for name, handler, summary in (
                    ("contactInfo", self.contact_info, "How to reach a customer."),
                    ("additionalInfo", self.additional_info, "What else is known of a customer."),
                )
            ),
        )

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
