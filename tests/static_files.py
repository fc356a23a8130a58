"""The static files are looked up once a process. A plugin, loaded by tests/conftest.py.

Every test client loads the middleware, and WhiteNoise then reads the whole static folder: in production once, in tests
once a client. The files do not change during a run.
"""

import pytest
from whitenoise.middleware import WhiteNoiseMiddleware

_look_up = WhiteNoiseMiddleware.add_files_from_finders
_found: dict[str, dict[str, object]] = {}


def pytest_configure() -> None:
    WhiteNoiseMiddleware.add_files_from_finders = _add_files


def pytest_unconfigure(config: pytest.Config) -> None:
    WhiteNoiseMiddleware.add_files_from_finders = _look_up


def _add_files(middleware: WhiteNoiseMiddleware) -> None:
    if middleware.static_prefix not in _found:
        _look_up(middleware)
        _found[middleware.static_prefix] = dict(middleware.files)
    middleware.files.update(_found[middleware.static_prefix])
