"""`make peers`: graphkit beside two open-source peers, on the same documents, by the same scorer.

The peers give open triples. Each gets the relation that has its verb as a wording, so that the
scorer can compare it; what no wording has is left out, which is to the peers' favour.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphkit.extract import Extractor
from graphkit.ontology import load
from quality.peer import PEERS
from quality.reading import SPLITS, document, golds

HERE = Path(__file__).resolve().parent
SCORER = HERE.parent.parent.parent / "shared" / "score.py"
OUT = Path("out/peers")
HEAD = "documents  system           precision  recall     F1  pair F1"


def verbs() -> dict[str, str]:
    """Return relations by the plain words of their wordings: "meet with" is `meets`."""
    found: dict[str, str] = {}
    for relation in load().relations.values():
        for wording in relation.wordings:
            words = wording.split()
            if words[0] == "S" and words[-1] == "O" and "<" not in wording:
                found.setdefault(" ".join(words[1:-1]), relation.name)
    return found


def claims_of(peer: str, python: str, given: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a peer's triples as claims in JSON Lines."""
    lines = "".join(json.dumps({"id": gold["id"], "text": gold["text"]}) + "\n" for gold in given)
    ran = subprocess.run(
        [python, str(HERE / "peer.py"), peer],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    relations = verbs()
    for triple in map(json.loads, ran.stdout.splitlines()):
        if predicate := relations.get(triple["verb"]):
            ends = {side: {"label": triple[side]} for side in ("subject", "object")}
            yield json.dumps({"doc": triple["doc"], "predicate": predicate, **ends})


def claims_of_ours(given: list[dict[str, Any]]) -> Iterator[str]:
    """Yield graphkit's claims in JSON Lines."""
    from graphkit.claims import claim_to_json

    extractor = Extractor()
    for gold in given:
        yield from map(claim_to_json, extractor.read(document(gold)).claims)


def scored(split: str, system: str, claims: Iterator[str]) -> str:
    """Score claims by the scorer beside the checkout, and return the row of the table."""
    folder = OUT / split
    folder.mkdir(parents=True, exist_ok=True)
    for gold in golds(SPLITS[split]):
        (folder / f"{gold['id']}.json").write_text(json.dumps(gold), encoding="utf-8")
    predictions, figures = OUT / f"{split}-{system}.jsonl", OUT / "figures"
    predictions.write_text("\n".join(claims) + "\n", encoding="utf-8")
    command = [sys.executable, str(SCORER), str(folder), "--predictions", str(predictions)]
    subprocess.run([*command, "--json", str(figures)], check=True, capture_output=True)
    found = json.loads(figures.read_text(encoding="utf-8"))
    return (
        f"{split:10} {system:16} {found['precision']:>9.2f} {found['recall']:>7.2f} "
        f"{found['f1']:>6.2f} {found['pair_f1']:>8.2f}"
    )


def main(python: str) -> int:
    """Print the table; `python` is the interpreter that has the peers."""
    if not SCORER.exists():
        sys.exit(f"make peers: the scorer is kept outside this repository, in {SCORER}")
    print(HEAD)  # noqa: T201  # the table is what the command is for
    for split, folder in SPLITS.items():
        given = golds(folder)
        print(scored(split, "graphkit", claims_of_ours(given)))  # noqa: T201
        for peer in PEERS:
            print(scored(split, peer, claims_of(peer, python, given)), flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
