"""The shape of the program: read from the source of every module, nothing is imported."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import desktop
from tests.unused_names import EXCEPTIONS, unused_names

ROOT = Path(desktop.__file__).parent
MAX_LINES = 400
MAX_MODULES = 25

MAX_SUMMARY_WORDS = 12
# What is still to be cut. Take out what you have cut; adding to these two lists is a defect.
CIRCLES_LEFT: set[frozenset[str]] = set()
TOO_LONG_LEFT: set[str] = set()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return all nodes of a module: walking a tree takes longer than parsing it."""
    return tuple(ast.walk(tree_of(path)))


@pytest.fixture(scope="module", autouse=True)
def let_go_of_trees() -> Iterator[None]:
    """Free the trees, which each later test's collection of garbage would walk through."""
    yield
    tree_of.cache_clear()
    nodes_of.cache_clear()


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Return every module by its dotted name."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(name: str, path: Path, known: set[str]) -> set[str]:
    """Return the modules that one module imports, at the top, in functions and for the type checker."""
    imported = set()
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, node.module] if node.module else parents)
            for alias in node.names:
                imported.add(f"{base}.{alias.name}" if f"{base}.{alias.name}" in known else base)
    return imported & known - {name}


def circles(graph: dict[str, set[str]]) -> set[frozenset[str]]:
    """Return each largest set of modules that reach one another."""

    def reached_from(name: str) -> set[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            new = graph[waiting.pop()] - seen
            seen |= new
            waiting.extend(new)
        return seen

    reached = {name: reached_from(name) for name in graph}
    return {
        frozenset(other for other in reached[name] if name in reached[other]) for name in graph if name in reached[name]
    }


def import_graph(root: Path = ROOT) -> dict[str, set[str]]:
    found = modules(root)
    return {name: imports_of(name, path, set(found)) for name, path in found.items()}


def test_no_modules_import_one_another_in_a_circle_of_any_kind() -> None:
    found = circles(import_graph())
    assert [circle for circle in found if not any(circle <= known for known in CIRCLES_LEFT)] == []
    assert [known for known in CIRCLES_LEFT if not any(circle <= known for circle in found)] == []  # take them out


def test_a_circle_through_a_function_or_the_type_checker_is_seen(tmp_path: Path) -> None:
    package = tmp_path / "pack"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "a.py").write_text("from pack import b\n")
    (package / "b.py").write_text("def late():\n    from pack.c import thing\n")
    (package / "c.py").write_text("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import a\n")
    (package / "d.py").write_text("import pack.a\n")
    assert circles(import_graph(package)) == {frozenset({"pack.a", "pack.b", "pack.c"})}


def test_no_module_is_longer_than_a_reader_takes_in() -> None:
    long = {
        path.relative_to(ROOT).as_posix()
        for path in modules().values()
        if len(path.read_text("utf-8").splitlines()) > MAX_LINES
    }
    assert long - TOO_LONG_LEFT == set()
    assert TOO_LONG_LEFT - long == set()  # take them out


def test_no_module_of_tests_is_longer_than_a_reader_takes_in() -> None:
    tests = (ROOT.parent / "tests").rglob("*.py")
    assert [path.name for path in tests if len(path.read_text("utf-8").splitlines()) > MAX_LINES] == []


def test_no_folder_holds_more_modules_than_a_reader_takes_in() -> None:
    folders = {path.parent for path in modules().values()}
    assert [folder for folder in folders if len(list(folder.glob("*.py"))) > MAX_MODULES] == []


def test_only_the_program_itself_ends_the_process() -> None:
    # For a SystemExit in a slot Python ends the process, and with it a talk.
    ends = re.compile(r"\b(sys\.exit|os\._exit|raise SystemExit|(?<![.\w])(exit|quit)\()")
    found = {path.relative_to(ROOT).as_posix() for path in modules().values() if ends.search(path.read_text("utf-8"))}
    assert found <= {"cli/process.py", "ui/preview/__main__.py", "session/errors/error_log.py"}, found


def test_a_signal_that_asks_for_something_is_called_requested() -> None:
    other = re.compile(r"^\s+(\w*(?:wanted|asked|needed)\w*)(?:: \w+)? = Signal\(", re.MULTILINE)
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in modules().values()}
    assert sum(len(re.findall(r"_requested = Signal\(", text)) for text in texts.values()) > 20
    assert [(place, name) for place, text in texts.items() for name in other.findall(text)] == []


def test_every_package_says_what_is_in_it() -> None:
    packages = [path for path in modules().values() if path.name == "__init__.py"]
    assert [path for path in packages if not ast.get_docstring(tree_of(path))] == []
    assert {path.parent for path in packages} == {path.parent for path in modules().values()}


