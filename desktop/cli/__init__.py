"""The command line: its arguments, commands and printed output."""

from desktop.cli.process import run_process
from desktop.cli.run import main

__all__ = ["main", "run_process"]
