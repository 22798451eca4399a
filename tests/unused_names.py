"""Find the functions, methods, classes and constants that no code names."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

EXCEPTIONS = {
    "_end_all": "`atexit` calls it",
    "is_complete": "what the tests and the bench of the timeline wait for",
    "keys_markdown": "CONTRIBUTING.md: it writes the list of keys for README.md",
    "prepareForPaint": "pyqtgraph calls it",
    "print_help": "argparse calls it",
    "write_reference": "CONTRIBUTING.md: it writes the help pages of the format",
}
NAME_IN_STRING = re.compile(r"[A-Za-z_]\w*")


def definitions(body: list[ast.stmt], place: str) -> Iterator[tuple[str, str, ast.stmt]]:
    """Yield (name, place, statement) of functions, methods, classes and constants; Qt calls its overrides."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            if not any("qt_override" in ast.unparse(decorator) for decorator in node.decorator_list):
                yield node.name, place, node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node.body, f"{place} {node.name}")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in (one for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)):
                yield name.id, place, node
        elif isinstance(node, ast.If | ast.Try):
            yield from definitions([*node.body, *node.orelse], place)


class Uses:
    """Counts the names that code reads: by themselves, and those of another object or module."""

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        self.alone: Counter[str] = Counter()
        self.of_others: Counter[str] = Counter()
        docstrings = set()
        for node in nodes:
            if isinstance(node, ast.Expr):
                docstrings.add(id(node.value))  # before what is inside of it: a walk goes level by level
            elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
                self.alone[node.id] += 1
            elif isinstance(node, ast.Attribute):
                self.of_others[node.attr] += 1
            elif isinstance(node, ast.ImportFrom):
                self.of_others.update(alias.name for alias in node.names)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                # A layout's drawing, a quoted type: "compare:compare", "list[Track]". Sentences name nothing.
                self.of_others.update(() if " " in node.value.strip() else NAME_IN_STRING.findall(node.value))

    def count(self, name: str) -> int:
        return self.of_others[name] + self.alone[name]


def unused_names(program: Mapping[str, tuple[ast.AST, ...]], others: Iterable[tuple[ast.AST, ...]]) -> list[str]:
    """Return the definitions of a program that neither it nor other code names.

    Each module is all of its nodes, as `ast.walk` yields them.
    """
    uses = {name: Uses(nodes) for name, nodes in program.items()}
    of_others: Counter[str] = Counter()
    for one in (*uses.values(), *map(Uses, others)):
        of_others.update(one.of_others)
    found = []
    for module, (tree, *_) in program.items():
        assert isinstance(tree, ast.Module)
        for name, place, node in definitions(tree.body, module):
            if name.startswith("__") and name.endswith("__"):
                continue
            count = of_others[name] + uses[module].alone[name]
            if count in (1, 2) and isinstance(node, ast.ClassDef | ast.FunctionDef):
                count -= Uses(ast.walk(node)).count(name)  # what only calls itself is not used
            if not count:
                found.append(f"{place}: {name}")
    return sorted(found)
