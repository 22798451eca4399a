"""Describe one key of the format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, get_args

from desktop.fast_dataclass import dataclass
from desktop.i18n import Phrase, in_context
from desktop.story.model import FITS

CardLine = Literal["date", "title", "status", "text", "figure", "claim", "thread", "detail", "sources"]
"""The kinds of lines on an event's card, in their order; "detail" is a small line with the value of a field."""
CARD_LINES: Final[tuple[CardLine, ...]] = get_args(CardLine)
_TEXT_BY_LANGUAGE: Final = re.compile(r'(\w+) = ("[^"]*")')

Kind = Literal[
    "text",  # a string, or a table with one string for each language; inline Markdown
    "block",  # the same with block Markdown
    "label",  # a text, or a whole number
    "string",  # plain, the same in every language
    "strings",
    "id",
    "ref",  # the id of a table, whose name is in `refers_to`
    "refs",
    "date",  # EDTF in quotes, or TOML's own date, or a year
    "number",
    "integer",
    "flag",
    "switch",  # true, false, or a word of `choices`
    "choice",
    "color",
    "url",
    "image",  # a file of the story's folder
    "focus",  # two percentages: a place in a picture
    "file",
    "languages",
    "steps",
    "texts",  # a list of texts
    "columns",  # field → column name
    "words",  # wording of slides → text, plural forms, or either by language
    "table",
    "tables",
    "named",  # tables by id: [source.ID]
]


@dataclass(frozen=True, slots=True)
class EventUse:
    """Describes the uses of a field of an event.

    Nothing has a default, so that nothing is forgotten.
    """

    searched: bool  # the timeline's search reads it
    card: CardLine | None  # the line of the event's card that shows it
    column: bool  # a column of a track's file may hold it


@dataclass(frozen=True, slots=True)
class Field:
    """Describes one key: its kind of value, its limits and its help."""

    key: str
    kind: Kind
    help: str | Phrase
    example: str = ""
    required: bool = False
    attribute: str = ""  # the model's name where it is not the key
    choices: tuple[str, ...] = ()
    refers_to: str = ""  # the name of the table whose ids the key holds
    table: str = ""  # the name of the table that a key of kind "table", "tables" or "named" holds
    minimum: float | None = None
    maximum: float | None = None
    use: EventUse | None = None  # for a field of an event, where it is never None
    label: str = ""  # what the interface calls it, where that is not the key in words

    @property
    def attribute_name(self) -> str:
        """Return the name of the model's attribute for the key."""
        return self.attribute or self.key

    @property
    def label_phrase(self) -> Phrase:
        """Return the key's label in the interface, in English."""
        return in_context("field", self.label or key_in_words(self.key))

    def example_in(self, languages: Sequence[str]) -> str:
        """Return the example in the languages of a story."""
        if self.kind != "text" or not self.example.startswith("{"):
            return self.example
        texts = dict(_TEXT_BY_LANGUAGE.findall(self.example))
        if len(languages) <= 1:
            return str(next((texts[language] for language in languages if language in texts), texts["en"]))
        unknown = '"…"'
        parts = ", ".join(f"{language} = {texts.get(language, unknown)}" for language in languages)
        return f"{{ {parts} }}"


def key_in_words(key: str) -> str:
    """Return a key as words: `second_calendar` is "Second calendar"."""
    return key.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Table:
    """Describes a kind of table and its keys.

    The keys are in the order of the reference. Of each group in `requires_one_of`, at least one key must be there.
    """

    name: str
    header: str
    help: str | Phrase
    fields: tuple[Field, ...]
    requires_one_of: tuple[tuple[str, ...], ...] = ()


def sources_field(use: EventUse | None = None) -> Field:
    """Return the key for the sources of a table."""
    return Field(
        "sources",
        "refs",
        "What it rests on: ids of sources, numbered at the foot of the slide",
        '["article", "reuters"]',
        refers_to="source",
        use=use,
    )


def color_field(help_text: str | Phrase, use: EventUse | None = None) -> Field:
    """Return the key for a colour."""
    return Field("color", "color", help_text, '"jade"', use=use, label="Colour")


def ribbon_field(help_text: str) -> Field:
    """Return the key for the time ribbon."""
    return Field("ribbon", "switch", help_text, "false", choices=("auto",), label="Time ribbon")


def picture_fields(use: EventUse | None = None) -> tuple[Field, ...]:
    """Return the keys that say how a picture is shown."""
    return (
        Field(
            "fit",
            "choice",
            "contain: the whole picture; cover: the picture fills the box",
            '"cover"',
            choices=FITS,
            use=use,
            label="Picture fits",
        ),
        Field(
            "focus", "focus", "The place of the picture that is never cut off, across and down", '"40% 30%"', use=use
        ),
        Field("caption", "text", "A line below the picture", '"The port of Hangzhou"', use=use),
        Field("credit", "text", "Who made the picture", '"Photo: Anne Martin"', use=use),
    )
