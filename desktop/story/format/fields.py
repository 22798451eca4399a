"""Every key of the format, once: the reader, the JSON Schema, the reference and the editor's completion all come from here.

A key that is not in these tables does not exist; a key that is, is read, documented, completed and validated.
Help is (English, French), in the order of `desktop.i18n`. Examples are TOML, as written on the right of the `=`.
"""

from __future__ import annotations

from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.story.layouts import LAYOUTS
from desktop.story.model import ASPECTS, CHART_KINDS, STATUSES
from desktop.story.steps import PLURAL_PARTS, SINGLE_PARTS

FORMAT_VERSION: Final = 1
"""The number of the format that this program reads."""

THEMES: Final = ("cinema",)
"""The names of the themes, which the renderer defines."""

IMAGE_SUFFIXES: Final = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
DATA_SUFFIXES: Final = (".csv", ".parquet", ".jsonl")

Kind = Literal[
    "text",  # a string, or a table with one string a language; inline Markdown
    "block",  # the same with block Markdown
    "label",  # a text, or a whole number
    "string",  # plain, the same in every language
    "strings",
    "id",
    "ref",  # the id of a table named in `refers`
    "refs",
    "date",  # EDTF in quotes, or TOML's own date, or a year
    "number",
    "integer",
    "flag",
    "choice",
    "color",
    "url",
    "image",  # a file of the story's folder
    "file",
    "languages",
    "steps",
    "texts",  # a list of texts
    "columns",  # field → column name
    "table",
    "tables",
    "named",  # tables by id: [source.ID]
]


