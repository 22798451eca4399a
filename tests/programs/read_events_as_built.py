"""Read the files named on the command line without what the built application leaves out; print the events of each."""

import sys
from pathlib import Path

sys.path.append("packaging")
import bundle

for name in (*bundle.EXCLUDED_MODULES, *bundle.EXTRA_MODULES):
    sys.modules[name] = None

from desktop.story.model import Track  # noqa: E402
from desktop.timeline.data.load import read_events  # noqa: E402

print(*(len(read_events(Path(file), Track("t"))) for file in sys.argv[1:]))
