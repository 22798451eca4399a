"""The reference of the format, as Markdown, made from the tables that the reader reads by.

`desktop/help/format.md` and `format.fr.md` are its output, committed to be read anywhere; a test compares.
After a change to `fields.py`: python -c "from desktop.story.format.reference import write; write()"
"""

# ruff: noqa: E501  (prose, and what it says has the length it has)

from __future__ import annotations

from typing import Final

from desktop import paths
from desktop.story.format.fields import (
    COMMON_SLIDE_KEYS,
    DATA_SUFFIXES,
    IMAGE_SUFFIXES,
    NUMBERED_STEP_PARTS,
    STEP_PARTS,
    TABLES_BY_NAME,
    Field,
    Table,
)
from desktop.story.layouts import LAYOUTS
from desktop.story.model import COLORS

REFERENCE_FILES: Final = {"en": "format.md", "fr": "format.fr.md"}

EXAMPLE_STORY: Final = """\
format = 1

[story]
title = { fr = "Le pont", en = "The bridge" }
languages = ["fr", "en"]          # {first}
minutes = 3

[source.gazette]
publisher = "La Gazette"
date = "1889-05-12"

[track.works]
title = { fr = "Travaux", en = "Works" }
color = "gold"

[event.opening]
date = "1888/1889-05-12"          # {interval}
track = "works"
status = "disputed"
title = { fr = "Ouverture du pont", en = "The bridge opens" }
sources = ["gazette"]
  [[event.opening.claim]]
  says = "1888"
  date = "1888"
  sources = ["gazette"]
  [[event.opening.claim]]
  says = { fr = "12 mai 1889", en = "12 May 1889" }
  date = "1889-05-12"
  sources = ["gazette"]

[[slide]]
id = "opening"
layout = "dispute"
event = "opening"                 # {event}
title = { fr = "Quand a-t-il ouvert ?", en = "When did it open?" }
steps = true
minutes = 3
notes = { fr = \"\"\"
Laisser la question en suspens.\"\"\", en = \"\"\"
Leave the question open.\"\"\" }
"""

_COMMENTS: Final = {
    "en": {
        "first": "the first is the default",
        "interval": "some time from 1888 to 12 May 1889",
        "event": "its claims and sources come along",
    },
    "fr": {
        "first": "la première est celle par défaut",
        "interval": "entre 1888 et le 12 mai 1889",
        "event": "ses affirmations et ses sources suivent",
    },
}

_PROSE: Final[dict[str, tuple[str, str]]] = {
    "title": ("# The format of content.toml", "# Le format de content.toml"),
    "made": (
        "<!-- Made by desktop/story/format/reference.py from desktop/story/format/fields.py and desktop/story/layouts.py; change those. -->",
        "<!-- Fait par desktop/story/format/reference.py d’après desktop/story/format/fields.py ; c’est là qu’il faut changer. -->",
    ),
    "intro": (
        "A story is one text file in [TOML](https://toml.io), in UTF-8. What is referred to is a table with an id "
        "(`[event.opening]`); what has an order is a table in double brackets (`[[slide]]`). `passeur check` reports "
        "every mistake with its line, and `passeur schema` prints the same format as JSON Schema, for other editors.",
        "Une histoire est un seul fichier de texte en [TOML](https://toml.io), en UTF-8. Ce à quoi l’on se réfère est une "
        "table avec un identifiant (`[event.opening]`) ; ce qui a un ordre est une table entre doubles crochets "
        "(`[[slide]]`). `passeur check` signale chaque faute avec sa ligne, et `passeur schema` imprime le même format en "
        "JSON Schema, pour d’autres éditeurs.",
    ),
    "values": ("## What a key may hold", "## Ce que peut contenir une clé"),
    "layouts": ("## The layouts", "## Les mises en page"),
    "key": ("Key", "Clé"),
    "holds": ("Holds", "Contient"),
    "means": ("What it is", "Ce que c’est"),
    "example": ("Example", "Exemple"),
    "required": ("Keys in bold must be there.", "Les clés en gras sont obligatoires."),
    "needs": ("In each, there must be {keys}.", "Dans chacune, il faut {keys}."),
    "layout": ("Layout", "Mise en page"),
    "cannot": ("Cannot do without", "Ne peut se passer de"),
    "shows": ("Shows", "Montre"),
    "or": ("or", "ou"),
    "and": ("and", "et"),
    "each": (
        "A slide of any layout may also have {keys}; `alt` goes with `image`.",
        "Une diapositive de toute mise en page peut aussi avoir {keys} ; `alt` va avec `image`.",
    ),
}

