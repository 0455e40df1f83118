"""A busy machine costs nobody points: who had to wait for a processor is graded again, alone and with more patience."""

from __future__ import annotations

import dataclasses
import os
import time
from pathlib import Path

import pytest
from small_course import POINTS, RIGHT, hand_in, notebook

from course.content import assignments
from course.grading import pool, run
from course.grading.edition import Edition
from course.grading.records import Job, Result, Submitted
from course.grading.sandbox import frames, watch
from course.grading.sandbox import kernel as kernel_module
from course.grading.sandbox.kernel import Ended, Kernel, Meter, TaskEnded
from course.grading.sandbox.limits import Limits

LIMITS = Limits.of(wall=10)


def judged(seconds: float, *threads: tuple[float, float], limit: float = 30) -> bool:
    """Was it the machine, when the limit was met after ``seconds``? Of each thread, how long it ran and waited."""
    import socket

    with socket.socket() as one, socket.socket() as two:
        kernel = Kernel(one, two, LIMITS)
        kernel._begun = (time.monotonic() - seconds, Meter(1, {0: (1, 1)}))
        threads = {number: (ran + (number == 0), waited + (number == 0)) for number, (ran, waited) in enumerate(threads)}
        kernel.meter = Meter(sum(ran for ran, _ in threads.values()), threads)
        kernel._judge(limit)
        return kernel.contended


@pytest.mark.parametrize(("ran", "waited"), [(26, 4.9), (25, 6), (24.5, 6.4), (24, 6.9), (5, 25.8), (15, 15)])
def test_work_that_was_within_its_limit_but_for_the_wait_is_judged_again(ran, waited):
    assert judged(30.9, (ran, waited))
    assert judged(30.9, (ran, waited), (0, 0), (0.05, 0.01))  # with threads that sleep


def test_who_sleeps_or_keeps_a_processor_busy_is_judged_by_the_clock():
    assert not judged(30.1, (0.01, 0.0))  # asleep
    assert not judged(30.1, (29.9, 0.2))  # an endless loop on a free machine
    assert not judged(45, (40, 5))  # too long even without the wait


def test_who_waits_for_processes_of_his_own_has_waited_for_nobody():
    assert not judged(30.1, *[(30 / 40, 39 * 30 / 40)] * 40)  # forty that share one processor
    assert not judged(30.1, (0.1, 0), *[(2.4, 9.6)] * 5)  # one sleeps, and five wake up together again and again
    assert judged(30.9, (2, 8), (0.2, 0))  # beside others' work it still counts


@pytest.fixture
def deaf():
    """A kernel whose inner end is held here and never keeps a clock."""
    import socket

    inner, outer = socket.socketpair()
    leash, held = socket.socketpair()
    kernel = Kernel(outer, leash, Limits.of(wall=60, question=0.2))
    yield kernel, inner
    for one in (inner, outer, leash, held):
        one.close()


def test_a_tasks_clock_is_kept_outside_too(deaf, monkeypatch):
    kernel, inner = deaf
    monkeypatch.setattr(kernel_module, "AFTER", 0.1)
    with pytest.raises(Ended, match="could not be stopped"), kernel.questions():
        frames.send(inner, {"value": 4})
        assert kernel.call("double", [2], {}).value == 4
        kernel.call("double", [3], {})  # never answered
    assert kernel.contended, "it may have got no turn: it is graded again, alone"
    with pytest.raises(Ended, match="could not be stopped"), kernel.questions():
        for _ in range(1000):  # each in time, all of them not
            frames.send(inner, {"value": 4})
            kernel.call("double", [2], {})
            time.sleep(0.01)


def test_what_tells_that_a_task_is_over_is_read_also_when_it_is_late(deaf):
    kernel, inner = deaf
    with pytest.raises(TaskEnded, match="Time ran out"), kernel.questions():
        time.sleep(0.4)  # the author's own work, on a busy machine
        frames.send(inner, {"ended": "time"})
        kernel.call("double", [2], {})


def test_answers_to_nothing_end_the_submission(deaf):
    kernel, inner = deaf
    with pytest.raises(Ended, match="nobody had asked"), kernel.questions():
        for _ in range(2):
            frames.send(inner, {"value": 4})


class Slow:
    """Stands for an examiner on a machine that is busy while several are at work."""

    def __init__(self):
        self.asked: list[tuple[str, float]] = []

    def ask(self, job: Job) -> Result:
        self.asked.append((job.secret, job.limits.cell))
        busy = job.secret in "bc" and job.limits.cell == LIMITS.cell
        return Result(reason="" if not busy else "It took too long.", contended=busy or job.secret == "c")


