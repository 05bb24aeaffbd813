"""Questions about single words of a parse: is it passive, what does it stand for, what joins it."""

from __future__ import annotations

from graphkit.extract.tokens import Token

RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
ANY_SUBJECT = SUBJECTS | PASSIVE_SUBJECTS
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
COPULAS = frozenset({"be", "become", "remain"})
IMPERSONAL = frozenset({"it", "this", "that", "these", "those", "what", "there"})
NAMING = frozenset({"NOUN", "PROPN"})


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive, full or reduced."""
    deps = {child.dep_ for child in verb.children}
    if deps & (PASSIVE_SUBJECTS | {"auxpass"}):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if deps & (SUBJECTS | {"aux"}):
        return not deps & {"dobj", "aux", "ccomp", "xcomp"} and _is_cut_off(verb)
    if verb.dep_ in ("acl", "advcl", "amod") or "agent" in deps:
        return verb.tag_ == "VBN" or "agent" in deps
    if verb.dep_ == "acomp":
        return "agent" in deps
    joined = verb.dep_ == "conj" and verb.tag_ == "VBN"
    return joined and is_passive(verb.head) and "dobj" not in deps


def _is_cut_off(verb: Token) -> bool:
    """Tell whether a participle behind a comma was taken for the main verb.

    In "The bloc, chaired by Peru, called …" for one of two verbs.
    """
    agents = (leaf for child in verb.children if child.dep_ == "agent" for leaf in objects(child))
    named = any(leaf.pos_ == "PROPN" for leaf in agents)
    return named and verb.i > 0 and verb.nbor(-1).text == ","


def is_neither(subject: Token) -> bool:
    """Tell whether a subject names who did not: "neither Kenya nor Chad".

    The parser may hang "neither" from a title before the first name.
    """
    return subject.left_edge.lower_ == "neither"


def is_gerund(token: Token) -> bool:
    """Tell whether a participle is the noun of a phrase: "[fighting] between X and Y"."""
    noun = token.tag_ == "VBG" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    return noun and any(child.lower_ == "between" for child in token.children)


def named_among(noun: Token) -> Token | None:
    """Return whom "among those attending were …" names."""
    above = noun.head
    if noun.lower_ != "those" or above.lower_ != "among" or above.head.lemma_ != "be":
        return None
    return next((t for t in above.head.rights if t.dep_ in ("attr", "nsubj")), None)


def resultative(verb: Token) -> Token | None:
    """Return "dead" of "shot dead two men", "shot dead Ali" and "shot Ali dead".

    No adjective stands before a number, few stand bare before a name, and none makes a clause.
    """
    for child in verb.rights:
        if child.dep_ == "ccomp" and child.tag_ == "JJ" and not any(child.children):
            return child
        for leaf in child.rights if child.dep_ == "dobj" else ():
            if leaf.dep_ == "amod" and verb.doc[leaf.left_edge.i - 1].is_quote:
                return leaf  # 'called the remark "wrong"'
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    noun = after.head
    if after.dep_ != "amod" or noun.head != verb or noun.dep_ != "dobj":
        return None
    counted = any(child.dep_ == "nummod" and child.i > after.i for child in noun.lefts)
    named = noun.pos_ == "PROPN" and after.lower_ == after.text
    return after if counted or named else None


def is_asked(verb: Token) -> bool:
    """Tell whether a verb is asked about: "Has Kenya closed the border?".

    "Why did it?" takes for granted that it did.
    """
    while verb.dep_ in ("xcomp", "conj") and not has_subject(verb):
        verb = verb.head
    sentence = verb.sent
    tokens = verb.doc.tokens
    if "?" not in (tokens[sentence.end - 1].text, tokens[max(sentence.end - 2, 0)].text):
        return False
    first = next((token for token in sentence if not token.is_punct), verb)
    whose = first.head if first.dep_ in ("aux", "auxpass") else first
    return first.pos_ == "AUX" and whose == verb


def is_elliptic(clause: Token) -> bool:
    """Tell whether a clause only adds a subject: "…, as did Kenya"."""
    marks = [child for child in clause.children if child.dep_ in ("mark", "advmod")]
    bare = not any(child.dep_ in ("dobj", "prep", "xcomp") for child in clause.children)
    return clause.lemma_ == "do" and bare and any(mark.lower_ == "as" for mark in marks)


def has_subject(verb: Token) -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(child.dep_ in ANY_SUBJECT for child in verb.children)


def subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb, active or passive."""
    return [child for child in verb.children if child.dep_ in ANY_SUBJECT]


def referent(token: Token) -> Token:
    """Return what a relative pronoun stands for, and any other token itself."""
    if token.tag_ not in RELATIVE_TAGS and token.lower_ != "that":
        return token
    clause = next((above for above in token.ancestors if above.dep_ == "relcl"), None)
    if clause is None:
        return token
    if _speaks_of_several(clause, token):
        return _first_of(clause.head)
    noun = _nearest_thing(clause.head, token) if token.lower_ == "which" else clause.head
    return identified(noun)


