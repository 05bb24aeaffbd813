"""Names by how they sound rather than by how they are written."""

from __future__ import annotations

import re
import unicodedata

# sounds that Latin letters write in several ways, the longer ones first
_SOUNDS = (
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("sh", "s"),
    ("sch", "s"),
    ("ch", "s"),
    ("tz", "z"),
    ("ts", "z"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("j", "y"),
)
_ARTICLES = re.compile(r"\b(al|el|ul|ad|an|ar|as|at|az)[- ]", re.IGNORECASE)
_LEAST = 4  # consonants: shorter names sound alike by chance


def folded(name: str) -> str:
    """Return a name in lower case, without accents, and with single spaces."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(one for one in parts if not unicodedata.combining(one)).split())


def sound(name: str) -> str:
    """Return the consonants of a name's words as they sound; "" where that would say too little."""
    plain = re.sub(r"[^a-z ]", "", _ARTICLES.sub("", folded(name)).replace("-", " "))
    words = [_consonants(word) for word in plain.split()]
    return " ".join(words) if len("".join(words)) >= _LEAST else ""


def initials(name: str) -> str:
    """Return the first letters of a name's words that are written with a capital."""
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())


def _consonants(word: str) -> str:
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return word[:1] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", word[1:]))
