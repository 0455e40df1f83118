"""The journal: first answers stay, nothing a student types raises, and nothing gets lost."""

import json
import os
import re
import stat
import subprocess
import sys

import numpy as np
import pytest
from click.testing import CliRunner

from course.cli import cli
from course.errors import CourseError
from course.figures.figure import Figure
from course.judgement import journal
from course.policy import check_prose
from tests.conftest import ROOT

FULL = {"recordings": 60, "streets": 10, "shop": 30, "sure": 50, "because": "They solve cases.", "change": "Wrong names."}


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_JOURNAL", str(tmp_path / "own" / "journal.json"))
    monkeypatch.setattr(journal, "_OUTCOMES", {})
    return tmp_path / "own" / "journal.json"


def test_it_lies_beside_the_progress_file_unless_it_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSE_JOURNAL")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "p.json"))
    assert journal.file() == tmp_path / ".journal.json"
    monkeypatch.delenv("COURSE_PROGRESS")
    assert journal.file() == ROOT / ".journal.json"
    monkeypatch.setenv("COURSE_PROGRESS", "")
    assert journal.file() is None, "whoever keeps no progress keeps no journal"
    monkeypatch.setenv("COURSE_JOURNAL", "")
    assert journal.file() is None


def test_git_leaves_it_out():
    assert "/.journal.json" in (ROOT / ".gitignore").read_text().splitlines()


# --- predictions ---------------------------------------------------------------------------------------------------


def test_the_first_prediction_stays(place):
    assert "You say: 4" in str(journal.predict("k", 4))
    again = str(journal.predict("k", 9))
    assert "You said" in again and "4" in again and "9" not in again and "stays" in again
    assert json.loads(place.read_text())["kept"]["k"]["said"] == 4
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", journal.kept("k")["on"])


@pytest.mark.parametrize("empty", [..., None, "", "  ", [], {}, [1, ...], {"a": None}, ["x", ""]])
def test_what_is_not_answered_is_still_to_do(empty, place):
    assert "Still to do" in str(journal.predict("k", empty))
    assert not place.exists()


