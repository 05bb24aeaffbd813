"""Work that may hang, eat all memory or crash is done in a process of its own.

Oxigraph has no deadline, hears no signal while it works, and overflows its stack on input that is
nested deeply enough. A worker may do all of that: the caller gets `Stopped`, and lives on.
"""

from __future__ import annotations

from graphkit.worker.host import MEMORY, TIMEOUT, Stopped, Worker
from graphkit.worker.launch import forked, spawned
from graphkit.worker.wire import Handler, Header

__all__ = ["MEMORY", "TIMEOUT", "Handler", "Header", "Stopped", "Worker", "forked", "spawned"]
