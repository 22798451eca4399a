"""One browser for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.output.web.browser import Browser


@pytest.fixture(scope="module")
def started() -> Iterator[Browser]:
    """Return a browser without a page."""
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture
def browser(started: Browser) -> Iterator[Browser]:
    """Return a browser whose page moves nothing and writes nothing to its console."""
    started.size(1280, 800)
    started.media(prefers_reduced_motion="reduce")
    started.open("about:blank")
    started.console.clear()
    yield started
    assert started.console == []
