"""What one submission costs: processor time, and bytes by place. For planning; see docs/scale.md.

    python tests/bench/scale.py [--each 12] [matcher scores thresholds ...]

Each assignment's reference answer is handed in by ``--each`` students and graded in the sandbox by one worker. Processor time is
counted, not time by the clock, so that a busy machine gives nearly the same number as an idle one. The start of the worker is told apart.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
import time
from pathlib import Path

import psutil

from course.content import assignments, notebooks
from course.grading import feedback, run
from course.grading.classroom import Classroom

USUAL = ("matcher", "scores", "identification", "mended")


class Meter(threading.Thread):
    """Processor time of this process and of everything below it, looked at thirty times a second, its own work left out.

    What has ended is known as it was last seen: the sandbox ends its processes without telling how much they used.
    """

    def __init__(self):
        super().__init__(daemon=True)
        self._seen: dict[tuple[int, float], float] = {}
        self._own, self._me = 0.0, psutil.Process()
        self.start()

    def run(self) -> None:
        while True:
            for one in self._me.children(recursive=True):
                try:
                    times = one.cpu_times()
                    self._seen[one.pid, one.create_time()] = times.user + times.system
                except psutil.Error:
                    continue
            self._own = time.thread_time()
            time.sleep(0.03)

    def here(self) -> float:
        """Of this process alone: it reads what was handed in and writes the gradebook, and there is one of it."""
        return time.process_time() - self._own

    def seconds(self) -> float:
        return self.here() + sum(self._seen.copy().values())


METER = Meter()


def used() -> float:
    return METER.seconds()


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(slug: str, each: int) -> None:
    assignment = assignments.load(slug)
    with tempfile.TemporaryDirectory() as folder:
        room = Classroom(Path(folder))
        room.prepare(assignment)
        solved = notebooks.to_bytes(notebooks.source_notebook(assignment, hidden=False))

        def hand_in(first: int, last: int) -> None:
            for number in range(first, last):
                place = room.folder("submitted", f"student{number:05d}", slug)
                place.mkdir(parents=True)
                (place / f"{slug}.ipynb").write_bytes(solved)

        hand_in(0, 1)
        begun = used()
        run.grade(room, slug, workers=1, progress=False)
        first = used() - begun
        hand_in(1, each)
        database, begun, own, clock = (room.root / "gradebook.db").stat().st_size, used(), METER.here(), time.monotonic()
        report = run.grade(room, slug, workers=1, progress=False)
        assert len(report.graded) == each - 1 and not report.reasons, report
        more, coordinator, seconds = used() - begun, METER.here() - own, time.monotonic() - clock
        one = (more - first) / (each - 2)  # both runs start one worker; the first grades one submission, the second each - 1
        start = first - one
        feedback.write(room, slug)
        print(f"{slug}: {one:.2f} s of processor time a submission, of it {coordinator / (each - 1):.3f} s in the one that coordinates (start of a worker {start:.1f} s; {seconds:.0f} s by the clock for {each - 1}); "
              f"submitted {len(solved) / 1e3:.0f} kB, graded {size(room.root / 'autograded') / each / 1e3:.0f} kB, "
              f"feedback {size(room.root / 'feedback') / each / 1e3:.0f} kB, gradebook {((room.root / 'gradebook.db').stat().st_size - database) / (each - 1) / 1e3:.1f} kB",
              flush=True)
        shutil.rmtree(room.root / "submitted")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=12)
    options.add_argument("slugs", nargs="*", default=USUAL)
    told = options.parse_args()
    for slug in told.slugs:
        measure(slug, told.each)


if __name__ == "__main__":
    main()
