"""Grade many submissions at once: on this machine's cores, or on a Dask cluster."""

from __future__ import annotations

import atexit
import contextlib
import queue
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from typing import Any

from course.errors import CourseError
from course.grading.examiner import Examiner, failed
from course.grading.records import Job, Result

Asked = tuple[Hashable, Job]
Answered = tuple[Hashable, Job, Result]
IN_FLIGHT = 3  # jobs for each worker, at work or waiting for it: memory does not grow with the class


def run(
    jobs: Iterable[tuple[Hashable, Job]],
    *,
    workers: int = 1,
    scheduler: str | None = None,
    trust: bool = False,
    protect: tuple[str, ...] = (),
    examiner: Examiner | None = None,
) -> Iterator[tuple[Hashable, Result]]:
    """Yield ``(key, result)`` for each ``(key, job)``, in the order in which they are finished.

    A worker that dies loses nothing: its job is done again. A job that takes two workers down ends for a person to look at.
    Where a limit by the clock was met because the machine was busy, the job is done again after all others, alone and with
    more patience. ``examiner`` is one that the caller keeps from run to run, with its sandbox: it does all the work, as it was
    set up.
    """
    with contextlib.ExitStack() as stack:
        if scheduler:
            grade = stack.enter_context(_cluster(scheduler, {"trust": trust, "protect": protect}))
        elif examiner:
            grade = partial(_here, examiners=[examiner])
        else:
            examiners = [stack.enter_context(Examiner(trust=trust, protect=protect)) for _ in range(workers)]
            grade = partial(_here, examiners=examiners)
        again: list[Asked] = []
        for key, job, result in grade(iter(jobs)):
            if result.contended:
                again.append((key, job))
            else:
                yield key, result
        for key, job in again:  # one at a time, with nothing of ours beside it
            for _, _, result in grade(iter([(key, replace(job, limits=job.limits.patient()))])):
                yield key, result


def _here(jobs: Iterator[Asked], examiners: list[Examiner]) -> Iterator[Answered]:
    """One thread for each examiner: it waits for that process, and for nothing else."""
    idle: queue.SimpleQueue[Examiner] = queue.SimpleQueue()
    for one in examiners:
        idle.put(one)

    def ask(job: Job) -> Result:
        one = idle.get()
        try:
            return one.ask(job)
        finally:
            idle.put(one)

    asked: dict[Future, Asked] = {}
    threads = ThreadPoolExecutor(len(examiners))
    try:
        while True:
            while len(asked) < IN_FLIGHT * len(examiners):
                following = next(jobs, None)
                if following is None:
                    break
                asked[threads.submit(ask, following[1])] = following
            if not asked:
                return
            for future in wait(asked, return_when=FIRST_COMPLETED).done:
                yield *asked.pop(future), future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


_examiners: dict[str, Examiner] = {}  # in each worker of a cluster: kept from job to job


def work(job: Job, options: dict) -> Result:
    """In a worker of a cluster: one job. The examiner, and with it the sandbox, is kept for the next."""
    key = repr(options)
    if key not in _examiners:
        _examiners[key] = Examiner(**options)
        atexit.register(_examiners[key].close)
    return _examiners[key].ask(job)


@contextlib.contextmanager
def _cluster(scheduler: str, options: dict) -> Iterator[Callable[[Iterator[Asked]], Iterator[Answered]]]:
    """A cluster to grade on, reached under TLS only: who can speak to a scheduler runs code as whoever grades."""
    if not scheduler.startswith("tls://"):
        raise CourseError(
            f"{scheduler} is not protected: whoever reaches a Dask scheduler without TLS can run code as you. Start it and "
            "its workers with certificates, and name it as tls://HOST:PORT; docs/grading.md shows how."
        )
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise CourseError("grading on a cluster needs Dask: pip install 'course[grading]', or leave --scheduler out.") from None
    settings = {
        "distributed.scheduler.allowed-failures": 2,
        "distributed.worker.memory.terminate": False,  # Dask would count the sandbox's memory as a leak of its own
        "distributed.comm.require-encryption": True,
        "distributed.logging": {"distributed": "error"},
    }
    with dask.config.set(settings):
        try:
            client = Client(scheduler, timeout=15)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise CourseError(
                f"no Dask scheduler answers at {scheduler}: {error}. Is it started, and are DASK_DISTRIBUTED__COMM__TLS__CA_FILE "
                "and CLIENT__CERT and CLIENT__KEY set here? docs/grading.md shows how."
            ) from None
        with client:
            yield partial(_on_dask, client, options)


def _on_dask(client: Any, options: dict, jobs: Iterator[Asked]) -> Iterator[Answered]:
    from distributed import KilledWorker, as_completed

    asked: dict[Any, Asked] = {}

    def submit() -> Any:
        for key, job in jobs:
            future = client.submit(work, job, options, pure=False)
            asked[future.key] = (key, job)
            return future
        return None

    window = IN_FLIGHT * max(1, len(client.scheduler_info()["workers"]))
    done = as_completed([future for future in (submit() for _ in range(window)) if future])
    for future in done:
        try:
            result = future.result()
        except KilledWorker:
            result = failed("The grader's workers ended on this submission.")
        yield *asked.pop(future.key), result
        future.release()
        following = submit()
        if following is not None:
            done.add(following)
