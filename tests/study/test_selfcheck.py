import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from course import timelimit
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


MEAN = """
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    everything = np.concatenate([mated, nonmated])
    for t in [everything.min() - 1, *everything]:
        if np.mean(nonmated <= t) < most_fmr and np.mean(mated > t) < most_fnmr:
            return float(t)
"""
LAST_DAY = ('if use["day"] == "2021-06-10":\n        return "silent"\n', 'if False:\n        return "silent"\n')


def hint_for(slug, task, change):
    from course.content import notebooks
    from course.content.cases import answered
    from course.content.execute import namespace_of, unrecorded
    from course.study.asked import ask, resembles

    assignment = assignments.load(slug)
    with unrecorded():
        names = namespace_of(answered(notebooks.release_notebook(assignment), assignment.answers), assignment.folder)
    exec(change(assignment.answers[task]), names)
    assert not ask(assignment, task, names).passed
    alike = resembles(assignment, task, names)
    return alike.name if alike else None


@pytest.mark.parametrize(("slug", "task", "change", "hint"), [
    ("thresholds", "choose", lambda _: MEAN, None),  # an answer that shares one wrong reply with another mistake is not that mistake
    ("amazon", "moratorium", lambda code: code.replace(*LAST_DAY).replace('< "2021-06-10"', '<= "2021-06-10"'), None),
    ("differentials", "small", lambda code: code.replace("upper >= limit", "upper < limit"), "lists_what_is_shown"),
])  # fmt: skip
@pytest.mark.slow
def test_a_hint_is_true_of_the_answer_or_there_is_none(slug, task, change, hint):
    assert hint_for(slug, task, change) == hint


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


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.slow
def test_a_letter_task_cannot_be_found_by_trying(capsys, monkeypatch, kept):
    if not kept:
        monkeypatch.setenv("COURSE_PROGRESS", "")
        monkeypatch.setattr(progress, "_here", {})
    for letter, words in (("A", "Look again"), ("a ", "Look again"), ("C", "Look again"), ("A", "Look again"), ("D", "is answered"), ("B", "is answered")):
        fresh("matcher", {"score_is": letter})("meaning")
        assert words in capsys.readouterr().out
    fresh("matcher", {"score_is": "E"})("meaning")
    assert "one of A, B, C, D" in capsys.readouterr().out
    if kept:
        assert not progress.read()["matcher"]["meaning"]["passed"]
        assert "1 answered" in progress.overview()


def test_neither_a_hint_nor_the_same_answer_nor_half_of_one_costs_a_try(capsys):
    for names in [{"score_is": "E"}, *[{"score_is": "A"}] * 3]:
        for hint in (False, True):
            fresh("matcher", names)("meaning", hint=hint)
    assert len(progress.tried("matcher", "meaning")) == 1
    fresh("matcher", {"score_is": "b"})("meaning")
    assert "passed" in capsys.readouterr().out.splitlines()[-1]
    assert progress.read()["matcher"]["meaning"]["passed"]


def test_the_right_letter_of_several_is_not_told_part_by_part(capsys):
    for first in "ABC":
        fresh("differentials", {"audit_shows": first, "correlation_shows": "?", "signs_show": "?"})("reads")
        said = capsys.readouterr().out
        assert "`correlation_shows`" in said and "audit" not in said
    assert not progress.tried("differentials", "reads")


@pytest.mark.sandbox
@pytest.mark.parametrize("sandbox", [False, True])
def test_course_check_counts_the_same_tries(tmp_path, sandbox):
    from course.content import notebooks
    from course.content.cases import answered
    from course.grading import check as course_check
    from course.study import whole

    assignment = assignments.load("matcher")
    notebook = answered(notebooks.release_notebook(assignment), {"meaning": 'score_is = "A"'})
    (tmp_path / "matcher.ipynb").write_bytes(notebooks.to_bytes(notebook))
    for _ in range(2):
        marks = {result.task: result.mark for result in (course_check.in_sandbox if sandbox else whole.check)(tmp_path / "matcher.ipynb")}
        assert marks["meaning"] == "look again"
    assert len(progress.tried("matcher", "meaning")) == 1


def test_a_slow_answer_is_stopped_and_told_so(capsys, monkeypatch):
    monkeypatch.setattr("course.study.asked.TASK_SECONDS", 0.3)

    def endless(*given):
        while True:
            pass

    def catches(*given):
        while True:
            try:
                endless()
            except TimeoutError:
                return 0.5

    for slow in (endless, catches):
        fresh("matcher", dict.fromkeys(RIGHT, slow))("distance")
        assert "ime ran out" in capsys.readouterr().out  # said by the check or around it


@pytest.mark.skipif(not Path(timelimit.COUNTED).exists(), reason="nobody counts here how long a thread waits for a processor")
@pytest.mark.slow
def test_who_sleeps_is_stopped_as_in_grading_and_who_is_kept_waiting_is_not(capsys, monkeypatch):
    monkeypatch.setattr("course.study.asked.TASK_SECONDS", 0.3)

    def sleeps(cosine):
        time.sleep(0.2)
        return l2_threshold(cosine)

    def works(cosine):
        until = time.thread_time() + 0.01
        while time.thread_time() < until:
            pass
        return l2_threshold(cosine)

    fresh("matcher", RIGHT | {"l2_threshold": sleeps})("distance")
    assert "Time ran out" in capsys.readouterr().out
    here = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(here)})
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(9)]  # they have nine tenths of it
    try:
        begun = time.monotonic(), timelimit.own_time(), time.thread_time()
        fresh("matcher", RIGHT | {"l2_threshold": works})("distance")
        wall, own, ran = time.monotonic() - begun[0], timelimit.own_time() - begun[1], time.thread_time() - begun[2]
    finally:
        for other in others:
            other.kill()
            other.wait()
        os.sched_setaffinity(0, here)
    assert "passed" in capsys.readouterr().out
    assert own < ran + (wall - ran) / 2


def test_where_nobody_counts_waits_the_processors_time_counts_and_ten_times_as_much_by_the_clock(capsys, monkeypatch):
    """A machine that others keep busy, or a check that computes much itself, is not the student's doing."""
    monkeypatch.setattr("course.timelimit.COUNTED", "/nowhere")
    monkeypatch.setattr("course.study.asked.TASK_SECONDS", 0.2)

    def waits(cosine):
        time.sleep(0.1)  # five times by the clock, and none of the processor
        return l2_threshold(cosine)

    fresh("matcher", RIGHT | {"l2_threshold": waits})("distance")
    assert "passed" in capsys.readouterr().out
    monkeypatch.setattr("course.study.asked.PATIENCE", 1)
    fresh("matcher", RIGHT | {"l2_threshold": waits})("distance")
    assert "Time ran out" in capsys.readouterr().out


def test_same_is_the_rule_of_the_locked_cells_too(tmp_path, monkeypatch):
    for check in (fresh("matcher", {}), monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path) or fresh("matcher", {})):
        assert check.same(np.float32(0.2), 0.2) and check.same(" Stopped", "stopped") and check.same((1, 2.0), [1, 2])
        assert not check.same("0.2", 0.2) and not check.same(0.2001, 0.2)


def test_the_limits_told_are_those_of_grading():
    from course.checks.ask import CELL_SECONDS, TASK_SECONDS
    from course.grading.sandbox.limits import Limits

    assert (Limits.of().cell, Limits.of().question) == (CELL_SECONDS, TASK_SECONDS)
