"""What the tests of the session share: a fresh application, a story in a folder of its own."""

from tests.leaks import logged_errors, no_leftovers
from tests.window_fixtures import disk_is_waited_for, file, fresh_settings, session, window

__all__ = ["disk_is_waited_for", "file", "fresh_settings", "logged_errors", "no_leftovers", "session", "window"]
