"""Read a file of events as CSV, and print whether that imported DuckDB."""

import sys
from pathlib import Path

from desktop.story.model import Track
from desktop.timeline.data.load import read_events

read_events(Path(sys.argv[1]), Track("t"))
print("duckdb" in sys.modules)
