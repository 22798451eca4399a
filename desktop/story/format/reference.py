"""The reference of the format, as Markdown, made from the tables that the reader reads by.

`desktop/help/format.md` and `format.fr.md` are its output, committed to be read anywhere; a test compares.
After a change to `fields.py`: python -c "from desktop.story.format.reference import write; write()"
"""

# ruff: noqa: E501  (prose, and what it says has the length it has)

from __future__ import annotations

from typing import Final

from desktop import paths
from desktop.story.format.fields import (
    ANYWHERE,
    DATA_SUFFIXES,
    IMAGE_SUFFIXES,
    LAYOUT_TABLE,
    STEP_NUMBERED,
    STEP_PARTS,
    TABLES,
    Field,
    Table,
)
from desktop.story.model import COLORS

FILES: Final = {"en": "format.md", "fr": "format.fr.md"}

EXAMPLE: Final = """\
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
        "<!-- Made by desktop/story/format/reference.py from desktop/story/format/fields.py; change those. -->",
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
    "event": ("`event`, or `date` and `title`", "`event`, ou `date` et `title`"),
    "dispute": ("two `claim`, or an `event` that has two", "deux `claim`, ou un `event` qui en a deux"),
    "each": (
        "A slide of any layout may also have {keys}; `alt` goes with `image`.",
        "Une diapositive de toute mise en page peut aussi avoir {keys} ; `alt` va avec `image`.",
    ),
}

_VALUES: Final[tuple[tuple[str, str, str, str], ...]] = (
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
        f"{', '.join(f'`{name}:0`' for name in STEP_NUMBERED)}. Parts in a list of their own come together.",
        f"`true`, ou les parties dans l’ordre : {', '.join(f'`{name}`' for name in STEP_PARTS)} ; une parmi plusieurs est "
        f"{', '.join(f'`{name}:0`' for name in STEP_NUMBERED)}. Des parties dans une même liste viennent ensemble.",
    ),
)

_HOLDS: Final[dict[str, tuple[str, str]]] = {
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


def reference(language: str) -> str:
    """Return the reference in French or English, as Markdown."""
    number = 1 if language == "fr" else 0
    example = EXAMPLE
    for name, comment in _COMMENTS[language].items():
        example = example.replace(f"{{{name}}}", comment)
    parts = [
        _PROSE["title"][number],
        _PROSE["made"][number],
        _PROSE["intro"][number],
        f"```toml\n{example}```",
        *(_table(table, number) for table in TABLES.values()),
        _values(number),
        _layouts(number),
    ]
    return "\n\n".join(parts) + "\n"


def write() -> None:
    """Write the reference where the help pages are."""
    for language, name in FILES.items():
        (paths.help_folder() / name).write_text(reference(language), encoding="utf-8", newline="\n")


def _table(table: Table, number: int) -> str:
    head = f"## `{table.header}`" if table.header else ("## The file", "## Le fichier")[number]
    rows = [_row(*(_PROSE[name][number] for name in ("key", "holds", "means", "example"))), _row(*["---"] * 4)]
    for field in table.fields:
        example = f"`{field.key} = {field.example}`" if field.example else f"`{_header(table, field)}`"
        key = f"**`{field.key}`**" if field.required else f"`{field.key}`"
        rows.append(_row(key, _holds(field, number), field.help[number], example))
    notes = [_PROSE["required"][number]] if any(field.required for field in table.fields) else []
    needs = [_PROSE["needs"][number].format(keys=_either(group, number)) for group in table.needs]
    return "\n\n".join([head, f"{table.help[number]}.", "\n".join(rows), *notes, *needs])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _holds(field: Field, number: int) -> str:
    choices = ", ".join(f"`{choice}`" for choice in field.choices)
    said = _HOLDS[field.kind][number].format(refers=f"`{field.refers}`", choices=choices, table=f"`{field.table}`")
    least, most = (f"{bound:g}" if bound is not None else "" for bound in (field.minimum, field.maximum))
    if least and most:
        return f"{said}, {least} {('to', 'à')[number]} {most}"
    return f"{said}, {('at least', 'au moins')[number]} {least}" if least else said


def _header(table: Table, field: Field) -> str:
    """Return how the tables of a key are written in this table."""
    if table.name == "event":
        return f"[[event.ID.{field.key}]]"
    return TABLES[field.table].header


def _either(group: tuple[str, ...], number: int) -> str:
    return f" {_PROSE['or'][number]} ".join(f"`{key}`" for key in group)


def _values(number: int) -> str:
    colon = (":", "\u00a0:")[number]
    lines = [f"- **{value[number]}**{colon} {value[2 + number]}" for value in _VALUES]
    return "\n\n".join([_PROSE["values"][number], "\n".join(lines)])


def _layouts(number: int) -> str:
    names = ("layout", "means", "cannot", "shows")
    rows = [_row(*(_PROSE[name][number] for name in names)), _row(*["---"] * 4)]
    for layout in LAYOUT_TABLE.values():
        needs = f" {_PROSE['and'][number]} ".join(_either(group, number) for group in layout.needs) or "–"
        if layout.name in ("event", "dispute"):
            needs = _PROSE[layout.name][number]
        shows = ", ".join(f"`{key}`" for key in layout.shows)
        rows.append(_row(f"`{layout.name}`", layout.help[number], needs, shows))
    return "\n\n".join(
        [
            _PROSE["layouts"][number],
            "\n".join(rows),
            _PROSE["each"][number].format(keys=", ".join(f"`{key}`" for key in ANYWHERE[2:])),
        ]
    )
