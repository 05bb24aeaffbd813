"""Entity resolution across documents: who may be one, and the judgements that say who is.

A judgement is kept in the store with who made it, when and why. It can be listed, undone and
replayed on another store; the store applies it to all documents, those to come included.
"""

from __future__ import annotations

from graphkit.entities.candidates import Candidate, candidates
from graphkit.entities.deciding import merge, replay, split, undo

__all__ = ["Candidate", "candidates", "merge", "replay", "split", "undo"]
