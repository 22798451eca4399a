"""The command line: its words, its commands, and what each prints."""

from desktop.cli.run import main

__all__ = ["main"]
