"""The inside of a worker process."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue

from graphkit.errors import GraphkitError
from graphkit.worker.wire import Handler, Header, receive, send

NO_MEMORY = "memory"  # the header of an answer that did not fit into memory has this key
_STATM = Path("/proc/self/statm")


def main(requests: str, answers: str, target: str, *arguments: str) -> None:
    """Serve in a process that was started for it; `target` is `module:function`."""
    module, _, function = target.partition(":")
    serve(int(requests), int(answers), lambda: getattr(import_module(module), function)(*arguments))


def serve(requests: int, answers: int, make: Callable[[], Handler]) -> None:
    """Answer until the caller is gone; this never returns."""
    try:
        _settle()
        _serve(requests, answers, make)
    except BaseException as exc:  # noqa: BLE001  # the process ends here, whatever it is
        said = " ".join(f"{type(exc).__name__}: {exc}".split())  # one line, the last one there is
        os.write(2, f"\n{said}".encode("utf-8", "replace"))  # sys.stderr is a file of the caller's
    finally:
        os._exit(1)  # what a forked process inherited from its caller is not its to clean up


def _settle() -> None:
    """Leave to the caller what is the caller's: its signals, and the objects of a fork."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()


def _serve(requests: int, answers: int, make: Callable[[], Handler]) -> None:
    waiting: SimpleQueue[Header] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    handler: Handler | None = None
    base = 0
    while True:
        request = waiting.get()
        try:
            if handler is None:
                handler = make()
                base = _size()
            _allow(base, request["megabytes"])
            answer = handler(request)
        except GraphkitError as exc:
            answer = _error(exc), b""
        except MemoryError:
            answer = {NO_MEMORY: True}, b""
        send(answers, *answer)


def _listen(requests: int, waiting: SimpleQueue[Header]) -> None:
    """Hear requests while the engine works, and the end of the caller above all."""
    try:
        while True:
            waiting.put(receive(requests)[0])
    except (EOFError, OSError):
        os._exit(0)


def _error(exc: GraphkitError) -> Header:
    state = {name: None if value is None else str(value) for name, value in vars(exc).items()}
    return {"error": type(exc).__name__, "text": str(exc), "state": state}


def _size() -> int:
    """Return the bytes of address space that the process has, where the system says so."""
    try:
        return int(_STATM.read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _allow(base: int, megabytes: int | None) -> None:
    """Let a request use so much more than the process had before the first one."""
    if sys.platform != "darwin":  # which knows the limit, and does not keep it
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        soft = resource.RLIM_INFINITY if megabytes is None else base + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (hard if 0 <= hard < soft else soft, hard))
