"""Read and show an English story in English; fail if our code imported gettext, or if anything read a catalogue."""

import os
import sys
from pathlib import Path

os.environ["PASSEUR_LANG"] = "en"
catalogues: list[str] = []
sys.addaudithook(
    lambda event, arguments: (
        catalogues.append(arguments[0]) if event == "open" and str(arguments[0]).endswith(".mo") else None
    )
)

from desktop.story.dates.parse import parse_date  # noqa: E402
from desktop.story.dates.words import format_date  # noqa: E402
from desktop.story.load.load import load_file  # noqa: E402
from desktop.story.storage.new import create_story  # noqa: E402

story_file = create_story(Path(sys.argv[1]), language="en")
assert load_file(story_file, "en").story is not None
assert format_date(parse_date("2010-06-01"), "en") == "1 June 2010"
assert "gettext" not in sys.modules

from PySide6.QtWidgets import QApplication  # noqa: E402 — it imports argparse, and that gettext

from desktop.ui.app.app import build_window  # noqa: E402

app = QApplication([])
window = build_window(app)
window.story_file.open(story_file)
window.build_workbench()
window.show()
window.slide_view.grab()
assert window.menuBar().actions()[0].text() == "&File"
assert not catalogues, catalogues
