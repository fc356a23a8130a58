"""One file each for styles and scripts: everything in it once, in order, and served as it should be."""

import pytest
from django.conf import settings
from django.test import Client

from agentdesk.packing import packed_scripts, packed_styles

MODULES = {
    "app.js": '// All of it.\nimport "./parts/one.js";\nimport "./two.js";\n',
    "two.js": "// Base.\nlet count = 0;\nexport const url = 'http://x';\nexport function add() {\n  return ++count;\n}\n",
    "parts/one.js": 'import { add, url } from "../two.js";\nconst form = add();\nglobalThis.seen = [form, url];\n',
}
SHEETS = {
    "css/app.css": '/* All. */\n@import "a.css";\n@import "parts/b.css";\n',
    "css/a.css": "@layer a {\n  .a, .b { color: red; margin: calc(1px + 2px); }\n}\n",
    "css/parts/b.css": '@font-face { src: url("../../vendor/x.woff2"); }\n',
}


def test_modules_come_once_after_what_they_need_in_scopes_of_their_own():
    text = packed_scripts("app.js", MODULES.__getitem__)
    assert text.count("++count") == 1
    assert text.index("++count") < text.index("globalThis.seen")
    assert "const {add, url} = $two;" in text
    assert "return { url, add };" in text
    assert "import" not in text
    assert "http://x" in text


def test_sheets_stand_in_each_other_s_place_with_their_addresses():
    text = packed_styles("css/app.css", SHEETS.__getitem__)
    assert text == (
        '@layer a{.a,.b{color: red;margin: calc(1px + 2px)}}@font-face{src: url("../vendor/x.woff2")}'
    )


@pytest.mark.parametrize(("name", "kind"), [("css/app.css", "text/css"), ("js/app.js", "text/javascript")])
def test_the_joined_file_is_served_whole_and_not_twice(name, kind):
    client, address = Client(), f"{settings.STATIC_URL}{name}"
    answer = client.get(address)
    text = answer.getvalue().decode()
    assert answer["Content-Type"].startswith(kind)
    assert answer["Vary"] == "Accept-Encoding"
    assert "@import" not in text
    assert 'from "./' not in text
    assert len(text.encode()) == int(answer["Content-Length"])
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.post(address).status_code == 405


def test_what_is_not_text_stays_as_it_is():
    answer = Client(headers={"accept-encoding": "gzip"}).get(
        f"{settings.STATIC_URL}vendor/inter-5.3.0/inter-latin-wght-normal.woff2"
    )
    assert "Content-Encoding" not in answer
    assert answer.getvalue()[:4] == b"wOF2"
