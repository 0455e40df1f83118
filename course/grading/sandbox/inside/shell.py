"""IPython without a terminal or a network: a cell's code in, its outputs out. Within reach of the student's code."""

from __future__ import annotations

import base64
import io
import subprocess
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets.config import Config

from course.grading.sandbox.limits import MIB

STREAM_LIMIT = 100_000  # characters a cell may print
DISPLAY_LIMIT = 2 * MIB  # bytes of one figure or table
CELL_LIMIT = 4 * MIB


class Outputs:
    """What one cell has shown, as nbformat outputs, up to a limit."""

    def __init__(self, count: int = 0):
        self.count = count
        self.items: list[dict] = []
        self.displays: dict[str, dict] = {}
        self.printed = 0
        self.size = 0

    def stream(self, name: str, text: str) -> None:
        room = STREAM_LIMIT - self.printed
        if room <= 0:
            return
        if len(text) > room:
            text = text[:room] + "\n[The rest of the output was left out.]\n"
        self.printed += len(text)
        if self.items and self.items[-1].get("name") == name:
            self.items[-1]["text"] += text
        else:
            self.items.append({"output_type": "stream", "name": name, "text": text})

    def show(self, kind: str, data: dict, **more: Any) -> dict:
        data = {str(k): _text(v) for k, v in data.items()}
        size = sum(len(str(v)) for v in data.values())
        if size > DISPLAY_LIMIT or self.size + size > CELL_LIMIT:
            data, size = {"text/plain": "[An output too large to keep.]"}, 0
        self.size += size
        item = {"output_type": kind, "data": data, "metadata": {}, **more}
        self.items.append(item)
        return item


def _text(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


class Stream(io.TextIOBase):
    def __init__(self, shell: Shell, name: str):
        self.shell, self.name_ = shell, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() takes text, not {type(text).__name__}")
        self.shell.outputs.stream(self.name_, text)
        return len(text)

    def isatty(self) -> bool:
        return False


class _Publisher(DisplayPublisher):
    shell = AnyTrait()

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **_):
        outputs = self.shell.outputs
        key = (transient or {}).get("display_id")
        if update and key in outputs.displays:
            outputs.displays[key]["data"] = {str(k): _text(v) for k, v in data.items()}
            return
        item = outputs.show("display_data", data)
        if key:
            outputs.displays[key] = item

    def clear_output(self, wait=False):
        self.shell.outputs.items.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        outputs = self.shell.outputs
        outputs.show("execute_result", format_dict, execution_count=outputs.count)

    def finish_displayhook(self):
        pass


class Shell(InteractiveShell):
    """IPython without a terminal or a network: magics, displays and tracebacks as in a notebook."""

    def __init__(self, **kwargs):
        self.outputs = Outputs()
        # No history: it would need a database and a thread. Plain tracebacks: the rich ones take seconds for a deep
        # recursion.
        config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"xmode": "Plain"}})
        super().__init__(display_pub_class=_Publisher, displayhook_class=_Hook, config=config, **kwargs)

    def init_io(self):
        pass

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.items.append(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": safe_str(evalue)[:2000],
                "traceback": [str(line)[:5000] for line in stb][:60],
            }
        )

    def system(self, command):
        """``!command``, without a terminal."""
        done = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        self.outputs.stream("stdout", (done.stdout + done.stderr)[:STREAM_LIMIT].decode(errors="replace"))
        self.user_ns["_exit_code"] = done.returncode

    def enable_gui(self, gui=None):
        pass


def safe_str(value: Any) -> str:
    try:
        return str(value)
    except BaseException:
        return "?"
