"""Grade many submissions at once: on this machine's cores, or on a Dask cluster."""

from __future__ import annotations

import atexit
import contextlib
import queue
from collections.abc import Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from course.errors import CourseError
from course.grading.examiner import Examiner, failed
from course.grading.records import Job, Result

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

    A worker that dies loses nothing: its job is done again. A job that takes two workers down ends as a zero with that
    reason. ``examiner`` is one that the caller keeps from run to run, with its sandbox: it does all the work, as it was
    set up.
    """
    if scheduler:
        yield from _on_dask(iter(jobs), scheduler, {"trust": trust, "protect": protect})
    elif examiner:
        yield from _here(iter(jobs), [examiner])
    else:
        with contextlib.ExitStack() as stack:
            examiners = [stack.enter_context(Examiner(trust=trust, protect=protect)) for _ in range(workers)]
            yield from _here(iter(jobs), examiners)


def _here(jobs: Iterator[tuple[Hashable, Job]], examiners: list[Examiner]) -> Iterator[tuple[Hashable, Result]]:
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

    keys: dict[Future, Hashable] = {}
    threads = ThreadPoolExecutor(len(examiners))
    try:
        while True:
            while len(keys) < IN_FLIGHT * len(examiners):
                following = next(jobs, None)
                if following is None:
                    break
                keys[threads.submit(ask, following[1])] = following[0]
            if not keys:
                return
            for future in wait(keys, return_when=FIRST_COMPLETED).done:
                yield keys.pop(future), future.result()
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


def _on_dask(jobs: Iterator, scheduler: str, options: dict) -> Iterator[tuple[Hashable, Result]]:
    try:
        import dask
        from distributed import Client, KilledWorker, as_completed
    except ImportError:
        raise CourseError("grading on a cluster needs Dask: pip install 'course[grading]', or leave --scheduler out.") from None
    settings = {
        "distributed.scheduler.allowed-failures": 2,
        "distributed.worker.memory.terminate": False,  # Dask would count the sandbox's memory as a leak of its own
        "distributed.logging": {"distributed": "error"},
    }
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask.config.set(settings))
        client = stack.enter_context(_connect(Client, scheduler))
        keys: dict[Any, Hashable] = {}

        def submit() -> Any:
            for key, job in jobs:
                future = client.submit(work, job, options, pure=False)
                keys[future.key] = key
                return future
            return None

        window = IN_FLIGHT * max(1, len(client.scheduler_info()["workers"]))
        done = as_completed([future for future in (submit() for _ in range(window)) if future])
        for future in done:
            try:
                result = future.result()
            except KilledWorker:
                result = failed("The grader's workers ended on this submission. Your instructor will look at it.")
            yield keys.pop(future.key), result
            future.release()
            following = submit()
            if following is not None:
                done.add(following)


def _connect(client: Any, address: str) -> Any:
    try:
        return client(address, timeout=15)
    except (OSError, ValueError) as error:
        raise CourseError(
            f"no Dask scheduler answers at {address}: {error}. Start one with `dask scheduler`."
        ) from None
