"""Update the catalogues of sentences.

They are desktop/locale/<code>/LC_MESSAGES/passeur.po, which a translator edits, for example with Poedit, and the .mo
beside it, which the program reads; both are committed, so that a bare source tree needs no tool. To begin a language, make
its folder with an empty passeur.po and run this once. How it writes dates and numbers is in its locale.toml.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PROJECT: Final = Path(__file__).resolve().parent.parent
LOCALE: Final = PROJECT / "desktop" / "locale"
SOURCES: Final = (PROJECT / "desktop", PROJECT / "packaging" / "setup_messages.py")

PROMISED: Final[dict[str, tuple[str, ...]]] = {
    "fr": ("desktop/", "packaging/"),
    "de": ("desktop/ui/widgets/actions.py", "desktop/ui/window/menus.py"),  # it proves that a language needs no code
}
"""The files, by the beginnings of their names, whose sentences a language translates; all others may stay English."""

# Which arguments of a call are sentences, by position or keyword.
_SENTENCE_ARGUMENTS: Final[dict[str, tuple[int | str, ...]]] = {
    "Action": (1,),
    "Field": (2,),
    "LayoutSpec": (1, 2, "requirements"),
    "Table": (2,),
    "Writer": (2,),
    "color_field": (0,),
    "ribbon_field": (0,),
}


class Message(NamedTuple):
    """A sentence found in the code."""

    text: str
    plural: str = ""
    context: str = ""


@cache
def extract_messages() -> dict[Message, list[str]]:
    """Return each sentence of the code with its files."""
    found: dict[Message, list[str]] = {}
    for source in SOURCES:
        for path in sorted(source.rglob("*.py")) if source.is_dir() else [source]:
            name = path.relative_to(PROJECT).as_posix()
            for message in _messages_of(ast.parse(path.read_text("utf-8"))):
                files = found.setdefault(message, [])
                if name not in files:
                    files.append(name)
    return found


def _messages_of(tree: ast.Module) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [_text(argument) for argument in node.args]
        if name == "plural":
            yield Message(texts[0], texts[1])
        elif name == "in_context" and texts[1]:
            yield Message(texts[1], context=texts[0])
        elif name == "Messages" and node.args and isinstance(node.args[0], ast.Dict):
            yield from (Message(text) for text in map(_text, node.args[0].values) if text)
        elif name == "translate" and texts and texts[0]:
            yield Message(texts[0], context=texts[1] if len(texts) > 1 else "")
        else:
            if name == "Field" and texts and texts[0]:
                label = next((_text(keyword.value) for keyword in node.keywords if keyword.arg == "label"), "")
                yield Message(label or texts[0].replace("_", " ").capitalize(), context="field")
            named = {keyword.arg: _text(keyword.value) for keyword in node.keywords}
            for place in _SENTENCE_ARGUMENTS.get(name, ()):
                text = named.get(place, "") if isinstance(place, str) else next(iter(texts[place:]), "")
                if text:
                    yield Message(text)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def po_files(folder: Path = LOCALE) -> list[Path]:
    """Return the catalogues, one a language."""
    return sorted(folder.glob("*/LC_MESSAGES/passeur.po"))


def main() -> None:
    """Update every catalogue; print what is to be translated now."""
    update()
    for path in po_files():
        for line, text in untranslated_sentences(path):
            print(f"{path.relative_to(PROJECT).as_posix()}:{line}: {text}")


def untranslated_sentences(path: Path) -> list[tuple[int, str]]:
    """Return line and text of each promised sentence without a translation."""
    promised = PROMISED.get(path.parent.parent.name, ())
    files = extract_messages() if promised else {}
    found = []
    for entry in read_catalog(path):
        one, many = (entry.id, "") if isinstance(entry.id, str) else entry.id
        forms = [entry.string] if isinstance(entry.string, str) else entry.string or ("",)
        message = Message(one, many, entry.context or "")
        if one and not all(forms) and any(file.startswith(promised) for file in files.get(message, ())):
            found.append((entry.lineno or 0, one))
    return found


def update(folder: Path = LOCALE) -> None:
    """Update every catalogue with the sentences of the code.

    Translations are kept, and the catalogues compiled.
    """
    for path in po_files(folder):
        catalog = read_catalog(path)
        # A guess from a sentence like it reads as a translation, and says another thing.
        if catalog.fuzzy:  # a new one
            catalog.fuzzy, catalog.project, catalog.version = False, "Passeur", "1"
            catalog.header_comment = f"# {catalog.locale_identifier} for Passeur."
        catalog.update(_template(catalog), no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        write_catalog(catalog, path)


def read_catalog(path: Path) -> Catalog:
    """Return the catalogue in a .po file."""
    from babel.messages.pofile import read_po

    with open(path, "rb") as stream:
        return read_po(stream, locale=path.parent.parent.name)


def write_catalog(catalog: Catalog, path: Path) -> None:
    """Write a catalogue as .po and .mo.

    There are no line numbers and dates, so that only changed sentences change the file.
    """
    from babel.messages.pofile import write_po

    po = io.BytesIO()
    write_po(po, catalog, width=0, sort_by_file=True, include_lineno=False)
    path.write_bytes(po.getvalue())
    path.with_suffix(".mo").write_bytes(compile_catalog(catalog))


def compile_catalog(catalog: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    from babel.messages.mofile import write_mo

    mo = io.BytesIO()
    write_mo(mo, catalog)
    return mo.getvalue()


def _template(catalog: Catalog) -> Catalog:
    from babel.messages.catalog import Catalog as NewCatalog

    template = NewCatalog(project="Passeur", creation_date=catalog.creation_date)
    for message, files in extract_messages().items():
        text = (message.text, message.plural) if message.plural else message.text
        template.add(text, context=message.context or None, locations=[(file, 0) for file in files])
    return template