def identified(noun: Token) -> Token:
    """Return what a copula says that a noun is: of "Iceland was the first country to …" Iceland.

    In "it was Iceland that …" the noun itself.
    """
    copula = noun.head
    if noun.dep_ != "attr" or noun.pos_ == "PROPN" or copula.lemma not in COPULAS:
        return noun
    subject = next((child for child in copula.lefts if child.dep_ == "nsubj"), noun)
    return noun if subject.pos_ == "PRON" and subject.lower_ in IMPERSONAL else subject


def _speaks_of_several(clause: Token, relative: Token) -> bool:
    """Tell whether "Ali and Omar, who are …" is about both: the verb is plural, the last is one."""
    if clause.head.dep_ != "conj" or clause.head.tag_ not in ("NN", "NNP"):
        return False
    verbs = (clause, *(child for child in clause.children if child.dep_ in ("aux", "auxpass")))
    plural = any(verb.tag_ == "VBP" or verb.lower_ == "were" for verb in verbs)
    return plural and relative.dep_ in ANY_SUBJECT


def _first_of(last: Token) -> Token:
    """Return the first of what is conjoined."""
    return next(word for word in (last, *last.ancestors) if word.dep_ != "conj")


def _nearest_thing(noun: Token, relative: Token) -> Token:
    """Return what "which" stands for; where the parser chose a person, the noun around him.

    Of "diplomats at the bank, which …" it is the bank, of "a firm run by Ali, which …" the firm.
    """
    if not _is_person(noun):
        return noun
    inner = [word for word in relative.doc[noun.i : relative.i] if word.dep_ == "pobj"]
    nouns = [*reversed(inner), *(above for above in noun.ancestors if above.pos_ in NAMING)]
    return next((word for word in nouns if not _is_person(word)), noun)


def _is_person(noun: Token) -> bool:
    """Tell whether a noun is the last word of a full personal name."""
    named = noun.ent_type_ == "PERSON" and noun.pos_ == "PROPN"
    return named and any(child.ent_type_ == "PERSON" for child in noun.lefts)


def has_relative(verb: Token) -> bool:
    """Tell whether a clause has a relative word: "which", "whose son", "where", "in which"."""
    inner = [child for child in verb.children if child.dep_ in ("xcomp", "ccomp")]
    return any(_is_relative(child) for clause in (verb, *inner) for child in clause.children)


def _is_relative(token: Token) -> bool:
    if token.tag_ in RELATIVE_TAGS or token.tag_ == "WRB":
        return True
    if token.lower_ == "that":
        return token.dep_ in SUBJECTS | {"dobj"}
    carries = token.dep_ in ("prep", "dobj") or token.dep_ in ANY_SUBJECT
    return carries and any(leaf.tag_ in RELATIVE_TAGS for leaf in token.children)


def conjoined(token: Token) -> list[Token]:
    """Return `token` and every noun phrase conjoined with it.

    The parser also reads "Mali, Niger and Chad" as an apposition, and the names of "two men, Ali
    and Omar" as a list that begins with the men.
    """
    if token.dep_ == "conj":
        return [token]
    if listed := _listed_apposition(token):
        return [token, *conjoined(listed)]
    others = [t for t in token.conjuncts if t.pos_ in NOMINAL and t.i > token.i]
    others += _conjoined_to_apposition(token)
    if buried := _buried(token):
        return [*buried, token, *others]
    if others and _names_follow(token, others[0]):
        return others
    return [token, *others]


def _buried(token: Token) -> list[Token]:
    """Return Scholz of "Chancellor Olaf Scholz and minister Boris Pistorius met".

    The parser takes him for a part of his minister's title.
    """
    if token.ent_type_ != "PERSON" or len(token.lefts) < 1:
        return []
    people = {word.i for word in token.subtree if word.ent_type_ == "PERSON" and word.i < token.i}
    start = token.i
    while start - 1 in people:
        start -= 1
    joint = max((word.i for word in token.subtree if word.lower_ == "and"), default=start)
    inner = people - set(range(start, token.i))
    if not inner or max(inner) != joint - 1 or joint + 1 >= start:
        return []
    return [token.doc[joint - 1]]


