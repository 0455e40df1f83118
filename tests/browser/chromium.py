"""A real browser and a real JupyterLab, for tests and benchmarks of what runs in them."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
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


def run_all(page: Page) -> None:
    """Run every cell of the notebook that JupyterLab shows, once its kernel is ready."""
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
