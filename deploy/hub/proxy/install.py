"""Install JupyterHub's proxy beside this file, in the version of package-lock.json, unless it is there: needs npm and a registry."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"

if __name__ == "__main__" and not PROGRAM.exists():
    npm = shutil.which("npm")
    if npm is None:
        print("npm is missing, which fetches JupyterHub's proxy (on Debian: apt install npm). The test of a hub is skipped without it.")
    elif subprocess.run([npm, "ci", "--silent", "--no-audit", "--no-fund"], cwd=HERE, check=False).returncode:
        print("npm could not fetch JupyterHub's proxy; the test of a hub is skipped without it.")
