"""A real browser and a real JupyterLab, for tests and benchmarks of what runs in them."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")

# Time from the moment of an input event to the end of the frame that it led to. The listener stands outside the
# explorer and comes first; a message posted from a frame's start is received when that frame has been painted.
STOPWATCH = """
window.latencies = [];
addEventListener("input", (event) => {
  const began = event.timeStamp;
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.latencies.push(performance.now() - began);
    channel.port2.postMessage(null);
  });
}, true);
"""


@contextlib.contextmanager
def browser(executable: str):
    """A new headless Chromium, as Playwright's Browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, headless=True, args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


@contextlib.contextmanager
def jupyter_lab(folder: Path, cells: list[str]):
    """Start JupyterLab in ``folder`` on a notebook with these code cells. Yields its address."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "explorer.ipynb")
    settings = folder / ".settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false"}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(8)
    environment = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings"), "JUPYTER_PREFER_ENV_PATH": "1",
                   "JUPYTER_CONFIG_DIR": str(folder / ".config"), "JUPYTER_RUNTIME_DIR": str(folder / ".runtime"),
                   "JUPYTERLAB_WORKSPACES_DIR": str(folder / ".workspaces"), "IPYTHONDIR": str(folder / ".ipython")}
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
               "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    with open(folder / "lab.log", "wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        patience = time.monotonic() + 120
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/api?token={token}"):
                break
            if server.poll() is not None or time.monotonic() > patience:
                raise RuntimeError(f"JupyterLab did not start: {(folder / 'lab.log').read_text()[-2000:]}")
            time.sleep(0.1)
        yield f"{address}/lab/tree/explorer.ipynb?token={token}"
    finally:
        server.terminate()
        server.wait(20)


@contextlib.contextmanager
def opened(executable: str, address: str):
    """The page at ``address`` in a new Chromium. At its end, it has asked nobody outside this machine."""
    asked: list[str] = []
    with browser(executable) as window:
        page = window.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(90_000)  # a kernel starts slowly on a busy machine
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        yield page
    outside = [url for url in asked if not re.match(r"(https?|wss?)://(127\.0\.0\.1|localhost)|data:|blob:", url)]
    assert not outside, outside


@contextlib.contextmanager
def course_lab(notebook, folder):
    """`course lab NOTEBOOK` as `make lab` starts it. Yields the address that it prints."""
    settings = folder / ".settings" / "@jupyterlab" / "docmanager-extension"
    settings.mkdir(parents=True)
    # The notebook is the repository's own: it must not be saved with outputs.
    (settings / "plugin.jupyterlab-settings").write_text(json.dumps({"autosave": False}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / ".workspaces"),
        "JUPYTER_CONFIG_DIR": str(folder / ".config"),
        "JUPYTER_RUNTIME_DIR": str(folder / ".runtime"),
        "JUPYTER_TOKEN": secrets.token_hex(8),
    }
    command = [sys.executable, "-m", "course.cli", "lab", notebook, "--no-browser", "--port", str(port)]
    with open(folder / "lab.log", "wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        patience = time.monotonic() + 120
        while True:
            said = (folder / "lab.log").read_text()
            found = re.search(rf"http://(?:127\.0\.0\.1|localhost):{port}\S*", said)
            if found:
                break
            assert server.poll() is None and time.monotonic() < patience, said[-2000:]
            time.sleep(0.2)
        token = environment["JUPYTER_TOKEN"]
        address = found[0].split("?")[0]
        yield f"{address}?token={token}", said
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(120)  # its kernels end first, slowly on a busy machine


def run_all(page: Page) -> None:
    """Run every cell of the notebook that JupyterLab shows, once its kernel is ready."""
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
