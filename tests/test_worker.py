"""A worker answers, or is stopped; whatever happens to it does not happen to its caller."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from handlers import broken, maker

from graphkit.errors import QueryError, StoreError
from graphkit.worker import Stopped, Worker, forked, spawned

Start = Callable[[], Worker]
STARTS: dict[str, Start] = {
    "spawned": lambda: spawned("handlers:maker", ">"),
    "forked": lambda: forked(lambda: maker(">")),
}


@pytest.fixture(params=list(STARTS.values()), ids=list(STARTS))
def worker(request: pytest.FixtureRequest) -> Iterator[Worker]:
    made: Worker = request.param()
    yield made
    made.stop()


def say(worker: Worker, word: str = "", size: int = 0) -> tuple[str, bytes, int]:
    header, body = worker.ask({"do": "say", "word": word, "bytes": size})
    return header["said"], body, header["pid"]


def gone(pid: int) -> bool:
    """Wait until a process is no more; it may be a zombie of init for a moment."""
    for _ in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_it_answers_one_request_after_the_other(worker: Worker) -> None:
    said, _, pid = say(worker, "\ud800 \x00 ø")
    assert said == ">\ud800 \x00 ø"
    assert pid != os.getpid()
    assert say(worker, size=5_000_000) == (">", b"x" * 5_000_000, pid)


def test_several_threads_may_ask(worker: Worker) -> None:
    heard: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: heard.append(say(worker, str(n), 100_000)[0]))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard) == [f">{n}" for n in range(8)]


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("wait", r"took more than 0\.2 seconds"),
        ("eat", "needs more memory than 64 megabytes"),
        ("crash", r"crash \(SIGSEGV\)"),
        ("leave", "exit code 7"),
        ("stumble", "^failed with ZeroDivisionError: division by nothing$"),
    ],
)
def test_what_goes_wrong_is_said_and_the_worker_is_gone(
    worker: Worker, what: str, says: str
) -> None:
    pid = say(worker)[2]
    timeout = 0.2 if what == "wait" else 60
    with pytest.raises(Stopped, match=says):
        worker.ask({"do": what}, timeout, 64)
    if what != "eat":  # Python itself could say that there was no memory
        assert not worker.alive
        assert gone(pid)


def test_memory_may_be_had_where_it_is_allowed(worker: Worker) -> None:
    assert worker.ask({"do": "eat"}, 60, None) == ({}, b"")


def test_errors_of_graphkit_come_as_they_are(worker: Worker) -> None:
    with pytest.raises(QueryError, match=r"^mine: it is wrong$") as caught:
        worker.ask({"do": "fail"})
    assert (caught.value.name, caught.value.query) == ("mine", "ASK")
    with pytest.raises(StoreError, match=r"^somewhere: gone$"):
        worker.ask({"do": "blame"})
    assert say(worker, "still")[0] == ">still"


@pytest.mark.parametrize("start", [lambda: spawned("handlers:broken"), lambda: forked(broken)])
def test_a_handler_that_cannot_be_made_is_an_error_of_the_question(start: Start) -> None:
    worker = start()
    for _ in range(2):
        with pytest.raises(StoreError, match="nowhere: no store here"):
            worker.ask({})
    worker.stop()


def test_ctrl_c_ends_the_worker(worker: Worker) -> None:
    pid = say(worker)[2]
    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        worker.ask({"do": "wait"})
    assert gone(pid)


def test_a_worker_that_nobody_holds_ends() -> None:
    worker = STARTS["spawned"]()
    pid = say(worker)[2]
    del worker
    assert gone(pid)


@pytest.mark.parametrize("how", STARTS)
def test_a_worker_does_not_outlive_its_caller(how: str) -> None:
    code = (
        "import os, sys\nsys.path[:] = " + repr(sys.path) + "\n"
        "from test_worker import STARTS, say\n"
        f"worker = STARTS[{how!r}]()\nprint(say(worker)[2], flush=True)\n"
        "worker.ask({'do': 'wait'}, None, None)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as caller:
        assert caller.stdout
        pid = int(caller.stdout.readline())
        caller.kill()
    assert gone(pid)


def test_a_forked_worker_keeps_no_file_of_its_caller_open() -> None:
    read, write = os.pipe()
    worker = STARTS["forked"]()
    say(worker)
    os.close(write)
    assert os.read(read, 1) == b""  # the end, which is not there while anybody may still write
    os.close(read)
    worker.stop()


def test_a_new_process_loads_only_what_it_needs() -> None:
    worker = STARTS["spawned"]()
    loaded = set(worker.ask({"do": "modules"})[0]["modules"])
    assert not loaded & {"rdflib", "spacy", "networkx", "typer", "subprocess", "site"}
    worker.stop()