def _conjoined_to_apposition(token: Token) -> list[Token]:
    """Return the colleague of "the president, Ali, and his colleague", beside the president."""
    if token.tag_ not in ("NN", "NNP"):
        return []
    names = [child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN"]
    return [t for name in names for t in name.conjuncts if t.pos_ == "NOUN" and t.i > name.i]


def _listed_apposition(token: Token) -> Token | None:
    """Return "Niger" of "Mali, Niger and Chad", where the parser calls it an apposition."""
    for child in token.children if token.pos_ == "PROPN" else ():
        if child.dep_ != "appos" or child.pos_ != "PROPN":
            continue
        last = next((word for word in child.children if word.dep_ == "conj"), None)
        if last is not None and last.pos_ == "PROPN":
            link = next((word for word in child.children if word.dep_ == "cc"), None)
            if link is not None and link.nbor(-1).text != ",":
                return child
    return None


def _names_follow(noun: Token, first: Token) -> bool:
    """Tell whether names after a plural say who they are: "two men, Ali and Omar"."""
    plain = noun.tag_ == "NNS" and not any(child.dep_ == "cc" for child in noun.children)
    return plain and first.ent_type_ == "PERSON" and first.doc[first.left_edge.i - 1].text == ","


def objects(preposition: Token) -> list[Token]:
    """Return the nouns that a preposition governs: also "in what they called an [ambush]"."""
    found = [leaf for leaf in preposition.children if leaf.dep_ == "pobj"]
    clauses = (leaf for leaf in preposition.children if leaf.dep_ == "pcomp")
    return [*found, *filter(None, map(free_relative, clauses))]


def free_relative(clause: Token) -> Token | None:
    """Return what somebody calls something: of "held what it called [talks]" the talks."""
    if not any(child.lower_ == "what" and child.dep_ == "dobj" for child in clause.lefts):
        return None
    for child in clause.rights:
        if child.dep_ == "oprd":
            return child
        if child.dep_ == "prep" and child.lower_ == "as":
            return next((leaf for leaf in child.rights if leaf.dep_ == "pobj"), None)
    return None


def verb_above(token: Token) -> Token | None:
    """Return the nearest verb that a word hangs from."""
    return next((above for above in token.ancestors if above.pos_ in VERBAL), None)


def particle(verb: Token) -> str:
    """Return the verb's particle after a space (" off" of "called off"), or ""."""
    return next((f" {child.lower_}" for child in verb.children if child.dep_ == "prt"), "")


def _is_relative_object(token: Token) -> bool:
    return token.dep_ == "dobj" and token.tag_ in RELATIVE_TAGS


def is_predicate(token: Token) -> bool:
    """Tell whether a word says what the object is, and is not its name.

    The parser also hangs "Lynx" of "heads the agency Lynx" from the verb; a name right after a
    common noun is an apposition, and one with "as" behind it the object: "named Ali as envoy".
    """
    before = token.doc[token.left_edge.i - 1]
    quoted = before.is_quote or token.left_edge.is_quote
    if token.dep_ == "appos" and quoted and token.head.dep_ == "dobj":
        return True  # 'called the president "a puppet"'
    if token.dep_ == "dobj" and any(
        child is not token and _is_relative_object(child) for child in token.head.lefts
    ):
        return True  # "which Moscow called a provocation"
    if token.dep_ != "oprd" or token.pos_ != "PROPN":
        return token.dep_ == "oprd"
    beside = {child.dep_ for child in token.head.children} & {"dobj", "nsubjpass", "auxpass"}
    if not beside and any(child.lower_ == "as" for child in token.head.rights):
        return False
    return not (before.dep_ == "dobj" and before.pos_ == "NOUN" and before.head == token.head)


def is_capitalised(token: Token) -> bool:
    """Tell whether a word begins with a capital."""
    return token.text[:1].isupper()


def is_date(token: Token) -> bool:
    """Tell whether a word belongs to a date or a time of day."""
    return token.ent_type_ in ("DATE", "TIME")


def dangling_antecedents(verb: Token, *, holds: bool) -> list[Token]:
    """Return "conference" for "… at the conference, hosted by Chile", which hangs from the verb.

    Args:
        verb: A participle behind a comma.
        holds: It says how an event is held, so that any noun before the comma may be meant:
            of "took part at level in the conference, hosted …" both nouns.
    """
    bare = verb.dep_ == "advcl" and verb.tag_ == "VBN" and is_passive(verb)
    if not bare or verb.left_edge.i < 2 or verb.nbor(-1).text != ",":
        return []
    found = [verb.nbor(-2)]
    while (above := _noun_above(found[-1])) is not None and above.i < verb.i:
        found.append(above)
    nouns = [noun for noun in reversed(found) if noun.pos_ in NAMING and not is_date(noun)]
    return nouns if holds else nouns[:1]


def what_is_held(noun: Token) -> Token:
    """Return the meeting of "a meeting of ministers hosted by Chile", which is of the ministers."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in NAMING:
        noun = noun.head.head
    return noun


def _noun_above(noun: Token) -> Token | None:
    """Return the noun that a noun belongs to: of "Committee on [Security]" the committee."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "prep" else noun.head
    belongs = noun.dep_ in ("compound", "pobj") and above.pos_ in NAMING
    return above if belongs and above != noun else None


def is_bare_infinitive(verb: Token) -> bool:
    """Tell whether a sentence is a headline of the kind "Minister to visit Tokyo"."""
    children = list(verb.children)
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in children)
    finite = any(child.dep_ == "aux" and child.lower_ != "to" for child in children)
    return to and not finite
