"""A new folder with a story for each work of a thread."""

from __future__ import annotations

import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent

STORY = """format = 1
[story]
title = "Bridges"
languages = ["en"]
[track.t]
title = "Events"
data = "events.csv"
[[slide]]
id = "drawing"
layout = "image"
title = "A drawing"
image = "bridge.svg"
[[slide]]
id = "picture"
layout = "image"
title = "A picture"
image = "picture.png"
"""


def folder_with_story() -> Path:
    """Return a new folder with a story, its pictures and its events."""
    folder = Path(tempfile.mkdtemp(prefix="passeur-classes-"))
    (folder / "content.toml").write_text(STORY, "utf-8")
    (folder / "events.csv").write_text("date,title\n1900,One\n1950,Two\n", "utf-8")
    (folder / "bridge.svg").write_bytes((ROOT / "tests" / "stories" / "bridge.svg").read_bytes())
    picture = next(ROOT.joinpath("tests", "render", "golden").glob("*.png"))
    (folder / "picture.png").write_bytes(picture.read_bytes())
    return folder
