// The state as the URL's fragment, by names that stay: a view can be shared, and found again.
function fragment(one = state) {
  const parts = new URLSearchParams();
  const put = (name, value) => value && parts.append(name, value);
  if (one.node !== null) put(nodeOf(one.node).members ? 'community' : 'entity', nodeOf(one.node).iri);
  put('steps', one.steps);
  const edge = edges[one.edge];
  if (edge) {
    put('subject', nodes[edge.from].iri);
    put('relation', edge.relation);
    put('object', nodes[edge.to].iri);
  }
  for (const id of one.path ?? []) put('path', nodes[id].iri);
  for (const name of [...one.off].sort()) put('hide', name);
  for (const id of [...one.bundled].sort((a, b) => a - b)) put('collapse', nodeOf(id).iri);
  for (const name of ['least', 'since', 'until']) put(name, one[name]);
  if (one.budget !== PLAIN.budget) put('show', one.budget);
  if (!one.tinted) put('tints', 'off');
  return parts.toString();
}

function remember() {
  try { history.pushState(null, '', `#${fragment()}`); } catch { /* a framed page has no history */ }
}

const numberIn = (text, least, most) => clamped(Number(text) || 0, least, most);
const day = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? text : '');

/** Take in what the fragment says; what it names and the page does not know is passed over. */
function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const find = (iri) => nodes.findIndex((node) => node.iri === iri);
  const known = (iri) => { const id = find(iri); return id < 0 ? null : id; };
  const [from, to] = [find(parts.get('subject')), find(parts.get('object'))];
  const community = groups.find(({ iri }) => iri === parts.get('community'));
  const edge = edges.findIndex((one) => one.from === from && one.to === to && one.relation === parts.get('relation'));
  const path = parts.getAll('path').map(known);
  Object.assign(state, PLAIN, {
    node: community?.id ?? known(parts.get('entity')), edge: edge < 0 ? null : edge, steps: numberIn(parts.get('steps'), 0, 3),
    path: path.length === 2 && !path.includes(null) ? path : null,
    off: new Set(parts.getAll('hide')),
    bundled: new Set(groups.filter(({ iri }) => parts.getAll('collapse').includes(iri)).map(({ id }) => id)),
    least: numberIn(parts.get('least'), 0, 1), since: day(parts.get('since')), until: day(parts.get('until')),
    budget: numberIn(parts.get('show'), 0, nodes.length) || PLAIN.budget, tinted: parts.get('tints') !== 'off',
  });
  settled = { ...state };
}
