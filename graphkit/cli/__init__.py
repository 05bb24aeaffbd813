"""The command line: `graphkit extract`, `build`, `query`, `explain`, `network`, `view`, and more.

Data goes to standard output, messages and progress to standard error. Exit codes: 0 fine, 1
something failed or was skipped, 2 usage, 3 store unusable. Heavy libraries are imported inside the
commands, so that `graphkit --help` and completion answer at once.
"""

from __future__ import annotations

from graphkit.cli.app import app, main

__all__ = ["app", "main"]
