"""What `make lab` opens, in a real browser: lessons run from top to bottom, and nothing asks the network."""

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

import pytest

from tests.browser.chromium import browser, run_all
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


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
        server.wait(30)


@pytest.mark.timeout(600)
def test_the_second_lesson_runs_in_jupyterlab(chromium, tmp_path):
    name = "notebooks/01_build_a_matcher.ipynb"
    before = (ROOT / name).read_bytes()
    with course_lab(name, tmp_path) as (address, said), browser(chromium) as window:
        assert name in said, "the printed address opens the lesson"
        assert "Extension Manager is 'readonly'" in said, "nothing asks a package index"
        page = window.new_page(viewport={"width": 1280, "height": 1000})
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        run_all(page)
        page.locator(".jp-Notebook form.quiz").wait_for(timeout=300_000)
        page.wait_for_timeout(1000)
        assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
        figures = page.locator(".jp-Notebook figure img")
        assert figures.count() >= 5
        for i in range(figures.count()):
            assert len(figures.nth(i).get_attribute("alt").split()) >= 5
            assert figures.nth(i).evaluate("img => img.complete && img.naturalWidth > 0")
        # The quiz works by keyboard, and says why.
        option = page.locator("form.quiz input[type=radio]").first
        option.focus()
        option.press("Space")
        explanation = page.locator("#" + option.get_attribute("aria-describedby"))
        assert explanation.is_visible()
        page.keyboard.press("ArrowDown")
        assert not explanation.is_visible()
        folder = os.environ.get("COURSE_SCREENSHOTS")
        if folder:
            page.screenshot(path=f"{folder}/lesson_1.png")
        outside = [url for url in asked if not re.match(r"(https?|wss?)://(127\.0\.0\.1|localhost)|data:|blob:", url)]
        assert not outside
    assert (ROOT / name).read_bytes() == before