def test_they_are_done_again_after_all_others_one_at_a_time():
    slow = Slow()
    jobs = [(name, Job(Edition("s", "r", "d"), name, LIMITS, Submitted())) for name in "abcd"]
    results = dict(pool.run(jobs, examiner=slow))
    order = [name for name, _ in slow.asked]
    assert order[:4] == list("abcd") and sorted(order[4:]) == ["b", "c"]
    assert [seconds for _, seconds in slow.asked[4:]] == [3 * LIMITS.cell] * 2
    assert results["b"].reason == "" and not results["b"].contended
    assert results["c"].contended and set(list(results)[:2]) == {"a", "d"}  # said to the teacher
    assert (patient := LIMITS.patient()).cpu == LIMITS.cpu and patient.memory == LIMITS.memory


def test_the_meter_tells_work_from_waiting():
    start = os.fork()
    if start == 0:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            pass
        os._exit(0)
    looks = watch.Looks()
    try:
        while looks.cpu < 0.5:
            looks.take([start])
            time.sleep(0.05)
    finally:
        os.kill(start, 9)
        os.waitpid(start, 0)
    before = dataclasses.replace(looks)
    looks.take([start])  # gone: what it used is remembered
    assert looks.cpu == before.cpu >= 0.5


def past(*looks: dict[int, tuple[float, float]]) -> list[tuple[float, Meter]]:
    """A look each second."""
    return [(float(second), Meter(sum(ran for ran, _ in seen.values()), seen)) for second, seen in enumerate(looks)]


def test_one_that_was_kept_waiting_is_no_crowd():
    """The system counts a wait when it is over: a minute at once."""
    assert watch.wanted(past({1: (1, 0)}, {1: (1, 0)}, {1: (1, 0)}, {1: (1.5, 60)}), 3) < 2
    assert watch.wanted(past({}, {1: (0.1, 45.0)}), 1) < 2


def test_a_crowd_is_one_whether_it_runs_or_waits():
    forty = [{one: (0.05 * second, 0.95 * second) for one in range(40)} for second in range(4)]
    assert watch.wanted(past(*forty), 3) == pytest.approx(40)
    running = [{one: (float(second), 0.0) for one in range(40)} for second in range(4)]
    assert watch.wanted(past(*running), 3) == pytest.approx(40)
    assert watch.wanted(past(*forty)[:2], 3) == 0, "not before that time has passed"


@pytest.mark.sandbox
@pytest.mark.timeout(600)
def test_an_honest_class_keeps_its_points_beside_forty_busy_processes(classroom):
    """One submission takes every processor; its neighbours have short limits, and lose nothing."""
    folder = classroom.root.parent / "assignments"
    assignment = assignments.load("small", folder)
    work = "import time\nend = time.process_time() + 0.6\nwhile time.process_time() < end: pass"
    greedy = "import os, signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nfor _ in range(40):\n    if os.fork() == 0:\n        while True: pass\nwhile True: pass"
    hand_in(classroom.root, "greedy", notebook(assignment, RIGHT, last=(greedy,)))
    for name in ("ada", "ben", "cleo"):
        hand_in(classroom.root, name, notebook(assignment, RIGHT, first=(work,)))
    limits = Limits.of(wall=60, cell=2.5, cpu=15)
    report = run.grade(classroom, "small", assignments=folder, progress=False, workers=3, limits=limits)
    with classroom.gradebook() as gradebook:
        found = {name: gradebook.find_submission_notebook("small", "small", name) for name in report.graded}
        points = {name: one.code_score for name, one in found.items()}
    assert points == {"greedy": 0, **dict.fromkeys(("ada", "ben", "cleo"), sum(POINTS.values()))}
    assert list(report.reasons) == ["greedy"]


def test_who_is_greedy_is_put_behind():
    told, tell = os.pipe()
    children = []
    for number in range(2):
        child = os.fork()
        if child == 0:
            if number == 0:
                os.setsid()
            os.write(tell, b"x")
            time.sleep(60)
            os._exit(0)
        children.append(child)
    try:
        for _ in children:
            os.read(told, 1)
        mine = Path("/proc/self/autogroup").read_text() if os.path.exists("/proc/self/autogroup") else ""
        watch.put_behind([*children, 2**22 + 5])  # one that is gone is no matter
        assert [os.getpriority(os.PRIO_PROCESS, child) for child in children] == [19, os.nice(0)]
        assert not mine or Path("/proc/self/autogroup").read_text() == mine  # whoever shares our session is left alone
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)

