"""Names the faces of a text, script by script."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Final

from PySide6.QtCore import QLocale

from desktop.output.pptx.markup import element
from desktop.render.font_files import (
    CHINESE,
    JAPANESE,
    KOREAN,
    SCRIPTS,
    Script,
    base_role,
    face_of,
    script_family,
    scripts_of,
)
from desktop.render.frame import Font
from desktop.render.theme import Theme

THEME_FACES: Final = {"display": "+mj-lt", "body": "+mn-lt"}
"""The roles whose face the file's theme names: who changes it there changes all slides."""
_LANGUAGE_SCRIPTS: Final = {"zh": CHINESE, "ja": JAPANESE, "ko": KOREAN}
_EAST_ASIAN: Final = (CHINESE, JAPANESE, KOREAN)
_COMPLEX: Final = tuple(script for script in SCRIPTS if script not in _EAST_ASIAN)


def face_markup(text: str, font: Font, theme: Theme) -> str:
    """Return the elements that name the faces of a run."""
    role = base_role(font)
    latin = THEME_FACES.get(role) or theme.family(role)[0]
    found = [script for script in scripts_of(font) if script.characters.occur_in(text)]
    east_asian = [script for script in found if script in _EAST_ASIAN]
    others = [script for script in found if script not in _EAST_ASIAN]
    faces = [element("a:latin", typeface=latin)]
    faces += [element("a:ea", typeface=script_family(script, font)) for script in east_asian[:1]]
    faces.append(element("a:cs", typeface=script_family(others[0], font) if others else latin))
    return "".join(faces)


def by_face(text: str) -> list[str]:
    """Return the parts of a text that letters of one face draw.

    Other programs draw the figures and blanks beside Arabic, Hebrew or Devanagari in the face of these scripts, which has
    none.
    """
    script = next((script for script in _COMPLEX if script.characters.occur_in(text)), None)
    if script is None:
        return [text]
    return ["".join(part) for _, part in groupby(text, key=script.characters.occur_in)]


def is_bold(font: Font) -> bool:
    """Return whether a run is bold, of two weights."""
    return face_of(font).weight >= 600


@lru_cache(maxsize=64)
def locale_tag(language: str) -> str:
    """Return a language with its usual country, such as "fr-FR"."""
    name = QLocale(language).name()
    return name.replace("_", "-") if name != "C" else "en-US"


def script_of(language: str) -> Script | None:
    """Return the script of a language that has its own faces."""
    code = language.partition("-")[0]
    if code in _LANGUAGE_SCRIPTS:
        return _LANGUAGE_SCRIPTS[code]
    own = {"ar": "ع", "fa": "ع", "ur": "ع", "he": "ש", "hi": "क"}.get(code)
    return next((script for script in SCRIPTS if own and script.characters.occur_in(own)), None)
