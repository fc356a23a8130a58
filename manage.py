#!/usr/bin/env python3
"""AgentDesk's one command. It needs nothing but Python: `python3 manage.py demo`."""

import os
import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def main():
    """Brings up the environment that the command needs, runs again inside it, and runs the command."""
    root = os.path.dirname(os.path.abspath(__file__))
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.stderr.write(
            "AgentDesk needs Python 3.11, 3.12 or 3.13; %s is Python %d.%d. Try `python3.11 manage.py`.\n"
            % (sys.executable, sys.version_info[0], sys.version_info[1])
        )
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentdesk.settings")
    sys.path.insert(0, root)
    from agentdesk import bootstrap

    refusal = bootstrap.enter_environment(root, sys.argv)
    if refusal:
        sys.stderr.write(refusal + "\n")
        return 2
    from agentdesk.commands import run

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
