"""Stop Python code that takes too long: the one time limiter."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def at_most(seconds: float, *, processor: bool = False) -> Iterator[None]:
    """Raise TimeoutError in here after ``seconds`` by the clock, or with ``processor`` of this process's processor time.

    Limits may stand inside each other; the outer one goes on. Only the main thread can be interrupted, and only between
    two steps of Python code: elsewhere, and in a browser, nothing is limited, and a long call into C ends late. Where the system has no alarms
    (Windows), time goes by the clock even with ``processor``, and a call that sleeps ends late, too.
    """
    if threading.current_thread() is not threading.main_thread() or sys.platform == "emscripten":  # a browser has no second thread
        yield
        return
    if not hasattr(signal, "setitimer"):
        with _without_alarms(seconds):
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


@contextlib.contextmanager
def _without_alarms(seconds: float) -> Iterator[None]:
    """The same by a second thread, which asks Python to raise in this one."""
    here, turn, state = threading.get_ident(), threading.Lock(), {"over": False, "asked": False}

    def ask(error: type[BaseException] | None) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(here), ctypes.py_object(error) if error else None)

    def stop() -> None:
        with turn:
            if not state["over"]:
                state["asked"] = True
                ask(_TooLate)

    watch = threading.Timer(seconds, stop)
    watch.daemon = True
    watch.start()
    try:
        yield
    except _TooLate:
        if not state["asked"]:  # an outer limit's
            raise
        state["asked"] = False
        raise TimeoutError(f"it took more than {seconds:g} seconds") from None
    finally:
        watch.cancel()
        with turn:
            state["over"] = True
            if state["asked"]:  # asked for at the very end, and not raised yet: nobody else is to meet it
                ask(None)


class _TooLate(TimeoutError):
    """Raised in the thread that is limited; :func:`_without_alarms` says of which limit it was."""
