"""Reads claims out of documents: an ordered list of small extractors over one parsed doc."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from spacy import tokens as spacy_tokens
from spacy.language import Language

from graphkit import language, ontology
from graphkit.actors import Actors
from graphkit.claims import Claim, Document, Reading, Run
from graphkit.collector import uncollected
from graphkit.errors import ExtractionError
from graphkit.extract.attribution import Attributions
from graphkit.extract.capitals import Capitals
from graphkit.extract.charges import Charges
from graphkit.extract.circumstances import Circumstances
from graphkit.extract.context import Context, merged, partakes_in_events, typed_alike
from graphkit.extract.dates import Dates
from graphkit.extract.frames import Framer
from graphkit.extract.linking import link_names
from graphkit.extract.matching import clauses, nominals
from graphkit.extract.mentions import Mentions
from graphkit.extract.modality import Moods
from graphkit.extract.names import NameFinder
from graphkit.extract.people import own_people
from graphkit.extract.phrases import Phrases
from graphkit.extract.posts import Posts, title_phrases
from graphkit.extract.rosters import rosters
from graphkit.extract.scopes import Scopes
from graphkit.extract.surfaces import as_written
from graphkit.extract.titles import TITLES, owners, titles
from graphkit.extract.together import together
from graphkit.extract.tokens import Doc
from graphkit.extract.trailing import Trailing
from graphkit.extract.venues import share_circumstances, venues
from graphkit.extract.whereabouts import Whereabouts
from graphkit.extract.wordings import compile_all
from graphkit.extract.words import Words
from graphkit.version import __version__

EXTRACTORS: tuple[Callable[[Doc, Context], Iterator[Claim]], ...] = (
    clauses,
    nominals,
    titles,
    owners,
    rosters,
    together,
    venues,
)

BATCH = 16  # documents that are parsed together: a seventh cheaper than one by one
BATCH_LENGTH = 100_000  # characters of them: they are in memory together


def versions(model: str | None = None, ontology_dirs: Sequence[Path] = ()) -> Run:
    """Return the run that an `Extractor` of the same arguments stands for.

    Raises:
        ExtractionError: The pipeline cannot be loaded.
        OntologyError: The ontology is faulty.
    """
    return _run(language.load(model), ontology.load(*ontology_dirs))


def _run(nlp: Language, known: ontology.Ontology) -> Run:
    return Run(__version__, language.model_id(nlp), known.version)


class Extractor:
    """Reads documents with one spaCy pipeline and one ontology.

    Args:
        model: Name or folder of a spaCy pipeline; see `graphkit.language.choose_model`.
        ontology_dirs: Folders of the user's own Turtle.
        nlp: A pipeline that is already loaded, instead of `model`.

    Raises:
        ExtractionError: The pipeline cannot be loaded.
        OntologyError: The ontology or a wording in it is faulty.
    """

    def __init__(
        self,
        model: str | None = None,
        ontology_dirs: Sequence[Path] = (),
        *,
        nlp: Language | None = None,
    ) -> None:
        self.nlp = nlp or language.load(model)
        self.ontology = ontology.load(*ontology_dirs)
        self.run = _run(self.nlp, self.ontology)
        language.keep_whole(self.nlp, self.ontology.words("undivided"))
        self._actors = Actors(self.ontology)
        self._templates = compile_all(self.ontology)
        self._titles = title_phrases(self.ontology, self.nlp.tokenizer)
        self._names = NameFinder(self.ontology, self._actors, self.nlp)
        self._capitals = Capitals(self.ontology)
        self._trailing = Trailing(self.ontology)
        self._charges = Charges(self.ontology)
        self._words = Words.of(self.ontology)
        self._posts = Posts(self.ontology)
        self._moods = Moods(self.ontology)
        self._symmetric = frozenset(r.name for r in self.ontology.relations.values() if r.symmetric)
        self._joint = frozenset(r.name for r in self.ontology.relations.values() if r.joint)
        self._partaking = frozenset(
            r.name for r in self.ontology.relations.values() if partakes_in_events(r)
        )
        self._relative = Phrases(self.ontology.words("relativeDay"), self.nlp.tokenizer)
        self._according = Phrases(self.ontology.words("attributionPreposition"), self.nlp.tokenizer)

    def read(self, document: Document) -> Reading:
        """Read one document.

        Raises:
            ExtractionError: The text cannot be parsed.
        """
        try:
            doc = self.nlp(language.softened(document.text))
        except Exception as exc:  # whatever went wrong: one bad document never stops a run
            reason = f"the text cannot be parsed: {exc}"
            raise ExtractionError(reason, document=document.id) from exc
        return self._reading(doc, document)

    def _reading(self, doc: spacy_tokens.Doc, document: Document) -> Reading:
        try:
            claims = self.claims(doc, document)
        except ExtractionError:
            raise
        except Exception as exc:  # whatever went wrong: one bad document never stops a run
            raise ExtractionError(f"cannot be read: {exc!r}", document=document.id) from exc
        return Reading(document, tuple(claims), self.run)

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ExtractionError]:
        """Read documents in order, a batch at a time; a failure is yielded and stops nothing."""
        for batch in _batches(documents):
            for document, doc in zip(batch, self._parsed(batch), strict=True):
                try:
                    yield self.read(document) if doc is None else self._reading(doc, document)
                except ExtractionError as error:
                    yield error

    def _parsed(self, batch: list[Document]) -> list[spacy_tokens.Doc] | list[None]:
        """Parse documents together; where one cannot be parsed, `read` shall tell which."""
        try:
            return list(self.nlp.pipe(language.softened(document.text) for document in batch))
        except Exception:  # noqa: BLE001  # whatever went wrong: each is tried by itself
            return [None] * len(batch)

    @uncollected()
    def claims(self, parsed: spacy_tokens.Doc, document: Document) -> list[Claim]:
        """Return the claims of a parsed doc, each once, in the order of the text."""
        context = self.context(parsed, document)
        doc = context.mentions.doc
        found = [claim for extract in EXTRACTORS for claim in _extracted(extract, doc, context)]
        found = [claim for claim in found if _is_of_use(claim, found)]
        found.sort(key=lambda claim: claim.evidence.start)
        found = own_people(typed_alike(found, self.ontology.relations), document, self._actors)
        found = share_circumstances(
            merged(found, self._symmetric), self._joint, self._partaking, document.date
        )
        return found if doc.text == document.text else as_written(found, doc.text, document.text)

    def context(self, parsed: spacy_tokens.Doc, document: Document) -> Context:
        """Return what the extractors get beside the doc."""
        doc = Doc(parsed)
        self._capitals.mend(doc)
        self._trailing.mend(doc)
        self._charges.mend(doc)
        titles = list(self._titles.find(doc))
        names = self._names.find(doc, titles)
        covered = {token.i: name for name in names for token in name.span}
        mentions = Mentions(doc, document, self._actors, self._words, covered)
        link_names(mentions, names)
        posts = self._posts.find(mentions, titles)
        framer = Framer(self.ontology)
        attributions = Attributions(self.ontology, framer, self._according)
        sources = attributions.read(doc)
        mentions.speakers = {
            i: sources.speaker[n] for i, n in sources.quoted.items() if n in sources.speaker
        }
        scopes = Scopes(self.ontology, lambda token: mentions.type_of(token) == "Event")
        return Context(
            document,
            self.ontology,
            self._templates,
            mentions,
            posts,
            framer,
            self._moods,
            attributions,
            sources,
            Circumstances(
                self.ontology, mentions, Dates(doc, document.date, self._relative), scopes
            ),
            Whereabouts(self.ontology, mentions, scopes),
        )


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch = list[Document]()
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH or sum(len(each.text) for each in batch) >= BATCH_LENGTH:
            yield batch
            batch = []
    if batch:
        yield batch


def _extracted(
    extract: Callable[[Doc, Context], Iterator[Claim]], doc: Doc, context: Context
) -> Iterator[Claim]:
    try:
        yield from extract(doc, context)
    except Exception as exc:  # whatever went wrong: one bad document never stops a run
        raise ExtractionError(
            f"the extractor failed: {exc!r}",
            document=context.document.id,
            extractor=extract.__name__,
        ) from exc


def _is_of_use(claim: Claim, others: list[Claim]) -> bool:
    """Tell whether a post says something of somebody: of "an ambassador" only if he also acts."""
    if claim.subject.named or claim.extractor != TITLES:
        return True
    return any(
        claim.subject.iri in (other.subject.iri, other.object.iri)
        for other in others
        if other.extractor != TITLES
    )
