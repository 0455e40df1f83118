"""Grade many submissions at once: in this process, on this machine's cores, or on a Dask cluster."""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from course.errors import CourseError
from course.grading.examine import Examiner, failed

_examiners: dict[str, Examiner] = {}  # one in each worker process, kept from job to job


def run(
    jobs: Iterable[tuple[Hashable, dict]],
    *,
    workers: int = 1,
    scheduler: str | None = None,
    trust: bool = False,
    protect: tuple[str, ...] = (),
    examiner: Examiner | None = None,
) -> Iterator[tuple[Hashable, dict]]:
    """Yield ``(key, result)`` for each ``(key, job)``, in the order in which they are finished.

    A worker that dies loses nothing: Dask gives its job to another. A job that takes several workers down ends as a
    zero with that reason. Only a few jobs for each worker are in flight, so memory does not grow with the class.

    ``examiner`` is one that the caller keeps from run to run, with its sandbox: it does all the work, as it was set up.
    """
    if examiner:
        yield from ((key, examiner.ask(job)) for key, job in jobs)
        return
    options = {"trust": trust, "protect": protect}
    if workers == 1 and not scheduler:
        with Examiner(**options) as examiner:
            for key, job in jobs:
                yield key, examiner.ask(job)
        return
    yield from _on_dask(iter(jobs), workers, scheduler, options)


def work(job: dict, options: dict) -> dict:
    """In a worker: one job. The examiner, and with it the sandbox, is kept for the next."""
    key = repr(options)
    if key not in _examiners:
        _examiners[key] = Examiner(**options)
        atexit.register(_examiners[key].close)
    return _examiners[key].ask(job)


def _on_dask(jobs: Iterator, workers: int, scheduler: str | None, options: dict) -> Iterator[tuple[Hashable, dict]]:
    try:
        import dask
        from distributed import Client, KilledWorker, LocalCluster, as_completed
    except ImportError:
        raise CourseError(
            "grading in parallel needs Dask: pip install 'course[grading]', or use --workers 1."
        ) from None
    settings = {
        "distributed.scheduler.allowed-failures": 2,
        "distributed.worker.memory.terminate": False,  # Dask would count the sandbox's memory as a leak of its own
        "distributed.logging": {"distributed": "error"},
    }
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask.config.set(settings))
        if scheduler:
            client = stack.enter_context(_connect(Client, scheduler))
        else:
            cluster = LocalCluster(
                workers, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
            )
            client = stack.enter_context(Client(stack.enter_context(cluster)))
        keys: dict[Any, Hashable] = {}

        def submit() -> Any:
            for key, job in jobs:
                future = client.submit(work, job, options, pure=False)
                keys[future.key] = key
                return future
            return None

        window = 3 * max(workers, len(client.scheduler_info()["workers"]))
        first = [future for future in (submit() for _ in range(window)) if future]
        done = as_completed(first)
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
