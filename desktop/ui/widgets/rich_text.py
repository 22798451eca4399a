"""Functions that make the rich text of panels and popups."""

from __future__ import annotations

import html

from desktop.i18n import language as language_of
from desktop.output.sandboxed_document import SealedDocument
from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.story.citations import slide_source_ids, source_name
from desktop.story.dates.format_date import format_date
from desktop.story.slide_content import slide_content
from desktop.ui.widgets.shared_messages import MESSAGES


def plain_no_break_spaces(text: str) -> str:
    """Return `text` with plain no-break spaces: Qt breaks lines at narrow ones."""
    return text.replace("\u202f", "\u00a0")


def markdown_html(text: str) -> str:
    """Return Markdown as rich text, without its HTML and pictures.

    HTML in it is shown as text.
    """
    document = SealedDocument()
    document.set_story_markdown(text)
    page_html = document.toHtml()
    body = page_html[page_html.index("<body") :]
    return body[body.index(">") + 1 : body.rindex("</body>")]


def _strong(markup: str) -> str:
    """Return markup in the boldest weight that is shipped."""
    return f"<span style='font-weight:600'>{markup}</span>"


def sources_html(session: Session, ui_language: str) -> str:
    """Return a slide's sources and disputes as rich text."""
    story, slide, language = session.story, session.navigator.slide, session.language
    theme = themes.theme(story.theme)
    heading_style = f"color:{theme.gold}; font-size:13px; font-weight:600; letter-spacing:2px"
    html_parts = [f"<p style='{heading_style}'>{MESSAGES('slide_sources', ui_language)}</p>"]
    source_ids = slide_source_ids(slide, story) if slide else ()
    for number, source_id in enumerate(source_ids, 1):
        source = story.source_by_id[source_id]
        date_text = format_date(source.date, language) if source.date else ""
        lines = [
            _strong(f"{number}&nbsp; {html.escape(source_name(story, source_id, language))}"),
            html.escape(source.title.get(language)),
            f"<span style='color:{theme.muted}'>{html.escape(date_text)}</span>",
            f"<span style='color:{theme.muted}; font-size:13px'>{html.escape(source.url)}</span>",
        ]
        html_parts.append(f"<p style='margin:0 0 12px 0'>{'<br>'.join(line for line in lines if line)}</p>")
    if not source_ids:
        html_parts.append(f"<p style='color:{theme.muted}'>{MESSAGES('no_sources', ui_language)}</p>")
    claims = slide_content(slide, story).claims if slide else ()
    if claims:
        html_parts.append(f"<p style='{heading_style}; margin-top:18px'>{MESSAGES('slide_disputes', ui_language)}</p>")
        for claim in claims:
            date = format_date(claim.date, story.own_language(language)) if claim.date else ""
            names = [source_name(story, one, language) for one in claim.sources if one in story.source_by_id]
            publishers = language_of(language).join_list(names)
            lines = [_strong(html.escape(claim.says.get(language) or date)), html.escape(claim.text.get(language))]
            lines.append(
                f"<span style='color:{theme.muted}'>{html.escape(' · '.join(part for part in (date, publishers) if part))}</span>"
            )
            html_parts.append(f"<p style='margin:0 0 12px 0'>{'<br>'.join(line for line in lines if line)}</p>")
    return f"<body style='font-size:17px; color:{theme.paper}'>{''.join(html_parts)}</body>"
