"""What the tests of the session share: a fresh application, a story in a folder of its own."""

from tests.leaks import no_leftovers
from tests.window_fixtures import file, fresh_settings, session, window

__all__ = ["file", "fresh_settings", "no_leftovers", "session", "window"]
