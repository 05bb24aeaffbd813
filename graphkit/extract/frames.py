"""Undoes syntax: from a parsed sentence to frames, who did what to whom by role.

A frame is a verb or an event noun with its arguments, after passives are turned round, relative
pronouns resolved to what they stand for, and the missing subjects of infinitives, participles and
conjoined verbs filled in. Wordings are matched on frames, so they never speak of syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graphkit.extract.appointed import named_before_title, named_besides, named_in_front
from graphkit.extract.asides import voiced_under
from graphkit.extract.frame import Frame, add_phrases
from graphkit.extract.joined import (
    dealt_with,
    is_listed,
    is_recipient,
    is_torn,
    partner,
    phrases_of,
    torn_subjects,
)
from graphkit.extract.nounphrases import is_plural
from graphkit.extract.syntax import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    VERBAL,
    dangling_antecedents,
    free_relative,
    has_relative,
    has_subject,
    identified,
    is_capitalised,
    is_date,
    is_elliptic,
    is_gerund,
    is_passive,
    is_predicate,
    named_among,
    objects,
    particle,
    referent,
    resultative,
    subjects,
    verb_above,
    what_is_held,
)
from graphkit.extract.tokens import Doc, Token
from graphkit.extract.wordings import NOUN, VERB
from graphkit.ontology import Ontology

DURING = frozenset({"during", "on", "for", "at", "in", "after", "following"})
SETTINGS = ("prep:between", "prep:with")  # "clashes broke out between X and Y"
OWN_ROLES = {
    **dict.fromkeys(SUBJECTS, "subj"),
    **dict.fromkeys(PASSIVE_SUBJECTS, "obj"),
    "dobj": "obj",
    "attr": "comp",
    "acomp": "comp",
    "oprd": "comp",
}
CHARGING = frozenset({"for", "of", "over", "in", "with"})  # "blamed X for the attack"
BESIDE = frozenset({"together", "along", "jointly"})
OF_THE_OBJECT = frozenset({"of", "for", "from", "into", "against", "as"})  # "accused X of doing"
CLAUSES_WITHOUT_SUBJECT = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "oprd"})


VOICING = ("accusingVerb", "requestVerb")  # beside the reporting verbs


class Framer:
    """Makes the frames of one doc; a verb's frame is made once."""

    def __init__(self, ontology: Ontology) -> None:
        self.light = frozenset().union(
            *map(ontology.words, ("lightVerb", "negatingVerb", "planVerb", "possibleVerb"))
        ) - ontology.words("judgingVerb")  # who discusses aid does not give it
        self.object_control = frozenset().union(
            *map(ontology.words, ("requestVerb", "hearerVerb", "objectControlVerb"))
        )
        self._blaming = ontology.words("blamingVerb")
        self._rejecting = ontology.words("judgingVerb") | ontology.words("rejectingVerb")
        self._visiting = ontology.words("motionVerb")
        self._holding = ontology.words("holdingVerb")
        self._titles = ontology.words("title")
        self._deals = ontology.words("agreementNoun")
        self._undertakings = ontology.words("undertaking")
        self._speaking = ontology.words("reportingVerb") | ontology.words("hearerVerb")
        self._voicing = self._speaking.union(*map(ontology.words, VOICING))
        self._adverbs = ontology.words("particle") | ontology.words("preposition")
        self._made: dict[int, Frame] = {}

    def verbs(self, doc: Doc) -> Iterator[Frame]:
        """Yield a frame for every verb of `doc`."""
        for token in doc:
            if token.pos_ in VERBAL and token.dep_ not in ("aux", "auxpass"):
                yield self.verb(token)

    def nouns(self, doc: Doc, accept: Callable[[Token], bool] = lambda _: True) -> Iterator[Frame]:
        """Yield a frame for every noun of `doc` that is accepted."""
        for token in doc:
            named = token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound"
            if (named or is_gerund(token)) and accept(token):
                yield self.noun(token)

    def verb(self, verb: Token) -> Frame:
        """Return the frame of a verb."""
        if verb.i in self._made:
            return self._made[verb.i]
        frame = self._made[verb.i] = Frame(verb, VERB, passive=is_passive(verb))
        self._own_arguments(frame)
        self._antecedent(frame)
        if (result := resultative(verb)) is not None:
            frame.args.setdefault("comp", [result])
        missing = "obj" if frame.passive else "subj"
        if missing not in frame.args:
            for token in self._inherited_subject(verb):
                frame.add(missing, token)
        self._companions(frame)
        self._shared_object(frame)
        frame.args.setdefault("partner", dealt_with(verb, self._deals))
        if frame.passive and "obj" in frame.args:  # "they were fired at": the preposition's object
            for word in frame.particles:
                frame.args.setdefault(f"prep:{word}", frame.args["obj"])
        return frame

    def noun(self, noun: Token) -> Frame:
        """Return the frame of a noun, with the subject of the light verb that governs it."""
        frame = Frame(noun, NOUN)
        for child in noun.children:
            named = child.dep_ in ("compound", "amod", "nmod") and is_capitalised(child)
            if child.lower_ == "their" and (owners := self._joint_owners(noun)):
                frame.args["poss"] = owners
            elif child.dep_ == "poss" or named:
                frame.add("poss", child)
            elif child.dep_ == "appos" and not is_plural(noun):  # "Iran's envoy, X, and Chad's Y"
                frame.args.setdefault("same", []).append(child)
            elif child.dep_ == "appos":
                frame.add("same", child)
        if noun.dep_ == "appos" or (noun.dep_ == "compound" and noun.head.pos_ == "PROPN"):
            frame.add("same", noun.head)
        add_phrases(frame, noun)
        self._supported(frame)
        return frame

    def _joint_owners(self, noun: Token) -> list[Token]:
        """Return the subjects that "their" points back to: "X and Y announced their withdrawal"."""
        governor = verb_above(noun)
        owners = self.verb(governor).args.get("subj", []) if governor is not None else []
        return owners if len(owners) > 1 and owners[0].i < noun.i else []

    def _supported(self, frame: Frame) -> None:
        """Give a noun the doer that its verb names: "paid a visit", "during a visit he said"."""
        noun, governor = frame.head, frame.head.head
        lemma = governor.lemma
        if noun.dep_ in ("dobj", "nsubjpass") and {lemma, lemma + particle(governor)} & self.light:
            support = self.verb(governor)
            for role, tokens in support.args.items():
                if role.startswith("prep:"):
                    frame.args.setdefault(role, tokens)
            frame.args.setdefault("light", support.args.get("subj", []))
        if noun.dep_ in ("nsubj", "nsubjpass") and governor.pos_ in VERBAL:
            support = self.verb(governor)
            for role in SETTINGS:
                if role in support.args:
                    frame.args.setdefault(role, support.args[role])
        if noun.dep_ == "pobj" and self._phrasal(governor) in self.light:  # "signed off on a sale"
            frame.args.setdefault("light", self.verb(governor.head).args.get("subj", []))
        charged = noun.dep_ == "pobj" and governor.lower_ in CHARGING
        verb = governor.head.head if governor.head.pos_ == "ADJ" else governor.head
        if charged and governor.head.lemma in self._blaming:  # "holds X responsible for the raid"
            frame.args.setdefault("light", self.verb(verb).args.get("obj", []))
        undertaken = noun.dep_ == "pobj" and noun.lemma in self._undertakings
        if undertaken and governor.lower_ in DURING and governor.head.pos_ == "VERB":
            frame.args.setdefault("light", self.verb(governor.head).args.get("subj", []))

    @staticmethod
    def _phrasal(preposition: Token) -> str:
        """Return the verb with its particle and preposition: "sign off on"."""
        verb = preposition.head
        return f"{verb.lemma}{particle(verb)} {preposition.lower_}"

    def _own_arguments(self, frame: Frame) -> None:
        for child in frame.head.children:
            if child.dep_ == "oprd" and not is_predicate(child):
                frame.args.pop("obj", None)  # "the agency Lynx": its name says more
                frame.add("obj", child)
            elif child.dep_ == "dobj" and is_recipient(child):
                frame.add("iobj", child)
            elif role := OWN_ROLES.get(child.dep_):
                frame.add("obj" if role == "subj" and frame.passive else role, child)
            elif child.dep_ in ("aux", "auxpass"):  # "The court (…) had on Monday ordered"
                for inner in subjects(child):
                    frame.add("obj" if frame.passive else "subj", inner)
            elif child.dep_ == "npadvmod" and (is_listed(child) or is_torn(child)):
                frame.add("obj" if frame.passive else "subj", child)
            elif child.dep_ == "dative" and child.pos_ != "ADP":
                frame.add("iobj", child)
            else:
                self._clause_below(frame, child)
            self._named_with_title(frame, child)
        told = frame.args.get("comp", [])
        named = all(word.dep_ == "oprd" and word.pos_ == "PROPN" for word in told)
        if told and named and any(child.lower_ == "as" for child in frame.head.rights):
            frame.args.setdefault("obj", frame.args.pop("comp"))  # "named Ana Reyes as chief"
        self._besides(frame)
        add_phrases(frame, frame.head)
        frame.particles &= self._adverbs

    def _named_with_title(self, frame: Frame, title: Token) -> None:
        """Take the person for the object of "named [Ana Reyes] chief"."""
        if title.dep_ == "oprd" and (person := named_in_front(title)) is not None:
            frame.args.setdefault("obj", [person])
            return
        person = named_before_title(title) if title.lemma in self._titles else None
        if title.dep_ == "dobj" and person is not None:
            frame.args["obj"] = [person]

    def _clause_below(self, frame: Frame, clause: Token) -> None:
        if clause.dep_ == "ccomp" or (clause.dep_ == "xcomp" and subjects(clause)):
            self._complement_clause(frame, clause)
        elif clause.dep_ == "xcomp" and clause.tag_ == "VB":
            frame.add("comp", clause)
            self._infinitive(frame, clause)
        elif clause.dep_ == "advcl" and "iobj" in frame.args and clause.tag_ == "VB":
            self._infinitive(frame, clause)  # "gave the envoy a day to leave"
        elif clause.dep_ == "advcl" and is_elliptic(clause):  # "…, as did Kenya"
            for inner in subjects(clause):
                frame.add("subj", inner)

    def _besides(self, frame: Frame) -> None:
        """Add who gets an office besides the object: "named X as minister and [Y] as envoy"."""
        for other in named_besides(frame.head):
            frame.add("obj", other)

    def _companions(self, frame: Frame) -> None:
        """Let those act too who stand beside the subject: "together with Kenya, Chad founded"."""
        if frame.passive or "subj" not in frame.args:
            return
        if frame.lemma in self._visiting:
            self._accompanied(frame)
        for child in phrases_of(frame.head):
            for link in (child, *child.children) if child.dep_ in ("prep", "advmod") else ():
                before = link.doc[max(link.i - 1, 0)].lower_
                if link.lower_ == "alongside" or (link.lower_ == "with" and before in BESIDE):
                    for leaf in objects(link):
                        frame.add("subj", leaf)

    def _accompanied(self, frame: Frame) -> None:
        """Let those come too who accompany the subject: "flew to Rome, accompanied by X"."""
        for word in (frame.head, *subjects(frame.head)):
            for clause in word.rights:
                reduced = clause.dep_ in ("advcl", "acl") and clause.lemma_ == "accompany"
                for agent in clause.children if reduced else ():
                    for leaf in objects(agent) if agent.dep_ == "agent" else ():
                        frame.add("subj", leaf)
                        frame.companions.add(leaf)

    def _infinitive(self, frame: Frame, clause: Token) -> None:
        """Let a wording ask for an infinitive: "S want O to", "S order O to leave"."""
        if any(leaf.lower_ == "to" and leaf.dep_ == "aux" for leaf in clause.children):
            frame.particles.add("to")
            frame.args.setdefault("prep:to", []).append(clause)

    def _complement_clause(self, frame: Frame, clause: Token) -> None:
        """Add the subject of "that O …", or the object of "let O go" and "ordered O to leave"."""
        if (told := free_relative(clause)) is not None:
            frame.add("obj", told)
            return
        tags = ("VB", "VBP") if frame.lemma in self.object_control else ("VB",)
        links = [leaf for leaf in clause.children if leaf.dep_ in ("mark", "aux")]
        bare = clause.tag_ in tags and all(leaf.lower_ == "to" for leaf in links)
        bare = bare or (clause.pos_ == "ADJ" and not links)  # "held Moscow [responsible]"
        bare = bare and clause.i > frame.head.i  # not in “We have …”, X told parliament
        for inner in subjects(clause):
            frame.add("obj" if bare else "that", inner)
        if bare:
            frame.add("comp", clause)
            self._infinitive(frame, clause)

    def _modified(self, frame: Frame) -> Token:
        """Return the noun that a participle belongs to."""
        noun = frame.head.head
        held = frame.passive and frame.lemma in self._holding
        return what_is_held(noun) if held else noun

    def _antecedent(self, frame: Frame) -> None:
        """Give a reduced relative clause ("the text signed by X") its noun."""
        verb, noun = frame.head, self._modified(frame)
        if verb.dep_ == "acl" and (named := named_among(noun)) is not None:
            frame.add("subj", named)
        elif verb.dep_ == "acl" and noun.pos_ in ("NOUN", "PROPN", "PRON"):
            if frame.passive:
                frame.add("obj", noun)
            elif verb.tag_ in ("VBG", "VBD"):  # the second: a main verb taken for a participle
                frame.add("subj", noun)
        elif verb.dep_ == "acomp" and verb.tag_ == "VBN":  # "was test-fired by X"
            for inner in subjects(noun):
                frame.add("obj", inner)
        elif verb.dep_ == "amod" and frame.passive:
            self._compound(frame, noun)
        elif verb.dep_ == "relcl" and not has_relative(verb):
            told = identified(noun)
            roles = ("obj", "subj") if told == noun else ("subj", "obj")  # "the only one to vote"
            if free := next((role for role in roles if role not in frame.args), None):
                frame.add(free, told)

    def _compound(self, frame: Frame, noun: Token) -> None:
        """Read "a Saudi-led coalition" and "the Oslo-based firm"."""
        frame.add("obj", noun)
        for child in frame.head.lefts:
            linked = child.dep_ in ("npadvmod", "compound", "nmod", "amod")
            if linked and is_capitalised(child):
                frame.add("subj", child)
                frame.add("prep:in", child)

    def _inherited_subject(self, verb: Token) -> list[Token]:
        governor = verb.head
        if governor == verb and verb.dep_ != "ROOT":
            return []
        if torn := torn_subjects(verb):
            return torn
        if speaker := self._trailing_speaker(verb):
            return [speaker]
        if nouns := dangling_antecedents(verb, holds=verb.lemma in self._holding):
            return nouns
        if verb.dep_ == "conj" and governor.pos_ in VERBAL:
            other = self.verb(partner(verb))
            first = other.args.get("obj" if other.passive else "subj", [])
            return [token for token in first if token not in other.companions]
        if verb.dep_ in CLAUSES_WITHOUT_SUBJECT and not has_subject(verb):
            return self._controller(verb)
        return []

    def _trailing_speaker(self, verb: Token) -> Token | None:
        """Return the speaker of "…, a diplomat told Reuters" that the parser tore off its verb."""
        if verb.lemma not in self._speaking or verb.dep_ not in ("conj", "ROOT", "appos"):
            return None
        start = verb.i
        while start > verb.sent.start and verb.doc[start - 1].text not in (",", "”", '"'):
            start -= 1
        words = verb.doc[start : verb.i]
        if start == verb.sent.start or any(token.dep_ == "cc" for token in words):
            return None
        return next((token for token in words if token.dep_ in ("appos", "conj", "nsubj")), None)

    def _controller(self, verb: Token) -> list[Token]:
        """Return who does an infinitive or participle: the object asked, or the subject."""
        above = verb.head
        while above.dep_ == "prep" and above.head != above:
            above = above.head
        governor: Token | None = above
        if above.pos_ in ("NOUN", "ADJ", "ADV"):
            own = [child for child in above.children if child.dep_ == "poss"]
            if own:
                return [referent(own[0])]
            governor = verb_above(above)
            if governor is not None and governor.lemma in self._rejecting:
                return []  # who rejects or welcomes an attempt does not make it
        if verb.lemma in self._voicing:
            governor = voiced_under(verb, self._speaking) or governor
        if governor is None or governor.pos_ not in VERBAL or governor == verb:
            return []
        return self._controlled_by(governor, verb)

    def _controlled_by(self, governor: Token, verb: Token) -> list[Token]:
        other = self.verb(governor)
        if other.passive:
            return other.args.get("obj", [])
        aside = verb.dep_ == "advcl" and verb.tag_ == "VBG"  # "ordered X to leave, accusing Y"
        asks = governor.lemma in self.object_control and not aside
        charged = verb.dep_ == "pcomp" and verb.head.lower_ in OF_THE_OBJECT
        roles = ["iobj", "obj"] if asks or charged or verb.dep_ in ("xcomp", "ccomp") else []
        roles += ["prep:on", "prep:to"] if asks else []  # "called on X to …", "appealed to X to …"
        asked = ([t for t in other.args.get(role, ()) if _may_be_asked(t)] for role in roles)
        return next(filter(None, asked), other.args.get("subj", []))

    def _shared_object(self, frame: Frame) -> None:
        """Give "developed and tested a missile" the object that its last verb carries."""
        children = list(frame.head.children)
        if frame.passive or "obj" in frame.args:
            return
        if any(child.dep_ in ("prep", "ccomp", "xcomp") for child in children):
            return
        for child in children:
            if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - frame.head.i <= 2:
                frame.args["obj"] = list(self.verb(child).args.get("obj", []))


def _may_be_asked(token: Token) -> bool:
    """Tell whether an argument may be whom a verb asks: no date, and not what is to be done."""
    return not is_date(token) and token.pos_ not in VERBAL
