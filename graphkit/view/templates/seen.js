// What follows from the state: which nodes, edges and claims are to be seen.
const seen = {
  nodes: new Set(), edges: new Map(), claims: [], // edges with those of their claims that pass
  entities: new Set(), // the nodes again, but the members of a community rather than itself
  ends: new Map(), // the edges at each node
  left: new Set(), // nodes that pass, but would be too many
  trail: null, // the shortest path, where one is asked for
};
const passing = new Map(); // of all edges, whatever else is hidden

/** The node that stands for this one: itself, or its community. */
function stands(id) {
  const { group } = nodes[id];
  return group && state.bundled.has(group.id) ? group.id : id;
}

/** The nodes within some steps of one, walking only along claims that pass. */
function around(start, steps) {
  const found = new Set([start]);
  let rim = [start];
  for (let step = 0; step < steps; step += 1) {
    const next = [];
    for (const id of rim) {
      for (const edge of nodes[id].edges) {
        const other = edge.from === id ? edge.to : edge.from;
        if (!found.has(other) && passing.has(edge.id)) { found.add(other); next.push(other); }
      }
    }
    rim = next;
  }
  return found;
}

/** The shortest path from one node to another, of several the one with the most claims; null without any. */
function route(start, end) {
  const best = new Map([[start, { claims: 0, before: null, by: null }]]);
  let rim = [start];
  while (rim.length && !best.has(end)) {
    const next = new Map();
    for (const id of rim) {
      for (const edge of nodes[id].edges) {
        const other = edge.from === id ? edge.to : edge.from;
        if (best.has(other) || !passing.has(edge.id)) continue;
        const sum = best.get(id).claims + passing.get(edge.id).length;
        if (sum > (next.get(other)?.claims ?? 0)) next.set(other, { claims: sum, before: id, by: edge.id });
      }
    }
    for (const [id, step] of next) best.set(id, step);
    rim = [...next.keys()];
  }
  return best.has(end) ? walkBack(best, end) : null;
}

/** The nodes of a path, and all edges between one and the next: each is evidence. */
function walkBack(best, end) {
  const path = [end];
  while (best.get(path[0]).before !== null) path.unshift(best.get(path[0]).before);
  const links = path.slice(1).map((id, n) => nodes[id].edges.filter((edge) =>
    passing.has(edge.id) && (edge.from === path[n] || edge.to === path[n])).map((edge) => edge.id));
  return { nodes: path, links };
}

/** Whether a node has a place in the picture: chosen, near what is chosen, or important enough. */
function scope() {
  const near = state.steps && state.node !== null && nodes[state.node] ? around(state.node, state.steps) : null;
  if (near) return { near, fits: (id) => near.has(id) };
  const chosen = new Set([state.node, ...(seen.trail?.nodes ?? [])]);
  if (edges[state.edge]) chosen.add(edges[state.edge].from).add(edges[state.edge].to);
  return { near, fits: (id) => id < state.budget || chosen.has(id) || stands(id) !== id };
}

function draw(edge, group) {
  const [from, to] = [stands(edge.from), stands(edge.to)];
  seen.nodes.add(from).add(to);
  seen.claims.push(...group);
  if (from === to && from !== edge.from) return; // inside a community
  const drawn = from === edge.from && to === edge.to ? edge : bundle(from, to);
  const known = seen.edges.get(drawn.id);
  if (known) { known.push(...group); return; }
  seen.edges.set(drawn.id, drawn === edge ? group : [...group]); // only bundles grow
  touch(from, drawn);
  if (to !== from) touch(to, drawn);
}

function touch(id, edge) {
  if (seen.ends.has(id)) seen.ends.get(id).push(edge); else seen.ends.set(id, [edge]);
}

function place(id, fits) {
  if (!fits) { seen.left.add(id); return; }
  seen.entities.add(id);
  seen.nodes.add(stands(id));
}

function look() {
  passing.clear();
  const everything = !state.off.size && !state.least && !state.since && !state.until;
  for (const edge of edges) {
    const group = everything ? edge.claims : edge.claims.filter(passes);
    if (group.length) passing.set(edge.id, group);
  }
  Object.assign(seen, {
    nodes: new Set(), edges: new Map(), claims: [], entities: new Set(), ends: new Map(), left: new Set(),
  });
  seen.trail = state.path ? route(...state.path) : null;
  const { near, fits } = scope();
  for (const [id, group] of passing) {
    const { from, to } = edges[id];
    const [one, other] = [fits(from), fits(to)];
    if (near && !(one && other)) continue;
    place(from, one);
    place(to, other);
    if (one && other) draw(edges[id], group);
  }
  seen.claims.sort((one, other) => one.number - other.number);
}
