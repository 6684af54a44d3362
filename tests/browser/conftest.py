"""A browser for the package, a server for each module, visitors for each test.

Write `def test_…(server: Server, visitors: Visitors)`, open pages with `visitors().open("/demo")`,
and look at them by playwright's `expect`, which waits; never sleep. A page that logs an error, or
breaks its Content-Security-Policy, fails the test. What a failed test was looking at is in
`build/failures/`.
"""

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from chimp.ui import build
from tests.browser import chromium
from tests.browser.line import Line, line_to
from tests.browser.server import Server, served
from tests.browser.visitors import PATIENCE, Visitors
from tests.e2e.process import ROOT

_FAILURES = ROOT / "build" / "failures"
_OUTCOME = pytest.StashKey[bool]()

Serve = Callable[..., Server]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    build.build()  # waits for another worker that builds, and has nothing to do then
    build.install()  # axe, where the pages were not built here
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests of a module, with nobody in it but the first administrator."""
    del browser  # the pages are built
    with served(tmp_path_factory.mktemp("data")) as server:
        yield server


@pytest.fixture
def serve(browser: Browser, tmp_path: Path) -> Iterator[Serve]:
    """Starts one of the test's own: `serve(AUTH__MODE="signed")`."""
    del browser
    with ExitStack() as stack:

        def start(name: str = "data", **settings: Any) -> Server:  # noqa: ANN401 - texts, a port, a folder
            starting: AbstractContextManager[Server] = served(tmp_path / name, **settings)
            return stack.enter_context(starting)

        yield start


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """To the server; who is opened with `visitors(url=line.url)` depends on it."""
    with line_to(server.http_port) as line:
        yield line


@pytest.fixture
def visitors(
    browser: Browser, server: Server, request: pytest.FixtureRequest
) -> Iterator[Visitors]:
    visitors = Visitors(browser, server.url)
    try:
        yield visitors
        if request.node.stash.get(_OUTCOME, False):
            name = re.sub(r"\W+", "-", request.node.name)
            visitors.take_pictures(_FAILURES, f"{request.node.path.stem}-{name}")
        complaints = visitors.complaints()
    finally:
        visitors.leave()
    assert not complaints, "\n".join(complaints)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember of a test whether it failed, for what comes after it."""
    report = yield
    if call.when == "call":
        item.stash[_OUTCOME] = report.failed
    return report
