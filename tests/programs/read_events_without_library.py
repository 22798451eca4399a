"""Read the file of events named on the command line without pyarrow; print the error."""

import sys
from pathlib import Path

sys.modules["pyarrow"] = None

from desktop.story.model import Track  # noqa: E402
from desktop.timeline.data.load import DataError, read_events  # noqa: E402

try:
    read_events(Path(sys.argv[1]), Track("t", data="events.csv"))
except DataError as error:
    print(error.message("en"))
