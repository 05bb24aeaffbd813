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
const FAINT = 0.13;
const QUOTED = 0.5;
const CROWD = edges.length > 300 ? 0.7 : 1; // many lines are drawn lighter
let growth = 1; // of what is drawn, in a large network that is seen from afar

/** `colour` as #rrggbb made lighter by `opacity`. */
function faded(colour, opacity) {
  return colour + Math.round(opacity * 255).toString(16).padStart(2, '0');
}

/** What all these claims have in common, as an edge can show it. */
function manner(group) {
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
  return (negated ? '✗ ' : '') + relations[edge.relation].label
    + (group.length > 1 ? ` ×${group.length}` : '') + (disputed ? `, denied ×${denied}` : '');
}

function edgeLook(edge, group, dimmed) {
  const { negated, dashes, quoted } = manner(group);
  const colour = negated ? shade(theme.negated) : hue(relations[edge.relation].family);
  const chosen = state.edge === edge.id;
  return {
    colour: faded(colour, dimmed ? FAINT : chosen ? 1 : quoted ? QUOTED * CROWD : CROWD),
    width: (1.8 + Math.log2(group.length) + (chosen ? 2 : 0)) * Math.sqrt(growth),
    dashes,
  };
}

function nodeLook(node, dimmed) {
  const { colour: pair, hollow } = theme.types[node.type];
  const colour = dimmed ? faded(shade(pair), FAINT) : shade(pair);
  const rim = hollow ? colour : paint('--paper');
  const chosen = state.node === node.id;
  return {
    colour: hollow ? paint('--paper') : colour,
    border: chosen ? paint('--ink') : dimmed ? colour : rim,
    thickness: chosen || hollow ? 3 : 1.5,
  };
}
