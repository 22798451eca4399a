"""Read the file of events named on the command line without DuckDB; print its titles, or the error."""

import sys
from pathlib import Path

sys.modules["duckdb"] = None

from desktop.story.model import Track  # noqa: E402
from desktop.timeline.data.load import DataError, read_events  # noqa: E402

try:
    table = read_events(Path(sys.argv[1]), Track("t"))
    print(*(table.event(number).title.get("") for number in range(len(table))))
except DataError as error:
    print(error.message("en"))
