"""What a worker and its caller send each other: a header in JSON, and a body of bytes.

The bytes come from C and are read by C: nothing in between makes an object of each row.
"""

from __future__ import annotations

import json
import os
import select
import struct
import time
from collections.abc import Callable, Mapping
from typing import Any

Header = Mapping[str, Any]
Handler = Callable[[Header], tuple[Header, bytes]]

_SIZES = struct.Struct(">QQ")  # of header and body
_CHUNK = 1 << 20


def send(pipe: int, header: Header, body: bytes = b"") -> None:
    """Write one message."""
    head = json.dumps(header).encode("ascii")
    for part in (_SIZES.pack(len(head), len(body)) + head, body):
        left = memoryview(part)
        while left:
            left = left[os.write(pipe, left) :]


def receive(pipe: int, until: float | None = None) -> tuple[Header, bytes]:
    """Read one message.

    Args:
        pipe: Where from.
        until: When to give up, by `time.monotonic`.

    Raises:
        EOFError: The other side is gone.
        TimeoutError: The message is not there in time.
    """
    head, body = _SIZES.unpack(_read(pipe, _SIZES.size, until))
    return json.loads(_read(pipe, head, until)), _read(pipe, body, until)


def _read(pipe: int, size: int, until: float | None) -> bytes:
    parts = []
    while size:
        if until is not None and not _ready(pipe, until - time.monotonic()):
            raise TimeoutError
        part = os.read(pipe, min(size, _CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _ready(pipe: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    return bool(poll.poll(max(seconds, 0) * 1000))
