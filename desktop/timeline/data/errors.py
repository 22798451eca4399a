"""What can be wrong with a file of events, said in French and English: the file, the row, the column, and what would be right."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages
from desktop.story.dates.errors import DateError

_MESSAGES: Final = Messages(
    {
        "library": (
            'a library is needed to read files of events: install it with  pip install "passeur[data]"',
            'il faut une bibliothèque pour lire les fichiers d’événements : installez-la par  pip install "passeur[data]"',
        ),
        "library.built": (
            "the packaged application does not carry the library that reads files of events; run Passeur from Python "
            'with it:  pip install "passeur[data]"',
            "l’application empaquetée ne contient pas la bibliothèque qui lit les fichiers d’événements ; lancez Passeur "
            'depuis Python avec elle :  pip install "passeur[data]"',
        ),
        "missing": (
            "there is no such file in the story’s folder",
            "ce fichier n’est pas dans le dossier de l’histoire",
        ),
        "suffix": (
            "the file is of no kind that can be read; it may end in {choices}",
            "ce type de fichier ne peut pas être lu ; il peut finir par {choices}",
        ),
        "unreadable": ("the file cannot be read: {reason}", "le fichier ne peut pas être lu : {reason}"),
        "utf8": (
            "the text is not UTF-8; save the file as CSV UTF-8",
            "le texte n’est pas en UTF-8 ; enregistrez le fichier en CSV UTF-8",
        ),
        "header": ("the first row must name the columns", "la première ligne doit nommer les colonnes"),
        "no_column": (
            "there is no such column; the file has {choices}",
            "cette colonne n’existe pas ; le fichier a {choices}",
        ),
        "no_date": (
            'the file has no column “date” and the track’s columns name no other: columns = {{ date = "{guess}" }}',
            'le fichier n’a pas de colonne « date » et la ligne n’en nomme pas d’autre : columns = {{ date = "{guess}" }}',
        ),
        "width": (
            "there are {found} cells where the first row has {wanted}; a cell with a comma in it stands in quotes",
            "il y a {found} cellules et {wanted} dans la première ligne ; une cellule avec une virgule se met entre guillemets",
        ),
        "json": ("this is not a JSON object: {reason}", "ce n’est pas un objet JSON : {reason}"),
        "other": (
            "{value} is not {kind}, which the column has above; dates and texts stand in quotes",
            "{value} n’est pas {kind}, comme au-dessus dans la colonne ; dates et textes se mettent entre guillemets",
        ),
        "kind.string": ("a text", "un texte"),
        "kind.int64": ("a whole number", "un nombre entier"),
        "kind.double": ("a number", "un nombre"),
        "kind.bool": ("true or false", "true ou false"),
        "kind.list": ("a list of texts", "une liste de textes"),
        "empty": ("the date is missing; for example 2014-06-05", "la date manque ; par exemple 2014-06-05"),
        "date": ("{reason}", "{reason}"),
        "far": (
            "the date is too far away to be shown; a year has at most eleven digits",
            "la date est trop lointaine pour être montrée ; une année a onze chiffres au plus",
        ),
        "order": (
            "the end, {second}, is before the beginning, {first}; for example {second}/{first}",
            "la fin, {second}, précède le début, {first} ; par exemple {second}/{first}",
        ),
        "number": ("“{value}” is not a number; for example 1.5", "« {value} » n’est pas un nombre ; par exemple 1.5"),
        "status": (
            "“{value}” is not a status; it may be {choices}",
            "« {value} » n’est pas un statut ; ce peut être {choices}",
        ),
        "source": (
            "the story has no source “{value}”; write [source.{value}]",
            "l’histoire n’a pas de source « {value} » ; écrivez [source.{value}]",
        ),
        "kind": (
            "the column holds {kind}, which is neither text nor a date nor a number",
            "la colonne contient {kind}, qui n’est ni un texte, ni une date, ni un nombre",
        ),
        "many": ("there are more than {most} events", "il y a plus de {most} événements"),
        "place": ("{file}, row {row:n}, column “{column}”", "{file}, ligne {row:n}, colonne « {column} »"),
        "row": ("{file}, row {row:n}", "{file}, ligne {row:n}"),
        "column": ("{file}, column “{column}”", "{file}, colonne « {column} »"),
        "file": ("{file}", "{file}"),
    }
)


class DataError(Exception):
    """A file of events that cannot be read.

    `row` counts as a spreadsheet does: 1 is the first line of the file, which names the columns of a CSV file; 0 is no row.
    """

    def __init__(self, code: str, file: str, row: int = 0, column: str = "", **values: object) -> None:
        self.code = code
        self.file = file
        self.row = row
        self.column = column
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """Say where and what is wrong, and what would be right."""
        key = "place" if self.row and self.column else "row" if self.row else "column" if self.column else "file"
        values = dict(self.values)
        if self.code == "other":
            values["kind"] = _MESSAGES(f"kind.{values['kind']}", language)
        reason = values.get("reason")
        if isinstance(reason, DateError):
            values["reason"] = reason.message(language)
        location = _MESSAGES(key, language, file=self.file, row=self.row, column=self.column)
        space = "\u00a0" if language.startswith("fr") else ""
        return f"{location}{space}: {_MESSAGES(self.code, language, **values)}"


class Cancelled(Exception):
    """Nobody waits for the events any more."""
