import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from agentdesk.embedded.programs import LOG_LIMIT_BYTES, Child, Program, open_log
from agentdesk.supervisor.settings import ROOT


def child(tmp_path: Path, source: str, **more: object) -> Child:
    log = tmp_path / "child.log"
    return Child(Program("child", [sys.executable, "-c", source], log, **more))  # type: ignore[arg-type]


def test_what_a_program_says_goes_to_its_own_log(tmp_path: Path) -> None:
    speaker = child(tmp_path, "import sys; print(sys.stdin.read())", stdin=b"hello")
    speaker.start()
    assert speaker.process is not None
    speaker.process.wait(10)
    assert speaker.program.log.read_text().strip() == "hello"
    assert speaker.program.log.stat().st_mode & 0o777 == 0o600


def test_a_program_that_ignores_the_request_is_ended(tmp_path: Path) -> None:
    source = (
        "import signal as s, time; s.signal(s.SIGTERM, s.SIG_IGN); print('up', flush=True); time.sleep(60)"
    )
    deaf = child(tmp_path, source, patience_seconds=0.2)
    deaf.start()
    while "up" not in deaf.program.log.read_text():
        assert deaf.is_alive
    deaf.stop()
    assert deaf.process is not None
    assert deaf.process.returncode == -signal.SIGKILL


def test_a_program_dies_with_its_parent_even_by_kill_9(tmp_path: Path) -> None:
    parent = (
        "import sys, time; from pathlib import Path; from agentdesk.embedded.programs import Child, Program\n"
        "sleeper = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        f"c = Child(Program('c', sleeper, Path('{tmp_path}/c.log')))\n"
        "c.start(); print(c.pid, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < deadline


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_log_that_has_grown_large_is_set_aside(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_bytes(b"x" * (LOG_LIMIT_BYTES + 1))
    open_log(log).close()
    assert log.stat().st_size == 0
    assert (tmp_path / "a.log.1").exists()


def test_a_program_gives_way_as_a_process_and_as_a_session(tmp_path: Path) -> None:
    modest = child(tmp_path, "import time; time.sleep(60)", niceness=7)
    modest.start()
    try:
        assert modest.pid is not None
        assert os.getpriority(os.PRIO_PROCESS, modest.pid) == 7
        group = Path(f"/proc/{modest.pid}/autogroup")
        assert not group.exists() or group.read_text().split()[-1] == "7"
    finally:
        modest.kill()
