"""Define every key of the format, once.

The reader, the JSON Schema, the reference and the editor's completion read these tables: a key that is in them is read,
documented, completed and validated, and any other is unknown. Help is in English, and translated where it is shown.
Examples are TOML, as written on the right of the `=`.
"""

from __future__ import annotations

from typing import Final

from desktop.i18n import in_context
from desktop.story.dates.deep_time import DEEP_TIME_SYSTEMS
from desktop.story.dates.julian import CALENDARS
from desktop.story.dates.other_calendars import SECOND_CALENDARS
from desktop.story.format.chart_fields import BAND, CHART, LINE, POINT, SERIES
from desktop.story.format.field import EventUse, Field, Table, color_field, picture_fields, ribbon_field, sources_field
from desktop.story.format.series_fields import SERIES_POINT, TRACK_SERIES
from desktop.story.layouts import LAYOUTS
from desktop.story.model import ASPECTS, AXES, DATE_UNITS, STATUSES, TONES
from desktop.story.reveal_steps import PLURAL_PARTS, SINGLE_PARTS

FORMAT_VERSION: Final = 1
"""The number of the format that this program reads."""

THEMES: Final = ("cinema",)
"""The names of the themes, which the renderer defines."""

IMAGE_SUFFIXES: Final = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
DATA_SUFFIXES: Final = (
    ".csv",
    ".tsv",
    ".jsonl",
    ".ndjson",
    ".parquet",
    ".csv.gz",
    ".tsv.gz",
    ".jsonl.gz",
    ".ndjson.gz",
)

# fmt: off
# Each key has one line.


ROOT: Final = Table(
    "root",
    "",
    "The whole file",
    (
        Field("format", "integer", "The number of the format; this program reads 1", "1", True, minimum=1),
        Field("story", "table", "What the whole story is", table="story", required=True),
        Field("source", "named", "Where things come from", table="source", attribute="sources"),
        Field("track", "named", "The tracks of the timeline", table="track", attribute="tracks"),
        Field("group", "named", "Tracks of the timeline that belong together", table="group", attribute="groups"),
        Field("era", "named", "Stretches of time behind the events", table="era", attribute="eras"),
        Field("event", "named", "What is on the timeline", table="event", attribute="events"),
        Field("bookmark", "named", "Views of the timeline with a name", table="bookmark", attribute="bookmarks", label="Bookmarks"),
        Field("slide", "tables", "The slides, in order", table="slide", attribute="slides"),
    ),
)

STORY: Final = Table(
    "story",
    "[story]",
    "The story as a whole",
    (
        Field("title", "text", "What the story is called", '{ fr = "Le passeur", en = "The ferryman" }', True),
        Field("subtitle", "text", "A line under the title", '"How a shop became a studio"'),
        Field("author", "text", "Who tells it", '"Anne Martin"'),
        Field(
            "languages",
            "languages",
            "The languages of the story, by their codes; the first is the default",
            '["fr", "en"]',
            True,
        ),
        Field("theme", "choice", "The look of the whole deck", '"cinema"', choices=THEMES),
        Field("aspect", "choice", "The shape of the slides; auto follows the screen", '"16:9"', choices=ASPECTS, label="Shape"),
        Field("minutes", "number", "How long the talk may last", "15", minimum=0),
        Field("as_of", "date", "The date of knowledge at which the story is told", '"2015-01-12"', label="As known on"),
        ribbon_field("The time ribbon at the foot of the slides; auto shows it where a slide has a place in time"),
        Field("calendar", "choice", "The calendar in which dates of events before 15 October 1582 are written", '"julian"', choices=CALENDARS),
        Field("second_calendar", "choice", "A second row of the axis of time: ISO weeks, fiscal years with their quarters, years of the Hijri, Hebrew, Japanese or Chinese calendar (the Chinese one with its months, from 763 to 2100), or years before 1950", '"hijri"', choices=SECOND_CALENDARS),
        Field("axis", "choice", "How time is placed on the axis: evenly, or by the logarithm of its distance from a day, where every power of ten takes the same length", '"log"', choices=AXES, label="Axis of time"),
        Field("axis_now", "date", "The day towards which a logarithmic axis counts; without it, the last date of the events in the text", '"2000"', label="Axis counts to"),
        Field("deep_time", "choice", "How years before 5000 BC are told: in ka, Ma and Ga, in years ago (both counted from the year 2000), or in years BC", '"Ma"', choices=DEEP_TIME_SYSTEMS),
        Field("fiscal_month", "integer", "The month with which a fiscal year begins", "4", minimum=1, maximum=12, label="Fiscal year from month"),
        Field("keep_rows", "flag", "Events never move to another row of the timeline, even if more names would fit there", "true", label="Keep rows still"),
        Field("words", "words", "Other wordings for the words that slides add by themselves", '{ disagree = "Two versions" }', label="Own wording"),
    ),
)