_VALUE_KINDS: Final[tuple[tuple[str, str, str, str], ...]] = (
    (
        "text",
        "texte",
        'A string, or a table with one string a language: `"Music"` or `{ fr = "Musique", en = "Music" }`. Inside it, '
        "`*emphasis*`, `**strong**`, `` `code` `` and `[a link](https://example.org)`; no HTML.",
        'Une chaîne, ou une table d’une chaîne par langue : `"Music"` ou `{ fr = "Musique", en = "Music" }`. '
        "À l’intérieur, `*emphase*`, `**fort**`, `` `code` `` et `[un lien](https://example.org)` ; pas de HTML.",
    ),
    (
        "long text",
        "texte long",
        'A text with paragraphs and lists too. Several lines stand between `"""`.',
        'Un texte avec aussi des paragraphes et des listes. Plusieurs lignes se mettent entre `"""`.',
    ),
    (
        "date",
        "date",
        'A date in quotation marks, as precise and as sure as it is known (EDTF, ISO 8601-2): `"2014"`, `"2014-06"`, '
        '`"2014-06-05"`; `"2014~"` about, `"2014?"` perhaps; `"2013-01/2014~"` an interval, `"2014/.."` still going on; '
        '`"201X"` some time in the 2010s; `"2014-22"` in summer; `"[2012, 2014]"` one of the two. '
        "A year or a date without quotation marks is taken too.",
        'Une date entre guillemets, aussi précise et aussi sûre qu’on la connaît (EDTF, ISO 8601-2) : `"2014"`, `"2014-06"`, '
        '`"2014-06-05"` ; `"2014~"` environ, `"2014?"` peut-être ; `"2013-01/2014~"` un intervalle, `"2014/.."` qui dure '
        'encore ; `"201X"` dans les années 2010 ; `"2014-22"` en été ; `"[2012, 2014]"` l’une des deux. '
        "Une année ou une date sans guillemets convient aussi.",
    ),
    (
        "colour",
        "couleur",
        f"A name of the theme ({', '.join(f'`{name}`' for name in COLORS)}) or `#rrggbb`.",
        f"Un nom du thème ({', '.join(f'`{name}`' for name in COLORS)}) ou `#rrggbb`.",
    ),
    (
        "picture, file",
        "image, fichier",
        f"The name of a file in the story’s folder, with `/`: {', '.join(f'`{name}`' for name in IMAGE_SUFFIXES)}; for data "
        f"{', '.join(f'`{name}`' for name in DATA_SUFFIXES)}. Nothing outside that folder is read, and nothing is fetched.",
        f"Le nom d’un fichier du dossier de l’histoire, avec `/` : {', '.join(f'`{name}`' for name in IMAGE_SUFFIXES)} ; pour "
        f"les données {', '.join(f'`{name}`' for name in DATA_SUFFIXES)}. Rien n’est lu hors de ce dossier, ni cherché sur le web.",
    ),
    (
        "id",
        "identifiant",
        "Letters, digits, `-` and `_`, and not only a number. A slide keeps its place in a running talk by it.",
        "Des lettres, des chiffres, `-` et `_`, et pas seulement un nombre. C’est par lui qu’une diapositive garde sa place "
        "pendant l’exposé.",
    ),
    (
        "steps",
        "étapes",
        f"`true`, or the parts in order: {', '.join(f'`{name}`' for name in STEP_PARTS)}; one of several is "
        f"{', '.join(f'`{name}:0`' for name in NUMBERED_STEP_PARTS)}. Parts in a list of their own come together.",
        f"`true`, ou les parties dans l’ordre : {', '.join(f'`{name}`' for name in STEP_PARTS)} ; une parmi plusieurs est "
        f"{', '.join(f'`{name}:0`' for name in NUMBERED_STEP_PARTS)}. Des parties dans une même liste viennent ensemble.",
    ),
)

_KIND_NAMES: Final[dict[str, tuple[str, str]]] = {
    "text": ("text", "texte"),
    "block": ("long text", "texte long"),
    "label": ("text or whole number", "texte ou nombre entier"),
    "string": ("string", "chaîne"),
    "strings": ("list of strings", "liste de chaînes"),
    "id": ("id", "identifiant"),
    "ref": ("id of {refers}", "identifiant de {refers}"),
    "refs": ("list of ids of {refers}", "liste d’identifiants de {refers}"),
    "date": ("date", "date"),
    "number": ("number", "nombre"),
    "integer": ("whole number", "nombre entier"),
    "flag": ("`true` or `false`", "`true` ou `false`"),
    "choice": ("one of {choices}", "l’un de {choices}"),
    "color": ("colour", "couleur"),
    "url": ("web address", "adresse web"),
    "image": ("picture", "image"),
    "file": ("file", "fichier"),
    "languages": ("list of codes", "liste de codes"),
    "steps": ("steps", "étapes"),
    "texts": ("list of texts", "liste de textes"),
    "columns": ("table of columns", "table de colonnes"),
    "table": ("table {table}", "table {table}"),
    "tables": ("list of tables {table}", "liste de tables {table}"),
    "named": ("tables {table}, each with an id", "tables {table}, chacune avec un identifiant"),
}


