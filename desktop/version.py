"""Read the version, which is written in pyproject.toml only."""

from __future__ import annotations


def version() -> str:
    """Return the version of the installed application.

    It is "0" for a source tree that was never set up.
    """
    from importlib.metadata import PackageNotFoundError, version as installed  # takes 10 ms

    try:
        return installed("passeur")
    except PackageNotFoundError:
        return "0"