SOURCE: Final = Table(
    "source",
    "[source.ID]",
    "Where something comes from: an article, a book, a report",
    (
        Field("publisher", "text", "Who published it", '"Reuters"'),
        Field("title", "text", "What it is called", '"The bridge is open"'),
        Field("author", "text", "Who wrote it", '"Li Na"'),
        Field("date", "date", "When it was published", '"2014-06-05"'),
        Field("url", "url", "Where it can be read", '"https://example.org/evergrande"', label="Address"),
        Field("note", "text", "A remark on it", '"Recalls the deal of 2014"', label="Small line"),
    ),
    (("publisher", "title", "author"),),
)

TRACK: Final = Table(
    "track",
    "[track.ID]",
    "A line of events on the timeline",
    (
        Field("title", "text", "What the track is called", '{ fr = "Musique", en = "Music" }', True),
        color_field("The colour of its events: a name, or #rrggbb"),
        Field("data", "file", "A file with more events, in the story’s folder: CSV, TSV, JSON lines or Parquet (which needs the extra “data”). Tracks that name the same file share it: a column “track” says by id or title which row is whose", '"events.csv"', label="File of events"),
        Field("columns", "columns", "Which column of that file holds which key of an event, if the names differ; \"\" stands for none", '{ date = "Day", title = "Name" }'),
        Field("format", "string", "How that file writes dates, if not as here: %d day, %m month, %b or %B its name, %Y year, %H:%M:%S time, %z a time zone; it names the year, and goes without “unit”", '"%d/%m/%Y"'),
        Field("unit", "choice", "What that file’s dates count, if they are numbers: years, seconds (s, ms, us, ns) or days since 1970, or days as Excel counts them", '"ms"', choices=DATE_UNITS),
        Field("series", "table", "Numbers drawn along it, below its events", '{ unit = "US$", points = [{ date = 2014, value = 4.8 }] }', table="track_series"),
        Field("group", "ref", "The group of tracks that it belongs to", '"world"', refers_to="group"),
        Field("hidden", "flag", "Left out of the timeline, except where a slide names it", "true"),
    ),
)

GROUP: Final = Table(
    "group",
    "[group.ID]",
    "Tracks of the timeline that belong together under a heading; they name it with `group`",
    (
        Field("title", "text", "What the group is called", '{ fr = "Le monde", en = "The world" }', True),
        Field("order", "number", "Its place among the groups, from the top; without it, that of its first track", "1", label="Place"),
        Field("folded", "flag", "Shows its tracks as one strip that counts their events, and opens on a click", "true"),
    ),
)

BOOKMARK: Final = Table(
    "bookmark",
    "[bookmark.ID]",
    "A view of the timeline with a name, to go to",
    (
        Field("title", "text", "What the view is called", '{ fr = "Les années Meiji", en = "The Meiji years" }', True),
        Field("window", "date", "The stretch of time that it shows", '"1868/1912"', True, label="Window of time"),
        Field("as_of", "date", "The date of knowledge of this view", '"1900"', label="As known on"),
    ),
)

ERA: Final = Table(
    "era",
    "[era.ID]",
    "A stretch of time that is drawn behind the events, with its name at the top",
    (
        Field("title", "text", "What the era is called", '{ fr = "La guerre froide", en = "The Cold War" }', True),
        Field("date", "date", "When it was: an interval, as precise and as sure as it is known (EDTF)", '"1947~/1991"', True, "when"),
        color_field("The colour of its background"),
        Field("track", "ref", "The only track that it is drawn behind; without it, all tracks", '"music"', refers_to="track"),
    ),
)

