// The side panel answers "says who?": every claim with its sentence and where it stands.
const panel = byId('panel');
const share = (confidence) => `${Math.round(confidence * 100)} %`;

function nameOf(id, text = nodes[id].label) {
  return make('button', { type: 'button', class: 'plain', onclick: () => { select.node(id); reveal(); } }, text);
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
  for (const words of [...claim.words].sort((one, other) => other.length - one.length)) {
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

function cards(group) {
  const most = 60;
  const rest = group.length - most;
  return [
    make('h3', {}, counted(group.length, 'claim')),
    ...group.slice(0, most).map(claimCard),
    rest > 0 ? make('p', {}, `${counted(rest, 'more claim')}: see the table below.`) : '',
  ];
}

function office({ title, body, since, until }) {
  const term = since || until ? ` (${since || '?'} – ${until || 'now'})` : '';
  return make('li', {}, title + (body ? `, ${body}` : '') + term);
}

function steps(node) {
  const choice = (n, text) => make('button', {
    type: 'button', 'aria-pressed': String(state.steps === n), onclick: () => { select.node(node.id, n); frame(); },
  }, text);
  return make('div', { class: 'steps', role: 'group', 'aria-label': 'How far around' },
    'Show', choice(1, '1 step'), choice(2, '2 steps'), choice(3, '3 steps'), choice(0, 'everything'));
}

function nodePanel(node) {
  const group = seen.claims.filter((claim) => claim.subject === node.id || claim.object === node.id);
  return [
    make('h2', {}, node.label),
    make('p', { class: 'kind' }, node.type, ...(node.link ? [' · ', linked(node.link.replace(/^https?:\/\/(www\.)?/i, ''), node.link)] : [])),
    steps(node),
    ...(node.offices.length ? [make('h3', {}, 'Known offices'), make('ol', {}, ...node.offices.map(office))] : []),
    ...cards(group),
  ];
}

function edgePanel(edge) {
  const group = seen.edges.get(edge.id) ?? [];
  return [
    make('h2', {}, `${nodes[edge.from].label} ${relations[edge.relation].label} ${nodes[edge.to].label}`),
    make('p', { class: 'kind' }, relations[edge.relation].family || 'open relation'),
    ...cards(group),
  ];
}

function bar(part) {
  const filled = make('span', { class: 'bar', 'aria-hidden': 'true' });
  filled.style.width = `${Math.round(part * 100)}%`; // a style attribute would need a hole in the policy
  return filled;
}

function overview() {
  const shown = nodes.filter((node) => seen.nodes.has(node.id)).slice(0, 10);
  const top = shown.length ? shown[0].rank : 1;
  return [
    make('h2', {}, 'Who says so?'),
    make('p', { class: 'kind' }, 'Choose an actor or a line to read the sentences behind it. A double click shows an actor’s surroundings alone.'),
    make('h3', {}, 'Most connected'),
    make('ol', { class: 'ranked' }, ...shown.map((node) => make('li', {}, nameOf(node.id), bar(node.rank / top)))),
  ];
}

function fillPanel() {
  const content = state.node !== null ? nodePanel(nodes[state.node])
    : state.edge !== null ? edgePanel(edges[state.edge]) : overview();
  panel.replaceChildren(...content.filter((part) => part !== ''));
  panel.scrollTop = 0;
}

/** After a choice outside the canvas: show it there, and move the reader to the panel. */
function reveal() {
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: 'nearest' });
  if (state.node !== null) engine.aim(engine.spot(state.node));
}
