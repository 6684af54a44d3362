"""What `/docs` shows to begin with is run as it stands there."""

import asyncio
from asyncio.subprocess import PIPE, STDOUT

from chimp.http.documentation import QUICK_START
from tests.broker.clients.mqttjs_guest import installed
from tests.e2e.house import Serve

_PATIENCE = 30


async def test_the_chat_in_a_page_gets_its_message_back(serve: Serve) -> None:
    folder = installed()
    async with serve() as house:
        program = QUICK_START.read_text("utf-8").replace("http://localhost:3000", house.url(""))
        child = await asyncio.create_subprocess_exec(
            *("node", "--input-type=module", "--eval", program),
            cwd=folder,
            stdout=PIPE,
            stderr=STDOUT,
        )
        assert child.stdout is not None
        printed = ""
        try:
            async with asyncio.timeout(_PATIENCE):
                while "seq: 1" not in printed:
                    line = await child.stdout.readline()
                    assert line, printed
                    printed += line.decode()
        finally:
            child.kill()
            await child.wait()
    assert "/client/messages" in printed
    assert "session/ready" in printed
