// How claims look: colour by family, dashes for what has not happened, crossed for what is denied.
const night = matchMedia('(prefers-color-scheme: dark)');
const shade = (pair) => pair[night.matches ? 1 : 0];
const painted = new Map();
night.addEventListener('change', () => painted.clear());
/** A colour of the style sheet; asking for each of thousands of names would be slow. */
function paint(name) {
  if (!painted.has(name)) painted.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return painted.get(name);
}
const hue = (name) => shade(theme.families[name] ?? theme.other);
const DASHES = { planned: [9, 5], possible: [2, 5], requested: [9, 4, 2, 4] };
const VEIL = 0.78; // of paper, over what does not stand in the light
const QUOTED = 0.5;
const CROWD = 300; // edges; more are drawn lighter, so that the nodes stay visible
const FAINTEST = 0.15;
const crowding = (many) => (many <= CROWD ? 1 : Math.max(0.7 * (CROWD / many) ** 0.3, FAINTEST));
// Of what is drawn, in a network so large that it is seen from afar; set once, when the page opens.
let growth = 1;
let thickness = 1; // of lines

/** `colour` as #rrggbb made lighter by `opacity`. */
function faded(colour, opacity) {
  return colour + Math.round(opacity * 255).toString(16).padStart(2, '0');
}

/** What all these claims have in common, as an edge can show it; kept with them, for it is asked at each frame. */
function manner(group) {
  group.manner ??= common(group);
  return group.manner;
}

function common(group) {
  const denied = group.filter((claim) => claim.polarity === 'negated').length;
  const real = group.some((claim) => claim.modality === 'actual');
  return {
    negated: denied === group.length,
    disputed: denied > 0 && denied < group.length,
    dashes: real ? false : DASHES[group[0].modality],
    quoted: group.every((claim) => claim.says),
  };
}

/** Words on an edge: its relation, how often, and whether it is denied. */
function wording(edge, group) {
  const { negated, disputed } = manner(group);
  const denied = group.filter((claim) => claim.polarity === 'negated').length;
  return (negated ? '✗ ' : '') + edgeName(edge, group) + (edge.relation !== null && group.length > 1 ? ` ×${group.length}` : '')
    + (disputed ? `, denied ×${denied}` : '');
}

const edgeColour = (edge, negated) =>
  (negated ? shade(theme.negated) : edge.relation === null ? shade(theme.bundle) : hue(relations[edge.relation].family));

function edgeLook(edge, group) {
  const { negated, dashes, quoted } = manner(group);
  const chosen = state.edge === edge.id;
  const crowd = crowding(seen.edges.size);
  return {
    colour: faded(edgeColour(edge, negated), chosen ? 1 : quoted ? QUOTED * crowd : crowd),
    width: (1.5 + Math.log2(group.length) * 0.8 + (chosen ? 2 : 0)) * thickness,
    dashes: dashes && dashes.map((length) => length * 0.6 * thickness),
  };
}

function nodeLook(node) {
  const { colour: pair, hollow } = theme.types[node.type] ?? theme.community;
  const colour = shade(pair);
  const rim = hollow ? colour : paint('--paper');
  const chosen = state.node === node.id || Boolean(state.path?.includes(node.id));
  return {
    colour: node.members ? tint(node) : hollow ? paint('--paper') : colour,
    border: chosen ? paint('--ink') : rim,
    thickness: (chosen || hollow ? 3 : 1.5) / Math.sqrt(growth), // from afar, a rim must leave room for its colour
  };
}

const shapeOf = (node) => (theme.types[node.type] ?? theme.community).shape;