def test_text_of_stories_is_shown_by_widgets_that_load_nothing():
    # QLabel, QMessageBox, QTextBrowser and QTextDocument take what looks like HTML for HTML, and open the files it names.
    allowed = {
        "desktop/ui/widgets/plain_text.py",
        "desktop/ui/widgets/sandboxed_browser.py",
        "desktop/output/sandboxed_document.py",
    }
    unsealed = {"QLabel", "QMessageBox", "QTextBrowser", "QTextEdit", "QTextDocument"}
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT.parent).as_posix()
        if name in allowed:
            continue
        for node in nodes_of(path):
            made = node.func if isinstance(node, ast.Call) else None
            if isinstance(made, ast.Attribute) and made.attr != "ExtraSelection":  # QMessageBox.warning
                made = made.value
            bases = node.bases if isinstance(node, ast.ClassDef) else []
            found += [
                f"{name}:{one.lineno}" for one in (made, *bases) if isinstance(one, ast.Name) and one.id in unsealed
            ]
    assert found == []


def shown_as_it_is(words: ast.expr) -> bool:
    """Return whether a tooltip is the program's own sentence, or shows its text as it is."""
    if isinstance(words, ast.IfExp):
        return shown_as_it_is(words.body) and shown_as_it_is(words.orelse)
    if isinstance(words, ast.Call) and isinstance(words.func, ast.Name):
        return words.func.id in ("plain_tooltip", "MESSAGES")
    return isinstance(words, ast.Constant)


def test_a_tooltip_shows_text_of_stories_as_it_is() -> None:
    # Qt takes what looks like HTML for HTML there too, and opens the files it names.
    places = {"setToolTip": 0, "showText": 1}
    calls = [
        (name, node, node.args[places[node.func.attr]])
        for name, path in modules(ROOT / "ui").items()
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in places
    ]
    assert len(calls) > 30
    assert [f"{name}:{node.lineno}" for name, node, words in calls if not shown_as_it_is(words)] == []


def test_a_long_text_is_cut_before_it_is_measured_for_a_label() -> None:
    found = [name for name, path in modules(ROOT / "ui").items() if ".elidedText(" in path.read_text("utf-8")]
    assert found == ["ui.widgets.plain_text"]  # its `elided` takes the same time for any text


def test_the_bytes_of_a_picture_are_read_while_it_has_a_name() -> None:
    # The view that PySide gives does not keep the picture alive: of one without a name the bytes are freed memory.
    folders = (ROOT, ROOT.parent / "packaging", ROOT.parent / "tests")
    readers = {"bits", "constBits", "scanLine", "constScanLine"}
    found = [
        f"{path.relative_to(ROOT.parent)}:{node.lineno}"
        for path in sorted(path for folder in folders for path in folder.rglob("*.py"))
        if any(f".{reader}" in path.read_text("utf-8") for reader in readers)
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr in readers and isinstance(node.value, ast.Call)
    ]
    assert found == []


def test_colours_of_the_interface_stand_in_one_palette() -> None:
    palette = ROOT / "ui" / "widgets" / "interface_colors.py"
    literal = re.compile(r"#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?\b")
    assert literal.search(palette.read_text("utf-8"))
    paths = (path for path in sorted((ROOT / "ui").rglob("*.py")) if path != palette)
    assert [str(path) for path in paths if literal.search(path.read_text("utf-8"))] == []


Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstrings(nodes: Iterable[ast.AST]) -> Iterator[tuple[Documented, int, str]]:
    """Yield each module, class and function that has a docstring, with its line and its text."""
    for node in nodes:
        if isinstance(node, Documented) and (text := ast.get_docstring(node)) is not None:
            yield node, node.body[0].lineno, text


def docstrings_of_program() -> Iterator[tuple[str, Documented, str]]:
    """Yield (place, documented node, text) of all docstrings of the program."""
    for path in modules().values():
        for node, line, text in docstrings(nodes_of(path)):
            yield f"{path.relative_to(ROOT.parent).as_posix()}:{line}", node, text


def test_the_first_line_of_a_docstring_has_at_most_twelve_words() -> None:
    summaries = ((place, text.splitlines()[0]) for place, _, text in docstrings_of_program())
    assert [
        f"{place}: {summary}" for place, summary in summaries if len(summary.split()) > MAX_SUMMARY_WORDS
    ] == []  # further facts stand below the first line


