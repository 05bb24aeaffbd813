// The network on its stage: what the engine is to draw, where, and what a click means.
const stage = byId('canvas');
const STRETCH = 1.6; // at most: beyond, neighbours look like strangers
const SEEN = 0.38; // of its own size, which a node keeps on the screen when all of a large network is shown
const LIGHT = 3000; // edges; of more, passing over them with the pointer lights up none
const MARGIN = 0.9; // of the stage, so that there is room for the names at the rim
const BUTTONS = 48; // pixels at the right, where the buttons for zooming stand
const NARROW = matchMedia('(max-width: 900px)');
let engine;
let spots = [];

const reach = (points, axis) => Math.max(1, 2 * points.reduce((most, point) => Math.max(most, Math.abs(point[axis])), 0));

/** Where each node stands: turned where the screen is upright and the plan is not, and stretched to its shape. */
function settle() {
  const upright = stage.clientHeight > stage.clientWidth;
  const turned = upright !== reach(nodes, 'y') > reach(nodes, 'x');
  const points = nodes.map(({ x, y }) => (turned ? { x: y, y: x } : { x, y }));
  const ratio = (stage.clientWidth / (stage.clientHeight || 1)) * (reach(points, 'y') / reach(points, 'x'));
  const stretch = clamped(ratio, 1 / STRETCH, STRETCH) || 1;
  spots = points.map(({ x, y }) => ({ x: x * Math.max(stretch, 1), y: y / Math.min(stretch, 1) }));
  for (const group of groups) {
    const mean = (axis) => group.members.reduce((sum, { id }) => sum + spots[id][axis], 0) / group.members.length;
    spots.push({ x: mean('x'), y: mean('y') });
    group.size = 9 + 3 * Math.sqrt(group.members.length);
  }
  const scale = Math.min(stage.clientWidth / reach(spots, 'x'), stage.clientHeight / reach(spots, 'y')) * MARGIN;
  growth = clamped(SEEN / scale, 1, 4);
  thickness = clamped(1 / scale, 1, 12) ** 0.92; // a little thicker, then, when one comes closer
}

/** Several edges between the same two nodes are bent apart, each its own way. */
function bends() {
  const pairs = new Map();
  for (const edge of edges) {
    const key = Math.min(edge.from, edge.to) * nodes.length + Math.max(edge.from, edge.to);
    if (pairs.has(key)) pairs.get(key).push(edge); else pairs.set(key, [edge]);
    edge.bend = 0;
  }
  for (const group of pairs.values()) {
    if (group.length > 1) group.forEach((edge, number) => {
      edge.bend = (number - (group.length - 1) / 2) * 0.22 * (edge.from < edge.to ? 1 : -1);
    });
  }
}
bends();

const pointer = { node: null, edge: null };

/** What stands in the light: a path, the selection or what the pointer is over, with its neighbours. */
function lit() {
  const hovered = pointer.node !== null || pointer.edge !== null;
  if (!hovered && seen.trail) return litTrail(seen.trail);
  if (!hovered && state.steps) return null; // all that is left is its surroundings
  const edge = hovered ? pointer.edge : state.edge;
  if (edge !== null) return { nodes: new Set([edgeOf(edge).from, edgeOf(edge).to]), edges: new Set([edge]) };
  const node = hovered ? pointer.node : state.node;
  if (node === null) return null;
  const near = seen.ends.get(node) ?? [];
  return {
    nodes: new Set([node, ...near.flatMap(({ from, to }) => [from, to])]),
    edges: new Set(near.map(({ id }) => id)),
  };
}

function litTrail({ nodes: path, links }) {
  const ends = new Set(path.map(stands));
  const onPath = links.flat().map((id) => [stands(edges[id].from), stands(edges[id].to)].sort().join(' '));
  return { nodes: ends, edges: new Set([...seen.edges.keys()].filter((id) =>
    onPath.includes([edgeOf(id).from, edgeOf(id).to].sort().join(' ')))) };
}

/** Lay a veil over the drawing, and draw again what stands in the light: far quicker than to tell the engine of all. */
function paintLight(ctx) {
  const light = lit();
  if (!light) return;
  const [from, to] = [{ x: 0, y: 0 }, { x: stage.clientWidth, y: stage.clientHeight }].map((point) => engine.toPlan(point));
  ctx.fillStyle = faded(paint('--paper'), VEIL);
  ctx.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
  for (const id of light.edges) if (seen.edges.has(id)) paintEdge(ctx, edgeOf(id), seen.edges.get(id));
  for (const id of light.nodes) if (seen.nodes.has(id)) paintShape(ctx, nodeOf(id), engine.spot(id), nodeOf(id).size * growth);
}

