"""Makes the fonts in `assets/fonts` that are our own: `python packaging/fonts/make_fonts.py`.

Run again it writes the same bytes. It needs fontTools.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Final

from passeur_display import make_display

SOURCES: Final = Path(__file__).parent / "sources"
FONTS: Final = Path(__file__).resolve().parents[2] / "assets" / "fonts"


def made_fonts() -> dict[str, bytes]:
    """Return the files that are made here, by name."""
    files: dict[str, bytes] = {}
    for name, font in (
        ("PasseurDisplay-Regular.ttf", make_display(SOURCES, "regular")),
        ("PasseurDisplay-Italic.ttf", make_display(SOURCES, "italic")),
    ):
        stream = io.BytesIO()
        # HarfBuzz packs tables otherwise where it is installed; the same bytes are made everywhere.
        font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
        font.save(stream)
        files[name] = stream.getvalue()
    return files


def main() -> int:
    """Write the fonts; return 0."""
    for name, content in made_fonts().items():
        (FONTS / name).write_bytes(content)
        print(f"{name}  {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
