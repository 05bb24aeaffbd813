// Search, legend with filters, and what leaves the page: a picture and a table.
const search = byId('search');
const list = byId('suggestions');
let found = [];
let marked = -1;

const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
for (const node of nodes) node.plain = plain(node.label);

function suggest() {
  const wanted = plain(search.value.trim());
  const starts = nodes.filter((node) => node.plain.startsWith(wanted));
  const within = nodes.filter((node) => !node.plain.startsWith(wanted) && node.plain.includes(wanted));
  found = wanted ? [...starts, ...within].slice(0, 8) : [];
  marked = found.length ? 0 : -1;
  list.replaceChildren(...found.map((node, number) => {
    const item = make('li', { id: `suggestion-${number}`, role: 'option' },
      make('span', {}, node.label), make('span', {}, node.type));
    item.addEventListener('mousedown', (event) => { event.preventDefault(); choose(number); });
    return item;
  }));
  mark();
}

function mark() {
  list.hidden = !found.length;
  search.setAttribute('aria-expanded', String(found.length > 0));
  [...list.children].forEach((item, number) => item.setAttribute('aria-selected', String(number === marked)));
  if (marked >= 0) search.setAttribute('aria-activedescendant', `suggestion-${marked}`);
  else search.removeAttribute('aria-activedescendant');
}

function choose(number) {
  const node = found[number];
  if (!node) return;
  search.value = node.label;
  found = [];
  mark();
  // what was asked for by name is shown, whatever was hidden before
  if (!seen.nodes.has(node.id)) select.everything();
  select.node(node.id);
  reveal();
}

search.addEventListener('input', suggest);
search.addEventListener('blur', () => { found = []; mark(); });
search.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) marked = (marked + step + found.length) % found.length;
  else if (event.key === 'Enter') { choose(marked); return; }
  else if (event.key === 'Escape') found = [];
  else return;
  event.preventDefault();
  mark();
});

/** A small drawing of what a name in the legend looks like in the network. */
function sample(name, value) {
  const picture = make('canvas', { width: 52, height: 32, 'aria-hidden': 'true' });
  const ctx = picture.getContext('2d');
  ctx.scale(2, 2);
  if (name === 'type') {
    const { shape, colour, hollow } = theme.types[value];
    ctx.fillStyle = ctx.strokeStyle = shade(colour);
    ctx.lineWidth = 2;
    shapePath(ctx, shape);
    if (hollow) ctx.stroke(); else ctx.fill();
    return picture;
  }
  const colour = { family: hue(value), polarity: value === 'negated' ? shade(theme.negated) : paint('--soft') };
  ctx.strokeStyle = colour[name] ?? paint('--soft');
  ctx.globalAlpha = value === 'quoted' ? QUOTED : 1;
  ctx.lineWidth = 2.5;
  ctx.setLineDash((DASHES[value] ?? []).map((part) => part * 0.7));
  ctx.beginPath();
  ctx.moveTo(1, 8); ctx.lineTo(25, 8);
  ctx.stroke();
  if (value === 'negated') cross(ctx, { x: 13, y: 8 }, shade(theme.negated), 1);
  return picture;
}

const CORNERS = { hexagon: [6, 0], square: [4, 0.25], triangle: [3, -0.25], triangleDown: [3, 0.25], diamond: [4, 0], star: [5, -0.25] };

function shapePath(ctx, shape) {
  ctx.beginPath();
  if (shape === 'dot') { ctx.arc(13, 8, 6, 0, 7); return; }
  const [corners, turn] = CORNERS[shape];
  const points = shape === 'star' ? corners * 2 : corners;
  for (let n = 0; n < points; n += 1) {
    const angle = (n / points + turn / (shape === 'square' ? 2 : 1)) * 2 * Math.PI;
    const r = shape === 'star' && n % 2 ? 3 : 7;
    ctx.lineTo(13 + r * Math.cos(angle), 8 + r * Math.sin(angle));
  }
  ctx.closePath();
}

function toggle(name, value, number) {
  const key = `${name}:${value}`;
  const box = make('input', { type: 'checkbox', 'data-filter': key });
  box.checked = !state.off.has(key);
  box.addEventListener('change', () => {
    const off = new Set(state.off);
    if (box.checked) off.delete(key); else off.add(key);
    change({ off });
    document.querySelector(`[data-filter="${CSS.escape(key)}"]`)?.focus();
  });
  return make('label', { class: box.checked ? '' : 'off' },
    box, sample(name, value), make('span', {}, value || 'other'), make('small', {}, String(number)));
}

function fillFilters() {
  byId('filters').replaceChildren(...Object.entries(FILTERS).map(([name, filter]) => {
    const counts = new Map();
    for (const claim of claims) {
      for (const value of new Set(filter.of(claim))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const rows = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
    return make('fieldset', {}, make('legend', {}, filter.title), ...rows.map((row) => toggle(name, ...row)));
  }));
}

function save(name, address) {
  make('a', { href: address, download: name }).click();
}

function savePicture() {
  const layers = engine.layers();
  const sheet = make('canvas', { width: layers[0].width, height: layers[0].height });
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = paint('--paper');
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  for (const layer of layers) ctx.drawImage(layer, 0, 0);
  save('network.png', sheet.toDataURL('image/png'));
}

function saveSheet() {
  const header = ['subject', 'relation', 'object', 'polarity', 'modality', 'time', 'place', 'attributed_to',
    'confidence', 'sentence', 'title', 'source', 'date', 'url', 'claim'];
  const rows = seen.claims.map((claim) => {
    const { title, source: publisher, date, link } = documents[claim.document];
    return [nodes[claim.subject].label, claim.relation, nodes[claim.object].label, claim.polarity, claim.modality,
      claim.time, claim.place, claim.says, claim.confidence, claim.sentence, title, publisher, date, link, claim.id];
  });
  const text = [header, ...rows]
    .map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',')).join('\n');
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/csv;charset=utf-8' }));
  save('claims.csv', address);
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
