"""Save more than the system lets this process write into the file named on the command line; print the error's code."""

import resource
import signal
import sys
from pathlib import Path

from desktop.story.storage.save import SaveError, read, save

path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, form = read(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    save(path, "x = 1\n" * 5_000, like=form)
except SaveError as error:
    print(error.code)