EVENT: Final = Table(
    "event",
    "[event.ID]",
    "Something that happened, is planned, or is said to have happened",
    (
        Field("date", "date", "When: a date or an interval, as precise and as sure as it is known (EDTF)", '"2013-01/2014~"', True, "when", use=EventUse(searched=True, card="date", column=True)),
        Field("title", "text", in_context("of an event", "What it is called"), '{ fr = "Ouverture du pont", en = "The bridge opens" }', True, use=EventUse(searched=True, card="title", column=True)),
        Field("text", "block", "What happened, in a sentence or two", '"The first train crosses the river."', use=EventUse(searched=True, card="text", column=True)),
        Field("track", "ref", "The track of the timeline that it is on", '"music"', refers_to="track", use=EventUse(searched=True, card=None, column=False)),
        Field("status", "choice", "How sure it is that it took place", '"disputed"', choices=STATUSES, use=EventUse(searched=False, card="status", column=True)),
        Field("known_from", "date", "When the public could know of it", '"2013-01-10"', use=EventUse(searched=False, card="status", column=True), label="Public since"),
        Field("became", "choice", "What a planned or disputed event turned out to be", '"happened"', choices=STATUSES, use=EventUse(searched=False, card=None, column=True)),
        Field("became_from", "date", "Since when that is known", '"2017-02"', use=EventUse(searched=False, card=None, column=True), label="Known since"),
        Field("figure", "tables", "Numbers that belong to it", table="figure", attribute="figures", use=EventUse(searched=True, card="figure", column=False), label="Figures"),
        Field("claim", "tables", "What each side says, where sources disagree", table="claim", attribute="claims", use=EventUse(searched=True, card="claim", column=False), label="Claims"),
        Field("leads_to", "refs", "The events that follow from it", '["chinavision"]', refers_to="event", use=EventUse(searched=False, card="thread", column=False)),
        Field("people", "strings", "Who had a part in it", '["Ada Lovelace", "Charles Babbage"]', use=EventUse(searched=True, card=None, column=True)),
        sources_field(EventUse(searched=True, card="sources", column=True)),
        Field("image", "image", "A picture, in the story’s folder", '"assets/ferryman.svg"', use=EventUse(searched=False, card=None, column=True), label="Picture"),
        *picture_fields(EventUse(searched=False, card=None, column=False)),
        Field("weight", "number", "How much it matters when there is not room for every label", "2", minimum=0, use=EventUse(searched=False, card=None, column=True)),
        color_field("Its colour, instead of that of its track", EventUse(searched=False, card=None, column=True)),
        Field("every", "string", "The time after which it repeats: second, minute, hour, day, week, month or year, or a number of them", '"4 years"', use=EventUse(searched=False, card=None, column=False), label="Happens again every"),
        Field("until", "date", "How long it repeats; at most 10,000 times", '"2024"', use=EventUse(searched=False, card=None, column=False), label="Again until"),
        Field("calendar", "choice", "The calendar in which its dates are written, whenever it was", '"julian"', choices=CALENDARS, use=EventUse(searched=False, card=None, column=False)),
        Field("url", "url", "Where more is said of it", '"https://example.org/bridge"', use=EventUse(searched=False, card="detail", column=True), label="Address"),
    ),
)

FIGURE: Final = Table(
    "figure",
    "[[slide.figure]]",
    "A number with what it counts",
    (
        Field("value", "text", "The number, as it is shown", '{ fr = "804 M$", en = "$804M" }', True),
        Field("label", "text", "What it counts", '"for about 60 %"'),
        Field("share", "number", "Draws it as a part of a whole", "0.5932", minimum=0, maximum=1),
        Field("tone", "choice", "Whether it is good news: its colour", '"bad"', choices=TONES),
        sources_field(),
    ),
)

CLAIM: Final = Table(
    "claim",
    "[[slide.claim]]",
    "What one side says where sources disagree",
    (
        Field("says", "text", "What it says, in a word or a date", '"2014"', True),
        Field("text", "text", "Who says so, and how", '"The article files it under last year."'),
        Field("date", "date", "The date claimed, for the timeline", '"2014"'),
        color_field("Its colour"),
        sources_field(),
    ),
)

ITEM: Final = Table(
    "item",
    "[[slide.item]]",
    "One line of a list",
    (
        Field("title", "text", "Its heading", '"Taobao and Tmall"'),
        Field("text", "text", "A sentence under it", '"Tickets are sold where the customers are."'),
        Field("figure", "text", "A number before it", '"55 %"', label="Figures"),
        Field("total", "flag", "It is the sum of the lines above: under a strong rule, without a bar to scale", "true", label="Is the total"),
        color_field("Its colour"),
        sources_field(),
    ),
    (("title", "text", "figure"),),
)

