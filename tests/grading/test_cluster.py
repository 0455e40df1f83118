"""On one machine nothing listens; on a cluster nobody is spoken to without TLS."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time

import pytest
from classes import grade_command, scores
from small_course import POINTS, RIGHT, hand_in, notebook

from course.content import assignments
from course.errors import CourseError
from course.grading import run

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(600)]


@pytest.fixture
def handed_in(classroom):
    assignment = assignments.load("small", classroom.root.parent / "assignments")
    for name in ("ada", "ben", "cleo"):
        hand_in(classroom.root, name, notebook(assignment, RIGHT, first=("import time; time.sleep(1)",)))
    return classroom


def listening() -> set[str]:
    """Every TCP socket of this machine that waits for somebody."""
    out = set()
    for name in ("tcp", "tcp6"):
        with open(f"/proc/net/{name}") as file:
            out |= {line.split()[1] for line in list(file)[1:] if line.split()[3] == "0A"}
    return out


def told(classroom) -> dict:
    """All that the gradebook holds of each submission: score, what needs a person, and comment of every cell."""
    found = {}
    with classroom.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions("small"):
            (notebook,) = submission.notebooks
            grades = {grade.name: (grade.auto_score, grade.manual_score, grade.score, grade.max_score, grade.needs_manual_grade) for grade in notebook.grades}
            found[submission.student.id] = grades, {comment.name: (comment.auto_comment, comment.manual_comment) for comment in notebook.comments}
    return found


def test_on_this_machine_nothing_listens(handed_in):
    import psutil

    process = subprocess.Popen(grade_command(handed_in.root.parent, workers=3), stdout=subprocess.DEVNULL)
    opened = 0
    while process.poll() is None:
        for one in [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]:
            try:
                opened += sum(c.status == psutil.CONN_LISTEN for c in one.net_connections(kind="inet"))
            except psutil.Error:
                continue
        time.sleep(0.2)
    assert process.returncode == 0 and opened == 0
    assert scores(handed_in, "cleo") == POINTS | {"memo": 0}


def test_a_scheduler_without_tls_is_refused(handed_in):
    with pytest.raises(CourseError, match="not protected"):
        run.grade(handed_in, "small", assignments=handed_in.root.parent / "assignments", progress=False, scheduler="tcp://127.0.0.1:8786")


def test_a_cluster_grades_under_tls_and_lets_nobody_else_in(handed_in, tmp_path, monkeypatch):
    if not shutil.which("openssl"):
        pytest.skip("openssl is missing")
    pytest.importorskip("distributed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=grading"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tls://127.0.0.1:{free.getsockname()[1]}"
    files = {"CA_FILE": certificate} | {f"{who}__{what}": path for who in ("SCHEDULER", "WORKER", "CLIENT")
                                        for what, path in (("CERT", certificate), ("KEY", key))}  # fmt: skip
    secured = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(path) for name, path in files.items()}
    environment = os.environ | secured | {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true", "PYTHONSAFEPATH": "1"}
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard", "--no-jupyter"]
    work = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--nworkers", "2", "--no-dashboard"]
    running = [subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
               for command in (start, [*work, "--memory-limit", "0"])]  # fmt: skip
    try:
        done = subprocess.run(grade_command(handed_in.root.parent, scheduler=address), env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        for name in ("ada", "ben", "cleo"):
            assert scores(handed_in, name) == POINTS | {"memo": 0}
        there = told(handed_in)
        subprocess.run(grade_command(handed_in.root.parent, workers=1, force=True), capture_output=True, check=True)
        assert told(handed_in) == there and len(there) == 3, "a cluster and one machine fill the same gradebook"
        # Who has no certificate gets nowhere.
        stranger = "from distributed import Client\nClient({!r}, timeout=5)".format(address.replace("tls", "tcp"))
        assert subprocess.run([sys.executable, "-c", stranger], capture_output=True, check=False).returncode != 0
    finally:
        for one in reversed(running):
            one.terminate()
            one.wait(60)
