"""The twin as the process that a person starts to try the product with a model."""

import subprocess
import sys

import httpx

from assist.providers.language.base import Prompt
from assist.providers.language.compatible import CompatibleModel

SCHEMA = {"type": "object", "properties": {"reply": {"type": "string"}}, "required": ["reply"]}


def test_it_says_where_it_listens_and_what_it_was_told_to_say() -> None:
    command = [sys.executable, "-m", "agentdesk.demo.language"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        httpx.post(url.replace("/v1", "/script"), json={"lines": [{"reply": "Hello"}]})
        said = CompatibleModel(url, "small").complete(Prompt("Draft.", "{}", SCHEMA), seconds=5)
        process.terminate()
    assert said.text == '{"reply": "Hello"}'
    assert process.returncode == 0
