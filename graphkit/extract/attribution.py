"""Who says so: reporting verbs, "according to", quotations and their speakers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graphkit.extract.asides import is_apart
from graphkit.extract.frames import Framer
from graphkit.extract.layout import paragraphs, speaker
from graphkit.extract.phrases import Phrases
from graphkit.extract.tokens import Doc, Span, Token
from graphkit.language import speaker_labels
from graphkit.ontology import Ontology

OPENING = frozenset({"“", "«", "„"})
CLOSING = frozenset({"”", "»"})
EITHER = frozenset({'"'})
CHARGING = frozenset({"for", "of"})


@dataclass(slots=True)
class Sources:
    """Speakers of a doc.

    Attributes:
        quoted: For each token inside quotation marks, the number of its quotation.
        speaker: Head of the speaker's noun phrase by quotation.
        according: Every "according to".
    """

    quoted: dict[int, int] = field(default_factory=dict)
    speaker: dict[int, Token] = field(default_factory=dict)
    according: list[Span] = field(default_factory=list)


class Attributions:
    """Finds who says what in docs."""

    def __init__(self, ontology: Ontology, framer: Framer, according: Phrases) -> None:
        self._reporting = ontology.words("reportingVerb")
        self._accusing = ontology.words("accusingVerb")
        self._negating = ontology.words("negatingVerb")
        self._requesting = ontology.words("requestVerb")
        self._believing = ontology.words("beliefVerb")
        self._denying = ontology.words("denyingVerb")
        self._statements = ontology.words("statementNoun")
        self._framer = framer
        self._according = according

    def read(self, doc: Doc) -> Sources:
        """Number the quotations of `doc` and find their speakers."""
        sources = Sources(quoted=_quotations(doc), according=list(self._according.find(doc)))
        self._transcript(doc, sources)
        for token in doc.having(self._reporting):
            if self._reports(token):
                subject = self._subject(token)
                if subject is None or subject.i in sources.quoted:
                    continue
                for number in self._quotes_of(token, sources):
                    sources.speaker.setdefault(number, subject)
        self._carry_over(doc, sources)
        return sources

    def _transcript(self, doc: Doc, sources: Sources) -> None:
        """Take what follows "SAAR:" for a quotation of Saar."""
        number, labels = len(doc), speaker_labels(doc.text)  # beyond those of marked quotations
        for paragraph in paragraphs(doc):
            label = speaker(paragraph, labels)
            if label is not None:
                number += 1
                sources.quoted.update(dict.fromkeys(range(label.i + 1, paragraph.end), number))
                sources.speaker[number] = label

    def sources(self, token: Token, sources: Sources) -> Iterator[Token]:
        """Yield the heads of noun phrases that may say what `token`'s clause says, best first."""
        number = sources.quoted.get(token.i)
        if number is not None and number in sources.speaker:
            yield sources.speaker[number]
        yield from self._above(token)
        aside = next((t for t in (token, *token.ancestors) if t.dep_ in ("relcl", "acl")), None)
        if token.dep_ == "amod":
            aside = token  # "the Iran-backed group" is the text's own, whoever tells of the group
        beside = self._beside(token) if aside is None else None
        for found in (beside, self._according_to(token, aside, sources)):
            if found is not None:
                yield found

    def _above(self, token: Token) -> Iterator[Token]:
        """Yield who says, asks or denies what the clause of `token` says, from the inside out."""
        below = token
        for above in (token, *token.ancestors):
            if above is not token and self._says(above, below):
                if self._is_unsaid(above):
                    return
                yield from self._speaker(above)
            yield from self._inserted(above, above is token)
            if below is not above and below.dep_ in ("relcl", "acl"):
                return  # what a relative clause adds is the text's own
            below = above

    def _is_unsaid(self, verb: Token) -> bool:
        """Tell whether somebody "declines to say whether …", or "did not say"."""
        declined = verb.dep_ == "xcomp" and verb.head.lemma in self._negating
        told = verb.lemma in self._reporting and verb.lemma not in self._denying
        return declined or (told and any(child.dep_ == "neg" for child in verb.children))

    def _says(self, above: Token, below: Token) -> bool:
        """Tell whether `above` says, asks or denies what hangs from it with `below`."""
        lemma = above.lemma
        if below.dep_ == "pcomp" and above.pos_ == "ADP":
            return above.head.lemma in self._accusing
        if below.dep_ == "prep" and below.lower_ in CHARGING and lemma in self._accusing:
            return True  # "blamed X for the attack on Y"
        if below.dep_ in ("ccomp", "parataxis") and is_apart(below):
            return False
        if below.dep_ in ("ccomp", "parataxis"):
            between = above.doc[min(above.i, below.i) : max(above.i, below.i)]
            if any(token.text == ";" for token in between):
                return False  # "X accused Y; its envoy said …": two speeches
            return self._reports(above) or lemma in self._denying or lemma in self._believing
        if below.dep_ in ("acl", "relcl", "ccomp") and lemma in self._statements:
            return True
        return self._requests(above, below)

    def _speaker(self, above: Token) -> Iterator[Token]:
        """Yield whose a statement is: the verb's subject, the noun's possessor or denier."""
        if above.pos_ in ("NOUN", "PROPN"):
            yield from (child for child in above.children if child.dep_ == "poss")
            if above.dep_ == "dobj" and above.head.lemma in self._denying:
                above = above.head
        verb = above.head if above.pos_ == "ADP" else above
        subject = self._subject(verb) if verb.pos_ in ("VERB", "AUX") else None
        if subject is not None:
            yield subject

    def _inserted(self, clause: Token, own: bool) -> Iterator[Token]:
        """Yield A of "X, A said, will go" and, of a nominal claim, of "a raid told by A"."""
        for child in clause.children:
            if child.dep_ == "parataxis" and self._reports(child):
                subject = self._subject_near(child)
                if subject is not None:
                    yield subject
            if own and child.dep_ == "acl" and child.tag_ == "VBN" and self._tells_of(child):
                yield from self._framer.verb(child).args.get("subj", [])

    def _tells_of(self, verb: Token) -> bool:
        return verb.lemma in self._reporting and any(
            child.dep_ == "agent" for child in verb.children
        )

    def _reports(self, verb: Token) -> bool:
        return verb.pos_ == "VERB" and verb.lemma in self._reporting

    def _requests(self, verb: Token, content: Token) -> bool:
        """Tell whether a verb asks for what its complement says ("called on X to free Y")."""
        if content.dep_ == "prep":  # "called for the release of Y"
            return f"{verb.lemma} {content.lower_}" in self._requesting
        if content.dep_ not in ("xcomp", "ccomp", "advcl"):
            return False
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in content.children)
        return infinitive and verb.lemma in self._requesting

    def _subject(self, verb: Token) -> Token | None:
        frame = self._framer.verb(verb)
        subjects = frame.args.get("subj", [])
        return subjects[0] if subjects else None

    def _beside(self, token: Token) -> Token | None:
        """Find "…, a diplomat said" that the parser hung as a conjunct or apposition."""
        for verb in token.sent.root.subtree:
            if verb.i <= token.i or not self._reports(verb) or verb in token.ancestors:
                continue
            complements = any(child.dep_ in ("ccomp", "xcomp", "cc") for child in verb.children)
            if complements or verb.dep_ not in ("conj", "parataxis", "ROOT"):
                continue
            for subject in (self._subject_near(verb), self._subject(verb)):
                if subject is not None and subject.i > token.i and _is_set_off(subject):
                    return subject
        return None

    def _subject_near(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep_ == "nsubj":
                return child
        index = verb.i - 1
        while index > verb.sent.start and verb.doc[index].text != ",":
            index -= 1
        return next(
            (t for t in verb.doc[index + 1 : verb.i] if t.dep_ in ("appos", "nsubj", "conj")), None
        )

    def _according_to(self, token: Token, aside: Token | None, sources: Sources) -> Token | None:
        """Return the noun after "according to" in the sentence.

        What a relative clause says is so only if "according to" stands in it or right after it.
        """
        sent = token.sent
        for span in sources.according:
            if not sent.start <= span.start < sent.end:
                continue
            if aside is None or aside.i < span.start <= aside.right_edge.i + 3:
                after = token.doc[span.end : sent.end]
                return next((leaf for leaf in after if leaf.dep_ == "pobj"), None)
        return None

    def _quotes_of(self, verb: Token, sources: Sources) -> list[int]:
        """Return the quotations that stand in the same sentence as a reporting verb."""
        sent = verb.sent
        numbers = {sources.quoted[token.i] for token in sent if token.i in sources.quoted}
        for edge in (sent.start - 1, sent.end):
            if 0 <= edge < len(verb.doc) and edge in sources.quoted and verb.doc[edge].is_quote:
                numbers.add(sources.quoted[edge])
        return sorted(numbers)

    def _carry_over(self, doc: Doc, sources: Sources) -> None:
        """Give a quotation without a speaker the one of the next or the last in its paragraph."""
        numbers = sorted(set(sources.quoted.values()))
        first = {
            number: min(i for i, n in sources.quoted.items() if n == number) for number in numbers
        }
        last = {
            number: max(i for i, n in sources.quoted.items() if n == number) for number in numbers
        }
        for number in numbers:
            if number in sources.speaker:
                continue
            for other in (number - 1, number + 1):
                if other not in sources.speaker:
                    continue
                gap = doc[min(last[number], last[other]) + 1 : max(first[number], first[other])]
                if not any("\n" in token.text for token in gap):
                    sources.speaker[number] = sources.speaker[other]
                    break


def _is_set_off(subject: Token) -> bool:
    """Tell whether a comma or a quotation mark stands before a noun phrase."""
    start = subject.left_edge.i
    return start > 0 and subject.doc[start - 1].text in (",", "”", '"')


def _quotations(doc: Doc) -> dict[int, int]:
    found: dict[int, int] = {}
    number, inside, start = 0, False, 0
    for token in doc.having(OPENING | CLOSING | EITHER):
        opens = token.text in OPENING or (token.text in EITHER and not inside)
        closes = token.text in CLOSING or (token.text in EITHER and inside)
        if opens:
            inside, start = True, token.i
        elif closes and inside:
            if token.i - start > 4:  # shorter ones are scare quotes or names, not speech
                found.update((i, number) for i in range(start, token.i + 1))
                number += 1
            inside = False
    return found
