// Ties the parts together.
watchers.push(redraw, fillPanel, fillFilters, fillTable, fillCounts);

byId('legend').open = matchMedia('(min-width: 901px)').matches;
byId('reset').addEventListener('click', () => { select.everything(); frame(); });
byId('picture').addEventListener('click', savePicture);
byId('sheet').addEventListener('click', saveSheet);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && event.target !== search) select.nothing();
});
window.addEventListener('popstate', () => { recall(); frame(); });
night.addEventListener('change', () => { redraw(); fillFilters(); });

recall();
frame([...nodes.keys()]);
enlarge();
if (location.hash) frame();
window.graphkit = { engine, select };
