import argparse
import signal
import sys
import threading

from agentdesk.demo.language.server import Twin


def main() -> int:
    """Run it until SIGTERM or Ctrl-C; the first line says where it listens."""
    parser = argparse.ArgumentParser(prog="agentdesk.demo.language")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    twin = Twin((options.host, options.port))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: threading.Thread(target=twin.shutdown, daemon=True).start())
    sys.stdout.write(f"listening on {twin.url}\n")
    sys.stdout.flush()
    twin.serve_forever(poll_interval=0.2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
