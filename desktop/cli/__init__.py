"""The command line: its words, its commands, and what each prints."""

from desktop.cli.process import run_process
from desktop.cli.run import main

__all__ = ["main", "run_process"]
