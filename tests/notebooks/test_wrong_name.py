"""The lesson *A wrong name*, done from beginning to end: with every answer given every fold is open, in the twins too."""

import json
import re

import nbformat
import pytest

from course.content import arc
from course.content.execute import execute


def answered(source: str, first: str, second: str) -> str:
    """A cell as a student leaves it who answers everything."""
    source = source.replace('FIRST, SECOND = "williams", "woodruff"', f'FIRST, SECOND = "{first}", "{second}"')
    source = source.replace('choice="", because=""', 'choice="a", because="it is what I would do"')
    source = re.sub(r'(predict\("[^"]+", )\.\.\., between=\((\d+), \d+\)', r"\g<1>\2, between=(0, 100)", source)
    source = re.sub(r'(predict\("[^"]+", )""', r'\1"my own words"', source)
    source = source.replace('["", ""]', '["cannot know", "stopped"]')
    if source.lstrip().startswith(("predict(", "record(")):
        source = source.replace("...", "3").replace('because=""', 'because="as they are"').replace('change=""', 'change="a case"')
    return source


@pytest.mark.notebook
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("first", "second"), [("williams", "woodruff"), ("ward", "file")])
def test_with_every_answer_every_fold_is_open(first, second, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_JOURNAL", str(tmp_path / "journal.json"))
    path = arc.place("wrong_name").path.with_suffix(".ipynb")
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = answered(cell.source, first, second)
    done = execute(notebook, path.parent)
    told = [str(one.get("data", {}).get("text/html", "")) for cell in done.cells for one in cell.get("outputs", [])]
    shown = "\n".join(told)
    for open_still in ("Closed.", "Still to do", "Still empty", "not decided yet", "nothing yet", "is not among"):
        assert open_still not in shown, open_still
    assert shown.count("What happened:") >= 16 + 8
    kept = json.loads((tmp_path / "journal.json").read_text())
    assert len([key for key in kept["kept"] if key.startswith(f"chain/{first}/")]) == 8
    assert len([key for key in kept["kept"] if key.startswith(f"chain/{second}/")]) == 8
    assert [entry["lesson"] for entry in kept["record"]] == ["wrong_name"]
    if first == "ward":
        assert not re.search(r"Williams|Woodruff|Detroit", "\n".join(part for part in told if "You are" in part or "You chose" in part))
