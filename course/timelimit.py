"""Stop Python code that takes too long: the one time limiter."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

TICK = 0.05  # seconds between two looks at the time
own_time: Callable[[], float] = getattr(time, "thread_time", time.process_time)
"""Seconds of a processor that this thread has had; in a browser, where nobody counts threads, that this process has had."""
PATIENCE = 10  # times as long by the clock: for code that sleeps, or a machine that others keep busy


@dataclass(eq=False)
class _Limit:
    """So many seconds of a processor (``clock`` measures them), or so many by the clock on the wall."""

    processor: float
    wall: float
    clock: Callable[[], float]
    begun: tuple[float, float] = field(init=False)

    def __post_init__(self):
        self.begun = self.clock(), time.monotonic()

    @property
    def tick(self) -> float:
        return max(1e-4, min(TICK, self.processor / 4, self.wall / 4))

    def over(self) -> str:
        """Why it is over, if it is."""
        if self.clock() - self.begun[0] >= self.processor:
            return f"it took more than {self.processor:g} seconds"
        return f"it took more than {self.wall:g} seconds by the clock" if time.monotonic() - self.begun[1] >= self.wall else ""


@contextlib.contextmanager
def at_most(processor: float, wall: float | None = None) -> Iterator[None]:
    """Raise TimeoutError in here after so many seconds of this thread's processor time, or ``wall`` seconds by the clock.

    ``wall`` is :data:`PATIENCE` times as much, where it is not given: a busy machine is nobody's fault. Limits may stand
    inside each other; the outer one goes on. Only the main thread can be interrupted, and only between two steps of Python
    code: elsewhere, and in a browser, nothing is limited, and a long call into C ends late. Where the system has no alarms
    (Windows) the time of all threads counts, and a call that sleeps ends late, too.
    """
    wall = PATIENCE * processor if wall is None else wall
    if threading.current_thread() is not threading.main_thread() or sys.platform == "emscripten":  # a browser has no second thread
        yield
    elif hasattr(signal, "setitimer"):
        with _with_alarms(_Limit(processor, wall, own_time)):
            yield
    else:
        with _without_alarms(_Limit(processor, wall, time.process_time)):
            yield


_limits: list[_Limit] = []  # those that hold now, the outermost first


@contextlib.contextmanager
def _with_alarms(limit: _Limit) -> Iterator[None]:
    def look(*_: object) -> None:
        if why := next(filter(None, (one.over() for one in _limits)), ""):
            signal.setitimer(signal.ITIMER_REAL, 1, TICK)  # leave time to clean up, and then stop again what caught this
            raise TimeoutError(why)

    before = signal.signal(signal.SIGALRM, look)
    _limits.append(limit)
    tick = min(one.tick for one in _limits)
    outer = signal.setitimer(signal.ITIMER_REAL, tick, tick)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _limits.remove(limit)
        signal.signal(signal.SIGALRM, before)
        if outer[0]:
            signal.setitimer(signal.ITIMER_REAL, *outer)


@contextlib.contextmanager
def _without_alarms(limit: _Limit) -> Iterator[None]:
    """The same by a second thread, which asks Python to raise in this one."""
    here, turn, over = threading.get_ident(), threading.Lock(), threading.Event()
    why: list[str] = []

    def ask(error: type[BaseException] | None) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(here), ctypes.py_object(error) if error else None)

    def watch() -> None:
        while not over.wait(limit.tick):
            with turn:
                if not over.is_set() and (told := limit.over()):
                    why.append(told)
                    ask(_TooLate)
                    return

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    except _TooLate:
        if not why:  # an outer limit's
            raise
        told = why.pop()
        raise TimeoutError(told) from None
    finally:
        with turn:
            over.set()
            if why:  # asked for at the very end, and not raised yet: nobody else is to meet it
                ask(None)


class _TooLate(TimeoutError):
    """Raised in the thread that is limited; :func:`_without_alarms` says of which limit it was."""
