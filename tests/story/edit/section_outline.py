"""Stories of an outline such as "x A: a b B: c?": slides in sections, a backup with a mark."""

from __future__ import annotations

OPENING = 'format = 1\n\n[story]\ntitle = "A bridge"\nlanguages = ["en"]\n'


def deck(outline: str) -> str:
    """Return the text of a story of such an outline."""
    text, title = OPENING, ""
    for word in outline.split():
        if word.endswith(":"):
            title = word[:-1]
            continue
        slide_id = word.rstrip("?")
        text += f'\n[[slide]]\nid = "{slide_id}"\nlayout = "statement"\ntext = "{slide_id}"\n'
        text += f'section = "{title}"\n' if title else ""
        text += "backup = true\n" if word.endswith("?") else ""
        title = ""
    return text
