import importlib
import subprocess
import sys
from pathlib import Path

from agentdesk.supervisor.settings import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(config: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: inside pytest the linter sees pytest's import hooks."""
    command = [sys.executable, "-c", LINT, "--config", str(config), "--no-cache"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_imports_go_down_only() -> None:
    done = lint(ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout[done.stdout.find("Broken contracts") :] + done.stderr


def test_an_import_upwards_would_be_found(tmp_path: Path) -> None:
    config = tmp_path / "contracts.toml"
    config.write_text(
        '[tool.importlinter]\nroot_packages = ["agentdesk", "cases"]\n'
        '[[tool.importlinter.contracts]]\nname = "upside down"\ntype = "layers"\n'
        'layers = ["cases", "agentdesk"]\n'
    )
    done = lint(config)
    assert (done.returncode, "upside down BROKEN" in done.stdout) == (1, True), done.stdout + done.stderr


def test_the_bootstrap_works_with_the_standard_library_alone() -> None:
    from tests.architecture.source import imported_names, tree_of

    for name in ("manage.py", "agentdesk/bootstrap.py"):
        roots = {imported.split(".")[0] for imported in imported_names(tree_of(ROOT / name))}
        assert roots - {"agentdesk"} <= set(sys.stdlib_module_names), name
    package = importlib.import_module("agentdesk")
    assert not list(imported_names(tree_of(Path(str(package.__file__))))), (
        "agentdesk/__init__.py must import nothing"
    )
