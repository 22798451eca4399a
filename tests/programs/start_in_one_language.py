"""Open a new story in the language given; fail if anything read the files of another language, or English a catalogue."""

import os
import sys
from pathlib import Path

folder, code = Path(sys.argv[1]), sys.argv[2]
os.environ["PASSEUR_LANG"] = code
read_files: list[str] = []


def note_opened(event: str, arguments: tuple[object, ...]) -> None:
    """Note what is opened for reading in desktop/locale."""
    if event == "open" and f"{os.sep}locale{os.sep}" in str(arguments[0]) and "desktop" in str(arguments[0]):
        read_files.append(str(arguments[0]))


sys.addaudithook(note_opened)

from desktop.i18n import LOCALE_FOLDER, translate  # noqa: E402
from desktop.story.dates.format_date import format_date  # noqa: E402
from desktop.story.dates.parse import parse_date  # noqa: E402
from desktop.story.load.load import load_file  # noqa: E402
from desktop.story.storage.new import create_story  # noqa: E402

story_file = create_story(folder, language=code)
assert load_file(story_file, code).story is not None
assert "2010" in format_date(parse_date("2010-06-01~/2010-09-23?"), code)
assert code != "en" or "gettext" not in sys.modules

from PySide6.QtWidgets import QApplication  # noqa: E402 — it imports argparse, and that gettext

from desktop.ui.app.app import build_window  # noqa: E402

app = QApplication([])
window = build_window(app)
window.story_file.open(story_file)
window.build_workbench()
window.show()
window.slide_view.grab()
assert window.menuBar().actions()[0].text() == translate("&File", code)
allowed = {os.path.join(LOCALE_FOLDER, code, "locale.toml")}
if code != "en":
    allowed.add(os.path.join(LOCALE_FOLDER, code, "LC_MESSAGES", "passeur.mo"))
assert set(read_files) == allowed, read_files
