"""Render a set with worker processes of the render environment: resumable, in order, one record per subject.

A subject's images are written first, then its record (``.records/<set>/<subject>.json``), each under a temporary name
and then renamed. A run that was killed continues where it stopped; nothing is rendered twice.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import queue
import subprocess
import threading
from collections.abc import Iterable
from pathlib import Path

from tqdm import tqdm

from course import children, paths
from course.faces.render import identity, plan, provision
from course.faces.render.plan import Picture, Subject
from course.faces.render.provision import RenderError

SIZE = 192


def image_path(which: str, subject: Subject, image: str, out: Path) -> Path:
    """Return where an image goes: known subjects each have a folder; strangers lie side by side."""
    if which in plan.OF_STRANGERS:
        return out / f"{image}.jpg"
    folder = "images" if which == "known" else which
    return out / folder / subject.name / f"{image}.jpg"


def default_out(which: str) -> Path:
    return paths.CACHE / "faces" / which if which in plan.OF_STRANGERS else paths.DATA / "faces"


def record_path(which: str, name: str, out: Path) -> Path:
    return out / ".records" / which / f"{name}.json"


ALL = "all"


def homes(which: str, out: Path | None = None) -> dict[str, Path]:
    """Return the folder of each set to render: of one set, or of ``all``. Pictures of strangers go beside the others."""
    if which != ALL:
        return {which: Path(out or default_out(which))}
    if out is None:
        return {one: default_out(one) for one in plan.SETS}
    return {one: Path(out) / one if one in plan.OF_STRANGERS else Path(out) for one in plan.SETS}


def render(which: str, out: Path | None = None, per_cell: int | None = None, images: int | None = None,
           workers: int = 2, size: int = SIZE, progress: bool = True) -> int:
    """Render what is not there yet of the set ``which`` (one of ``plan.SETS``, or all). Returns images rendered.

    Raises
    ------
    RenderError
        When the render environment is missing or a worker fails; finished subjects stay.
    """
    provision.require()
    todo, left, total = [], 0, 0
    for one, home in homes(which, out).items():
        for name in plan.names(one, per_cell):
            # Only a subject with a record is looked at now: to sample everyone would take a minute.
            written = record_path(one, name, home).is_file()
            count = len(plan.subject(one, name, images).pictures) if written or one == "counterfactual" else plan.pictures(one, images)
            total += count
            if not (written and _done(one, plan.subject(one, name, images), home)):
                todo.append((one, name, home, images))
                left += count
    bar = tqdm(total=total, initial=total - left, unit="image", desc=which, smoothing=0.05, disable=not progress)
    with bar:
        _work(todo, size, workers, bar.update)
    return left


def _done(which: str, subject: Subject, out: Path) -> bool:
    record = record_path(which, subject.name, out)
    if not record.is_file():
        return False
    written = json.loads(record.read_text(encoding="utf-8"))
    rendered = {row["image"] for row in written["rows"]}
    return written.get("look") == plan.LOOK and all(
        picture.image in rendered and image_path(which, subject, picture.image, out).is_file()
        for picture in subject.pictures
    )


def _work(todo: Iterable[tuple[str, str, Path, int | None]], size: int, workers: int, done) -> None:
    jobs: queue.SimpleQueue = queue.SimpleQueue()
    for job in todo:
        jobs.put(job)
    failures: list[Exception] = []

    def serve():
        worker = None
        try:
            while not failures:
                try:
                    which, name, out, images = jobs.get_nowait()
                except queue.Empty:
                    return
                subject = plan.subject(which, name, images)
                worker = worker or Worker(out)
                measured = worker.render(which, subject, out, size)
                _write_record(which, subject, out, size, measured)
                done(len(subject.pictures))
        except Exception as error:  # reported by the main thread
            failures.append(error)
        finally:
            if worker:
                worker.close(keep_log=bool(failures))

    threads = [threading.Thread(target=serve, daemon=True) for _ in range(max(1, workers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


class Worker:
    """A renderer in its own process. Restarted now and then, because Blender never gives all its memory back."""

    RESTART_AFTER = 60

    def __init__(self, out: Path):
        self.log = out / ".records" / f"worker-{os.getpid()}-{threading.get_ident()}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.process, self.count = None, 0

    def render(self, which: str, subject: Subject, out: Path, size: int) -> dict:
        if self.process is None or self.count >= self.RESTART_AFTER:
            self.close()
            self._start()
        self.count += 1
        pictures = [
            {"image": p.image, "path": str(image_path(which, subject, p.image, out).resolve()),
             "person": dataclasses.asdict(p.person), "shot": dataclasses.asdict(p.shot)}
            for p in subject.pictures
        ]
        try:
            self.process.stdin.write(json.dumps({"size": size, "pictures": pictures}) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            last = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] or ["no message"]
            raise RenderError(f"rendering {subject.name} failed: {last[0]}. The whole message is in {self.log}. "
                              "Repeat the command to continue.")
        return json.loads(answer)

    def _start(self) -> None:
        environment = children.environment(PYTHONPATH=str(paths.PACKAGE.parent), OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
        worker = ("-m", "course.faces.render.worker", str(provision.model_folder().resolve()))
        command = children.python(*worker, interpreter=provision.python())
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8",
                                            env=environment, cwd=paths.ROOT)
        self.count = 0

    def close(self, keep_log: bool = False) -> None:
        if self.process is not None:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
            self.process.wait()
            self.process = None
            if not keep_log:
                self.log.unlink(missing_ok=True)


def _write_record(which: str, subject: Subject, out: Path, size: int, measured: dict) -> None:
    rows = []
    for picture in subject.pictures:
        path = image_path(which, subject, picture.image, out)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        file = "" if which in plan.OF_STRANGERS else path.relative_to(out).as_posix()
        rows.append(labels(subject, picture, file) | {"gain": round(measured[picture.image]["gain"], 4)}
                    | {"sha256": digest})
    record = record_path(which, subject.name, out)
    record.parent.mkdir(parents=True, exist_ok=True)
    temporary = record.with_suffix(".tmp")
    temporary.write_text(json.dumps({"look": plan.LOOK, "size": size, "rows": rows}, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, record)


def labels(subject: Subject, picture: Picture, file: str) -> dict:
    """Return the labels of a picture, from the parameters it was rendered with."""
    person, shot = picture.person, picture.shot
    row = {
        "image": picture.image, "subject": subject.name, "file": file, "role": subject.role, "split": subject.split,
        "target": person.target, "sex": person.sex, "age": person.age, "expression": shot.expression,
        "yaw": round(shot.yaw, 1), "pitch": round(shot.pitch, 1), "roll": round(shot.roll, 1), "light": shot.light,
        "key_azimuth": round(shot.key_azimuth, 1), "exposure": round(shot.exposure, 2), "glasses": int(person.glasses),
        "beard": person.beard, "hair": person.style, "curl": person.curl, "hair_colour": person.hair_colour,
        "freckles": int(person.freckles > 0), "cover": person.cover, "skin": round(identity.reflectance(person), 4),
        "blur": round(shot.blur, 2), "seed": person.seed, "shot": picture.index,
    }
    if picture.factor:
        row |= {"factor": picture.factor, "step": picture.step, "value": picture.value, "base": picture.base}
    return row
