"""Put a JSON-LD context into roc-validator's cache of the web, as if it had been fetched.

Run in the validator's own environment: CACHE ADDRESS DOCUMENT. So the validator works offline.
"""

import io
import sys
from pathlib import Path
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

HEADERS = {"Content-Type": "application/ld+json"}


class Kept(BaseAdapter):
    """Answers every request with one document."""

    def __init__(self, document: bytes) -> None:
        super().__init__()
        self.document = document

    def send(self, request: Any, *_: Any, **__: Any) -> Any:
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = 200, request.url, request
        answer.headers.update(HEADERS)
        body = io.BytesIO(self.document)
        answer.raw = HTTPResponse(body, HEADERS, status=200, preload_content=False)
        return answer

    def close(self) -> None:
        pass


if __name__ == "__main__":
    cache, address, document = sys.argv[1:]
    session = CachedSession(cache_name=cache, backend="sqlite", expire_after=-1)
    session.mount("https://", Kept(Path(document).read_bytes()))
    session.get(address).raise_for_status()
