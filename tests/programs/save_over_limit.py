"""Save more than the system lets this process write into the file named on the command line; print the error's code."""

import resource
import signal
import sys
from pathlib import Path

from desktop.story.storage.save import SaveError, read_text, save_text

path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, form = read_text(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    save_text(path, "x = 1\n" * 5_000, previous=form)
except SaveError as error:
    print(error.code)
