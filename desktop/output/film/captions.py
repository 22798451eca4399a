"""Writes captions (WebVTT) and the chapters of a film."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.output.film.shots import Caption, Shot
from desktop.story.markdown import plain_text
from desktop.story.model import Story
from desktop.story.slide_title import slide_title


def web_vtt(captions: Sequence[Caption], rate: int) -> str:
    """Return captions as WebVTT."""
    cues = [
        f"{_clock(caption.first / rate)} --> {_clock(caption.end / rate)}\n{_escape(caption.text)}\n"
        for caption in captions
    ]
    return "\n".join(["WEBVTT\n", *cues])


def chapter_file(shots: Sequence[Shot], story: Story, language: str, rate: int) -> str:
    """Return a chapter for each slide, as ffmpeg reads them."""
    lines = [";FFMETADATA1", f"title={_metadata(plain_text(story.title.get(language)))}"]
    for index, shot in enumerate(shots):
        if index and shots[index - 1].page.slide is shot.page.slide:
            continue
        slide = shot.page.slide
        end = next((later.first for later in shots[index + 1 :] if later.page.slide is not slide), None)
        if end is None:
            end = shots[-1].first + shots[-1].count
        title = slide_title(story, slide, language)
        lines += ["[CHAPTER]", f"TIMEBASE=1/{rate}", f"START={shot.first}", f"END={end}", f"title={_metadata(title)}"]
    return "\n".join(lines) + "\n"


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _escape(text: str) -> str:
    """Return a text without characters that WebVTT reads as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _metadata(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "=;#\\\n" else sign for sign in text)
