"""Stop Python code that takes too long: the one time limiter."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def at_most(seconds: float, *, processor: bool = False) -> Iterator[None]:
    """Raise TimeoutError in here after ``seconds`` by the clock, or with ``processor`` of this process's processor time.

    Limits may stand inside each other; the outer one goes on. Only the main thread can be interrupted, and only between
    two steps of Python code: elsewhere, and on systems without such alarms (a browser), nothing is limited, and a long call into C ends late.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    timer, alarm = (signal.ITIMER_PROF, signal.SIGPROF) if processor else (signal.ITIMER_REAL, signal.SIGALRM)

    def stop(*_: object) -> None:
        raise TimeoutError(f"it took more than {seconds:g} seconds")

    before = signal.signal(alarm, stop)
    outer, _ = signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(alarm, before)
        if outer:
            signal.setitimer(timer, outer)
