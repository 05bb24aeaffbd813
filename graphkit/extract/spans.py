"""Where a name begins and ends: cutting and widening what the model and the capitals suggest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from graphkit.extract.syntax import is_capitalised
from graphkit.extract.tokens import Doc, Span, Token

LINKS = frozenset({"ADP", "CCONJ", "PART"})
LONGEST_SMALL = 2  # letters of a small word that looks like an acronym: "US", "IT"
GENERATIONS = frozenset({"Jr", "Sr", "II", "III"})  # that stand behind a surname
DOING = frozenset({"VBD", "VBN", "VBG"})  # "Rwandan-[backed] M23" is no double name
SHORTEST_LABEL = 4  # letters that an acronym before a colon has at most


def stripped(ent: Span, titled: set[int], known: set[int], nouns: Container[str]) -> Span:
    """Return an entity without what does not belong to the name at either end.

    Args:
        ent: What the model sees as one name.
        titled: The tokens of titles.
        known: The tokens of known names.
        nouns: Nouns at whose end a name is no person's ("General Services [Administration]").
    """
    tokens, start, end = ent.doc.tokens, ent.start, ent.end
    while start < end and (tokens[start].dep_ == "det" or tokens[start].is_punct):
        start += 1
    while start < end and tokens[start].pos_ in ("VERB", "AUX") and tokens[start].text.islower():
        start += 1
    while start < end and tokens[start].i in titled and tokens[end - 1].i not in titled:
        start += 1
    if tokens[end - 1].lower_ not in nouns:  # "[Greek PM] Kyriakos Mitsotakis"
        last = max((i for i in range(start, end - 2) if i in titled), default=start - 1)
        if all(i in titled or i in known for i in range(start, last + 1)):
            start = last + 1
    while end > start and (
        tokens[end - 1].tag_ == "POS"
        or tokens[end - 1].is_punct
        or tokens[end - 1].is_space
        or (tokens[end - 1].tag_ == "CD" and "," in tokens[end - 1].text)  # "gave Mali 25,000 …"
    ):
        end -= 1
    while end > start and tokens[end - 1].pos_ in LINKS:  # "United Nations for", "White House and"
        end -= 1
    while start < end < len(tokens) and {end - 1, end} <= titled:  # "[British Defence] Secretary"
        end -= 1
    bracket = next((token.i for token in tokens[start:end] if token.text == "("), end)
    return ent.doc[start:bracket]


def parted(ent: Span, titled: set[int], nouns: Container[str]) -> Iterable[Span]:
    """Yield "Japan Coast Guard" and "Ana Ito" of "Japan Coast Guard Commandant Ana Ito".

    What ends in a noun is one name ("General Services Administration"), and so is a title in front.
    """
    inner = [i for i in range(ent.start + 1, ent.end - 1) if i in titled]
    ends_so = {ent[-1].lower_, ent[-1].lemma}
    if not inner or inner[-1] - inner[0] >= len(inner) or any(word in nouns for word in ends_so):
        yield ent
        return
    before, after = ent.doc[ent.start : inner[0]], ent.doc[inner[-1] + 1 : ent.end]
    if not before[-1].text[0].isupper() or not after[0].text[0].isupper():
        yield ent
        return
    yield from (Span(ent.doc, part.start, part.end, ent.label_) for part in (before, after))


def grow(span: Span, titled: set[int], known: set[int]) -> Span:
    """Widen a name over the capitalised words that the model left outside ("[Özkan] Ulutaş")."""
    doc, start, end = span.doc, span.start, span.end
    while (
        end < len(doc)
        and _joins(doc[end], titled, known)
        and (doc[end].head.i in range(start, end + 1) or doc[end - 1].head.i == end)
    ):
        end += 1
    while end + 1 < len(doc) and _continues(doc[end], span):
        end += 2
        while end < len(doc) and _joins(doc[end], titled, known):
            end += 1
    while (
        start > 0
        and _joins(doc[start - 1], titled, known)
        and doc[start - 1].head.i in range(start, end)
    ):
        start -= 1
    if start > 2 and _is_double(doc[start - 3 : start]):
        start -= 3  # "[Yunus-bek] Yevkurov"
    return doc[start:end]


def _is_double(words: Span) -> bool:
    """Tell whether words are a given name with a small second half: "Son-hui"."""
    first, hyphen, second = words
    close = hyphen.text == "-" and not (first.whitespace_ or hyphen.whitespace_)
    small = second.text.isalpha() and second.text.islower() and second.tag_ not in DOING
    return close and first.tag_ == "NNP" and small


def _continues(preposition: Token, span: Span) -> bool:
    """Tell whether a name goes on after a preposition: "Conference [on Maritime Security]"."""
    after = preposition.nbor()
    bracket = after.doc[after.i + 1 : after.i + 3]
    if preposition.lower_ == "in" and len(bracket) == 2 and after.pos_ == "PROPN":
        return bracket[0].text == "(" and bracket[1].text.isupper()  # "Office [in Haiti] (BINUH)"
    return (
        preposition.lower_ in ("of", "on", "for")
        and preposition.head.i in range(span.start, span.end)
        and len(span) > 1
        and after.pos_ in ("PROPN", "ADJ")
        and after.text[0].isupper()
        and after.ent_type_ in ("", "ORG", "EVENT", "LAW")
    )


def _joins(token: Token, titled: set[int], known: set[int]) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and token.dep_ in ("compound", "flat", "appos", "pobj", "nsubj", "dobj", "conj", "ROOT")
        and token.ent_type_ not in ("DATE", "TIME")
        and token.i not in titled
        and token.i not in known
    )


def proper_runs(doc: Doc, covered: Iterable[int]) -> Iterable[Span]:
    """Yield runs of proper nouns that neither the seeds nor the model saw."""
    taken, start = set(covered), None
    for token in doc:
        proper = token.pos_ == "PROPN" and is_capitalised(token) and token.i not in taken
        if start is not None and (
            (token.is_sent_start and token.i != start) or not (proper or _is_hyphenated(token))
        ):
            yield doc[start : token.i]
            start = None
        if proper and start is None:
            start = token.i
    if start is not None:
        yield doc[start:]


def _is_hyphenated(token: Token) -> bool:
    """Tell whether a hyphen or what follows it goes on with a name: "Choe Son[-hui]"."""
    before = token.nbor(-1) if token.i else token
    if token.text == "-":
        return not (token.whitespace_ or before.whitespace_)
    return before.text == "-" and not before.whitespace_ and token.is_alpha


def may_name(span: Span) -> bool:
    """Refuse the verb "us", the month "May" and other lower-case look-alikes."""
    first = span[0]
    if not any(char.isupper() for char in span.text):
        return False
    if first.text.isupper() and len(first) > LONGEST_SMALL and first.pos_ == "VERB":
        return True  # "ECOWAS", whatever the tagger makes of it
    return not (len(span) == 1 and first.pos_ in ("PRON", "VERB", "AUX", "ADV", "SCONJ"))


def particle_runs(doc: Doc, particles: frozenset[str], titled: set[int]) -> Iterable[Span]:
    """Yield names with a small word inside: "Pim [de] Wit", "Ursula [von der] Leyen"."""
    last = 0
    for token in doc:
        if token.i < max(last, 1) or token.text not in particles:
            continue
        start, end = token.i, token.i + 1
        while end < len(doc) and (doc[end].text in particles or doc[end].text == "-"):
            end += 1
        while start > 0 and _is_part(doc[start - 1], titled):
            start -= 1
        whole = end
        while whole < len(doc) and _is_part(doc[whole], titled):
            whole += 1
        if start > 1 and _is_glued(doc[start - 2 : start]):
            start -= 2  # "[Al-]Harith Idriss al-Harith"
        if start < token.i and whole > end:
            yield doc[start:whole]
            last = whole


def _is_glued(words: Span) -> bool:
    first, hyphen = words
    return hyphen.text == "-" and not (first.whitespace_ or hyphen.whitespace_) and first.is_alpha


def labels(doc: Doc, titled: set[int]) -> Iterable[Span]:
    """Yield the speakers of a transcript, whose labels come back: "HAKKANEN: We have …"."""
    found = [token for token in doc.before_colons if token.is_upper and len(token) > SHORTEST_LABEL]
    counts = Counter(token.text for token in found)
    yield from (
        doc[token.i : token.i + 1]
        for token in found
        if counts[token.text] > 1 and token.i not in titled and token.pos_ != "PROPN"
    )


def _is_part(token: Token, titled: set[int]) -> bool:
    return token.pos_ == "PROPN" and is_capitalised(token) and token.i not in titled


def surnames(full: str) -> Iterable[str]:
    """Yield by what a person is called later: "Kurti", "van Laar" and "Van Laar", "Burhan".

    Of three names or more any last ones may be the family's ("Oligui Nguema"), and those between
    the first and the last may be left out.
    """
    words = [word for word in full.split() if word.rstrip(".") not in GENERATIONS] or [full]
    yield words[-1]
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}"
        yield from (" ".join(words[i:]) for i in range(1, len(words) - 1) if words[i][0].isupper())
    particle = next((i for i, word in enumerate(words) if i and word[0].islower()), None)
    if particle and particle < len(words) - 1:
        family = " ".join(words[particle:])
        yield from (family, family[0].upper() + family[1:])
    bare = words[-1].rpartition("-")[2]
    if bare[:1].isupper():  # "al-Burhan", but not "Son-hui"
        yield bare
