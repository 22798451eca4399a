"""Writes the visible part of a page in one language."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.fast_dataclass import dataclass
from desktop.output.file_signs import clean_text
from desktop.output.web.article import Article
from desktop.output.web.html import tag, words
from desktop.output.web.timeline_data import page_breaks, page_groups
from desktop.output.web.url_fragments import Addresses
from desktop.story.markdown import plain_text
from desktop.story.model import Story


@dataclass(frozen=True, slots=True)
class PageSlide:
    """Holds a slide as its drawing and its words, in HTML."""

    address: str
    id: str
    title: str
    label: str  # "3 of 22"
    drawing: str
    words: str
    steps: int
    is_seen: bool  # shows what its words do not: a chart, a picture, a timeline
    is_opening: bool  # says what the head of the article says
    window: str  # start and span of its time in seconds, "" where it has none


@dataclass(frozen=True, slots=True)
class Edition:
    """Holds a page's content in one language."""

    language: str
    article: Article
    slides: Sequence[PageSlide]
    timeline_drawing: str
    timeline_table: str
    has_stage: bool  # whether the script moves the timeline


def page_edition(story: Story, edition: Edition, editions: Sequence[Edition], addresses: Addresses) -> str:
    """Return a page's content in one language."""
    code = edition.language
    language = story.own_language(code)
    is_first = edition is editions[0]
    slides = (_slide(slide) for slide in edition.slides)
    parts = [
        tag("header", edition.article.masthead(), _languages(story, edition, editions), class_="masthead"),
        tag("div", *slides, class_="slides"),
    ]
    if edition.timeline_table:
        heading = tag("h2", words(language.word("timeline_heading")))
        figure = tag("figure", edition.timeline_drawing, class_="picture") if edition.timeline_drawing else ""
        listed = tag("div", edition.timeline_table, class_="listed", tabindex="0", role="region",
                     aria_label=language.word("timeline_heading"))  # fmt: skip
        # The script hides a drawing for which it has the timeline itself.
        drawn = (figure, _stage(story, code)) if edition.has_stage else (tag("div", figure),)
        parts.append(tag("section", heading, *drawn, listed, class_="timeline", id=addresses.id_of(code, "t=")))
    sources = edition.article.sources()
    if sources:
        heading = tag("h2", words(language.word("sources_heading")))
        parts.append(tag("section", heading, sources, class_="sources", id=addresses.id_of(code, "source=")))
    main = tag("main", *parts)
    return tag(
        "div",
        main,
        _bar(story, edition, editions),
        class_="edition first" if is_first else "edition",
        id=None if is_first else code,
        lang=code,
        dir="rtl" if language.is_right_to_left else "ltr",
    )


def _stage(story: Story, code: str) -> str:
    """Return the timeline that can be moved, which only the script shows."""
    word = story.own_language(code).word
    title = word("timeline_heading")
    tools = tag(
        "div",
        tag(
            "input", type="search", placeholder=word("page_search"), aria_label=word("page_search"), autocomplete="off"
        ),
        tag("output", class_="found", role="status"),
        tag("input", type="range", min="0", step="1", value="0", aria_label=word("page_known")),
        tag("output", class_="known"),
        button("closer", word("page_zoom_in"), "plus"),
        button("farther", word("page_zoom_out"), "minus"),
        button("whole", word("page_whole")),
        button("shorten", word("page_shorten"), pressed=False) if page_breaks(story).breaks else "",
        class_="tools",
    )
    card = tag(
        "aside",
        button("close-card", word("page_close"), "close"),
        class_="card",
        hidden=True,
        aria_label=word("event_heading"),
    )
    hint = tag("p", words(word("page_click")), class_="hint", aria_hidden="true")
    canvas = tag("canvas", aria_hidden="true")
    # The names of groups are drawn: above each lies the button that folds it.
    folds = (
        tag("button", type="button", class_="fold", data_do="fold", data_group=number, aria_label=name,
            aria_expanded=str(not folded).lower())
        for number, (name, folded) in enumerate(page_groups(story, code))
    )  # fmt: skip
    plot = tag("div", canvas, *folds, hint, card, class_="plot", role="group", tabindex="0", aria_label=title)
    return tag("div", tools, plot, class_="stage")


