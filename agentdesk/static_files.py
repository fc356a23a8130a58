"""Static files as they travel: texts compressed, the style and the scripts of the product as one file each."""

import gzip
import hashlib
from functools import cached_property
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import NOT_ALLOWED_RESPONSE, Response, StaticFile

from agentdesk.packing import packed_scripts, packed_styles

TEXTS = (".css", ".js", ".svg")
JOINED = {"css/app.css": packed_styles, "js/app.js": packed_scripts}
CHANGING = ("Content-Length", "ETag", "Last-Modified", "Vary", "Content-Encoding")


class Text:
    """A text file, read when it is first asked for and kept with its compressed form."""

    def __init__(self, path: Path, headers: list[tuple[str, str]]) -> None:
        self.path = path
        self.headers = [pair for pair in headers if pair[0] not in CHANGING]

    @cached_property
    def plain(self) -> bytes:
        root = self.path.parents[1]
        name = self.path.relative_to(root).as_posix()
        if root.name != "static" or name not in JOINED:
            return self.path.read_bytes()
        return JOINED[name](name, lambda other: (root / other).read_text()).encode()

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.plain, 9, mtime=0)

    @cached_property
    def tag(self) -> str:
        return hashlib.sha256(self.plain).hexdigest()[:20]

    def get_response(self, method: str, asked: dict[str, Any]) -> Response:
        """What WhiteNoise asks a file for; `asked` is the request's META."""
        if method not in ("GET", "HEAD"):
            return NOT_ALLOWED_RESPONSE
        is_packed = "gzip" in asked.get("HTTP_ACCEPT_ENCODING", "")
        tag = f'"{self.tag}-gz"' if is_packed else f'"{self.tag}"'
        headers = [*self.headers, ("ETag", tag), ("Vary", "Accept-Encoding")]
        if asked.get("HTTP_IF_NONE_MATCH") == tag:
            return Response(HTTPStatus.NOT_MODIFIED, headers, None)
        body = self.packed if is_packed else self.plain
        headers += [("Content-Length", str(len(body)))] + [("Content-Encoding", "gzip")] * is_packed
        return Response(HTTPStatus.OK, headers, BytesIO(body) if method == "GET" else None)


class PackedStatic(WhiteNoiseMiddleware):
    """WhiteNoise with compressed texts, from the tree itself: nothing has to be collected or built."""

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile | Text:
        found: StaticFile = super().get_static_file(path, url, stat_cache)
        if not path.endswith(TEXTS):
            return found
        return Text(Path(path), found.get_path_and_headers({})[1])
