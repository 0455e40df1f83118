"""The house: every room imports only from the rooms below it, no file is part of a circle, and no name is borrowed that is private."""

import ast
import itertools
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.conftest import ROOT

# From the ground up. A room may import from what stands before it in this list, and from itself.
ROOMS = ("errors", "files", "paths", "lazy", "timelimit", "terminal", "children", "yamltext", "distances", "pixels", "recognisers", "evaluation", "checks", "policy", "faces", "matching", "own", "accuracy", "rekognition", "judgement",
         "figures", "explorer", "mending", "content", "study", "authoring", "grading", "proofs", "teach", "site", "setup", "cli")
FILES = sorted(path for path in (ROOT / "course").rglob("*.py") if "inside" not in path.parts or "grading" in path.parts)


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {module(path): path for path in FILES}


def imports(path: Path):
    """(module of the course, name taken from it or None, line), wherever in the file they stand; not those for type checkers alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unseen = {id(node) for block in ast.walk(tree) if isinstance(block, ast.If) and getattr(block.test, "id", "") == "TYPE_CHECKING"
              for node in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((one.name, None, node.lineno) for one in node.names if one.name.split(".")[0] == "course")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "course":
            for one in node.names:
                whole = f"{node.module}.{one.name}"
                if whole in NAMES:
                    yield whole, None, node.lineno
                elif id(node) not in unseen:
                    yield node.module, one.name, node.lineno


def room(name: str) -> str:
    return ([*name.split("."), ""])[1]


def test_every_room_has_its_floor():
    assert {room(name) for name in NAMES} - {""} == set(ROOMS)


def test_no_arrow_runs_back_up():
    up = [f"{path.relative_to(ROOT)}:{line} takes {target}" for path in FILES for target, _, line in imports(path)
          if room(target) and room(module(path)) and ROOMS.index(room(target)) > ROOMS.index(room(module(path)))]
    assert not up, "a room imports from a room above it"


def test_no_file_is_part_of_a_circle():
    graph = {module(path): {target for target, _, _ in imports(path) if target != module(path)} - {"course"} for path in FILES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(f"a circle of imports: {' -> '.join(error.args[1])}") from None


def test_no_private_name_is_imported():
    private = [f"{path.relative_to(ROOT)}:{line} takes {name} from {target}" for path in FILES for target, name, line in imports(path)
               if name and name.startswith("_") and not name.startswith("__")]
    assert not private, "give the name a public one, or keep it in its file"


def test_the_package_names_its_rooms():
    told = (ROOT / "course" / "__init__.py").read_text()
    single = {"errors", "files", "paths", "lazy", "timelimit", "terminal", "children", "yamltext", "distances", "pixels", "recognisers", "cli"}
    for name in itertools.filterfalse(single.__contains__, ROOMS):
        assert f"``course.{name}``" in told, f"the table in course/__init__.py leaves out {name}"


def test_the_tree_of_errors_is_whole():
    bases = {node.name: (ast.unparse(node.bases[0]), module(path)) for path in FILES
             for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef) and node.bases}
    family = {"CourseError": module(ROOT / "course" / "errors.py")}
    while grown := {name: place for name, (base, place) in bases.items() if base in family and name not in family}:
        family |= grown
    told = dict(line.split() for line in ast.get_docstring(ast.parse((ROOT / "course" / "errors.py").read_text())).splitlines()
                if len(line.split()) == 2 and line.startswith("    "))
    assert told == family, "course/errors.py shows another tree than the code has"


def test_docstrings_name_errors_in_one_style():
    inline = re.compile(r"(?:^|[.\s])Raises `{0,2}[A-Z]\w+")
    wrong = [f"{path.relative_to(ROOT)}: {node.name}" for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and inline.search(ast.get_docstring(node) or "")]
    assert not wrong, "a section `Raises`, with the error and when it is raised"
