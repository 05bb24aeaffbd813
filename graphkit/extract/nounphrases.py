"""The words of a noun phrase, read off its head: what it says, how many, how definite."""

from __future__ import annotations

from graphkit.extract.syntax import is_date, resultative
from graphkit.extract.tokens import Span, Token

LEFT_OUT = frozenset(
    {
        "predet",
        "punct",
        "case",
        "preconj",
        "cc",
        "nsubj",
        "relcl",
        "appos",
        "mark",
        "aux",
        "neg",
        "ccomp",
        "advcl",
        "parataxis",
    }
)
KEPT_RIGHT = frozenset({"of", "for", "from", "between"})
BEFORE_DATES = frozenset({"in", "on", "since"})
ARTICLES = frozenset({"the", "a", "an"})
QUANTIFIERS = frozenset({"NUM", "DET", "ADJ", "PRON"})
APOSTROPHES = frozenset({"'", "’"})  # of "the ministers’ summit"; no quotation marks
DEFINITE = frozenset({"the", "that", "this", "those", "these"})


def phrase(head: Token, *, owned: bool = False, placed: bool = True) -> Span:
    """Return the noun phrase of `head`: its modifiers and what follows it with "of".

    The article at the left end is left out, relative clauses and appositions at the right end too:
    "the two most senior staff of the agency, who …" gives "two most senior staff of the agency".

    Args:
        head: The head noun.
        owned: Keep the possessor ("[his] administration").
        placed: Keep the place ("police [in Belgrade]"); it does not tell one treaty from another.
    """
    doc, start, end = head.doc, head.i, head.i + 1
    for child in reversed(head.lefts):
        if child.dep_ == "poss" and not owned:
            break
        if child.dep_ == "det" and (not owned or child.lower_ in ARTICLES):
            continue
        if child.dep_ not in LEFT_OUT and not _is_result(child, head):
            start = min(start, child.left_edge.i)
    for child in head.rights:
        if (
            child.dep_ == "prep"
            and child.i == end
            and (child.lower_ in KEPT_RIGHT or (placed and _locates(child, head)))
        ):
            end = max(end, _end_without_clauses(child))
        elif child.dep_ == "amod" and child.i == end:
            end = child.right_edge.i + 1
        elif child.dep_ in ("compound", "nummod", "nmod") and child.i == end and not child.is_punct:
            end = child.i + 1
        else:
            break
    return doc[_without_article(head, start) : end]


def _without_article(head: Token, start: int) -> int:
    """Return where a phrase begins behind its article, and behind "On [12 May 2022] activists"."""
    tokens = head.doc.tokens
    if start and tokens[start - 1].lower_ in BEFORE_DATES:
        while start < head.i and is_date(tokens[start]):
            start += 1
    while start < head.i and _is_bare(tokens[start]):
        start += 1
    return start


def _is_bare(token: Token) -> bool:
    """Tell whether no phrase begins with a word: an article, a mark, a blank."""
    return token.lower_ in ARTICLES or token.is_punct or token.is_space


def label_of(head: Token, *, placed: bool = True) -> str:
    """Return the noun phrase of `head` as a label."""
    return on_one_line(phrase(head, placed=placed))


def on_one_line(words_of: Span) -> str:
    """Return words on one line, without quotation marks."""
    words = (
        token.text_with_ws if token.text in APOSTROPHES or not token.is_quote else token.whitespace_
        for token in words_of
    )
    return " ".join("".join(words).split())


def _is_result(child: Token, head: Token) -> bool:
    """Tell whether "dead" of "shot dead two men" says what became of them."""
    return head.dep_ == "dobj" and resultative(head.head) == child


def _locates(preposition: Token, head: Token) -> bool:
    """Tell whether "in Belgrade" follows: it tells one police from another."""
    return (
        preposition.lower_ in ("in", "at")
        and (not is_plural(head) or head.lemma_ == head.lower_)
        and any(
            leaf.pos_ == "PROPN" and leaf.ent_type_ not in ("DATE", "TIME")
            for leaf in preposition.children
        )
    )


def _end_without_clauses(preposition: Token) -> int:
    leaves = [leaf for leaf in preposition.children if leaf.dep_ == "pobj"]
    for leaf in list(leaves):  # "ministers of Chad, Mali and Niger"
        leaves += [other for other in leaf.conjuncts if other.pos_ == leaf.pos_ == "PROPN"]
    return max((phrase(leaf).end for leaf in leaves), default=0)  # "of being spies" has none


def is_plural(token: Token) -> bool:
    """Tell whether a noun stands in the plural."""
    return token.is_plural or token.tag_ in ("NNS", "NNPS")


def lemma_of(token: Token) -> str:
    """Return a noun's lemma in lower case, of a capitalised plural as well ("Parties")."""
    lemma = token.lemma
    if lemma.endswith("men") and is_plural(token):
        return f"{lemma[:-3]}man"
    if token.tag_ != "NNPS":
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma.removesuffix("s")


def determiner(head: Token) -> str:
    """Return the lower-case article or demonstrative of a noun phrase, or ""."""
    return next((child.lower_ for child in head.children if child.dep_ in ("det", "predet")), "")


def is_hyphenated(modifier: Token) -> bool:
    """Tell whether a modifier is the second half of a compound: "Iran-[backed]"."""
    return modifier.dep_ == "amod" and modifier.i > 0 and modifier.nbor(-1).text == "-"


def possessive(label: str) -> str:
    """Return "Kenya's" and "the rebels'"."""
    return label + ("'" if label.endswith("s") else "'s")


def possessor(head: Token) -> Token | None:
    """Return the head of the possessor ("[Niger]'s ambassador", "[its] chief")."""
    return next((child for child in head.children if child.dep_ == "poss"), None)


def is_definite(head: Token) -> bool:
    """Tell whether a phrase points back: by "the" or "this", or by a possessor."""
    return determiner(head) in DEFINITE


def complement(head: Token, prepositions: frozenset[str]) -> Token | None:
    """Return the head of the first prepositional phrase with one of `prepositions`."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            for leaf in child.children:
                if leaf.dep_ == "pobj":
                    return leaf
    return None


def part_of(head: Token) -> Token | None:
    """Return what a quantifier takes a part of: of "nine of the crew" the crew."""
    counts = head.pos_ in QUANTIFIERS or (head.pos_ == "NOUN" and head.ent_type_ == "CARDINAL")
    return complement(head, frozenset({"of"})) if counts else None


def sentence_subject(token: Token) -> bool:
    """Tell whether a noun phrase is the subject of its clause."""
    return token.dep_ in ("nsubj", "nsubjpass")
