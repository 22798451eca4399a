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
