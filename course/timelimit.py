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
COUNTED = "/proc/thread-self/schedstat"
"""Where Linux counts the nanoseconds in which this thread ran, and those in which it waited for a free processor."""


def own_time() -> float:
    """Seconds of this thread's own: those that pass while it works or sleeps, not those in which others kept the processor from it.

    Grading counts like this. Where nobody counts the waits, the seconds of a processor that this thread has had; in a browser, where
    nobody counts threads, those of this process.
    """
    try:
        with open(COUNTED, encoding="ascii") as file:
            return time.monotonic() - int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return getattr(time, "thread_time", time.process_time)()


PATIENCE = 10  # times as long by the clock, for a machine that others keep busy


@dataclass(eq=False)
class _Limit:
    """So many seconds of one's own (``clock`` measures them), or so many by the clock on the wall."""

    own: float
    wall: float
    clock: Callable[[], float]
    begun: tuple[float, float] = field(init=False)

    def __post_init__(self):
        self.begun = self.clock(), time.monotonic()

    @property
    def tick(self) -> float:
        return max(1e-4, min(TICK, self.own / 4, self.wall / 4))

    def over(self) -> str:
        """Why it is over, if it is."""
        if self.clock() - self.begun[0] >= self.own:
            return f"it took more than {self.own:g} seconds"
        return f"it took more than {self.wall:g} seconds by the clock" if time.monotonic() - self.begun[1] >= self.wall else ""


@contextlib.contextmanager
def at_most(own: float, wall: float | None = None) -> Iterator[None]:
    """Raise TimeoutError in here after so many seconds of this thread's :func:`own_time`, or ``wall`` seconds by the clock.

    ``wall`` is :data:`PATIENCE` times as much, where it is not given: a busy machine is nobody's fault. Limits may stand
    inside each other; the outer one goes on. Only the main thread can be interrupted, and only between two steps of Python
    code: elsewhere, and in a browser, nothing is limited, and a long call into C ends late. Where the system has no alarms
    (Windows) the processor time of all threads counts, and a call that sleeps ends late, too.
    """
    wall = PATIENCE * own if wall is None else wall
    if threading.current_thread() is not threading.main_thread() or sys.platform == "emscripten":  # a browser has no second thread
        yield
    elif hasattr(signal, "setitimer"):
        with _with_alarms(_Limit(own, wall, own_time)):
            yield
    else:
        with _without_alarms(_Limit(own, wall, time.process_time)):
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
