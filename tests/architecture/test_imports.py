import importlib
from pathlib import Path

import pytest
from importlinter import cli

from agentdesk.supervisor.settings import ROOT


def lint(config: Path) -> int:
    return int(cli.lint_imports(config_filename=str(config), no_cache=True))


def test_imports_go_down_only(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint(ROOT / "pyproject.toml")
    said = capsys.readouterr().out
    assert status == 0, said[said.find("Broken contracts") :]


def test_an_import_upwards_would_be_found(tmp_path: Path) -> None:
    config = tmp_path / "contracts.toml"
    config.write_text(
        '[tool.importlinter]\nroot_packages = ["agentdesk", "cases"]\n'
        '[[tool.importlinter.contracts]]\nname = "upside down"\ntype = "layers"\n'
        'layers = ["cases", "agentdesk"]\n'
    )
    assert lint(config) == 1


def test_the_bootstrap_works_with_the_standard_library_alone() -> None:
    import sys

    from tests.architecture.source import imported_names, tree_of

    for name in ("manage.py", "agentdesk/bootstrap.py"):
        roots = {imported.split(".")[0] for imported in imported_names(tree_of(ROOT / name))}
        assert roots - {"agentdesk"} <= set(sys.stdlib_module_names), name
    package = importlib.import_module("agentdesk")
    assert not list(imported_names(tree_of(Path(str(package.__file__))))), (
        "agentdesk/__init__.py must import nothing"
    )