@dataclass(frozen=True, slots=True)
class Field:
    """One key: what it holds, whether it must be there, and how it is explained."""

    key: str
    kind: Kind
    help: tuple[str, str]
    example: str = ""
    required: bool = False
    attribute: str = ""  # the model's name where it is not the key
    choices: tuple[str, ...] = ()
    refers_to: str = ""  # the table whose ids are meant
    table: str = ""  # the table that "table", "tables" and "named" hold
    minimum: float | None = None
    maximum: float | None = None

    @property
    def attribute_name(self) -> str:
        """Return the attribute of the model that the key is read into."""
        return self.attribute or self.key


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table: how it is written and its keys, in the order of the reference.

    `needs` lists groups of keys of which at least one must be there.
    """

    name: str
    header: str
    help: tuple[str, str]
    fields: tuple[Field, ...]
    requires_one_of: tuple[tuple[str, ...], ...] = ()


# fmt: off
# One key, one line.


def _sources_field() -> Field:
    return Field(
        "sources",
        "refs",
        ("What it rests on: ids of sources, numbered at the foot of the slide", "Ce qui l’appuie : des identifiants de sources, numérotés au pied de la diapositive"),
        '["article", "reuters"]',
        refers_to="source",
    )


def _color_field(help_text: tuple[str, str]) -> Field:
    return Field("color", "color", help_text, '"jade"')


ROOT: Final = Table(
    "root",
    "",
    ("The whole file", "Le fichier entier"),
    (
        Field("format", "integer", ("The number of the format; this program reads 1", "Le numéro du format ; ce programme lit le 1"), "1", True, minimum=1),
        Field("story", "table", ("What the whole story is", "Ce qu’est l’histoire entière"), table="story", required=True),
        Field("source", "named", ("Where things come from", "D’où viennent les choses"), table="source", attribute="sources"),
        Field("track", "named", ("The rows of the timeline", "Les lignes de la frise"), table="track", attribute="tracks"),
        Field("event", "named", ("What is on the timeline", "Ce qui est sur la frise"), table="event", attribute="events"),
        Field("slide", "tables", ("The slides, in order", "Les diapositives, dans l’ordre"), table="slide", attribute="slides"),
    ),
)

STORY: Final = Table(
    "story",
    "[story]",
    ("The story as a whole", "L’histoire dans son ensemble"),
    (
        Field("title", "text", ("What the story is called", "Le titre de l’histoire"), '{ fr = "Le passeur", en = "The ferryman" }', True),
        Field("subtitle", "text", ("A line under the title", "Une ligne sous le titre"), '"How a shop became a studio"'),
        Field("author", "text", ("Who tells it", "Qui la raconte"), '"Anne Martin"'),
        Field(
            "languages",
            "languages",
            ("The languages of the story, by their codes; the first is the default", "Les langues de l’histoire, par leurs codes ; la première est celle par défaut"),
            '["fr", "en"]',
            True,
        ),
        Field("theme", "choice", ("The look of the whole deck", "L’aspect de toutes les diapositives"), '"cinema"', choices=THEMES),
        Field("aspect", "choice", ("The shape of the slides; auto follows the screen", "La forme des diapositives ; auto suit l’écran"), '"16:9"', choices=ASPECTS),
        Field("minutes", "number", ("How long the talk may last", "La durée prévue de l’exposé"), "15", minimum=0),
        Field("as_of", "date", ("The date of knowledge at which the story is told", "La date à laquelle l’histoire est racontée : ce que l’on sait alors"), '"2015-01-12"'),
    ),
)

SOURCE: Final = Table(
    "source",
    "[source.ID]",
    ("Where something comes from: an article, a book, a report", "D’où vient une information : un article, un livre, un rapport"),
    (
        Field("publisher", "text", ("Who published it", "Qui l’a publié"), '"Reuters"'),
        Field("title", "text", ("What it is called", "Son titre"), '"Alibaba takes 50 % of Guangzhou Evergrande"'),
        Field("author", "text", ("Who wrote it", "Qui l’a écrit"), '"Li Na"'),
        Field("date", "date", ("When it was published", "Quand il a été publié"), '"2014-06-05"'),
        Field("url", "url", ("Where it can be read", "Où on peut le lire"), '"https://example.org/evergrande"'),
        Field("note", "text", ("A remark on it", "Une remarque à son sujet"), '"Recalls the deal of 2014"'),
    ),
    (("publisher", "title", "author"),),
)

TRACK: Final = Table(
    "track",
    "[track.ID]",
    ("A row of the timeline", "Une ligne de la frise"),
    (
        Field("title", "text", ("What the row is called", "Le nom de la ligne"), '{ fr = "Musique", en = "Music" }', True),
        _color_field(("The colour of its events: a name, or #rrggbb", "La couleur de ses événements : un nom, ou #rrggbb")),
        Field("data", "file", ("A file with more events, in the story’s folder (CSV, JSON lines or Parquet; needs the extra “data”)", "Un fichier d’autres événements, dans le dossier de l’histoire (CSV, JSON par lignes ou Parquet ; demande l’extra « data »)"), '"events.csv"'),
        Field("columns", "columns", ("Which column of that file holds which key of an event, where they are not named alike", "Quelle colonne de ce fichier contient quelle clé d’un événement, quand elles n’ont pas le même nom"), '{ date = "Day", title = "Name" }'),
    ),
)

EVENT: Final = Table(
    "event",
    "[event.ID]",
    ("Something that happened, is planned, or is said to have happened", "Ce qui est arrivé, est prévu, ou serait arrivé"),
    (
        Field("date", "date", ("When: a date or an interval, as precise and as sure as it is known (EDTF)", "Quand : une date ou un intervalle, aussi précis et aussi sûr qu’on le sait (EDTF)"), '"2013-01/2014~"', True, "when"),
        Field("title", "text", ("What it is called", "Son nom"), '{ fr = "Rachat de Xiami", en = "Xiami is bought" }', True),
        Field("text", "block", ("What happened, in a sentence or two", "Ce qui est arrivé, en une ou deux phrases"), '"Alibaba buys the music service."'),
        Field("track", "ref", ("The row of the timeline it stands on", "La ligne de la frise où il se trouve"), '"music"', refers_to="track"),
        Field("status", "choice", ("How sure it is that it took place", "À quel point il est sûr qu’il a eu lieu"), '"disputed"', choices=STATUSES),
        Field("known_from", "date", ("When the public could know of it", "Quand le public a pu le savoir"), '"2013-01-10"'),
        Field("became", "choice", ("What a planned or disputed event turned out to be", "Ce qu’est devenu un événement prévu ou contesté"), '"happened"', choices=STATUSES),
        Field("became_from", "date", ("Since when that is known", "Depuis quand on le sait"), '"2017-02"'),
        Field("figure", "tables", ("Numbers that belong to it", "Des chiffres qui s’y rapportent"), table="figure", attribute="figures"),
        Field("claim", "tables", ("What each side says, where sources disagree", "Ce que dit chacun, là où les sources divergent"), table="claim", attribute="claims"),
        Field("leads_to", "refs", ("The events that follow from it", "Les événements qui en découlent"), '["chinavision"]', refers_to="event"),
        Field("people", "strings", ("Who had a part in it", "Qui y a pris part"), '["Wong Kar-wai", "Tony Leung"]'),
        _sources_field(),
        Field("image", "image", ("A picture, in the story’s folder", "Une image, dans le dossier de l’histoire"), '"assets/ferryman.svg"'),
        Field("weight", "number", ("How much it matters when there is not room for every label", "Son importance, quand la place manque pour tous les noms"), "2", minimum=0),
    ),
)

FIGURE: Final = Table(
    "figure",
    "[[slide.figure]]",
    ("A number with what it counts", "Un chiffre, avec ce qu’il compte"),
    (
        Field("value", "text", ("The number, as it is shown", "Le chiffre, tel qu’il est montré"), '{ fr = "804 M$", en = "$804M" }', True),
        Field("label", "text", ("What it counts", "Ce qu’il compte"), '"for about 60 %"'),
        Field("share", "number", ("Draws it as a part of a whole", "Le dessine comme la part d’un tout"), "0.5932", minimum=0, maximum=1),
        _sources_field(),
    ),
)

CLAIM: Final = Table(
    "claim",
    "[[slide.claim]]",
    ("What one side says where sources disagree", "Ce que dit l’un, là où les sources divergent"),
    (
        Field("says", "text", ("What it says, in a word or a date", "Ce qu’il dit, en un mot ou une date"), '"2014"', True),
        Field("text", "text", ("Who says so, and how", "Qui le dit, et comment"), '"The article files it under last year."'),
        Field("date", "date", ("The date claimed, for the timeline", "La date avancée, pour la frise"), '"2014"'),
        _color_field(("Its colour", "Sa couleur")),
        _sources_field(),
    ),
)

CHART: Final = Table(
    "chart",
    "[slide.chart]",
    ("Numbers drawn", "Des nombres dessinés"),
    (
        Field("kind", "choice", ("bars beside one another, a line, or steps that hold until the next point", "bars, des barres côte à côte ; line, une ligne ; steps, des paliers qui durent jusqu’au point suivant"), '"bars"', choices=CHART_KINDS),
        Field("unit", "text", ("What the numbers count", "Ce que comptent les nombres"), '{ fr = "milliards de dollars", en = "billion US$" }'),
        Field("decimals", "integer", ("How many decimals are shown", "Combien de décimales sont montrées"), "2", minimum=0, maximum=6),
        Field("points", "tables", ("The points of a chart of one series", "Les points d’un graphique à une seule série"), '[{ at = 2010, value = 1.51 }, { at = 2011 }]', table="point"),
        Field("series", "tables", ("Several series, instead of points", "Plusieurs séries, au lieu de points"), table="series"),
    ),
    (("points", "series"),),
)

SERIES: Final = Table(
    "series",
    "[[slide.chart.series]]",
    ("A row of points in one colour", "Une suite de points d’une couleur"),
    (
        Field("points", "tables", ("Its points", "Ses points"), '[{ at = 2012, value = 48.5 }, { at = 2013, value = 58.7 }]', True, table="point"),
        Field("title", "text", ("What it shows", "Ce qu’elle montre"), '"Domestic films"'),
        _color_field(("Its colour", "Sa couleur")),
    ),
)

POINT: Final = Table(
    "point",
    "points = [{ … }]",
    ("One value of a chart", "Une valeur d’un graphique"),
    (
        Field("at", "label", ("Where it stands: a year, or a name", "Où elle se place : une année, ou un nom"), "2010", True),
        Field("value", "number", ("The number; without it the place stays visibly empty", "Le nombre ; sans lui, la place reste visiblement vide"), "1.51"),
        Field("text", "text", ("Shown instead of the number", "Montré à la place du nombre"), '"4.8 bn"'),
        Field("highlight", "flag", ("Drawn in the strong colour", "Dessiné dans la couleur forte"), "true"),
        Field("planned", "flag", ("Drawn as not yet certain", "Dessiné comme n’étant pas encore certain"), "true"),
        _sources_field(),
    ),
)

ITEM: Final = Table(
    "item",
    "[[slide.item]]",
    ("One line of a list", "Une ligne d’une liste"),
    (
        Field("title", "text", ("Its head", "Son titre"), '"Taobao and Tmall"'),
        Field("text", "text", ("A sentence under it", "Une phrase en dessous"), '"Tickets are sold where the customers are."'),
        Field("figure", "text", ("A number before it", "Un chiffre devant"), '"55 %"'),
        _color_field(("Its colour", "Sa couleur")),
        _sources_field(),
    ),
    (("title", "text", "figure"),),
)

SLIDE: Final = Table(
    "slide",
    "[[slide]]",
    ("One idea, shown full-screen, and a place on the timeline", "Une idée, en plein écran, et une place sur la frise"),
    (
        Field("id", "id", ("Its name, by which it is linked, exported and found again", "Son nom, par lequel on la lie, l’exporte et la retrouve"), '"xiami"', True),
        Field("layout", "choice", ("How it is laid out", "Sa mise en page"), '"dispute"', True, choices=tuple(LAYOUTS)),
        Field("event", "ref", ("The event it tells; title, date, text, figures and sources come from there unless given here", "L’événement qu’elle raconte ; titre, date, texte, chiffres et sources en viennent, sauf s’ils sont donnés ici"), '"xiami"', refers_to="event"),
        Field("kicker", "text", ("A few small words above the title", "Quelques petits mots au-dessus du titre"), '"Music"'),
        Field("title", "text", ("Its title", "Son titre"), '{ fr = "Quand a-t-elle été achetée ?", en = "When was it bought?" }'),
        Field("subtitle", "text", ("A line under the title", "Une ligne sous le titre"), '"Two years, one deal"'),
        Field("text", "block", ("A short text", "Un texte court"), '"The trade press reported it in *January 2013*."'),
        Field("note", "text", ("A small line: what a picture shows, how a number was counted", "Une petite ligne : ce que montre une image, comment un chiffre a été compté"), '"At the exchange rate of that day"'),
        Field("number", "text", ("The number of a number slide", "Le chiffre d’une diapositive number"), '{ fr = "4,8 Md$", en = "$4.8bn" }'),
        Field("quote", "text", ("What was said, without quotation marks", "Ce qui a été dit, sans guillemets"), '"Everything will be told."'),
        Field("paraphrase", "flag", ("The quote is not word for word: no quotation marks are drawn", "La citation n’est pas mot pour mot : aucun guillemet n’est dessiné"), "true"),
        Field("by", "text", ("Who said it", "Qui l’a dit"), '"Zhang Qiang"'),
        Field("role", "text", ("What they are", "Sa fonction"), '"director of Alibaba Pictures"'),
        Field("image", "image", ("A picture, in the story’s folder", "Une image, dans le dossier de l’histoire"), '"assets/ferryman.svg"'),
        Field("alt", "text", ("What the picture shows, for those who do not see it", "Ce que montre l’image, pour qui ne la voit pas"), '"A ferryman under the moon"'),
        Field("mark", "text", ("A vertical sign beside the picture, such as a Chinese title", "Un signe vertical près de l’image, tel un titre chinois"), '"摆渡人"'),
        Field("date", "date", ("When, for a slide without an event", "Quand, pour une diapositive sans événement"), '"2014-06-05"'),
        Field("figure", "tables", ("Numbers with what they count", "Des chiffres, avec ce qu’ils comptent"), table="figure", attribute="figures"),
        Field("chart", "table", ("A chart", "Un graphique"), table="chart"),
        Field("claim", "tables", ("What each side says", "Ce que dit chacun"), table="claim", attribute="claims"),
        Field("item", "tables", ("The lines of a list, with a text or a number each", "Les lignes d’une liste, avec chacune un texte ou un chiffre"), table="item", attribute="items"),
        Field("items", "texts", ("The lines of a short list", "Les lignes d’une liste courte"), '["Shop", { fr = "Paiement", en = "Payment" }]'),
        Field("window", "date", ("The part of the timeline to show", "La partie de la frise à montrer"), '"2013/2017"'),
        Field("tracks", "refs", ("The rows of the timeline to show", "Les lignes de la frise à montrer"), '["cinema", "music"]', refers_to="track"),
        Field("highlight", "refs", ("The events to bring out", "Les événements à faire ressortir"), '["xiami", "chinavision"]', refers_to="event"),
        Field("as_of", "date", ("Shows the timeline as it was known then", "Montre la frise telle qu’on la connaissait alors"), '"2015-01-12"'),
        _color_field(("Its colour, instead of that of its event’s track", "Sa couleur, au lieu de celle de la ligne de son événement")),
        Field("steps", "steps", ("Reveals the slide in steps: true for its natural order, or the parts in the order you want", "Révèle la diapositive par étapes : true pour l’ordre naturel, ou les parties dans l’ordre voulu"), '[["text", "chart"], "claims"]'),
        _sources_field(),
        Field("notes", "block", ("What you want to say; only the speaker sees it", "Ce que vous voulez dire ; seul l’orateur le voit"), '"Pause here."'),
        Field("minutes", "number", ("How long it may last", "Sa durée prévue"), "1.5", minimum=0),
        Field("backup", "flag", ("Kept for questions: skipped when going forward", "Gardée pour les questions : sautée quand on avance"), "true"),
    ),
)

TABLES_BY_NAME: Final[dict[str, Table]] = {
    table.name: table
    for table in (ROOT, STORY, SOURCE, TRACK, EVENT, SLIDE, CLAIM, FIGURE, ITEM, CHART, SERIES, POINT)
}

# fmt: on

COMMON_SLIDE_KEYS: Final = (
    "id",
    "layout",
    "title",  # names the slide in lists, where it is not shown
    "event",
    "date",
    "window",
    "tracks",
    "highlight",
    "as_of",
    "color",
    "steps",
    "sources",
    "notes",
    "minutes",
    "backup",
)
"""The keys that mean something on a slide of any layout: where it is in time, how it is told."""

STEP_PARTS: Final = (*SINGLE_PARTS, *PLURAL_PARTS)
NUMBERED_STEP_PARTS: Final = tuple(PLURAL_PARTS.values())
_NOT_IN_COLUMNS: Final = ("track", "leads_to", "image")  # the track is the file's own; threads and pictures are for few
COLUMN_FIELDS: Final = (
    *(field.key for field in EVENT.fields if field.kind != "tables" and field.key not in _NOT_IN_COLUMNS),
    "id",
    "end",
)
"""What a column of a track's file may hold; `end` makes an interval of two columns."""
