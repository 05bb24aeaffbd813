// What is chosen and what is hidden. The URL's fragment says the same, and undo takes it back.
const PLAIN = {
  node: null, edge: null, steps: 0, path: null, // what is chosen: one of these, the steps around a node
  off: new Set(), least: 0, since: '', until: '', // what is filtered away
  budget: createEngine.budget, bundled: new Set(), tinted: true, // what is drawn of the rest
};
const state = { ...PLAIN };

/** The filters: each sorts a claim under one or more names; a hidden name hides the claim. */
const FILTERS = {
  family: { title: 'Relations', of: (claim) => [family(claim)] },
  type: { title: 'Entities', of: (claim) => [nodes[claim.subject].type, nodes[claim.object].type] },
  polarity: { title: 'Polarity', of: (claim) => [claim.polarity] },
  modality: { title: 'Modality', of: (claim) => [claim.modality] },
  voice: { title: 'Says who', of: (claim) => [claim.says ? 'quoted' : 'own voice'] },
  source: { title: 'Sources', of: (claim) => [documents[claim.document].source] },
};

function inPeriod({ from, until }) {
  if (!state.since && !state.until) return true;
  return from !== '' && (!state.since || until >= state.since) && (!state.until || from <= state.until);
}

function passes(claim) {
  return claim.confidence >= state.least && inPeriod(claim)
    && (!state.off.size || Object.entries(FILTERS).every(([name, filter]) =>
      filter.of(claim).every((value) => !state.off.has(`${name}:${value}`))));
}

const watchers = [];
const past = [];
let settled = { ...state };

function show() {
  look();
  for (const watcher of watchers) watcher();
}

const mark = (one) => `${fragment(one)} ${one.edge}`;

/** Change the state, then everything that shows it; what is not kept is on its way (a slider that moves). */
function change(patch, keep = true) {
  Object.assign(state, patch);
  if (keep && mark(state) !== mark(settled)) {
    past.push(settled);
    settled = { ...state };
    remember();
  }
  show();
}

function undo() {
  if (!past.length) return;
  settled = past.pop();
  Object.assign(state, settled);
  remember();
  show();
}

/** What is asked for by name does not stay hidden inside a community. */
function freed(ids) {
  const inside = new Set(ids.map((id) => nodes[id]?.group?.id));
  return new Set([...state.bundled].filter((id) => !inside.has(id)));
}

const NOTHING = { node: null, edge: null, steps: 0, path: null };
const select = {
  node: (id, steps = 0) => change({ ...NOTHING, node: id, steps, bundled: freed([id]) }),
  edge: (id) => change({ ...NOTHING, edge: id }),
  path: (from, to) => change({ ...NOTHING, path: [from, to], bundled: freed([from, to]) }),
  nothing: () => change(NOTHING),
  everything: () => change({ ...PLAIN, budget: state.budget, tinted: state.tinted }),
};
