// The legend, which also filters: made once, and then told what is on and what is off.
const AT_ONCE = 10; // names in one group; the others unfold
const least = byId('least');

function toggle(name, value, number) {
  const key = `${name}:${value}`;
  const box = make('input', { type: 'checkbox', 'data-filter': key, onchange: () => {
    const off = new Set(state.off);
    if (box.checked) off.delete(key); else off.add(key);
    change({ off });
  } });
  return make('label', {}, box, name === 'source' ? '' : sample(name, value),
    make('span', {}, value || (name === 'source' ? 'unnamed' : 'other')), make('small', {}, figure(number)));
}

/** Hide all of a group, or show it again. */
function allOrNone(name, values) {
  const keys = values.map((value) => `${name}:${value}`);
  return button('all', () => {
    const hidden = keys.some((key) => state.off.has(key));
    const off = new Set([...state.off].filter((key) => !keys.includes(key)));
    change({ off: hidden ? off : new Set([...off, ...keys]) });
  }, { class: 'plain', 'data-all': name, 'aria-label': `${FILTERS[name].title}: all or none` });
}

function filterGroup(name, filter) {
  const counts = new Map();
  const count = (value) => counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const claim of claims) {
    const [value, other = value] = filter.of(claim);
    count(value);
    if (other !== value) count(other);
  }
  const rows = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const toggles = rows.map((row) => toggle(name, ...row));
  const rest = toggles.splice(AT_ONCE);
  return make('fieldset', {},
    make('legend', {}, filter.title), allOrNone(name, rows.map(([value]) => value)), ...toggles,
    rest.length ? make('details', {}, make('summary', {}, `${rest.length} more`), ...rest) : '');
}

function communityRow(group) {
  const swatch = make('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.background = tint(group);
  return make('label', {}, make('input', { type: 'checkbox', 'data-community': group.id, onchange: ({ target }) => {
    if (target.checked) collapse([group]); else expand([group]);
  } }), swatch, make('span', {}, group.members[0].label), make('small', {}, String(group.members.length)));
}

function fillCommunities() {
  const rows = groups.map(communityRow);
  const rest = rows.splice(AT_ONCE);
  byId('communities').hidden = !groups.length;
  byId('collapsible').replaceChildren(...rows, ...(rest.length ? [make('details', {}, make('summary', {}, `${rest.length} more`), ...rest)] : []));
}

function fillFilters() {
  byId('filters').replaceChildren(...Object.entries(FILTERS).map((entry) => filterGroup(...entry)));
  fillCommunities();
  tellFilters();
}

function tellFilters() {
  for (const box of document.querySelectorAll('[data-filter]')) {
    box.checked = !state.off.has(box.dataset.filter);
    box.parentElement.classList.toggle('off', !box.checked);
  }
  for (const one of document.querySelectorAll('[data-all]')) {
    const some = [...state.off].some((key) => key.startsWith(`${one.dataset.all}:`));
    one.textContent = some ? 'all' : 'none';
  }
  for (const box of document.querySelectorAll('[data-community]')) box.checked = state.bundled.has(Number(box.dataset.community));
  byId('tinted').checked = state.tinted;
  least.value = String(Math.round(state.least * 100));
  least.setAttribute('aria-valuetext', share(state.least));
  byId('least-said').textContent = state.least ? `at least ${share(state.least)}` : 'any';
}

least.addEventListener('input', () => change({ least: Number(least.value) / 100 }, false));
least.addEventListener('change', () => change({ least: Number(least.value) / 100 }));
byId('tinted').addEventListener('change', ({ target }) => change({ tinted: target.checked }));
byId('collapse').addEventListener('click', () => { collapse(groups); frame(); });
byId('expand').addEventListener('click', () => { expand(groups); frame(); });
