"""Run the program as `python -m desktop`."""

from __future__ import annotations

from desktop.cli import run_process

if __name__ == "__main__":
    run_process()