const nodeItem = (id) => ({ id, hidden: false, ...nodeLook(nodeOf(id)) });
const edgeItem = ([id, group]) => ({ id, hidden: false, ...edgeLook(edgeOf(id), group) });

// What never changes of a node or an edge, told when it is first drawn: most of a large network never is.
const nodeFrame = ({ id }) => ({ ...spots[id], size: nodeOf(id).size * growth, shape: shapeOf(nodeOf(id)) });
const edgeFrame = ({ id }) => {
  const { from, to, bend = 0, relation } = edgeOf(id);
  return { from, to, bend, arrow: relation !== null && !relations[relation].symmetric };
};

const told = { nodes: new Map(), edges: new Map() };

const same = (one, other) => Object.keys(one).every((name) => String(one[name]) === String(other[name]));

/** What the engine does not know yet: engines are slow to take in what they know. */
function news(kind, ids, itemOf, frameOf) {
  const fresh = [];
  const known = told[kind];
  const now = new Set();
  for (const each of ids) {
    const item = itemOf(each);
    const before = known.get(item.id);
    now.add(item.id);
    if (before && same(item, before)) continue;
    fresh.push(before ? item : { ...item, ...frameOf(item) });
    known.set(item.id, item);
  }
  for (const [id, { hidden }] of known) {
    if (now.has(id) || hidden) continue;
    fresh.push({ id, hidden: true });
    known.set(id, { id, hidden: true });
  }
  return fresh;
}

const allNews = () => [news('nodes', seen.nodes, nodeItem, nodeFrame), news('edges', seen.edges, edgeItem, edgeFrame)];

function redraw() {
  engine.update(...allNews());
  engine.redraw(); // names and crosses may change where no shape does
  byId('empty').hidden = seen.nodes.size > 0;
}

/** Bring all that is visible into sight. */
function frame(ids = [...seen.nodes]) {
  if (!ids.length) return;
  const aside = NARROW.matches ? 0 : BUTTONS; // a phone is too narrow to keep clear of them
  engine.fit(ids, 1.6);
  zoom(MARGIN * (1 - aside / Math.max(stage.clientWidth, 2 * BUTTONS)));
  pan(aside / 2, 0);
}

function zoom(times) {
  engine.aim(engine.toPlan({ x: stage.clientWidth / 2, y: stage.clientHeight / 2 }), engine.scale() * times);
}

function pan(x, y) {
  engine.aim(engine.toPlan({ x: stage.clientWidth / 2 + x, y: stage.clientHeight / 2 + y }));
}

function clicked({ node, edge, point }) {
  const target = node ?? labelAt(point);
  if (target !== undefined) {
    select.node(target);
    if (NARROW.matches) pan(0, engine.toScreen(engine.spot(target)).y - stage.clientHeight / 4); // clear of the panel
  } else if (edge !== undefined) select.edge(edge);
  else if (state.node !== null || state.edge !== null || state.path) select.nothing();
}

function doubled({ node, point }) {
  const target = nodeOf(node ?? labelAt(point));
  if (!target) return;
  if (target.members) expand([target]); else select.node(target.id, 1);
  frame();
}

function hover(over) {
  if (seen.edges.size > LIGHT) return;
  Object.assign(pointer, over);
  engine.redraw();
}

/** What stands for an engine where the browser cannot draw: all the rest of the page works without. */
const BLANK = {
  update() {}, redraw() {}, fit() {}, aim() {}, on() {}, layers: () => [], scale: () => 1, spot: (id) => spots[id],
  along: (id) => spots[edgeOf(id).from], toScreen: (point) => point, toPlan: (point) => point,
};

function tellUnable(lacking) {
  byId('unable').textContent = `This browser has no ${lacking}, or it is switched off, so the network cannot be drawn. `
    + 'Search, filters and the tables below work all the same. For a drawing, write the page with the other engine: '
    + 'graphkit view --engine pyvis.';
  byId('unable').hidden = false;
  for (const id of ['png', 'svg', 'closer', 'farther', 'whole']) byId(id).disabled = true;
}

function open() {
  settle();
  const lacking = createEngine.lacks();
  if (lacking) tellUnable(lacking);
  engine = lacking ? BLANK : createEngine(stage, ...allNews());
  engine.on('hover', hover);
  engine.on('click', clicked);
  engine.on('double', doubled);
  engine.on('under', paintTints);
  engine.on('over', (ctx) => { paintLight(ctx); paintNames(ctx); });
  engine.on('move', () => { moving = true; });
  engine.on('still', () => { moving = false; engine.redraw(); });
}
