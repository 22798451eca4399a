"""Writes a slide's content as text, in reading order.

Documents that hold no picture of a slide are made of it, as are the words beside a picture. Texts keep their inline
Markdown.
"""

from __future__ import annotations

from desktop.fast_dataclass import dataclass
from desktop.i18n import Language
from desktop.output.series_charts import series_charts
from desktop.render.value_scale import decimals_of
from desktop.story.aligned_chart import AbsentPoint, aligned_chart
from desktop.story.chart import Chart, Point
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.markdown import plain_text
from desktop.story.model import Claim, Era, Event, Figure, ListItem, Slide, Story
from desktop.story.slide_content import slide_content
from desktop.story.slide_title import heading_text, slide_title


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Holds a text of a slide with its role.

    The role is "kicker", "subtitle", "date", "text" or "note".
    """

    role: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Holds a quotation and whose it is."""

    text: str
    by: str
    role: str
    sources: tuple[str, ...]
    paraphrase: str  # what says that the words are not literal, or ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Holds an entry of a list: a heading and a text."""

    lead: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryList:
    """Holds figures, claims, items or events, and which of them it is."""

    kind: str  # "figures", "claims", "items", "events"
    entries: tuple[Entry, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class ChartTable:
    """Holds a chart as a table, with a summary."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str
    summary: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Holds a picture's name and its description."""

    file: str
    alt: str


Block = Paragraph | Quotation | EntryList | ChartTable | Picture


@dataclass(frozen=True, slots=True)
class SlideOutline:
    """Holds the title of a slide and the parts below it."""

    slide: Slide
    title: str
    blocks: tuple[Block, ...]


def slide_outline(slide: Slide, story: Story, language: str) -> SlideOutline:
    """Return a slide's text in a language."""
    content = slide_content(slide, story)
    own_language = story.own_language(language)
    blocks: list[Block] = []

    def add(role: str, text: str, sources: tuple[str, ...] = ()) -> None:
        if text.strip():
            blocks.append(Paragraph(role, text, sources))

    kicker = slide.kicker.get(language)
    add("kicker", kicker or (own_language.word("disagree") if content.claims and slide.layout == "dispute" else ""))
    add("subtitle", slide.subtitle.get(language))
    if content.date is not None:
        add("date", format_date(content.date, own_language))
    add("text", slide.number.get(language))
    if slide.quote:
        paraphrase = own_language.word("in_substance") if slide.paraphrase else ""
        by, role = slide.by.get(language), slide.role.get(language)
        blocks.append(Quotation(slide.quote.get(language), by, role, content.sources, paraphrase))
    add("text", content.text.get(language), content.sources)
    blocks += _lists(content.figures, content.claims, slide.items, own_language)
    if slide.chart is not None:
        blocks.append(chart_table(slide.chart, own_language))
    if slide.layout == "timeline":
        blocks.append(_events(shown_eras(slide, story), shown_events(slide, story), own_language))
        blocks += [chart_table(chart, own_language) for chart in series_charts(slide, story, own_language)]
    if content.image:
        blocks.append(Picture(content.image, slide.alt.get(language)))
    add("note", slide.note.get(language))
    return SlideOutline(slide, content.title.get(language) or plain_text(slide.quote.get(language)), tuple(blocks))


def heading_of(outline: SlideOutline, story: Story, language: str) -> tuple[str, Paragraph | None]:
    """Return a slide's title, else its first text and that paragraph.

    A slide without words is called by its id.
    """
    heading = heading_text(outline.slide, story, language)
    if heading is None:
        return outline.slide.id, None
    words = heading.get(language)
    texts = () if outline.title else (one for one in outline.blocks if isinstance(one, Paragraph))
    return words, next((one for one in texts if one.text == words), None)


def picture_words(kind: str, slide: Slide, story: Story, language: str) -> str:
    """Return the words for a "picture" or a "chart" of a slide."""
    own_language = story.own_language(language)
    title = slide_title(story, slide, language)
    if kind == "chart" and slide.chart is not None:
        return plain_text(f"{title}. {chart_summary(slide.chart, own_language)}")
    if kind == "chart" and slide.layout == "timeline":
        told: tuple[Era | Event, ...] = (*shown_eras(slide, story), *shown_events(slide, story)[:_MOST_EVENTS])
        events = "; ".join(
            f"{format_date(one.when, own_language)}: {plain_text(one.title.get(language))}" for one in told
        )
        numbers = [chart_summary(chart, own_language) for chart in series_charts(slide, story, own_language)]
        return plain_text(". ".join(one for one in (events, *numbers) if one))
    return plain_text(slide.alt.get(language)) or title


_MOST_EVENTS = 50


def shown_events(slide: Slide, story: Story) -> tuple[Event, ...]:
    """Return the events of a timeline slide's tracks and window, in order."""
    hidden_ids = {track.id for track in story.tracks if track.hidden}
    events = [
        event
        for event in story.events
        if (event.track in slide.tracks if slide.tracks else event.track not in hidden_ids)
        and _is_in_window(event.when, slide)
    ]
    return tuple(sorted(events, key=lambda event: event.when.time_order))


def shown_eras(slide: Slide, story: Story) -> tuple[Era, ...]:
    """Return the eras of a timeline slide's tracks and window, in order."""
    eras = [
        era
        for era in story.eras
        if (not slide.tracks or not era.track or era.track in slide.tracks) and _is_in_window(era.when, slide)
    ]
    return tuple(sorted(eras, key=lambda era: era.when.time_order))


def _is_in_window(when: EdtfDate, slide: Slide) -> bool:
    return not slide.windows or any(when.overlaps(window) for window in slide.windows)


def _lists(
    figures: tuple[Figure, ...], claims: tuple[Claim, ...], items: tuple[ListItem, ...], language: Language
) -> list[Block]:
    """Return the lists of a slide that hold something."""
    blocks: list[Block] = []
    if figures:
        entries = [Entry(one.value.get(language.code), one.label.get(language.code), one.sources) for one in figures]
        blocks.append(EntryList("figures", tuple(entries)))
    if claims:
        blocks.append(EntryList("claims", tuple(_claim_entry(claim, language) for claim in claims)))
    if items:
        rows = []
        for item in items:
            words = (item.title.get(language.code), item.text.get(language.code))
            rows.append(Entry(item.figure.get(language.code), ": ".join(word for word in words if word), item.sources))
        blocks.append(EntryList("items", tuple(rows), ordered=not any(row.lead for row in rows)))
    return blocks


def _claim_entry(claim: Claim, language: Language) -> Entry:
    says, text = claim.says.get(language.code), claim.text.get(language.code)
    date = format_date(claim.date, language) if claim.date is not None else ""
    if date and date.casefold() not in says.casefold():
        says = f"{says} ({date})"
    return Entry(says, text, claim.sources)


def _events(eras: tuple[Era, ...], events: tuple[Event, ...], language: Language) -> EntryList:
    entries = [Entry(format_date(one.when, language), one.title.get(language.code)) for one in eras]
    entries += [Entry(format_date(one.when, language), one.title.get(language.code), one.sources) for one in events]
    return EntryList("events", tuple(entries))


def chart_table(chart: Chart, language: Language) -> ChartTable:
    """Return the values of a chart as a table of words."""
    chart = aligned_chart(chart)
    places: dict[str, dict[int, Point]] = {}
    for index, series in enumerate(chart.series):
        for point in series.points:
            places.setdefault(point.at.get(language.code), {})[index] = point
    decimals = chart_decimals(chart)
    rows = [
        (place, *(_value(points.get(index), decimals, language) for index in range(len(chart.series))))
        for place, points in places.items()
    ]
    sources = dict.fromkeys(name for series in chart.series for point in series.points for name in point.sources)
    header = ("", *(series.title.get(language.code) for series in chart.series))
    return ChartTable(
        header, tuple(rows), chart.unit.get(language.code), chart_summary(chart, language, unit=False), tuple(sources)
    )


def chart_summary(chart: Chart, language: Language, *, unit: bool = True) -> str:
    """Return a sentence for each series: first, last, highest and lowest value.

    It begins with what is counted, the `unit` too unless that is said beside it.
    """
    decimals = chart_decimals(chart)
    sentences = []
    for series in aligned_chart(chart).series:
        points = [(point.value, point) for point in series.points if point.value is not None]
        if not points:
            continue
        chosen = {
            "first": points[0][1],
            "last": points[-1][1],
            "highest": max(points, key=lambda pair: pair[0])[1],
            "lowest": min(points, key=lambda pair: pair[0])[1],
        }
        words = {name: _value(point, decimals, language) for name, point in chosen.items()}
        words |= {f"{name}_at": point.at.get(language.code) for name, point in chosen.items()}
        summary = language.word("chart_range", **words)
        counted = series.title.get(language.code), chart.unit.get(language.code) if unit else ""
        subject = language.join_list([one for one in counted if one])
        sentences.append(language.label(subject, summary) if subject else summary)
    return " ".join(sentences)


def chart_decimals(chart: Chart) -> int:
    """Return the decimals of a chart's values."""
    if chart.decimals is not None:
        return chart.decimals
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    return max((decimals_of(value) for value in values), default=0)


def _value(point: Point | None, decimals: int, language: Language) -> str:
    if point is None or isinstance(point, AbsentPoint):
        return ""
    text = point.text.get(language.code)
    if not text:
        if point.value is None:
            return language.word("no_value")
        text = language.format_number(point.value, decimals)
    return f"{text} ({language.word('legend_planned')})" if point.planned else text