def names_defined(nodes: Iterable[ast.AST]) -> set[str]:
    """Return what a module makes or imports: modules, classes, functions, attributes, constants."""
    names = set()
    for node in nodes:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names.update((node.module or "").split("."))
        elif isinstance(node, ast.alias):
            names.update(node.name.split("."))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        if isinstance(node, ast.ClassDef | ast.Module):
            targets = (target for one in node.body if isinstance(one, ast.Assign) for target in one.targets)
            names.update(target.id for target in targets if isinstance(target, ast.Name))
    return names


def names_used(node: Documented) -> set[str]:
    """Return the names, parameters, attributes and one-word strings in the code of a module, class or function."""
    names: set[str] = set()
    for one in ast.walk(node):
        match one:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                names.add(name)
            case ast.keyword(arg=str(name)):
                names.add(name)
            case ast.Constant(value=str(text)) if " " not in text:
                names.update(re.findall(r"\w+", text))
    return names


NO_NAME = re.compile(r"\w|Q[A-Z]\w*\..*|.*\.(csv|md|mo|png|po|py|svg|toml)")
"""In backticks, but none of ours: a variable of a formula, `QWidget.show`, a file."""


def unknown_names(node: Documented, text: str, known: set[str]) -> list[str]:
    """Return the names in backticks that are neither in the code below the docstring nor known to the program."""
    names = (name for name in re.findall(r"`([A-Za-z_][\w.]*)`", text) if not NO_NAME.fullmatch(name))
    unknown = [name for name in names if not set(name.split(".")) <= known]
    used = names_used(node) if unknown else set()
    return [name for name in unknown if not set(name.split(".")) <= known | used]


def test_a_name_in_backticks_in_a_docstring_exists() -> None:
    known = set(dir(builtins) + dir(object)).union(*(path.with_suffix("").parts for path in modules().values()))
    known.update(*(names_defined(nodes_of(path)) for path in modules().values()))
    found = [
        f"{place}: `{name}`"
        for place, node, text in docstrings_of_program()
        for name in unknown_names(node, text, known)
    ]
    assert found == []  # a parameter that was renamed, or a name of Qt, which stands with its class: `QWidget.show`


def test_a_stale_name_in_a_docstring_is_seen() -> None:
    docstring = "Move by `step`, at least by `grain` of `units.py`, as `old.thing` does."
    tree = ast.parse(f'def move(step):\n    """{docstring}"""\n    return step\n')
    known = names_defined(ast.walk(tree))
    assert [unknown_names(node, text, known) for node, _, text in docstrings(ast.walk(tree))] == [
        ["grain", "old.thing"]
    ]


MADE_BY_A_RECIPE = ("/compare.", "/plain_text.", "/da/", ".da.", "/failed/")
"""What CONTRIBUTING.md has the reader make."""


@pytest.mark.parametrize("page", ["SECURITY.md", "README.md", "CONTRIBUTING.md", "desktop/README.md"])
def test_the_files_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT.parent / page).read_text("utf-8")
    named = re.findall(r"`((?:desktop|tests|packaging|assets)/[\w./-]*)`", text)
    missing = [name for name in named if not (ROOT.parent / name).exists()]
    assert [name for name in missing if not any(part in name for part in MADE_BY_A_RECIPE)] == []


def test_no_line_of_a_docstring_stands_twice() -> None:
    twice = []
    for path in modules().values():
        for node in nodes_of(path):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = [line.strip() for line in (ast.get_docstring(node) or "").split("\n")]
                twice += [f"{path}: {first}" for first, second in pairwise(lines) if first and first == second]
    assert twice == []


def test_the_program_names_all_that_it_defines() -> None:
    program = {path.relative_to(ROOT).as_posix(): nodes_of(path) for path in modules().values()}
    found = unused_names(program, map(nodes_of, (ROOT.parent / "packaging").rglob("*.py")))
    assert [one for one in found if one.rpartition(" ")[2] not in EXCEPTIONS] == []  # what only tests named is deleted
    assert set(EXCEPTIONS) - {one.rpartition(" ")[2] for one in found} == set()  # take them out


def test_what_nobody_names_is_seen() -> None:
    first = '''
LIMIT = 1
UNUSED: int = 2
def again(): return again()
def used():
    """gone"""
    return LIMIT
def gone(): return "a gone thing"
class Box:
    size = 3
    def open(self): return "shut"
    def shut(self): pass
    @qt_override
    def paintEvent(self): pass
'''
    second = "from a import Box, used\nUNUSED = 4\nprint(Box.open, used, UNUSED)\n"
    program = {name: tuple(ast.walk(ast.parse(text))) for name, text in (("a.py", first), ("b.py", second))}
    assert unused_names(program, ()) == ["a.py Box: size", "a.py: UNUSED", "a.py: again", "a.py: gone"]
