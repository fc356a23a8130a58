"""Tools written in Python: `operation` is the dotted path of a function that takes the fields and the
idempotency key.
"""

import time
from collections.abc import Mapping
from typing import Any

from django.utils.module_loading import import_string

from assist.tools.sources import Answer, Outcome


class Declined(Exception):
    """A function says no: nothing was done. The first argument is a code, the second says it in words."""


class PythonSource:
    """Runs functions of this process. Where a function keeps no receipts, `outcome` says that nothing is
    known.
    """

    def __init__(self, *, package: str) -> None:
        self._package = package

    def call(self, operation: str, values: Mapping[str, Any], *, key: str, seconds: float) -> Answer:
        began = time.monotonic()
        try:
            output = import_string(f"{self._package}.{operation}")(**values, key=key)
        except Declined as no:
            return Answer(Outcome.REFUSED, code=str(no.args[0]), words=str(no.args[-1]))
        return Answer(Outcome.DONE, output=output, seconds=round(time.monotonic() - began, 3))

    def outcome(self, operation: str, *, key: str, seconds: float) -> Answer:
        return self.call(operation, {}, key=key, seconds=seconds)
