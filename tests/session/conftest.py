"""What the tests of the session share: a fresh application, a story in a folder of its own."""

from tests.leaks import logged_errors, no_leftovers
from tests.window_fixtures import file, fresh_settings, session, window

__all__ = ["file", "fresh_settings", "logged_errors", "no_leftovers", "session", "window"]