@pytest.mark.parametrize(
    ("answer", "limits", "says"),
    [
        (13, {"between": (0, 12)}, "from 0 to 12"),
        (-1, {"between": (0, 12)}, "from 0 to 12"),
        ("five", {"between": (0, 12)}, "from 0 to 12"),
        (True, {"between": (0, 12)}, "from 0 to 12"),
        ({"a": 3, "b": 6}, {"between": (0, 5)}, "from 0 to 5"),
        ("D", {"options": "ABC"}, "not among"),
        (["A", "Z"], {"options": {"A": "one", "B": "two"}}, "not among the answers: A, B"),
        (object(), {}, "a number, a text, or a list"),
        (float("nan"), {}, "a number, a text, or a list"),
        (np.zeros(3), {}, "a number, a text, or a list"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence(answer, limits, says, place):
    said = str(journal.predict("k", answer, **limits))
    assert says in said and "wrong" not in said.lower()
    assert not place.exists()


@pytest.mark.parametrize("answer", [0, False, 0.25, "up", [1, 2], {"a": 1}, np.int64(3), np.float32(0.5), ("x", "y")])
def test_what_can_be_kept_is_kept(answer):
    journal.predict("k", answer)
    assert "You said" in str(journal.predict("k"))


def test_a_student_may_pass():
    assert "pass" in str(journal.predict("k", "pass", between=(0, 1), options=[0, 1]))
    assert "The answer" in str(journal.fold("k", "The answer"))


# --- folds ---------------------------------------------------------------------------------------------------------


def test_a_fold_opens_after_the_prediction_only():
    opened = []
    closed = journal.fold("k", "Secret", lambda: opened.append(1) or "Shown", outcome=7)
    assert "Secret" not in closed._repr_html_() + str(closed) and not opened
    journal.predict("k", 5)
    fold = journal.fold("k", "Secret **word**", lambda: opened.append(1) or "Shown", outcome=7)
    assert "<strong>word</strong>" in fold._repr_html_() and "Shown" in fold._repr_html_() and opened
    assert "You said:</strong> 5" in fold._repr_html_()


def test_where_no_journal_is_kept_the_reader_opens_it(monkeypatch):
    monkeypatch.setenv("COURSE_JOURNAL", "")
    fold = journal.fold("k", "Secret")._repr_html_()
    assert re.search(r"<details><summary[^>]*>.+</summary>.*Secret.*</details>", fold, re.S)
    assert "<details open" not in fold
    assert "Write down your own answer" in str(journal.predict("k"))
    assert "write it down for yourself" in str(journal.record("start"))
    assert "No journal is kept here" in str(journal.record("start", **FULL))


def test_a_fold_takes_figures_and_tables():
    import matplotlib.pyplot as plt
    import pandas as pd

    journal.predict("k", 1)
    figure = Figure(plt.figure(), "A figure that shows nothing at all.")
    shown = journal.fold("k", lambda: figure, pd.DataFrame({"a": [1]}), 3.5)._repr_html_()
    assert 'alt="A figure that shows nothing at all."' in shown and "<table" in shown and "3.5" in shown


def test_what_a_student_wrote_is_shown_as_text():
    journal.predict("k", "<script>alert(1)</script>")
    for shown in (journal.predict("k"), journal.fold("k", "x"), journal.outcomes("k")):
        assert "<script" not in shown._repr_html_()


def test_predictions_stand_beside_what_came_out():
    journal.predict("a", 5)
    journal.fold("a", "x", outcome=28)
    table = str(journal.outcomes("a", "b", questions={"a": "How many?"}))
    assert "How many? | 5 (" in table and "28" in table
    assert "b | nothing yet | run the cell above" in table


def test_a_folds_text_stands_beside_the_notebook(monkeypatch, tmp_path):
    (tmp_path / "a.yml").write_text("k:\n  asked: How many?\n  outcome: 3\n  text: There were **{n}** {claim:A01}.\n'k:more':\n  text: More of it.\n")
    told = journal.folds(tmp_path)
    monkeypatch.setattr(journal, "folds", lambda: told)
    assert "There were" not in str(journal.fold("k", n=4)) and "More" not in str(journal.fold("k:more"))
    journal.predict("k", 1)
    shown = journal.fold("k", n=4)._repr_html_()
    assert "There were <strong>4</strong>" in shown and 'href="https://www.aclu.org' in shown
    assert "More of it." in str(journal.fold("k:more"))
    assert "How many? | 1 (" in str(journal.outcomes("k")) and str(journal.outcomes("k")).endswith("| 3")


@pytest.mark.parametrize(("text", "says"), [("k:\n  text: x\n", "another fold 'k'"), ("n:\n  texts: x\n", "no 'texts'")])
def test_a_broken_fold_is_the_authors_mistake(text, says, tmp_path):
    (tmp_path / "a.yml").write_text("k:\n  text: x\n")
    (tmp_path / "b.yml").write_text(text)
    with pytest.raises(journal.JournalError, match=says):
        journal.folds(tmp_path)


def test_every_fold_has_its_sources_and_is_used():
    sources = "".join(path.read_text() for path in (ROOT / "notebooks").glob("*.py"))
    for key, one in journal.folds().items():
        assert not [str(finding) for finding in check_prose(re.sub(r"\{\w+\}", "some", one.get("text", "")), key)]
        assert f'"{key}"' in sources, f"no lesson opens {key}"


# --- the file ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["{", "[]", '{"kept": []}', '{"record": {}}', "\xff"])
def test_a_journal_that_cannot_be_read_is_left_as_it_is(content, place):
    place.parent.mkdir()
    place.write_text(content, encoding="latin-1")
    for said in (journal.predict("k", 1), journal.fold("k", "x"), journal.record("start", **FULL), journal.show(), journal.outcomes("k")):
        assert str(place) in str(said) and "Rename it" in str(said)
    assert place.read_text(encoding="latin-1") == content


def test_a_disk_that_takes_nothing_is_said(place, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal, "write_whole", full)
    assert "No space left on device" in str(journal.predict("k", 1)) and "Nothing was kept" in str(journal.predict("k", 1))


def test_only_its_owner_may_read_it(place):
    journal.predict("k", 1)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_two_notebooks_at_once_lose_nothing(place):
    code = "import sys\nfrom course.judgement import journal\nfor i in range(12): journal.keep(f'{sys.argv[1]}{i}', i)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([sys.executable, "-c", code, name], env=environment) for name in "abc"]
    assert [one.wait(120) for one in running] == [0, 0, 0]
    assert len(json.loads(place.read_text())["kept"]) == 36


def test_what_others_wrote_into_it_stays(place):
    place.parent.mkdir()
    place.write_text('{"kept": {}, "later": [1]}')
    journal.predict("k", 1)
    assert json.loads(place.read_text())["later"] == [1]


# --- the decision record -------------------------------------------------------------------------------------------


def test_a_record_names_what_is_empty():
    said = str(journal.record("start", recordings=50, because="x"))
    assert said.startswith("Still empty: streets, shop, sure, change.")
    assert journal.read()["record"] == []


@pytest.mark.parametrize("change", [{"shop": 101}, {"sure": -1}, {"streets": "much"}, {"because": 7}])
def test_a_record_says_which_field_to_look_at(change):
    said = str(journal.record("start", **{**FULL, **change}))
    assert next(iter(change)) in said and "wrong" not in said.lower()
    assert journal.read()["record"] == []


def test_first_and_last_stand_side_by_side_in_the_students_words():
    journal.record("start", **FULL)
    journal.record("start", **FULL)
    assert len(journal.read()["record"]) == 1, "the same entry is kept once"
    journal.record("wrong_name", **{**FULL, "recordings": 40, "because": "In between."})
    journal.record("city", **{**FULL, "recordings": 20, "because": "Of 5 < 6 names."})
    shown = journal.show()
    assert "60 | 20" in str(shown) and "They solve cases. | Of 5 < 6 names." in str(shown)
    assert "In between" not in str(shown)
    assert "Of 5 &lt; 6 names." in shown._repr_html_()


def test_moving_and_staying_count_the_same():
    def markup(last):
        journal.file().unlink(missing_ok=True)
        journal.record("start", **FULL)
        said = journal.record("city", **{**FULL, **last})
        return re.sub(r"\d+|<td>[^<]*</td>", "", journal.show()._repr_html_()), str(said)

    assert markup({}) == markup({"recordings": 0, "streets": 100, "shop": 99, "because": "All is different now."})


def test_the_record_stands_in_the_four_lessons_it_names():
    asked = {}
    for path in (ROOT / "notebooks").glob("*.py"):
        asked |= dict.fromkeys(re.findall(r'^record\("(\w+)"', path.read_text(), re.M), path.stem[3:])
    assert asked == {"start": "start_here", "wrong_name": "wrong_name", "owed": "owed", "city": "capstone"}
    assert set(asked) == set(journal.WHEN)
    assert re.search(r"^show\(\)$", (ROOT / "notebooks").glob("*_capstone.py").__next__().read_text(), re.M)


def test_an_unknown_lesson_is_the_authors_mistake():
    with pytest.raises(CourseError, match="there is no record in 'amazon'"):
        journal.record("amazon", **FULL)


# --- cards ---------------------------------------------------------------------------------------------------------


def cards(folder, count):
    folder.mkdir(exist_ok=True)
    for number in range(count):
        told = {name: [number * 10, 50] for name in journal.RATED}
        (folder / f"card-{number}.json").write_text(json.dumps({"card": f"{number:016x}", **told}))
    return folder


def test_a_card_holds_numbers_only(tmp_path):
    journal.record("start", **FULL)
    journal.record("city", **{**FULL, "shop": 90})
    place = journal.card(tmp_path)
    told = json.loads(place.read_text())
    assert set(told) == {"card", *journal.RATED} and told["shop"] == [30, 90]
    for hint in ("start", "city", "solve", "Wrong", str(os.getuid()) + ":", journal.kept("x") or "2026-"):
        assert str(hint) not in place.read_text()
    assert journal.card(tmp_path) == place, "a second card is the same card"
    assert stat.S_IMODE(journal.file().stat().st_mode) == 0o600


def test_no_record_no_card(tmp_path):
    with pytest.raises(journal.JournalError, match="Nothing is recorded yet"):
        journal.card(tmp_path)


def test_of_fewer_than_eight_cards_no_picture_is_drawn(tmp_path):
    from course.figures.chain import class_picture

    folder = cards(tmp_path / "cards", 7)
    with pytest.raises(journal.JournalError, match="There are 7 cards"):
        journal.cards(folder)
    (folder / "again.json").write_text((folder / "card-0.json").read_text())
    with pytest.raises(journal.JournalError, match="There are 7 cards"):
        journal.cards(folder)
    with pytest.raises(journal.JournalError, match="fewer than 8"):
        class_picture([{name: [1, 2] for name in journal.RATED}] * 7)
    out = tmp_path / "class.png"
    done = CliRunner().invoke(cli, ["record", "picture", str(folder), "--out", str(out)])
    assert isinstance(done.exception, journal.JournalError) and not out.exists()
    cards(folder, 8)
    done = CliRunner().invoke(cli, ["record", "picture", str(folder), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"\x89PNG") and "8 anonymous cards" in done.output


@pytest.mark.parametrize("spoil", [{"name": "Ada"}, {"shop": [1]}, {"shop": [1, 200]}, {"shop": [True, 1]}, {"sure": "x"}, {"card": 5}])
def test_what_is_no_card_is_named(spoil, tmp_path):
    folder = cards(tmp_path / "cards", 9)
    told = json.loads((folder / "card-3.json").read_text())
    (folder / "card-3.json").write_text(json.dumps({**told, **spoil}))
    with pytest.raises(journal.JournalError, match=r"card-3\.json is no card"):
        journal.cards(folder)


def test_the_commands_show_and_write(tmp_path):
    journal.record("start", **FULL)
    assert "They solve cases." in CliRunner().invoke(cli, ["record", "show"]).output
    assert str(journal.file()) in CliRunner().invoke(cli, ["record", "show"]).output
    done = CliRunner().invoke(cli, ["record", "card", str(tmp_path)])
    assert "numbers only" in done.output and len(list(tmp_path.glob("card-*.json"))) == 1


def test_it_is_deleted_only_after_a_yes(place):
    journal.predict("k", 1)
    assert CliRunner().invoke(cli, ["record", "forget"], input="n\n").exit_code == 1 and place.exists()
    assert "is deleted" in CliRunner().invoke(cli, ["record", "forget"], input="y\n").output and not place.exists()
    assert "no journal to delete" in CliRunner().invoke(cli, ["record", "forget", "--yes"]).output
