"""Pages of other origins, if there is a list of those that may."""

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from tests.e2e.house import Serve


async def test_a_websocket_of_a_page_that_is_not_allowed_is_refused(serve: Serve) -> None:
    async with (
        serve(http={"allowed_origins": ["https://shop.example"]}) as house,
        ClientSession() as http,
    ):
        for origin in ("https://shop.example", house.url("")):
            async with http.ws_connect(house.url("/mqtt"), origin=origin, protocols=("mqtt",)):
                pass
        with pytest.raises(WSServerHandshakeError) as refused:
            await http.ws_connect(house.url("/mqtt"), origin="https://evil.example")
        assert refused.value.status == 403
