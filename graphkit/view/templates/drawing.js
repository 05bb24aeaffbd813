// The network on its stage: what the engine is to draw, where, and what a click means.
const stage = byId('canvas');
const STRETCH = 1.6; // at most: beyond, neighbours look like strangers

/** Where each node stands: turned where the screen is upright, and stretched towards its shape. */
function settle() {
  const upright = stage.clientHeight > stage.clientWidth * 1.15;
  const points = nodes.map(({ x, y }) => (upright ? { x: y, y: x } : { x, y }));
  const extent = (axis) => Math.max(1, 2 * points.reduce((most, point) => Math.max(most, Math.abs(point[axis])), 0));
  const ratio = (stage.clientWidth / (stage.clientHeight || 1)) * (extent('y') / extent('x'));
  const stretch = Math.min(Math.max(ratio, 1 / STRETCH), STRETCH) || 1;
  return points.map(({ x, y }) => ({ x: x * Math.max(stretch, 1), y: y / Math.min(stretch, 1) }));
}

/** Several edges between the same two nodes are bent apart, each its own way. */
function bends() {
  const pairs = new Map();
  for (const edge of edges) {
    const key = `${Math.min(edge.from, edge.to)} ${Math.max(edge.from, edge.to)}`;
    if (pairs.has(key)) pairs.get(key).push(edge); else pairs.set(key, [edge]);
  }
  const found = new Map();
  for (const group of pairs.values()) {
    group.forEach((edge, number) => {
      found.set(edge.id, (number - (group.length - 1) / 2) * 0.22 * (edge.from < edge.to ? 1 : -1));
    });
  }
  return found;
}

const bent = bends();
const spots = settle();
const pointer = { node: null, edge: null };

/** What stands in the light: the selection or what the pointer is over, with its neighbours. */
function lit() {
  const node = pointer.node ?? state.node;
  const edge = pointer.edge ?? (pointer.node === null ? state.edge : null);
  if (edge !== null) return { nodes: new Set([edges[edge].from, edges[edge].to]), edges: new Set([edge]) };
  if (node === null) return null;
  const near = nodes[node].edges.filter((candidate) => seen.edges.has(candidate.id));
  return {
    nodes: new Set([node, ...near.flatMap((candidate) => [candidate.from, candidate.to])]),
    edges: new Set(near.map((candidate) => candidate.id)),
  };
}

/** What the engine is to draw, for every node and every edge. */
function looks() {
  const light = lit();
  return {
    nodes: nodes.map((node) => ({
      id: node.id, hidden: !seen.nodes.has(node.id),
      ...nodeLook(node, light && !light.nodes.has(node.id)),
    })),
    edges: edges.map((edge) => {
      const group = seen.edges.get(edge.id);
      if (!group) return { id: edge.id, hidden: true };
      return { id: edge.id, hidden: false, ...edgeLook(edge, group, light && !light.edges.has(edge.id)) };
    }),
  };
}

const last = { nodes: [], edges: [] };

/** Those that look different from the last time: engines are slow to take in the others. */
function changed(kind, items) {
  return items.filter((item) => {
    const now = JSON.stringify(item);
    const news = last[kind][item.id] !== now;
    last[kind][item.id] = now;
    return news;
  });
}

look();
const first = looks();
changed('nodes', first.nodes);
changed('edges', first.edges);
const engine = createEngine(
  stage,
  nodes.map((node) => ({
    ...first.nodes[node.id], ...spots[node.id], size: node.size, shape: theme.types[node.type].shape,
  })),
  edges.map((edge) => ({
    ...first.edges[edge.id], from: edge.from, to: edge.to, bend: bent.get(edge.id),
    arrow: !relations[edge.relation].symmetric,
  })),
);

function redraw() {
  const now = looks();
  engine.update(changed('nodes', now.nodes), changed('edges', now.edges));
  engine.redraw(); // names and crosses may change where no shape does
  byId('empty').hidden = seen.nodes.size > 0;
}

/** Bring all that is visible into sight, or what was selected where it lies outside. */
function frame(ids = [...seen.nodes]) {
  if (!ids.length) return;
  engine.fit(ids, 1.6);
  const middle = { x: stage.clientWidth / 2, y: stage.clientHeight / 2 };
  engine.aim(engine.toPlan(middle), engine.scale() * 0.9); // room for the names at the rim
}

const SEEN = 0.38; // of its own size, which a node keeps on the screen when all of a large network is shown

/** Once all is in sight: nodes of a large network grow, so that they are still seen. */
function enlarge() {
  growth = Math.min(Math.max(SEEN / engine.scale(), 1), 4);
  if (growth === 1) return;
  for (const node of nodes) node.size *= growth;
  engine.update(nodes.map(({ id, size }) => ({ id, size })), []);
  redraw();
}

function hover(patch) {
  Object.assign(pointer, patch);
  redraw();
}

engine.on('hover', hover);
engine.on('click', ({ node, edge, point }) => {
  const target = node ?? labelAt(point);
  if (target !== undefined) select.node(target);
  else if (edge !== undefined) select.edge(edge);
  else select.nothing();
});
engine.on('double', ({ node, point }) => {
  const target = node ?? labelAt(point);
  if (target === undefined) return;
  select.node(target, 1);
  frame();
});
