// A claim as a card: its sentence, where it stands, who says so. The panel and the table share the parts.
const share = (confidence) => `${Math.round(confidence * 100)} %`;

function nameOf(id, text = nodeOf(id).label) {
  return button(text, () => { select.node(id); reveal(); }, { class: 'plain' });
}

/** Where some words stand in a text, clear of the spans that are taken. */
function spanOf(words, text, taken) {
  for (let start = text.indexOf(words); words && start >= 0; start = text.indexOf(words, start + 1)) {
    const end = start + words.length;
    if (taken.every((span) => end <= span.start || start >= span.end)) return { start, end };
  }
  return null;
}

/** A sentence with the words for subject and object marked. */
function sentence(claim) {
  const spans = [];
  for (const words of [claim.subjectWords, claim.objectWords].sort((one, other) => other.length - one.length)) {
    const span = spanOf(words, claim.sentence, spans);
    if (span) spans.push(span);
  }
  spans.sort((one, other) => one.start - other.start);
  let done = 0;
  const parts = spans.flatMap(({ start, end }) => {
    const before = claim.sentence.slice(done, start);
    done = end;
    return [before, make('mark', {}, claim.sentence.slice(start, end))];
  });
  return [...parts, claim.sentence.slice(done)];
}

/** A claim's relation, struck out where it is denied. */
function said(claim) {
  const { label } = relations[claim.relation];
  return claim.polarity === 'negated' ? make('del', { title: 'negated' }, label) : document.createTextNode(label);
}

function tags(claim) {
  return make('div', { class: 'tags' },
    make('span', { class: `tag ${claim.polarity === 'negated' ? 'negated' : ''}` }, claim.polarity),
    make('span', { class: `tag ${claim.modality === 'actual' ? '' : 'unreal'}` }, claim.modality));
}

function facts(pairs) {
  return make('dl', {}, ...pairs.filter(([, value]) => value)
    .flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
}

function source(document_) {
  const line = [document_.source, document_.date].filter(Boolean).join(', ');
  return [linked(document_.title, document_.link), line ? ` — ${line}` : ''];
}

function claimCard(claim) {
  return make('article', { class: 'claim' },
    make('p', { class: 'says' }, nameOf(claim.subject), ' ', said(claim), ' ', nameOf(claim.object)),
    make('blockquote', {}, ...sentence(claim)),
    make('p', { class: 'document' }, ...source(documents[claim.document])),
    tags(claim),
    facts([
      ['When', claim.time], ['Where', claim.place],
      ['Says who', claim.says || 'the text itself'], ['Confidence', share(claim.confidence)],
    ]));
}

function cards(group, title = counted(group.length, 'claim')) {
  const most = 60;
  const rest = group.length - most;
  return [
    make('h3', {}, title),
    ...group.slice(0, most).map(claimCard),
    rest > 0 ? make('p', {}, `${counted(rest, 'more claim')}: see the table below.`) : '',
  ];
}

function term({ title, body, since: from, until: to }) {
  return title + (body ? `, ${body}` : '') + (from || to ? ` (${from || '?'} – ${to || 'now'})` : '');
}
