// Communities: a tint behind those who belong together, or one shape that stands for all of them.
const SMALLEST = 3; // members of what is worth a tint
const groups = []; // their ids follow those of the nodes

function gather() {
  const members = new Map();
  for (const node of nodes) {
    if (members.has(node.community)) members.get(node.community).push(node);
    else members.set(node.community, [node]);
  }
  for (const [, group] of [...members].sort(([one], [other]) => one - other)) {
    if (group.length < SMALLEST) continue;
    const [first] = group; // nodes come by importance
    const made = { id: nodes.length + groups.length, number: groups.length, members: group,
      type: 'Community', iri: first.iri, label: `${first.label} +${group.length - 1}`,
      rank: group.reduce((sum, { rank }) => sum + rank, 0) };
    groups.push(made);
    for (const node of group) node.group = made;
  }
}
gather();

const nodeOf = (id) => nodes[id] ?? groups[id - nodes.length];
const tint = (group) => shade(theme.communities[group.number % theme.communities.length]);

// What several edges become where a community stands for one of their ends. Ids follow those of the edges.
const bundles = [];
const bundleOf = new Map();

function bundle(one, other) {
  const [from, to] = one < other ? [one, other] : [other, one];
  const key = `${from} ${to}`;
  if (!bundleOf.has(key)) {
    bundleOf.set(key, { id: edges.length + bundles.length, from, to, relation: null });
    bundles.push(bundleOf.get(key));
  }
  return bundleOf.get(key);
}

const edgeOf = (id) => edges[id] ?? bundles[id - edges.length];
const edgeName = (edge, group) => (edge.relation === null ? counted(group.length, 'claim') : relations[edge.relation].label);

/** Paint a tint behind each community in sight; one stroke, so that it never doubles where it overlaps. */
function paintTints(ctx) {
  if (!state.tinted) return;
  ctx.lineCap = ctx.lineJoin = 'round';
  for (const group of groups) {
    const inside = group.members.filter(({ id }) => seen.nodes.has(id)).map(({ id }) => id);
    if (inside.length < SMALLEST) continue;
    ctx.beginPath();
    if (seen.nodes.size > MANY) traceSpots(ctx, inside); else traceLinks(ctx, inside, group);
    ctx.strokeStyle = tint(group);
    ctx.lineWidth = 60 * growth;
    ctx.stroke();
  }
}

function traceLinks(ctx, ids, group) {
  for (const id of ids) {
    const { x, y } = engine.spot(id);
    ctx.moveTo(x, y);
    ctx.lineTo(x, y);
    for (const edge of seen.ends.get(id) ?? []) {
      if (edge.from !== id || nodeOf(edge.to).group !== group) continue;
      const to = engine.spot(edge.to);
      ctx.moveTo(x, y);
      ctx.lineTo(to.x, to.y);
    }
  }
}

/** Of a large network, whose communities stand close together anyway, a dab for each patch is enough. */
function traceSpots(ctx, ids) {
  const dabbed = new Set();
  for (const id of ids) {
    const { x, y } = engine.spot(id);
    const patch = Math.round(x / (15 * growth)) * 1e6 + Math.round(y / (15 * growth));
    if (dabbed.has(patch)) continue;
    dabbed.add(patch);
    ctx.moveTo(x, y);
    ctx.lineTo(x, y);
  }
}

const collapse = (list) => change({ ...NOTHING, bundled: new Set([...state.bundled, ...list.map(({ id }) => id)]) });

function expand(list) {
  const inside = new Set(list.map(({ id }) => id));
  change({ ...NOTHING, bundled: new Set([...state.bundled].filter((id) => !inside.has(id))) });
}
