"""Who counts: one thread a core of this machine, or the workers of a Dask cluster. The counts are the same."""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import ThreadPoolExecutor

# With fewer pairs than this, starting threads costs more than it gains.
WORTH_THREADS = 4_000_000


@contextlib.contextmanager
def steady_products():
    """Products of one thread each: how a product is shared among threads can change its last bit. Yields whether it is so.

    It also leaves the cores to threads of our own, which count as well and need not wait for each other.
    """
    try:
        from threadpoolctl import threadpool_limits  # comes with scikit-learn
    except ImportError:
        yield False
        return
    with threadpool_limits(1, "blas"):
        yield True


def on_this_machine(plan, bins, todo):
    """Yield (number, cell, counts) of each tile; one thread per core counts."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1  # noqa: TID251
    with contextlib.ExitStack() as stack:
        work = map
        if stack.enter_context(steady_products()) and cores > 1 and plan.total >= WORTH_THREADS:
            work = stack.enter_context(ThreadPoolExecutor(cores)).map
        yield from work(lambda item: _count_task(plan, *item, bins), todo)


def on_cluster(client, plan, bins, todo):
    """Yield (number, cell, counts) of each tile as the workers finish. A failed tile raises here."""
    from dask.distributed import as_completed

    with steady_products():  # for workers that are threads of this process; worker processes start with one thread each
        shared = client.scatter(plan, broadcast=True, hash=False)
        futures = [client.submit(_count_task, shared, number, tile, bins, pure=False) for number, tile in todo]
        for future in as_completed(futures):
            yield future.result()
            future.release()


def _count_task(plan, number, tile, bins):
    return number, tile.cell, plan.count(tile, bins)
