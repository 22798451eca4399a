"""Keep a text that is not saved in the folder named on the command line, then die at once."""

import os
import signal
import sys
from pathlib import Path

from desktop.story.storage.versions import VersionStore

VersionStore(Path(sys.argv[1])).add_unsaved("talk.toml", "typed")
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
