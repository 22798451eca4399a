"""Draw the pictures of README.md anew: `.venv/bin/python packaging/readme_pictures.py`.

Slides and widgets are those of the shipped story in English, as the exports and `python -m desktop.ui.preview` draw them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURES: Final = ROOT / "assets" / "readme"
SLIDES: Final = {"title": "title", "xiami": "dispute", "timeline": "timeline", "market": "number"}
WIDGETS: Final = {
    "window-story": ("window", 1280),
    "console-at-rest": ("console", 960),
    "window-editor": ("editor", 960),
}
QUALITY: Final = 88


def main() -> None:
    """Write each picture as JPEG."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage

    app = QGuiApplication([])
    with TemporaryDirectory() as name:
        folder = Path(name)
        slides = ["export", "--language", "en", "--slides", ",".join(SLIDES), "--size", "960x540", "-o", str(folder)]
        subprocess.run([sys.executable, "-m", "desktop", *slides], cwd=ROOT, check=True)
        sheet = ["desktop.ui.preview", "--sheet", str(folder), "--language", "en", "--size", "1280x800"]
        for widget, state in (("window", "story"), ("window", "editor"), ("console", "at rest")):
            subprocess.run([sys.executable, "-m", *sheet, widget, state], cwd=ROOT, check=True)
        files = {file.stem: file for file in folder.glob("*.png")}
        chosen = {stem: (name, 960) for slide, name in SLIDES.items() for stem in files if stem.endswith(f"-{slide}")}
        for stem, (picture, width) in (chosen | WIDGETS).items():
            image = QImage(str(files[stem])).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            image.save(str(PICTURES / f"{picture}.jpg"), quality=QUALITY)
            print(f"{picture}.jpg  {image.width()} × {image.height()}")
    del app


if __name__ == "__main__":
    main()
