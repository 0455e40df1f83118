"""Several wrong answers in one notebook, each to another task: what one notebook each would say, for a third of the work.

Most wrong answers change one task and must lose that task alone. In a notebook with several of them, exactly their tasks must fail, each
with its own message under its own test cell, and all others must pass. Where anything else comes out, :mod:`course.proofs.prove` runs each
of them alone, with the same draws, and judges by that.

Two answers can hide one another: the first breaks the second's task without saying so, and that task fails in any case. So an answer is
kept alone when what it sets or changes is used by another task, by a given cell that makes something of it, or by a hidden check of another
task; when running its cell changes data that it looks at; and two are kept apart when one sets or changes what the other uses or sets. What
an answer sets and uses is read from its code (:class:`Reach`); whether its cell changes data is tried.

What this could still hide: an answer whose function changes data that is not its own when one of the notebook's cells calls it, so that
another task comes out wrong, where that task has a wrong answer in the same notebook, which then still loses its points and is told its own
message. (What the checks call runs in a fork for each task, and can change nothing.) That an answer by itself loses its task, and is told
its message, is asked of each one alone as well: the locked cells and the self-check are (:func:`course.proofs.prove.seen`).

Right answers stand several in a notebook as they are: a file of theirs answers nearly all tasks. To mix those of different files would test
less, since a right answer that breaks another task, or leans on a helper of its own file, has to be seen in its own notebook.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import io
import pickle
import symtable
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.content.assignments import Assignment
from course.content.cases import Case
from course.content.source import Cell, without_magics

# Methods that change what they are called on, of the containers, arrays, tables and generators that a notebook has.
_CHANGING = {
    "add", "append", "appendleft", "clear", "discard", "drop_duplicates", "extend", "extendleft", "fill", "insert", "itemset", "partition", "pop",
    "popitem", "popleft", "put", "remove", "resize", "reverse", "rotate", "seed", "set_index", "setdefault", "setflags", "shuffle", "sort",
    "sort_values", "update",
}  # fmt: skip
# Functions of modules that change the module, or what they are given. (np.sort gives a new array.)
_SETTING = {
    "chdir", "filterwarnings", "put", "seed", "set_option", "set_printoptions", "seterr", "setrecursionlimit", "shuffle", "simplefilter", "use",
}  # fmt: skip
# Whoever calls these may reach everything.
_ANYTHING = {"__import__", "compile", "delattr", "eval", "exec", "get_ipython", "globals", "locals", "setattr", "vars"}


@dataclass(frozen=True)
class Reach:
    """What a piece of code sets or changes in the notebook (``sets``), and which of the notebook's names it looks at (``uses``).

    Read from the text, and rather too much than too little. ``imports`` has ``(name, what it is)`` of what is imported, which is not
    among ``sets``. ``anything``: it may reach names that its text does not show.
    """

    sets: frozenset[str]
    uses: frozenset[str]
    imports: frozenset[tuple[str, str]] = frozenset()
    anything: bool = False

    @classmethod
    def of(cls, code: str, modules: Iterable[str] = ()) -> Reach:
        """The reach of a cell, where ``modules`` are names of modules. A cell that is not Python may do anything."""
        code = without_magics(code)
        try:
            tree, top = ast.parse(code), symtable.symtable(code, "<cell>", "exec")
        except SyntaxError:
            return cls(frozenset(), frozenset(), anything=True)
        sets, uses, imports, nodes = set(), set(), set(), list(ast.walk(tree))
        for table in _tables(top):
            for one in table.get_symbols():
                outer = table is top or one.is_global()
                if outer and (one.is_assigned() or one.is_namespace()):
                    sets.add(one.get_name())
                if outer and one.is_imported():
                    imports.add(one.get_name())
                if outer and one.is_referenced():
                    uses.add(one.get_name())
        modules = {*modules, *imports}
        sets |= {name for node in nodes for name in _changed(node, modules) if name in uses}
        called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        told = {told for node in nodes for told in _imported(node) if told[0] in imports}
        everything = any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in nodes)
        return cls(frozenset(sets), frozenset(uses), frozenset(told), everything or not _ANYTHING.isdisjoint(called))

    def touches(self, other: Reach) -> bool:
        """May either of the two change what the other uses or sets? The same import in both changes nothing."""
        return bool(self.changes(other) or other.changes(self))

    def changes(self, other: Reach) -> set[str]:
        """Names that this code sets or changes, and the other uses or sets."""
        mine = self.sets | {name for name, _ in self.imports - other.imports}
        return mine & (other.uses | other.sets | {name for name, _ in other.imports - self.imports})


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for one in table.get_children():
        yield from _tables(one)


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        for one in node.names:
            name = one.asname or (one.name if isinstance(node, ast.ImportFrom) else one.name.split(".")[0])
            yield name, f"{node.module}.{one.name}" if isinstance(node, ast.ImportFrom) else one.name if one.asname else name


def _changed(node: ast.AST, modules: set[str]) -> Iterator[str | None]:
    """The names of what a node changes in place: ``x`` of ``x.y = 1``, ``del x[0]``, ``x[0].sort()`` and ``np.random.shuffle(x)``."""
    if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, (ast.Store, ast.Del)):
        yield _root(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        whose = node.func.value
        if node.func.attr not in (_SETTING if isinstance(whose, ast.Name) and whose.id in modules else _CHANGING):
            return
        yield (root := _root(node.func))
        if root in modules or hasattr(builtins, root or ""):  # np.random.shuffle(x), list.sort(x)
            yield from map(_root, node.args[:1])


def _root(node: ast.AST) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def groups(assignment: Assignment, todo: Iterable[Case], names: Mapping[str, Any]) -> list[tuple[Case, ...]]:
    """All of ``todo``, those that may stand in one notebook together: as many groups as the task with the most wrong answers has, or some more.

    ``names`` is what the reference's notebook leaves behind.
    """
    elsewhere = _Elsewhere(assignment)
    alone, made = [], []
    for case in todo:
        task = next(iter(case.answers), "")
        reach = elsewhere.reach(case.answers[task]) if len(case.answers) == 1 and case.fails == {task} else None
        if reach is None or reach.anything or elsewhere.depends_on(task, reach) or _changes_data(case.answers[task], reach, names):
            alone.append((case,))
            continue
        place = next((group for group in made if task not in group and not any(reach.touches(one) for _, one in group.values())), None)
        if place is None:
            made.append(place := {})
        place[task] = (case, reach)
    return alone + [tuple(case for case, _ in group.values()) for group in made]


def _changes_data(code: str, reach: Reach, names: Mapping[str, Any]) -> bool:
    """Is any data that a cell looks at another when the cell has run? (A cell that only defines functions runs nothing.)"""
    quiet = (ast.FunctionDef, ast.Import, ast.ImportFrom)
    if all(isinstance(node, quiet) and not getattr(node, "decorator_list", ()) for node in ast.parse(without_magics(code)).body):
        return False
    data = {name: names[name] for name in reach.uses & names.keys() if not callable(names[name]) and not isinstance(names[name], types.ModuleType)}
    try:
        data = copy.deepcopy(data)
        before = {name: pickle.dumps(value) for name, value in data.items()}
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):  # a cell that fails does not stop a notebook
            exec(compile(without_magics(code), "<answer>", "exec"), {**names, **data})
        return any(pickle.dumps(value) != before[name] for name, value in data.items())
    except Exception:
        return True  # nothing can be told about it


class _Elsewhere:
    """What stands in the notebook beside a task, and what the hidden checks of other tasks ask for."""

    def __init__(self, assignment: Assignment):
        cells = [cell for cell in assignment.source.cells if cell.kind == "code" and cell.role != "variant"]
        first = [Reach.of(cell.text) for cell in cells if cell.role == "given"]
        self._given = frozenset(one for reach in first for one in reach.imports)
        self._asked = [(cell.task, _texts(cell)) for cell in cells if cell.role == "hidden"]
        shown = [(cell, self.reach(cell.text)) for cell in cells if cell.role != "hidden"]
        # A plain cell that only shows something, or keeps it for itself: nothing later can depend on that.
        asked = {text for _, texts in self._asked for text in texts}
        self._cells = [(cell.task, reach) for place, (cell, reach) in enumerate(shown)
                       if cell.role or reach.sets & asked or any(reach.sets & later.uses for _, later in shown[place + 1 :])]

    def reach(self, code: str) -> Reach:
        """The reach of a cell in this notebook, where what the given cells import is there already."""
        found = Reach.of(code, {name for name, _ in self._given})
        return Reach(found.sets, found.uses, found.imports - self._given, found.anything)

    def depends_on(self, task: str, reach: Reach) -> bool:
        """May something that does not belong to ``task`` come out otherwise after a cell with this reach?"""
        return any(of != task and reach.changes(there) for of, there in self._cells) or any(
            of != task and reach.sets & texts for of, texts in self._asked)


def _texts(cell: Cell) -> frozenset[str]:
    """A hidden cell runs elsewhere, and asks the notebook by name: every text in it may be one."""
    return frozenset(node.value for node in ast.walk(ast.parse(cell.text)) if isinstance(node, ast.Constant) and isinstance(node.value, str))
