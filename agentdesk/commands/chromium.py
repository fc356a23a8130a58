"""Where the browser of the browser tests is."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """The path of a Chromium (`AGENTDESK_CHROMIUM`, else one on the PATH), or "" when there is none."""
    return os.environ.get("AGENTDESK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")


def bring_chromium() -> str:
    """The path of a Chromium, installed with apt where that is possible; "" when it is not."""
    if found := find_chromium():
        return found
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return ""
    sys.stderr.write("Installing Chromium with apt-get\n")
    install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update"], install):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(command, stdout=subprocess.DEVNULL, env=quiet).returncode:
            return ""
    return find_chromium()
