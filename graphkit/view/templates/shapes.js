// Shapes and lines as the legend, the light on what is chosen and the SVG picture draw them: like the engine's.
const CORNERS = { hexagon: [6, 0], square: [4, 0.125], triangle: [3, -0.25], triangleDown: [3, 0.25], diamond: [4, 0], star: [5, -0.25] };
const WIDER = { square: Math.SQRT2, triangle: 1.15, triangleDown: 1.15 };

function shapePath(ctx, shape, { x, y }, radius) {
  ctx.beginPath();
  if (shape === 'dot') { ctx.arc(x, y, radius, 0, 2 * Math.PI); return; }
  const [corners, turn] = CORNERS[shape];
  const points = shape === 'star' ? corners * 2 : corners;
  for (let n = 0; n < points; n += 1) {
    const angle = (n / points + turn) * 2 * Math.PI;
    const r = radius * (shape === 'star' && n % 2 ? 0.5 : WIDER[shape] ?? 1);
    const corner = [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    if (n) ctx.lineTo(...corner); else ctx.moveTo(...corner);
  }
  ctx.closePath();
}

function paintShape(ctx, node, at, radius) {
  const { colour, border, thickness } = nodeLook(node);
  ctx.fillStyle = colour;
  ctx.strokeStyle = border;
  ctx.lineWidth = thickness / engine.scale(); // rims keep their width on the screen
  shapePath(ctx, shapeOf(node), at, radius);
  ctx.fill();
  ctx.stroke();
}

/** An edge as the engine bends it: a curve through its middle, from rim to rim of its nodes. */
function paintEdge(ctx, edge, group) {
  const { colour, width, dashes } = edgeLook(edge, group);
  const [from, middle, to] = [0, 0.5, 1].map((part) => engine.along(edge.id, part));
  const via = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dashes || []);
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.quadraticCurveTo(via.x, via.y, to.x, to.y);
  ctx.stroke();
  ctx.setLineDash([]);
  if (edge.relation !== null && !relations[edge.relation].symmetric) paintArrow(ctx, via, engine.spot(edge.to), nodeOf(edge.to).size * growth, width);
}

function paintArrow(ctx, from, to, radius, width) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const length = 6 + 2.5 * width;
  const corner = (back, turn) => [to.x - back * Math.cos(angle + turn), to.y - back * Math.sin(angle + turn)];
  ctx.beginPath();
  ctx.moveTo(...corner(radius, 0));
  ctx.lineTo(...corner(radius + length, 0.35 * (length / (radius + length))));
  ctx.lineTo(...corner(radius + length, -0.35 * (length / (radius + length))));
  ctx.closePath();
  ctx.fill();
}

function cross(ctx, { x, y }, colour, scale) {
  const arm = 4 / scale;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2 / scale;
  ctx.beginPath();
  ctx.moveTo(x - arm, y - arm); ctx.lineTo(x + arm, y + arm);
  ctx.moveTo(x + arm, y - arm); ctx.lineTo(x - arm, y + arm);
  ctx.stroke();
}

/** A small drawing of what a name in the legend looks like in the network. */
function sample(name, value) {
  const picture = make('canvas', { width: 52, height: 32, 'aria-hidden': 'true' });
  const ctx = picture.getContext('2d');
  ctx.scale(2, 2);
  if (name === 'type') sampleShape(ctx, theme.types[value]); else sampleLine(ctx, name, value);
  return picture;
}

function sampleShape(ctx, { shape, colour, hollow }) {
  ctx.fillStyle = ctx.strokeStyle = shade(colour);
  ctx.lineWidth = 2;
  shapePath(ctx, shape, { x: 13, y: 8 }, hollow ? 4.5 : 5.5);
  if (hollow) ctx.stroke(); else ctx.fill();
}

function sampleLine(ctx, name, value) {
  ctx.strokeStyle = name === 'family' ? hue(value) : value === 'negated' ? shade(theme.negated) : paint('--soft');
  ctx.globalAlpha = value === 'quoted' ? QUOTED : 1;
  ctx.lineWidth = 2.5;
  ctx.setLineDash((DASHES[value] ?? []).map((part) => part * 0.7));
  ctx.beginPath();
  ctx.moveTo(1, 8); ctx.lineTo(25, 8);
  ctx.stroke();
  ctx.setLineDash([]);
  if (value === 'negated') cross(ctx, { x: 13, y: 8 }, shade(theme.negated), 1);
}
