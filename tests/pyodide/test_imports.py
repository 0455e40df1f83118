"""What a notebook imports in the browser needs no package that is not there: checked here in a second, before minutes under Node."""

import ast
import subprocess
import sys

import pytest

from course import paths
from course.content import assignments
from course.site.browser import wheels
from tests.conftest import ROOT

NOT_THERE = ("nbformat", "jsonschema", "nbclient", "nbconvert", "nbgrader", "cv2", "dlib", "deepface", "onnx", "onnxruntime", "filelock",
             "jupyter_core", "jupyter_client", "platformdirs", "psutil")
CHECKS = ("course.study.do", "course.study.selfcheck", "course.study.asked", "course.study.progress", "course.content.assignments",
          "course.content.doing", "course.judgement.journal", "course.rekognition")


@pytest.mark.slow
def test_lessons_and_assignments_import_what_a_browser_has():
    wanted = set(CHECKS)
    for path in [*paths.NOTEBOOKS.glob("*.py"), *(paths.ASSIGNMENTS / slug / "assignment.py" for slug in assignments.slugs())]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("import course", "from course")):
                for node in ast.parse(line).body:
                    wanted |= {one.name for one in node.names} if isinstance(node, ast.Import) else {node.module}
    program = "\n".join(["import sys", f"sys.path.insert(0, {str(ROOT)!r})", f"sys.modules.update(dict.fromkeys({NOT_THERE!r}))",
                         *(f"import {name}" for name in sorted(wanted)),
                         "from course.content import assignments", "[assignments.load(slug) for slug in assignments.slugs()]",
                         "from course.content import arc, doing, source", "[doing.read_all(source.read(one.path)) for one in arc.places().values()]"])
    # jupytext, which the lab replaces, needs nbformat: the lab's own reader takes its place here too.
    inside = ROOT / "course" / "site" / "browser" / "inside"
    program = f"import sys; sys.path.insert(0, {str(inside)!r})\n" + program
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1500:]


def test_what_the_plain_lab_holds_imports_nothing_that_it_leaves_out():
    held = wheels.course_files(whole=False)
    for name in held:
        if not name.endswith(".py"):
            continue
        tree = ast.parse(held[name].read_text(encoding="utf-8"))
        named = [one for one in tree.body if isinstance(one, ast.ImportFrom) and (one.module or "").startswith("course")]
        modules = {module for one in named for module in (one.module, *(f"{one.module}.{part.name}" for part in one.names))}
        files = {f"{module.replace('.', '/')}{end}" for module in modules for end in (".py", "/__init__.py")}
        assert not (gone := [file for file in files if (ROOT / file).exists() and file not in held]), f"{name} imports {gone}"