SLIDE: Final = Table(
    "slide",
    "[[slide]]",
    "One idea, shown full-screen, and a place on the timeline",
    (
        Field("id", "id", "Its name, by which it is linked, exported and found again", '"opening"'),
        Field("layout", "choice", "How it is laid out", '"dispute"', True, choices=tuple(LAYOUTS)),
        Field("event", "ref", "The event it tells; title, date, text, figures and sources come from there unless given here", '"opening"', refers_to="event"),
        Field("kicker", "text", "A few small words above the title", '"Music"'),
        Field("title", "text", "Its title", '{ fr = "Quand a-t-elle été achetée ?", en = "When was it bought?" }'),
        Field("subtitle", "text", "A line under the title", '"Two years, one deal"'),
        Field("text", "block", "A short text", '"The trade press reported it in *January 2013*."'),
        Field("note", "text", "A small line: what a picture shows, how a number was counted", '"At the exchange rate of that day"', label="Small line"),
        Field("number", "text", "The number of a number slide", '{ fr = "4,8 Md$", en = "$4.8bn" }'),
        Field("quote", "text", "What was said, without quotation marks", '"Everything will be told."'),
        Field("paraphrase", "flag", "The quote is not word for word: no quotation marks are drawn", "true"),
        Field("by", "text", "Who said it", '"Zhang Qiang"', label="Said by"),
        Field("role", "text", "What they are", '"chief engineer"'),
        Field("image", "image", "A picture, in the story’s folder", '"assets/ferryman.svg"', label="Picture"),
        Field("alt", "text", "What the picture shows, for those who do not see it", '"A ferryman under the moon"', label="Alt text"),
        *picture_fields(),
        Field("mark", "text", "A vertical title beside the picture, such as a Chinese one", '"摆渡人"', attribute="vertical_title"),
        Field("date", "date", "When, for a slide without an event", '"2014-06-05"'),
        Field("figure", "tables", "Numbers with what they count", table="figure", attribute="figures", label="Figures"),
        Field("chart", "table", "A chart", table="chart"),
        Field("claim", "tables", "What each side says", table="claim", attribute="claims", label="Claims"),
        Field("item", "tables", "The lines of a list, with a text or a number each", table="item", attribute="items", label="Lines"),
        Field("items", "texts", "The lines of a short list", '["Shop", { fr = "Paiement", en = "Payment" }]', label="Short lines"),
        Field("window", "date", "The part of the timeline to show", '"2013/2017"', label="Window of time"),
        Field("compare", "date", "A second part of the timeline, drawn below “window”: both begin at the left, on one scale", '"1929/1939"', label="Compared with"),
        Field("tracks", "refs", "The tracks of the timeline to show", '["cinema", "music"]', refers_to="track"),
        Field("highlight", "refs", "The events to highlight", '["opening", "strike"]', refers_to="event", label="Highlights"),
        Field("axis", "choice", "How time is placed on the axis of this timeline, if not as the story says", '"linear"', choices=AXES, label="Axis of time"),
        Field("threads", "flag", "Draws what leads to what between the events of the timeline", "true", label="Causes and effects"),
        Field("play", "flag", "In a talk the timeline opens over the slide and plays through its window: what was known appears as time goes by", "true", label="Play through time"),
        Field("as_of", "date", "Shows the timeline as it was known then", '"2015-01-12"', label="As known on"),
        color_field("Its colour, instead of that of its event’s track"),
        ribbon_field("The time ribbon at its foot, instead of what the story says"),
        Field("steps", "steps", "Reveals the slide in steps: true for its natural order, or the parts in the order you want", '[["text", "chart"], "claims"]'),
        sources_field(),
        Field("section", "text", "Begins a section of the deck, with this title; it ends where another slide begins one", '"The market"', label="Begins the section"),
        Field("notes", "block", "What you want to say; only the speaker sees it", '"Pause here."', label="Private notes"),
        Field("minutes", "number", "How long it may last", "1.5", minimum=0),
        Field("backup", "flag", "Kept for questions: skipped when going forward", "true", label="For questions"),
    ),
)

TABLES_BY_NAME: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        ROOT, STORY, SOURCE, TRACK, GROUP, ERA, EVENT, BOOKMARK, SLIDE, CLAIM, FIGURE, ITEM, CHART, LINE, BAND, SERIES, POINT, TRACK_SERIES,
        SERIES_POINT,
    )
}

# fmt: on

NAMED_TABLES: Final = tuple(field.table for field in ROOT.fields if field.kind == "named")
"""The names of the tables that have an id in their header: `[source.ID]` and so on."""

COMMON_SLIDE_KEYS: Final = (
    "id",
    "layout",
    "title",  # names the slide in lists, even if its layout does not show it
    "event",
    "date",
    "window",
    "compare",
    "tracks",
    "highlight",
    "axis",
    "threads",
    "play",
    "as_of",
    "color",
    "ribbon",
    "steps",
    "sources",
    "section",
    "notes",
    "minutes",
    "backup",
)
"""The keys that every layout may have beside those it displays: identity, time, steps, sources, notes."""

PICTURE_KEYS: Final = ("alt", "fit", "focus", "caption", "credit")
"""The keys that say more of the picture; a layout that displays a picture displays them."""

STEP_PARTS: Final = (*SINGLE_PARTS, *PLURAL_PARTS)
NUMBERED_STEP_PARTS: Final = tuple(PLURAL_PARTS.values())
SERIES_COLUMNS: Final = ("value", "low", "high")
"""The columns of the numbers of a series."""
COLUMN_FIELDS: Final = (
    *(field.key for field in EVENT.fields if field.use is not None and field.use.column),
    "id",
    "end",
    "track",
    "count",
    *SERIES_COLUMNS,
)
"""The keys that a column of a track's file may hold; `end` and `date` together are an interval."""
