"""Install the system packages that grading and browser tests need, where that is allowed. Standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess

# command to look for -> Debian package
NEEDED = {"bwrap": "bubblewrap", "chromium": "chromium", "fc-list": "fontconfig"}
FONTS = "fonts-dejavu-core"


def main() -> None:
    missing = [package for command, package in NEEDED.items() if shutil.which(command) is None]
    if not missing:
        return
    packages = sorted({*missing, FONTS})
    names = " ".join(packages)
    allowed = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")  # noqa: TID251
    if not allowed:
        print(
            f"Not installed: {names}. On Debian or Ubuntu: sudo apt install {names}. "
            "Until then the sandbox and browser tests that need them are skipped."
        )
        return
    print(f"Installing system packages: {names} ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True, "check": False}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, **quiet)
    done = subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=environment, **quiet
    )
    if done.returncode:
        print(done.stderr[-600:])
        print(f"apt could not install {names}; the tests that need them are skipped (under CI they fail).")


if __name__ == "__main__":
    main()
