"""The library that reads files of events is an extra: loaded when a file is, and named where it is missing."""

from __future__ import annotations

import subprocess
import sys


def test_without_the_library_the_command_is_named(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text("date\n2014\n")
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from pathlib import Path\n"
        "from desktop.story.model import Track\n"
        "from desktop.timeline.data.load import DataError, read\n"
        "try: read(Path(sys.argv[1]), Track('t', data='events.csv'))\n"
        "except DataError as error: print(error.message('en'))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert (
        'events.csv: a library is needed to read files of events: install it with  pip install "passeur[data]"'
        in ran.stdout
    )


def test_the_library_is_not_imported_before_a_file_is_read():
    program = "import sys, desktop.timeline.data.load; print('pyarrow' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"
    )
