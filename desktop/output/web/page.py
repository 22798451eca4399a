"""Puts a page into one document that asks for nothing."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from desktop.fast_dataclass import dataclass
from desktop.output.file_signs import clean_text
from desktop.output.web.html import script_data, tag, words
from desktop.render.theme import Theme
from desktop.story.markdown import plain_text
from desktop.story.model import Source, Story
from desktop.timeline.log_axis import story_axis

_AXIS: Final = "even_axis"
_LOG_AXIS: Final = "log_axis"
SCRIPTS: Final = (
    "address",
    "deck",
    "manners",
    "axis",
    "camera",
    _AXIS,
    "marks",
    "labels",
    "eras",
    "series",
    "links",
    "frame",
    "timeline",
    "stage",
    "main",
)
"""The files of the script, in their order: one closed function in the page, which has one of the two axes."""
_COMMENT: Final = re.compile(r"(?:^|\s)\s*// .*$")
_WITH_TEXT: Final = re.compile(r"[\"'`/]")
_SPACE_AT_SIGN: Final = re.compile(r"(?<=[=,;:?(){}\[\]&|]) +|(?<==>) +| +(?=[=,;:?(){}\[\]&|])")
_PARTS: Final = Path(__file__).resolve().parent / "parts"
_COLORS: Final = ("background", "raised", "paper", "muted", "line", "vermilion", "gold", "jade", "ink_blue")


@dataclass(frozen=True, slots=True)
class SocialCard:
    """Holds a page's future address, and its preview picture."""

    url: str
    picture: str  # its file name
    width: int
    height: int


@cache
def part(name: str) -> str:
    """Return a file of the script or the style."""
    return (_PARTS / name).read_text("utf-8")


def script(*, is_logarithmic: bool = False) -> str:
    """Return the script of a page, without comments and needless spaces."""
    names = [_LOG_AXIS if is_logarithmic and name == _AXIS else name for name in SCRIPTS]
    lines = (line for name in names for line in part(f"{name}.js").splitlines())
    code = (short for line in lines if (short := _COMMENT.sub("", line).lstrip("\t")))
    content = "\n".join(map(_without_spaces, _joined_declarations(code)))
    return f'(() => {{\n"use strict";\n{content}\n}})();\n'


def _without_spaces(line: str) -> str:
    """Return a line without the spaces around signs.

    One with a string or a regular expression, where spaces may count, stays as it is.
    """
    return line if _WITH_TEXT.search(line) else _SPACE_AT_SIGN.sub("", line)


def _joined_declarations(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines in which neighbouring declarations share one keyword."""
    before, keyword = "", ""
    for line in (*lines, ""):
        is_joined = line.startswith("var ") and _is_whole_declaration(before)
        yield before.removeprefix(keyword).removesuffix(";") + "," if is_joined else before.removeprefix(keyword)
        before, keyword = line, "var " if is_joined else ""


def _is_whole_declaration(line: str) -> bool:
    is_closed = all(line.count(one) == line.count(other) for one, other in ("()", "[]", "{}"))
    return line.startswith("var ") and line.endswith(";") and is_closed


def style(faces: str, classes: str, color_rules: tuple[str, str, str], dark: Theme, light: Theme) -> str:
    """Return the style sheet of a page."""
    rules, dark_values, light_values = color_rules
    dark_values, light_values = _variables(dark) + dark_values, _variables(light) + light_values
    own = f":root{{{dark_values}}}"
    chosen = f":root[data-colors=light]{{{light_values}}}"
    preferred = f"@media (prefers-color-scheme:light){{:root:not([data-colors=dark]){{{light_values}}}}}"
    printed = f"@media print{{:root,:root[data-colors]{{{light_values}}}}}"
    return "\n".join((faces, own, preferred, chosen, printed, part("style.css"), classes, rules)) + "\n"


def _variables(theme: Theme) -> str:
    return "".join(f"--{name.replace('_', '-')}:{getattr(theme, name)};" for name in _COLORS)


def document(
    story: Story, first: str, content: Sequence[str], style_sheet: str, data: object, card: SocialCard | None = None
) -> str:
    """Return the whole document, which opens in the language `first`."""
    own_script = script(is_logarithmic=story_axis(story).is_logarithmic)
    title = clean_text(plain_text(story.title.get(first))) or "Passeur"
    description = clean_text(plain_text(story.subtitle.get(first)))
    policy = (
        f"default-src 'none'; script-src '{_hash(own_script)}'; style-src '{_hash(style_sheet)}'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content="Passeur"),
        tag("meta", name="color-scheme", content="dark light"),
        tag("title", words(title)),
    ]
    head += [tag("meta", name="description", content=description)] if description else []
    head += _card_tags(title, description, first, card)
    head.append(tag("script", script_data(_linked_data(story, first, card)), type="application/ld+json"))
    head.append(tag("style", style_sheet))
    body = [
        part("icons.svg"),
        *content,
        tag("p", class_="live", aria_live="polite", role="status"),
        tag("script", script_data(data), type="application/json", id="story-data="),
        tag("script", own_script),
    ]
    html = tag("html", "\n", tag("head", *head), "\n", tag("body", "\n".join(body)), "\n", lang=first)
    return f"<!doctype html>\n{html}\n"


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


# -- head --------------------------------------------------------------------------------------------------------------


def _card_tags(title: str, description: str, language: str, card: SocialCard | None) -> Iterator[str]:
    """Yield the tags from which other sites make a preview."""
    if card is None:
        return
    picture = urljoin(card.url, card.picture)
    yield tag("link", rel="canonical", href=card.url)
    values: dict[str, str | int] = {
        "og:type": "article", "og:title": title, "og:description": description, "og:url": card.url, "og:image": picture,
        "og:image:width": card.width, "og:image:height": card.height, "og:image:alt": title, "og:locale": language,
    }  # fmt: skip
    for name, value in values.items():
        if value:
            yield tag("meta", property=name, content=value)
    yield tag("meta", name="twitter:card", content="summary_large_image")


def _linked_data(story: Story, language: str, card: SocialCard | None) -> dict[str, object]:
    """Return the data for search engines: an article and its citations."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": plain_text(story.title.get(language)),
        "description": plain_text(story.subtitle.get(language)),
        "author": {"@type": "Person", "name": plain_text(story.author.get(language))} if story.author else None,
        "inLanguage": list(story.languages),
        "url": card.url if card else None,
        "image": urljoin(card.url, card.picture) if card else None,
        "citation": [_citation(source, language) for source in story.sources],
    }
    return {name: value for name, value in data.items() if value}


def _citation(source: Source, language: str) -> dict[str, object]:
    data: dict[str, object] = {
        "@type": "CreativeWork",
        "name": plain_text(source.title.get(language)) or source.id,
        "author": plain_text(source.author.get(language)),
        "publisher": plain_text(source.publisher.get(language)),
        "datePublished": source.date.text if source.date is not None else "",
        "url": source.url if source.url.startswith(("http://", "https://")) else "",
    }
    return {name: value for name, value in data.items() if value}
