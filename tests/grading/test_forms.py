"""Forms through a whole class: collected, graded in the sandbox, in the gradebook beside notebooks, and handed back."""

import html
import json
import re

import pytest
from small_course import ASSIGNMENT, write_assignment

from course.content import assignments, forms, notebooks
from course.errors import CourseError
from course.grading import export, feedback, form_page, stats, submission
from course.grading.classroom import Classroom
from course.grading.edition import Editions
from course.grading.gradebook import reader, writer
from course.grading.gradebook.tables import opened
from course.grading.lms import collect, roster
from course.grading.records import NOT_BEGUN
from course.grading.run import grade
from tests.content.test_forms import envelope, known

SLUG = "wrong_name"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3))"
LIST = "id,first_name,last_name,track\nada,Ada,A,form\nben,Ben,B,\ncem,Cem,C,form\ndia,Dia,D,form\neve,Eve,E,code\nfay,Fay,F,form\ngus,Gus,G,\nhal,Hal,H,form\nivy,Ivy,I,\n"


@pytest.fixture(scope="module")
def graded(tmp_path_factory, examiner):
    """A class of both tracks, and what came of it: the room, what collecting said, what grading said."""
    folder = tmp_path_factory.mktemp("forms")
    form, release, _, answers = known(SLUG)
    work, notebook = forms.work(form, answers), notebooks.to_bytes(release)
    half = {"order": answers["order"], "independent": {"follow": "all"}, "status": {"status": {"A": "nonsense"}}, "stops": answers["stops"]}
    cut = answers | {
        "status": {"status": dict(list(answers["status"]["status"].items())[1:])}, "stops": {"verdict": {"all": answers["stops"]["verdict"]["all"]}},
        "fraction": answers["fraction"] | {"holds": answers["fraction"]["holds"] | {"years differ": "at noon"}}, "untold": answers["untold"] | {"until": "ever"},
        "whose": {"whose": HOSTILE}}
    files = {
        "ivy/wrong_name.json": forms.work(form, cut),
        "ada/wrong_name.json": work, "ben/wrong_name (1).json": forms.work(form, half), "cem/wrong_name.json": work[: len(work) // 2],
        "dia/wrong_name.json": work, "dia/wrong_name.ipynb": notebook, "eve/wrong_name.json": work, "eve/wrong_name.ipynb": notebook,
        "fay/wrong_name.json": envelope(assignment="amazon"), "gus/answers.json": work, "gus/notes.json": b'{"a": 1}',
    }
    for name, content in files.items():
        (folder / "download" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "download" / name).write_bytes(content)
    (folder / "class.csv").write_text(LIST)
    room = Classroom.make(folder / "class")
    room.prepare(assignments.load(SLUG))
    collected = collect.collect(room, folder / "download", roster=roster.read(folder / "class.csv"), progress=False)
    return room, collected, grade(room, SLUG, examiner=examiner, progress=False), examiner


def points(room, student):
    return next(row for row in export.grades(room, SLUG).rows if row.student == student)


def test_a_form_is_collected_as_a_notebook_is(graded):
    _, collected, _, _ = graded
    assert collected.slug == SLUG and not collected.refused and not collected.no_notebook
    assert collected.without == ["hal"]


def test_a_full_form_earns_what_a_full_notebook_earns(graded):
    room, _, report, _ = graded
    ada = points(room, "ada")
    assert ada.tasks == {"order": 2, "status": 4, "independent": 4, "stops": 3, "untold": 2, "fraction": 1, "whose": 0} and ada.waiting == ("whose",)
    assert not report.faults and not report.for_a_person
    assert points(room, "gus").score == ada.score, "under another name"


def test_what_is_open_earns_nothing_and_is_said_without_a_word_of_code(graded):
    room, _, report, _ = graded
    assert {name for name, value in points(room, "ben").tasks.items() if value} == {"order", "stops"}
    with opened(room) as book:
        told = {task: outcome.message for student, task, outcome in reader.outcomes(book, SLUG) if student == "ben" and not outcome.passed}
    open_, not_taken = (f"Not begun: in the form, {words}." for words in ("this was left open, in whole or in part", "an answer to this could not be taken"))
    assert told == {"status": not_taken, "independent": open_, "untold": open_, "fraction": open_}
    assert any(student == "ben" and notice.kind == "left out of a form" for student, notice in report.unusual)


def test_a_half_filled_table_counts_as_not_begun(graded):
    room, _, report, examiner = graded
    with opened(room) as book:
        told = {task: outcome for student, task, outcome in reader.outcomes(book, SLUG) if student == "ivy"}
    assert points(room, "ivy").tasks["order"] == 2, "what is whole is graded"
    assert {task for task, outcome in told.items() if not outcome.passed and outcome.fingerprint == NOT_BEGUN} == {"status", "stops", "fraction"}
    assert {told[task].message for task in ("status", "stops")} == {"Not begun: in the form, this was left open, in whole or in part."}
    assert told["fraction"].message == "Not begun: in the form, an answer to this could not be taken." and not report.faults
    assert told["untold"].fingerprint != NOT_BEGUN and "Not begun" not in told["untold"].message, "what is whole and wrong is a mistake"
    found = {one.task: one for one in stats.collect(room, Editions(SLUG), alike=False, examiner=examiner)}
    assert not any("Not begun" in message for one in found.values() for message in one.messages)


def test_what_cannot_be_read_says_so_and_counts_as_handed_in(graded):
    room, _, report, _ = graded
    assert "not valid JSON" in report.reasons["cem"] and "form of `amazon`" in report.reasons["fay"]
    assert points(room, "cem").score == points(room, "fay").score == 0 and report.without == ["hal"]


def test_of_a_form_and_a_notebook_the_track_decides(graded):
    room, _, report, examiner = graded
    said = {student: notice.text for student, notice in report.unusual if notice.kind == "form and notebook"}
    assert "the form `wrong_name.json` was graded" in said["dia"] and "the notebook was graded" in said["eve"]
    assert points(room, "dia").score == 16 and points(room, "eve").score == 0
    with opened(room) as book:
        assert reader.tracks(book) == {"ada": "form", "cem": "form", "dia": "form", "eve": "code", "fay": "form", "hal": "form"}
        writer.set_tracks(book, {"eve": "form"})
    again = grade(room, SLUG, examiner=examiner, progress=False)
    assert again.graded == ["eve"] and points(room, "eve").score == 16
    with opened(room) as book:
        writer.set_tracks(book, {"eve": "code"})


def test_the_page_that_is_handed_back_says_where_the_answers_come_from(graded):
    room, _, _, _ = graded
    feedback.write(room, SLUG)
    page = (room.folder("feedback", "ada", SLUG) / f"{SLUG}.html").read_text()
    assert "Handed in as a form" in page and "An essay, as it was typed." in page
    assert "Something was left open in independent." in (room.folder("feedback", "ben", SLUG) / f"{SLUG}.html").read_text()


def test_the_page_of_a_form_asks_and_answers_in_words_and_shows_no_code(graded):
    room, _, _, _ = graded
    with opened(room) as book:
        book.find_comment("independent", SLUG, SLUG, "ivy").manual_comment = "Well seen."
        book.db.commit()
    feedback.write(room, SLUG)
    form = known(SLUG)[0]
    lines = {line.strip() for one in form.tasks for line in one.code.splitlines() if len(line.strip()) > 15}
    for student in ("ada", "ben", "cem", "fay", "ivy"):
        page = (room.folder("feedback", student, SLUG) / f"{SLUG}.html").read_text()
        seen = html.unescape(re.sub(r"<[^>]*>", "", page[page.index("<body") :]))
        for word in ("Everything you need is Python", "YOUR CODE HERE", "check.same", "seconds", "Traceback", "AssertionError", "_from_form", "From the form.", "def ", "import "):
            assert word not in seen, (student, word)
        assert not [line for line in lines if line in seen], student
        assert "Your rule is tried on" in seen and "Put them in order, the one that came first in front." in seen
        assert "Points for order" in seen
    assert "A piece comes from the source … when an arrow leads to it from the source, or from a piece that comes from the source" in seen
    assert "A fact may stand on the list when it was learnt … at any time" in seen and "left open" in seen
    assert "2 of 2 points." in seen and "0 of 4 points. Not begun" in seen and "Well seen." in seen
    assert "<script" not in page and "onerror" not in page and 'href="javascript' not in page


def test_what_was_typed_is_shown_as_it_was_typed():
    from course.content import fields

    typed = HOSTILE + "\n\n# $x$ \\(y\\) </div>"
    shown = form_page.literal(typed)
    assert html.unescape(shown) == typed and not set("<>[]$\\\n") & set(shown)
    parts = (fields.text("a", "Typed"), fields.rows("r", "Rows", fields.several("s", "Some", [(1, "one"), (True, "yes")]), fields.number("n", "Count", optional=True), most=2))
    told = form_page.in_words(parts, {"a": typed, "r": [{"s": [True]}]})
    assert shown in told and "<strong>yes</strong>" in told and "<strong>one" not in told and "Count" not in told and "left open" in form_page.in_words(parts, {})


@pytest.mark.parametrize("slug", [slug for slug in assignments.slugs() if forms.there_is(slug)])
def test_every_answer_of_every_form_has_words(slug):
    form, release, _, answers = known(slug)
    release = notebooks.release_notebook(form.assignment)
    form_page.attach(form, forms.filled(form, forms.work(form, answers)), release)
    form_page.for_students(release)
    assert not any(cell.cell_type == "code" for cell in release.cells)
    page = "".join(cell.source for cell in release.cells)
    assert "YOUR CODE HERE" not in page and "Everything you need is Python" not in page and "check.same" not in page and "left open" not in page


def test_on_the_track_without_code_nothing_is_asked_where_there_is_no_form(graded):
    room, _, _, _ = graded
    room.prepare(assignments.load("matcher"))
    with opened(room) as book:
        missing = reader.missing(book, "matcher", forms.asked_of(assignments.load("matcher").source))
        assert missing == (["ben", "eve", "gus", "ivy"], ["ada", "cem", "dia", "fay", "hal"])
        assert reader.missing(book, SLUG, forms.asked_of(assignments.load(SLUG).source)).not_asked == []
    found = export.grades(room, "matcher")
    assert found.without == ("ben", "eve", "gus", "ivy") and "ada,not asked on this track" in export.to_csv(found).replace(",,", ",").replace(",,", ",").replace(",,", ",")


def test_of_whom_work_is_asked_stands_in_the_source_that_it_is_graded_by(classroom):
    root = classroom.root.parent / "assignments"  # not the course's own folder
    with opened(classroom) as book:
        for student in ("ada", "ben"):
            book.update_or_create_student(student)
        writer.set_tracks(book, {"ben": "form"})
    for text, missing in (
        (ASSIGNMENT, (["ada"], ["ben"])),
        (ASSIGNMENT.replace("# minutes: 5\n", "# minutes: 5\n# track: form\n"), (["ben"], ["ada"])),
    ):
        write_assignment(root, text=text)
        report = grade(classroom, "small", assignments=root, progress=False)
        assert (report.without, report.not_asked) == missing
    (root / "small" / "form.py").write_text("")
    write_assignment(root)
    report = grade(classroom, "small", assignments=root, progress=False)
    assert (report.without, report.not_asked) == (["ada", "ben"], [])


def test_a_list_names_the_track_in_words(tmp_path):
    place = tmp_path / "class.csv"
    place.write_text("id;track\nada;Without code\nben;Notebook\ncem;\n")
    assert [one.track for one in roster.read(place).people] == ["form", "code", ""]
    place.write_text("id;track\nada;both\n")
    with pytest.raises(CourseError, match=r"class\.csv:2: 'both' is no track"):
        roster.read(place)


def test_a_form_in_a_zip_or_a_folder_is_found_and_of_several_the_last_counts(tmp_path):
    import zipfile

    form, _, _, answers = known(SLUG)
    work, other = forms.work(form, answers), forms.work(form, {})
    for name, files in {"zip": None, "below": {"my work/wrong_name.json": work}, "several": {"wrong_name.json": other, "wrong_name-2.json": work, "wrong_name-1.json": other}}.items():
        place = tmp_path / name / SLUG
        place.mkdir(parents=True)
        if files is None:
            with zipfile.ZipFile(place / "all.zip", "w") as archive:
                archive.writestr("wrong_name.json", work)
        for file, content in (files or {}).items():
            (place / file).parent.mkdir(exist_ok=True)
            (place / file).write_bytes(content)
        found = submission.collect(place, SLUG)
        assert found.form and found.notebook == work and not found.problem, name
        assert all(one.kind in ("found inside", "several forms") for one in found.notices)


def test_a_json_file_beside_a_notebook_is_a_file_beside_it(tmp_path):
    release = notebooks.to_bytes(known(SLUG)[1])
    place = tmp_path / SLUG
    place.mkdir()
    (place / "wrong_name.ipynb").write_bytes(release)
    (place / "settings.json").write_text(json.dumps({"a": 1}))
    found = submission.collect(place, SLUG)
    assert found.notebook == release and not found.form and list(found.files) == ["settings.json"] and not found.notices
