import numpy as np
import pytest

from course.content import assignments, bank, source
from course.study import progress
from course.study.selfcheck import selfcheck


def fresh(slug, names):
    """``check`` as it is in a notebook that holds these names."""
    namespace = {"selfcheck": selfcheck, "np": np, **names}
    exec(f"check = selfcheck({slug!r})", namespace)
    return namespace["check"]


def l2_threshold(cosine):
    return float(np.sqrt(2 * cosine))


def disagree(cosine, l2):
    return sorted([cosine, l2**2 / 2])


RIGHT = {"l2_threshold": l2_threshold, "disagree": disagree}


def test_it_passes_a_right_answer_without_calling_it_correct(capsys):
    fresh("matcher", RIGHT)("distance")
    said = capsys.readouterr().out
    assert "Public checks passed" in said
    assert "correct" not in said.lower()
    assert progress.read()["matcher"]["distance"]["passed"]


def test_it_recognises_a_known_mistake_and_hints_only_when_asked(capsys):
    check = fresh("matcher", {"l2_threshold": lambda cosine: 2 * cosine, "disagree": lambda cosine, l2: sorted([cosine, l2 / 2])})
    check("distance")
    said = capsys.readouterr().out
    assert "Look again" in said
    assert "known mistake" in said
    assert "it is the square of it" not in said
    check("distance", hint=True)
    assert "it is the square of it" in capsys.readouterr().out


def test_an_unknown_mistake_gets_no_wrong_label(capsys):
    fresh("matcher", {**RIGHT, "l2_threshold": lambda cosine: 0.123})("distance")
    said = capsys.readouterr().out
    assert "Look again" in said
    assert "known mistake" not in said


def test_the_solution_is_shown_on_asking_only(capsys):
    fresh("matcher", {})("distance", solution=True)
    said = capsys.readouterr().out
    assert "np.sqrt(2 * cosine)" in said
    assert "BEGIN SOLUTION" not in said


def test_without_the_source_it_is_quiet(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path)
    fresh("matcher", {})("distance")
    assert "checked when the work is graded" in capsys.readouterr().out


def test_an_unknown_task_lists_the_known():
    with pytest.raises(source.CourseError, match="it has distance"):
        fresh("matcher", {})("distanse")


def test_progress_keeps_what_once_passed():
    progress.record("matcher", "distance", passed=True)
    progress.record("matcher", "distance", passed=False)
    assert progress.read()["matcher"]["distance"]["passed"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = (", "not Python"),
        ('"""just words"""\n# %% task="one"\nx = 2\n', "must give misconception"),
        ('"""\nmisconception: m\nfails: [one]\nmessage: x\n"""\nx = 2\n', "no cell starts with"),
        ('"""\nmisconception: m\nfails: [two]\nmessage: x\n"""\n# %% task="one"\nx = 2\n', "no task"),
        ('"""\nmisconception: m\nfails: []\nmessage: x\n"""\n# %% task="one"\nx = 2\n', "must fail at least one"),
        ('"""\nmisconception: m\nfails: [one]\nmessage: x\n"""\n# %% task="two"\nx = 2\n', "there is no task"),
    ],
)
def test_faulty_wrong_answers_are_named(tmp_path, text, words):
    from tests.content.test_source import HEADER, TASK, write

    write(tmp_path, HEADER + '# %% role="given"\nA = 1\n\n' + TASK)
    assignment = assignments.load("demo", tmp_path)
    (tmp_path / "demo" / "wrong_answers").mkdir()
    (tmp_path / "demo" / "wrong_answers" / "bad.py").write_text(text)
    with pytest.raises(source.SourceError, match=words):
        bank.wrong(assignment)


def test_a_task_that_was_not_begun_is_no_mistake(capsys):
    def unwritten(*given):
        raise NotImplementedError()

    fresh("matcher", dict.fromkeys(RIGHT, unwritten))("distance")
    said = capsys.readouterr().out
    assert "Not begun" in said
    assert "Look again" not in said
    assert "distance" not in progress.read().get("matcher", {})


def test_a_letter_task_cannot_be_found_by_trying(capsys):
    for letter, words in (("A", "Look again"), ("C", "Look again"), ("D", "is answered"), ("B", "is answered")):
        fresh("matcher", {"score_is": letter})("meaning")
        assert words in capsys.readouterr().out
    assert not progress.read()["matcher"]["meaning"]["passed"]
    assert "1 answered" in progress.overview()
    fresh("matcher", {"score_is": "E"})("meaning")
    assert "one of A, B, C, D" in capsys.readouterr().out


def test_a_slow_answer_is_stopped_and_told_so(capsys, monkeypatch):
    monkeypatch.setattr("course.study.asked.TASK_SECONDS", 0.3)

    def endless(*given):
        while True:
            pass

    fresh("matcher", dict.fromkeys(RIGHT, endless))("distance")
    assert "Time ran out" in capsys.readouterr().out


def test_the_limits_told_are_those_of_grading():
    from course.checks.ask import CELL_SECONDS, TASK_SECONDS
    from course.grading.sandbox.limits import Limits

    assert (Limits.of().cell, Limits.of().question) == (CELL_SECONDS, TASK_SECONDS)
