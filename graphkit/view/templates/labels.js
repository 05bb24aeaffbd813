// Names of nodes and relations, as on a map: always legible, the important ones first, and none on
// top of another. Drawn over the engine's own drawing, in the coordinates of the plan.
const LETTERS = '"Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif';
const ROW = 20; // letters
const TRIED = 1000; // nodes in sight that may get a name, the most important; there is room for fewer
const MANY = 400; // nodes; beyond, names wait until the picture stands still
// of so many nodes, the most important, the names may cover the shapes of lesser ones
const LEADING = Math.min(Math.max(Math.round(nodes.length / 6), 4), 12);
const FEW = 150; // edges; beyond, relations are named only where one looks closely
const CLOSE = 0.5; // from which scale on that is
const LABELLED = 250; // edges, the most often claimed first
let placed = [];
let moving = false;

/** A node's name on up to three lines. */
const linesOf = (node) => { node.lines ??= broken(node.label); return node.lines; };

function broken(name) {
  const found = [''];
  for (const word of name.split(/\s+/)) {
    const last = found.length - 1;
    const longer = found[last] ? `${found[last]} ${word}` : word;
    if (longer.length <= ROW || !found[last]) found[last] = longer;
    else found.push(word);
  }
  const cut = found.slice(0, 3).map((line) => (line.length > ROW + 6 ? `${line.slice(0, ROW + 5)}…` : line));
  if (found.length > 3) cut[2] += '…';
  return cut;
}

/** Which places on the canvas are taken, kept in cells so that asking is quick. */
class Room {
  constructor(cell) {
    this.cell = cell;
    this.cells = new Map();
    this.names = [];
  }

  around({ x, y, w, h }) {
    const keys = [];
    for (let column = Math.floor(x / this.cell); column <= (x + w) / this.cell; column += 1) {
      for (let line = Math.floor(y / this.cell); line <= (y + h) / this.cell; line += 1) keys.push(column * 1e6 + line);
    }
    return keys;
  }

  take(box) {
    for (const key of this.around(box)) {
      if (this.cells.has(key)) this.cells.get(key).push(box); else this.cells.set(key, [box]);
    }
  }

  /** Whether nothing but its own node or edge is in the way of a box; `over` the shapes of others, too. */
  free(box, over = false) {
    const inTheWay = (other) => box.x + box.w > other.x && other.x + other.w > box.x
      && box.y + box.h > other.y && other.y + other.h > box.y
      && !(other.of && (other.of === box.of || (over && other.of.id >= LEADING)));
    return !this.around(box).some((key) => this.cells.get(key)?.some(inTheWay));
  }
}

/** Below, above, beside or askew of a node: wherever its name fits first. */
function places(node, { x, y }, w, h, gap) {
  const r = node.size * growth + gap;
  return [
    { x: x - w / 2, y: y + r }, { x: x - w / 2, y: y - r - h },
    { x: x + r, y: y - h / 2 }, { x: x - r - w, y: y - h / 2 },
    { x: x - r / 2, y: y + r }, { x: x + r / 2 - w, y: y + r },
    { x: x - r / 2, y: y - r - h }, { x: x + r / 2 - w, y: y - r - h },
  ].map((corner) => ({ ...corner, w, h, of: node }));
}

/** Whether a box lies inside what is in sight: a name that is cut off says little. */
let within = () => true;

function nodeLabel(ctx, node, at, scale, room, must) {
  const leading = node.id < LEADING || (node.members && node.number < LEADING);
  const size = (must ? 13.5 : leading ? 13 : 11.5) / scale;
  ctx.font = `${must || leading ? 600 : 400} ${size}px ${LETTERS}`;
  const rows = linesOf(node);
  const w = Math.max(...rows.map((line) => ctx.measureText(line).width)) + 4 / scale;
  const h = rows.length * size * 1.15;
  const options = places(node, at, w, h, 5 / scale);
  const box = options.find((option) => within(option) && room.free(option))
    ?? (leading || must ? aside(node, at, w, h, scale, room) : null)
    ?? (must ? options.find(within) ?? options[0] : null);
  if (!box) return;
  room.take({ ...box, of: undefined });
  room.names.push(box);
  ctx.lineWidth = 3 / scale;
  ctx.strokeStyle = paint('--paper');
  ctx.fillStyle = paint('--ink');
  rows.forEach((line, row) => {
    const spot = [line, box.x + box.w / 2, box.y + size * (row * 1.15 + 0.58)];
    ctx.strokeText(...spot);
    ctx.fillText(...spot);
  });
}

/** Where a name goes that should be read, however crowded it is: farther and farther from its node. */
function aside(node, at, w, h, scale, room) {
  return [5, 16, 28, 40].flatMap((gap) => places(node, at, w, h, gap / scale))
    .find((option) => within(option) && room.free(option, true));
}

