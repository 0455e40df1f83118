"""What a student sees first: a short start with the address in it, and a list of notebooks without sources and tools."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.conftest import ROOT


@pytest.mark.timeout(200)
@pytest.mark.slow
def test_the_lab_starts_quietly_and_lists_notebooks_only(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "JUPYTER_TOKEN"} | {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "spaces")}
    said = tmp_path / "said"
    with open(said, "wb") as log:
        command = [sys.executable, "-m", "course.cli", "lab", "--no-browser", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True, cwd=ROOT)
    try:
        patience = time.monotonic() + 150
        while not (found := re.search(rf"http://(?:127\.0\.0\.1|localhost):{port}/lab/tree/notebooks/\S+?\.ipynb\?token=(\w+)", said.read_text())):
            assert server.poll() is None and time.monotonic() < patience, said.read_text()[-2000:]
            time.sleep(0.2)
        assert len(said.read_text().splitlines()) <= 15

        def listed(folder):
            address = f"http://127.0.0.1:{port}/api/contents/{folder}?token={found[1]}"
            with urllib.request.urlopen(address, timeout=30) as answer:
                return {one["name"] for one in json.load(answer)["content"]}

        assert {"notebooks", "assignments", "docs"} <= listed("")
        assert not {"course", "tests", "Makefile", "pyproject.toml"} & listed("")
        assert all(name.endswith(".ipynb") for name in listed("notebooks"))
        assert listed("assignments/matcher") == {"release"}
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
