// What is selected, what is hidden, and what follows from it. The URL's fragment says the same.
const state = { node: null, edge: null, steps: 0, off: new Set() };
const seen = { nodes: new Set(), edges: new Map(), claims: [] };

/** The filters: each sorts a claim under one or more names; a hidden name hides the claim. */
const FILTERS = {
  family: { title: 'Relations', of: (claim) => [family(claim)] },
  type: {
    title: 'Entities',
    of: (claim) => [nodes[claim.subject].type, nodes[claim.object].type],
  },
  polarity: { title: 'Polarity', of: (claim) => [claim.polarity] },
  modality: { title: 'Modality', of: (claim) => [claim.modality] },
  voice: { title: 'Says who', of: (claim) => [claim.says ? 'quoted' : 'own voice'] },
};

function passes(claim) {
  return Object.entries(FILTERS).every(([name, filter]) =>
    filter.of(claim).every((value) => !state.off.has(`${name}:${value}`)));
}

/** The nodes within some steps of one, walking only along claims that pass. */
function around(start, steps) {
  const found = new Set([start]);
  let edgeOf = [start];
  for (let step = 0; step < steps; step += 1) {
    const next = [];
    for (const id of edgeOf) {
      for (const edge of nodes[id].edges) {
        const other = edge.from === id ? edge.to : edge.from;
        if (!found.has(other) && edge.claims.some(passes)) { found.add(other); next.push(other); }
      }
    }
    edgeOf = next;
  }
  return found;
}

function look() {
  const near = state.steps && state.node !== null ? around(state.node, state.steps) : null;
  seen.edges = new Map();
  seen.nodes = new Set();
  for (const edge of edges) {
    if (near && !(near.has(edge.from) && near.has(edge.to))) continue;
    const passing = edge.claims.filter(passes);
    if (!passing.length) continue;
    seen.edges.set(edge.id, passing);
    seen.nodes.add(edge.from).add(edge.to);
  }
  seen.claims = claims.filter((claim) => seen.edges.has(claim.edge.id) && passes(claim));
}

const watchers = [];

/** Change the state, then everything that shows it; `remember` makes the back button undo it. */
function change(patch, remember = true) {
  Object.assign(state, patch);
  look();
  for (const watcher of watchers) watcher();
  if (remember) keep();
}

const select = {
  node: (id, steps = 0) => change({ node: id, edge: null, steps }),
  edge: (id) => change({ edge: id, node: null, steps: 0 }),
  nothing: () => change({ node: null, edge: null, steps: 0 }),
  everything: () => change({ node: null, edge: null, steps: 0, off: new Set() }),
};

function fragment() {
  const parts = new URLSearchParams();
  if (state.node !== null) parts.set('entity', nodes[state.node].iri);
  if (state.steps) parts.set('steps', state.steps);
  if (state.edge !== null) {
    const edge = edges[state.edge];
    parts.set('subject', nodes[edge.from].iri);
    parts.set('relation', edge.relation);
    parts.set('object', nodes[edge.to].iri);
  }
  for (const name of [...state.off].sort()) parts.append('hide', name);
  return parts.toString();
}

function keep() {
  try { history.pushState(null, '', `#${fragment()}`); } catch { /* a framed page has no history */ }
}

function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const numbered = (name) => nodes.findIndex((node) => node.iri === parts.get(name));
  const [node, from, to] = [numbered('entity'), numbered('subject'), numbered('object')];
  const edge = edges.findIndex((candidate) =>
    candidate.from === from && candidate.to === to && candidate.relation === parts.get('relation'));
  const steps = Math.min(Math.max(Number.parseInt(parts.get('steps'), 10) || 0, 0), 3);
  change({
    node: node < 0 ? null : node, edge: edge < 0 ? null : edge, steps, off: new Set(parts.getAll('hide')),
  }, false);
}
