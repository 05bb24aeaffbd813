"""The caller's side of a worker: it asks, waits no longer than it was told to, and cleans up."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Sequence
from typing import Protocol
from weakref import finalize

from graphkit import errors
from graphkit.worker.child import NO_MEMORY
from graphkit.worker.wire import Header, receive, send

TIMEOUT = 30.0  # seconds
MEMORY = 2048  # megabytes, on top of what the worker has when it is asked first
_LONGEST = 300  # characters of an exception that are shown


class Stopped(Exception):  # noqa: N818  # no error of its own: callers turn it into theirs
    """A worker was stopped, or stopped itself; the text completes "the query …"."""


class Process(Protocol):
    """What `subprocess.Popen` and a forked process have in common."""

    def kill(self) -> None:
        """End it at once."""

    def wait(self) -> int:
        """Return its exit code, a signal as a negative number."""


class Worker:
    """A process that answers one request after the other until it is stopped."""

    def __init__(self, process: Process, requests: int, answers: int, complaints: int) -> None:
        self._process = process
        self._requests, self._answers, self._complaints = requests, answers, complaints
        self._lock = threading.Lock()
        # it ends with whoever holds it last, too
        self._end = finalize(self, _end, process, (requests, answers, complaints))

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._end.alive

    def ask(
        self, request: Header, timeout: float | None = TIMEOUT, memory: int | None = MEMORY
    ) -> tuple[Header, bytes]:
        """Return what the worker answers.

        Args:
            request: What its handler gets, and may write as JSON.
            timeout: Seconds, or None for as long as it takes.
            memory: Megabytes, or None for as much as there is.

        Raises:
            GraphkitError: The handler raised it.
            Stopped: The worker took too long or too much, or crashed; it is gone.
        """
        with self._lock:
            try:
                answer = self._exchange(request, timeout, memory)
            except BaseException:  # Ctrl-C among them: the engine would work on
                self.stop()
                raise
        if "error" in answer[0]:
            raise _raised(answer[0])
        return answer

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._end()

    def _exchange(
        self, request: Header, timeout: float | None, memory: int | None
    ) -> tuple[Header, bytes]:
        until = None if timeout is None else time.monotonic() + timeout
        try:
            send(self._requests, {**request, "megabytes": memory})
            header, body = receive(self._answers, until)
        except TimeoutError as exc:
            text = f"took more than {timeout:g} seconds; ask for less, or raise --timeout"
            raise Stopped(text) from exc
        except (EOFError, OSError) as exc:
            raise Stopped(self._last_words(memory)) from exc
        if NO_MEMORY in header:
            raise Stopped(_too_big(memory))
        return header, body

    def _last_words(self, memory: int | None) -> str:
        """Say what a worker died of."""
        code = self._process.wait()
        os.set_blocking(self._complaints, False)
        said = b""
        with contextlib.suppress(BlockingIOError):
            said = os.read(self._complaints, 1 << 16)
        if b"memory allocation" in said or b"MemoryError" in said or code == -signal.SIGKILL:
            return _too_big(memory)
        if code >= 0 and said.strip():  # an exception, of which the last line says what it is
            reason = said.decode("utf-8", "replace").strip().split("\n")[-1]
            return f"failed with {reason[:_LONGEST].rstrip(': ')}"
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"made the engine crash ({how}): it may be nested too deeply"


def _end(process: Process, pipes: Sequence[int]) -> None:
    process.kill()
    process.wait()
    for pipe in pipes:
        os.close(pipe)


def _too_big(memory: int | None) -> str:
    limit = "there is" if memory is None else f"{memory} megabytes"
    return f"needs more memory than {limit}; ask for less, or raise --memory"


def _raised(header: Header) -> errors.GraphkitError:
    """Return the error that the handler raised, as it was."""
    made: errors.GraphkitError = getattr(errors, header["error"])(header["text"])
    vars(made).update(header["state"])
    return made
