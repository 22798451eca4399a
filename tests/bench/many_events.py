"""The same many events as a story and as a page of vis-timeline.

vis-timeline is looked for in the folder that `PASSEUR_VIS` names, as npm unpacks it.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

VIS_FILE = Path(os.environ.get("PASSEUR_VIS", "")) / "standalone" / "umd" / "vis-timeline-graph2d.min.js"


def events(count: int) -> list[tuple[str, str, int]]:
    """Return the days, titles and tracks of many events."""
    chance = random.Random(4)
    days = [(chance.randrange(1900, 2020), chance.randrange(1, 13), chance.randrange(1, 29)) for _ in range(count)]
    return [(f"{y}-{m:02d}-{d:02d}", f"Event number {number}", number % 4) for number, (y, m, d) in enumerate(days)]


def story_text(count: int) -> str:
    """Return a story of these events and one slide."""
    parts = ['format = 1\n[story]\ntitle = "Many"\nlanguages = ["en"]\n']
    parts += [f'[track.t{number}]\ntitle = "Track {number}"\ncolor = "gold"\n' for number in range(4)]
    for number, (day, title, track) in enumerate(events(count)):
        parts.append(f'[event.e{number}]\ndate = "{day}"\ntitle = "{title}"\ntrack = "t{track}"\n')
    parts.append('[[slide]]\nid = "first"\nlayout = "title"\n')
    return "\n".join(parts)


def vis_page(count: int) -> str:
    """Return a page of vis-timeline with the same events."""
    items = [
        {"id": n, "start": day, "content": title, "group": track} for n, (day, title, track) in enumerate(events(count))
    ]
    groups = [{"id": number, "content": f"Track {number}"} for number in range(4)]
    return (
        f'<!doctype html><meta charset="utf-8"><script>{VIS_FILE.read_text("utf-8")}</script>'
        '<div id="place"></div><script>new vis.Timeline(document.getElementById("place"), '
        f"new vis.DataSet({json.dumps(items)}), new vis.DataSet({json.dumps(groups)}), {{height: 700}});</script>"
    )
