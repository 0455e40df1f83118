"""The lab's reader of py:percent gives what jupytext gives, for every source of the course."""

import importlib.util

import jupytext

from course import paths
from course.content import assignments
from tests.conftest import ROOT

PLACE = ROOT / "course" / "site" / "browser" / "inside" / "jupytext.py"


def test_it_reads_every_source_as_jupytext_does():
    spec = importlib.util.spec_from_file_location("jupytext_of_the_lab", PLACE)
    ours = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(ours)
    files = [*paths.NOTEBOOKS.glob("*.py"), *paths.NOTEBOOKS.glob("browser/*.py"), *paths.ASSIGNMENTS.glob("*/assignment.py"),
             *paths.ASSIGNMENTS.glob("*/*_answers/*.py")]
    assert len(files) > 50 and assignments.slugs()
    for path in files:
        text = path.read_text(encoding="utf-8")
        text = (text.split("# ---\n", 2)[2] if text.startswith("# ---") else text).strip("\n") + "\n"
        theirs, mine = jupytext.reads(text, fmt="py:percent").cells, ours.reads(text, "py:percent").cells
        assert len(theirs) == len(mine), path
        for one, other in zip(theirs, mine, strict=True):
            metadata = {key: value for key, value in one.metadata.items() if key != "lines_to_next_cell"}
            assert (one.cell_type, one.source, metadata) == (other.cell_type, other.source, other.metadata), path
