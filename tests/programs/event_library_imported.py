"""Import the reader of event files, and print whether that imported pyarrow."""

import sys

import desktop.timeline.data.load

assert desktop.timeline.data.load
print("pyarrow" in sys.modules)