/** A relation's name on its edge, where there is room; struck out where it is denied. */
function edgeLabel(ctx, edge, group, scale, room, strong) {
  const size = (strong ? 12 : 10.5) / scale;
  if (edge.relation === null && group.length === 1 && !strong) return; // of a bundle, a number that says something
  const text = wording(edge, group);
  ctx.font = `${size}px ${LETTERS}`;
  const w = ctx.measureText(text).width + 8 / scale;
  const h = size * 1.4;
  const box = [0.5, 0.42, 0.58, 0.34, 0.66].map((part) => engine.along(edge.id, part))
    .map(({ x, y }) => ({ x: x - w / 2, y: y - h / 2, w, h, of: edge }))
    .find((option) => within(option) && room.free(option));
  if (!box) return;
  room.take({ ...box, of: undefined });
  const { negated, quoted } = manner(group);
  const colour = edgeColour(edge, negated);
  ctx.fillStyle = paint('--paper');
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, w, h, h / 2);
  ctx.fill();
  ctx.fillStyle = quoted ? paint('--soft') : colour;
  ctx.fillText(text, box.x + w / 2, box.y + h / 2);
  if (negated) strike(ctx, box, colour, scale);
}

/** A denied edge is crossed in its middle, whether or not there is room for its name. */
function crossOut(ctx, edge, scale, room) {
  const at = engine.along(edge.id, 0.5);
  const arm = 5 / scale;
  room.take({ x: at.x - arm, y: at.y - arm, w: 2 * arm, h: 2 * arm, of: edge });
  cross(ctx, at, shade(theme.negated), scale);
}

function strike(ctx, box, colour, scale) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1 / scale;
  ctx.beginPath();
  ctx.moveTo(box.x + 15 / scale, box.y + box.h / 2);
  ctx.lineTo(box.x + box.w - 4 / scale, box.y + box.h / 2);
  ctx.stroke();
}

/** Tell of a point whether it is in sight; and make `within` tell it of a whole box, clear of the buttons. */
function inSight() {
  const from = engine.toPlan({ x: 0, y: 0 });
  const to = engine.toPlan({ x: stage.clientWidth, y: stage.clientHeight });
  const buttons = engine.toPlan({ x: stage.clientWidth - BUTTONS, y: stage.clientHeight - 2.5 * BUTTONS });
  within = ({ x, y, w, h }) => x > from.x && x + w < to.x && y > from.y && y + h < to.y
    && (x + w < buttons.x || y + h < buttons.y);
  return ({ x, y }) => x > from.x && x < to.x && y > from.y && y < to.y;
}

function paintNames(ctx) {
  placed = [];
  if (moving && seen.nodes.size > MANY) return;
  const scale = engine.scale();
  const light = lit();
  const visible = inSight();
  const at = new Map([...seen.nodes].map((id) => [id, engine.spot(id)]));
  const bright = (kind) => ({ id }) => !light || light[kind].has(id);
  const shown = [...seen.nodes].sort((one, other) => importance(one) - importance(other)).map(nodeOf)
    .filter((node) => visible(at.get(node.id)) && bright('nodes')(node));
  const room = new Room(90 / scale);
  for (const node of shown) {
    const { x, y } = at.get(node.id);
    const r = node.size * growth;
    room.take({ x: x - r, y: y - r, w: 2 * r, h: 2 * r, of: node });
  }
  const near = light || seen.edges.size <= FEW || scale > CLOSE;
  const lines_ = [...(near ? seen.edges : [])].map(([id, group]) => ({ id, group, edge: edgeOf(id) }))
    .filter(bright('edges'))
    .sort((one, other) => other.group.length - one.group.length || one.id - other.id)
    .slice(0, LABELLED);
  for (const [id, group] of seen.edges) {
    if (manner(group).negated && bright('edges')({ id })) crossOut(ctx, edgeOf(id), near ? scale : scale * 1.8, room);
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const tried = shown.filter(({ id }, n) => n < TRIED || mustBeNamed(id));
  for (const node of tried) nodeLabel(ctx, node, at.get(node.id), scale, room, mustBeNamed(node.id));
  for (const { edge, group } of lines_) edgeLabel(ctx, edge, group, scale, room, !!light);
  placed = room.names;
}

/** Nodes come by importance; a community stands before them all. */
const importance = (id) => (id < nodes.length ? id : id - nodes.length - groups.length);
const mustBeNamed = (id) => id === state.node || id === pointer.node || Boolean(state.path?.includes(id));

/** The node whose name is drawn at this point, if any. */
function labelAt({ x, y }) {
  return placed.find((box) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h)?.of.id;
}
