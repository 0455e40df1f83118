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
from course.grading.sandbox import watch
from course.grading.sandbox.kernel import Kernel, Meter
from course.grading.sandbox.limits import Limits

LIMITS = Limits.of(wall=10)


def judged(seconds: float, cpu: float, waited: float) -> bool:
    """Was it the machine, when a limit was met after ``seconds``?"""
    import socket

    with socket.socket() as one, socket.socket() as two:
        kernel = Kernel(one, two, LIMITS)
        kernel._begun = (time.monotonic() - seconds, Meter(1, 1))
        kernel.meter = Meter(1 + cpu, 1 + waited)
        kernel._judge()
        return kernel.contended


def test_who_sleeps_or_keeps_a_processor_busy_is_judged_by_the_clock():
    assert judged(4, cpu=1.5, waited=2.4)
    assert not judged(4, cpu=0.01, waited=0.0)  # asleep
    assert not judged(4, cpu=3.9, waited=0.1)  # an endless loop on a free machine
    assert not judged(4, cpu=7.5, waited=90)  # forty processes that wait for each other


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
    assert looks.cpu == before.cpu >= 0.5 and looks.waited >= 0


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
        assert [os.getpriority(os.PRIO_PROCESS, child) for child in children] == [19, 0]
        assert not mine or Path("/proc/self/autogroup").read_text() == mine  # whoever shares our session is left alone
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)

