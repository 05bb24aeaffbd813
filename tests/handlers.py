"""What the workers of tests do: answer, fail, and everything that no process should do."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

from graphkit.errors import QueryError, StoreError
from graphkit.worker import Handler, Header


def maker(word: str = "") -> Handler:
    """Return a handler that does what `do` says."""

    def say(request: Header) -> tuple[Header, bytes]:
        return {"said": word + request["word"], "pid": os.getpid()}, b"x" * request["bytes"]

    def modules(_: Header) -> tuple[Header, bytes]:
        return {"modules": sorted(sys.modules)}, b""

    deeds = {"say": say, "modules": modules, **DEEDS}

    def handle(request: Header) -> tuple[Header, bytes]:
        return deeds[request["do"]](request) or ({}, b"")

    return handle


def _eat(_: Header) -> None:
    bytearray(2**31)


def _stumble(_: Header) -> None:
    raise ZeroDivisionError("division\nby nothing")


def _fail(_: Header) -> None:
    raise QueryError("it is wrong", name="mine", query="ASK")


def _blame(_: Header) -> None:
    raise StoreError("gone", location="somewhere")


DEEDS: dict[str, Callable[[Header], tuple[Header, bytes] | None]] = {
    "wait": lambda _: time.sleep(600),
    "eat": _eat,
    "crash": lambda _: os.kill(os.getpid(), signal.SIGSEGV),
    "leave": lambda _: os._exit(7),
    "stumble": _stumble,
    "fail": _fail,
    "blame": _blame,
}


def broken() -> Handler:
    """Fail as a store that cannot be opened does."""
    raise StoreError("no store here", location="nowhere")