def button(action: str, label: str, icon: str = "", *, pressed: bool | None = None) -> str:
    """Return a button with an icon; the script does its action.

    One that stays `pressed` says whether it is.
    """
    state = None if pressed is None else str(pressed).lower()
    use = f'<svg class="icon" aria-hidden="true"><use href="#i.{icon or action}"/></svg>'
    return tag("button", use, type="button", data_do=action, aria_label=label, title=label,
               aria_pressed=state)  # fmt: skip


def _languages(story: Story, edition: Edition, editions: Sequence[Edition]) -> str:
    if len(editions) < 2:
        return ""
    links = (
        tag("a", words(story.own_language(one.language).own_name), href=f"#{one.language}", lang=one.language,
            hreflang=one.language, aria_current="true" if one is edition else None)
        for one in editions
    )  # fmt: skip
    return tag("nav", *links, class_="languages", aria_label=story.own_language(edition.language).own_name)


def _slide(slide: PageSlide) -> str:
    return tag(
        "section",
        tag("figure", slide.drawing, class_="picture seen" if slide.is_seen else "picture"),
        tag("div", slide.words, class_="words"),
        class_="slide opening" if slide.is_opening else "slide",
        id=slide.id,
        aria_label=f"{slide.label}: {slide.title}",
        data_slide=slide.address,
        data_steps=slide.steps or None,
        data_window=slide.window or None,
    )


def _bar(story: Story, edition: Edition, editions: Sequence[Edition]) -> str:
    """Return the buttons of the deck, which only the script shows."""
    word = story.own_language(edition.language).word
    others = [one for one in editions if one is not edition]

    parts = [
        button("previous", word("page_previous")),
        tag("output", class_="place", aria_hidden="true", dir="ltr"),
        button("next", word("page_next")),
        tag("span", class_="gap"),
        button("notes", word("notes_heading")),
        button("timeline", word("timeline_heading")) if edition.has_stage else "",
        button("slides", word("page_slides")),
        button("read", word("page_read")),
        *(
            tag("button", tag("span", words(one.language.upper()), class_="code"),
                tag("span", words(story.own_language(one.language).own_name), class_="unseen"),
                type="button", data_do="language", data_language=one.language, lang=one.language)
            for one in others
        ),
        button("colors", word("page_colors")),
        button("share", word("page_share")),
        button("screen", word("page_full_screen")),
    ]  # fmt: skip
    share = tag(
        "dialog",
        tag("h2", words(word("page_share"))),
        _copied("address", word("page_address"), word("page_copy")),
        _copied("embed", word("page_embed"), word("page_copy"), _snippet(story, edition.language)),
        tag("form", tag("button", words(word("page_close")), class_="wide"), method="dialog"),
        class_="share",
        aria_label=word("page_share"),
    )
    panel = tag("aside", class_="panel", hidden=True, aria_label=word("notes_heading"))
    return tag("nav", *parts, class_="bar", aria_label=word("page_slides")) + panel + share


def _snippet(story: Story, code: str) -> str:
    """Return the code that embeds the page in another.

    The script writes its address.
    """
    title = clean_text(plain_text(story.title.get(code)))
    allowed = "fullscreen; clipboard-write"
    style = "width:100%;aspect-ratio:16/10;border:0"
    return tag("iframe", src="", title=title, style=style, allow=allowed, loading="lazy")


def _copied(name: str, label: str, copy: str, content: str = "") -> str:
    field = tag("textarea", words(content), name=name, readonly=True, rows="2", spellcheck="false")
    button = tag("button", words(copy), type="button", class_="wide", data_copy=name)
    return tag("label", tag("span", words(label)), field) + button
