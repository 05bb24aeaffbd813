"""Two ways to a worker: a process that begins anew, and one that inherits what there is."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from graphkit.worker import child
from graphkit.worker.host import Process, Worker
from graphkit.worker.wire import Handler

_HOME = str(Path(__file__).resolve().parent.parent.parent)
_CODE = "import sys; sys.path[:] = {}; from graphkit.worker.child import main; main(*sys.argv[1:])"


def spawned(target: str, *arguments: str) -> Worker:
    """Start a new process; it shares nothing with this one and loads only what it needs.

    Args:
        target: `module:function`; called in the process with `arguments`, it returns the handler.
        arguments: Texts.
    """
    import subprocess  # which a worker, that imports this module, has no need of

    pipes = _Pipes()
    # without `site`, whose work of finding packages this process has done already
    code = _CODE.format(json.dumps([*sys.path, _HOME]))
    ends = (pipes.requests[0], pipes.answers[1])
    process = subprocess.Popen(  # noqa: S603  # this interpreter, and a program of our own
        [sys.executable, "-I", "-S", "-c", code, *map(str, ends), target, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=pipes.complaints[1],
        pass_fds=ends,
        start_new_session=True,  # Ctrl-C is for the caller, who ends the worker
    )
    return pipes.worker(process)


def forked(make: Callable[[], Handler]) -> Worker:
    """Fork this process: the worker has all that is in memory, as it is now, at no cost.

    Args:
        make: Called in the process, it returns the handler.
    """
    pipes = _Pipes()
    with warnings.catch_warnings():
        # Python warns that locks of other threads stay locked: the worker takes none of theirs
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        pipes.settle()
        child.serve(pipes.requests[0], pipes.answers[1], make)
    return pipes.worker(_Forked(pid))


class _Pipes:
    """The three pipes of a worker, each with an end to read from and one to write to."""

    def __init__(self) -> None:
        self.requests, self.answers, self.complaints = os.pipe(), os.pipe(), os.pipe()
        for pipe in (*self.requests, *self.answers, *self.complaints):
            os.set_inheritable(pipe, False)

    def worker(self, process: Process) -> Worker:
        for pipe in (self.requests[0], self.answers[1], self.complaints[1]):
            os.close(pipe)
        return Worker(process, self.requests[1], self.answers[0], self.complaints[0])

    def settle(self) -> None:
        """In a forked process, let go of every file and pipe but its own.

        A lock that is held by an open file would outlive the caller, and so would the ends of
        other workers' pipes, which tell them that the caller is gone.
        """
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream, instead in ((0, nowhere), (1, nowhere), (2, self.complaints[1])):
            os.dup2(instead, stream)
        first = 3
        for kept in sorted((self.requests[0], self.answers[1])):
            os.closerange(first, kept)
            first = kept + 1
        os.closerange(first, os.sysconf("SC_OPEN_MAX"))


class _Forked:
    """A forked process, as far as a worker's caller needs it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._ended: int | None = None

    def kill(self) -> None:
        if self._ended is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int:
        if self._ended is None:
            try:
                self._ended = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
            except ChildProcessError:  # somebody waited for all children of this process
                self._ended = 0
        return self._ended