def format_reference(language: str) -> str:
    """Return the reference in French or English, as Markdown."""
    language_index = 1 if language == "fr" else 0
    example = EXAMPLE_STORY
    for name, comment in _COMMENTS[language].items():
        example = example.replace(f"{{{name}}}", comment)
    parts = [
        _PROSE["title"][language_index],
        _PROSE["made"][language_index],
        _PROSE["intro"][language_index],
        f"```toml\n{example}```",
        *(_table_section(table, language_index) for table in TABLES_BY_NAME.values()),
        _values_section(language_index),
        _layouts_section(language_index),
    ]
    return "\n\n".join(parts) + "\n"


def write_reference() -> None:
    """Write the reference where the help pages are."""
    for language, name in REFERENCE_FILES.items():
        (paths.help_folder() / name).write_text(format_reference(language), encoding="utf-8", newline="\n")


def _table_section(table: Table, language_index: int) -> str:
    heading = f"## `{table.header}`" if table.header else ("## The file", "## Le fichier")[language_index]
    rows = [
        _table_row(*(_PROSE[name][language_index] for name in ("key", "holds", "means", "example"))),
        _table_row(*["---"] * 4),
    ]
    for field in table.fields:
        example = f"`{field.key} = {field.example}`" if field.example else f"`{_nested_header(table, field)}`"
        key = f"**`{field.key}`**" if field.required else f"`{field.key}`"
        rows.append(_table_row(key, _describe_kind(field, language_index), field.help[language_index], example))
    notes = [_PROSE["required"][language_index]] if any(field.required for field in table.fields) else []
    requirements = [
        _PROSE["needs"][language_index].format(keys=_join_with_or(group, language_index))
        for group in table.requires_one_of
    ]
    return "\n\n".join([heading, f"{table.help[language_index]}.", "\n".join(rows), *notes, *requirements])


def _table_row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _describe_kind(field: Field, language_index: int) -> str:
    choices = ", ".join(f"`{choice}`" for choice in field.choices)
    description = _KIND_NAMES[field.kind][language_index].format(
        refers=f"`{field.refers_to}`", choices=choices, table=f"`{field.table}`"
    )
    minimum, maximum = (f"{bound:g}" if bound is not None else "" for bound in (field.minimum, field.maximum))
    if minimum and maximum:
        return f"{description}, {minimum} {('to', 'à')[language_index]} {maximum}"
    return f"{description}, {('at least', 'au moins')[language_index]} {minimum}" if minimum else description


def _nested_header(table: Table, field: Field) -> str:
    """Return how the tables of a key are written in this table."""
    if table.name == "event":
        return f"[[event.ID.{field.key}]]"
    return TABLES_BY_NAME[field.table].header


def _join_with_or(group: tuple[str, ...], language_index: int) -> str:
    return f" {_PROSE['or'][language_index]} ".join(f"`{key}`" for key in group)


def _values_section(language_index: int) -> str:
    colon = (":", "\u00a0:")[language_index]
    lines = [f"- **{value[language_index]}**{colon} {value[2 + language_index]}" for value in _VALUE_KINDS]
    return "\n\n".join([_PROSE["values"][language_index], "\n".join(lines)])


def _layouts_section(language_index: int) -> str:
    names = ("layout", "means", "cannot", "shows")
    rows = [_table_row(*(_PROSE[name][language_index] for name in names)), _table_row(*["---"] * 4)]
    for layout in LAYOUTS.values():
        requirements = (
            f" {_PROSE['and'][language_index]} ".join(
                _join_with_or(group, language_index) for group in layout.requires_one_of
            )
            or "–"
        )
        if layout.requirements is not None:
            requirements = layout.requirements[language_index]
        displayed = ", ".join(f"`{key}`" for key in layout.displays)
        rows.append(_table_row(f"`{layout.name}`", layout.help[language_index], requirements, displayed))
    return "\n\n".join(
        [
            _PROSE["layouts"][language_index],
            "\n".join(rows),
            _PROSE["each"][language_index].format(keys=", ".join(f"`{key}`" for key in COMMON_SLIDE_KEYS[2:])),
        ]
    )
