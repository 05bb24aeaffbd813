// Ties the parts together.
const HANDS = {
  undo, reset: () => { select.everything(); frame(); }, png: savePicture, csv: saveSheet,
  svg: () => save('network.svg', svgPicture(), 'image/svg+xml'),
  closer: () => zoom(1.3), farther: () => zoom(1 / 1.3), whole: () => frame(),
};
for (const [id, act] of Object.entries(HANDS)) byId(id).addEventListener('click', act);
picker(byId('search'), byId('suggestions'), find);

const KEYS = {
  '+': HANDS.closer, '=': HANDS.closer, '-': HANDS.farther, 0: HANDS.whole,
  ArrowLeft: () => pan(-60, 0), ArrowRight: () => pan(60, 0), ArrowUp: () => pan(0, -60), ArrowDown: () => pan(0, 60),
};
stage.addEventListener('keydown', (event) => {
  if (!KEYS[event.key] || event.ctrlKey || event.metaKey) return;
  KEYS[event.key]();
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  const typing = event.target.matches?.('input[type="text"]');
  if (event.key === 'Escape') select.nothing();
  else if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !typing) { undo(); event.preventDefault(); }
});
window.addEventListener('popstate', () => { recall(); show(); frame(); });
night.addEventListener('change', () => { redraw(); fillFilters(); });
byId('legend').open = matchMedia('(min-width: 901px)').matches;

// what stands around the drawing comes first: it takes the rest of the room
const edging = [fillCounts, fillNotice, tellPeriod];
const others = [fillPanel, tellFilters, fillTables, () => { byId('undo').disabled = !past.length; }];

/** Draw; what is read rather than seen follows when the drawing is on the screen. */
function begin() {
  recall();
  look();
  fillPeriod();
  for (const watcher of edging) watcher();
  open();
  frame();
  byId('empty').hidden = seen.nodes.size > 0;
  requestAnimationFrame(() => setTimeout(finish));
}

function finish() {
  performance.mark('drawn'); // for those who measure: the first picture is on the screen
  window.graphkit = { engine, select, seen, nodes, edges };
  fillFilters();
  for (const watcher of others) watcher();
  watchers.push(...edging, redraw, ...others);
  document.body.dataset.ready = '';
}
begin();
