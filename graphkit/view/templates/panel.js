// The side panel answers "says who?" for whatever is chosen: an actor, a line, a path, a community.
const panel = byId('panel');

/** A button that is pressed while `on`; its key lets the focus find it again when the panel is filled anew. */
function choice(text, on, onclick, key = text) {
  return button(text, onclick, { 'aria-pressed': String(on), 'data-key': key });
}

function steps(node) {
  const around_ = (n, text) => choice(text, state.steps === n, () => { select.node(node.id, n); frame(); });
  return make('div', { class: 'steps', role: 'group', 'aria-label': 'How far around' },
    'Show', around_(1, '1 step'), around_(2, '2 steps'), around_(3, '3 steps'), around_(0, 'everything'));
}

const address = (link) => (link ? [' · ', linked(link.replace(/^https?:\/\/(www\.)?/i, ''), link)] : []);

function nodePanel(node) {
  const group = seen.claims.filter((claim) => claim.subject === node.id || claim.object === node.id);
  return [
    make('h2', {}, node.label),
    make('p', { class: 'kind' }, node.type, ...address(node.link)),
    steps(node),
    pickerOf('path-to', 'Shortest path to …', (id) => { select.path(node.id, id); frame(); reveal(); }),
    ...(node.offices.length ? [make('h3', {}, 'Known offices'), make('ul', {}, ...node.offices.map((one) => make('li', {}, term(one))))] : []),
    ...(node.group ? [make('h3', {}, 'Community'), make('p', {}, `${node.group.members[0].label} and those around, ${node.group.members.length} in all. `,
      button('Collapse into one', () => { collapse([node.group]); select.node(node.group.id); }, { class: 'plain', 'data-key': 'collapse' }))] : []),
    ...cards(group),
  ];
}

function groupPanel(group) {
  const inside = new Set(group.members.map(({ id }) => id));
  const own = seen.claims.filter((claim) => inside.has(claim.subject) && inside.has(claim.object));
  return [
    make('h2', {}, group.label),
    make('p', { class: 'kind' }, 'Community: entities with more claims among them than with others'),
    make('div', { class: 'steps' }, button('Expand', () => { expand([group]); frame(); })),
    make('h3', {}, counted(group.members.length, 'member')),
    make('p', {}, ...group.members.slice(0, 60).flatMap(({ id }, n) => [n ? ', ' : '', nameOf(id)]), group.members.length > 60 ? ' …' : ''),
    ...cards(own, counted(own.length, 'claim between them', 'claims between them')),
  ];
}

function edgePanel(edge) {
  const group = seen.edges.get(edge.id) ?? [];
  const between = edge.relation === null ? '–' : relations[edge.relation].label;
  return [
    make('h2', {}, `${nodeOf(edge.from).label} ${between} ${nodeOf(edge.to).label}`),
    make('p', { class: 'kind' }, edge.relation === null ? 'All relations between the two' : relations[edge.relation].family || 'open relation'),
    ...cards(group),
  ];
}

function pathPanel([from, to]) {
  const { nodes: path, links } = seen.trail ?? { nodes: [], links: [] };
  return [
    make('h2', {}, `From ${nodes[from].label} to ${nodes[to].label}`),
    make('p', { class: 'kind' }, seen.trail ? `The shortest path: ${counted(links.length, 'step')}` : 'Nothing connects the two among the claims that pass the filters.'),
    make('div', { class: 'steps' }, button('Turn round', () => select.path(to, from), { 'data-key': 'turn' }),
      button(`Back to ${nodes[from].label}`, () => { select.node(from); reveal(); })),
    ...links.flatMap((ids, n) => cards(ids.flatMap((id) => passing.get(id)), `${n + 1}. ${nodes[path[n]].label} – ${nodes[path[n + 1]].label}`)),
  ];
}

function bar(part) {
  const filled = make('span', { class: 'bar', 'aria-hidden': 'true' });
  filled.style.width = `${Math.round(part * 100)}%`; // a style attribute would need a hole in the policy
  return filled;
}

function overview() {
  const shown = [...seen.nodes].map(nodeOf).sort((one, other) => other.rank - one.rank || one.id - other.id).slice(0, 10);
  const top = shown.length ? shown[0].rank : 1;
  return [
    make('h2', {}, 'Who says so?'),
    make('p', { class: 'kind' }, 'Choose an actor or a line to read the sentences behind it. A double click shows an actor’s surroundings alone. '
      + 'The larger a shape, the more important; lines are dashed for what has not happened, crossed for what is denied, pale for what is only quoted.'),
    make('h3', {}, 'Most connected'),
    make('ol', { class: 'ranked' }, ...shown.map((node) => make('li', {}, nameOf(node.id), bar(node.rank / top)))),
  ];
}

function content() {
  if (state.path) return pathPanel(state.path);
  if (state.edge !== null) return edgePanel(edgeOf(state.edge));
  const node = state.node === null ? null : nodeOf(state.node);
  return !node ? overview() : node.members ? groupPanel(node) : nodePanel(node);
}

const closer = () => button('×', select.nothing, { class: 'close', 'aria-label': 'Close', title: 'Close (Esc)' });

/** Fill the panel; who was on a button in it stays there, or on the panel where the button is gone. */
function fillPanel() {
  const inside = panel.contains(document.activeElement);
  const key = document.activeElement?.dataset?.key;
  const chosen = state.node !== null || state.edge !== null || state.path !== null;
  document.body.classList.toggle('chosen', chosen); // on a phone, the panel rises over the drawing
  panel.replaceChildren(...[chosen ? closer() : '', ...content()].filter((part) => part !== ''));
  panel.scrollTop = 0;
  if (inside) ((key && panel.querySelector(`[data-key="${CSS.escape(key)}"]`)) || panel).focus({ preventScroll: true });
}

/** After a choice outside the canvas: show it there, and move the reader to the panel. */
function reveal() {
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: 'nearest' });
  if (state.node !== null && seen.nodes.has(state.node)) engine.aim(engine.spot(state.node));
}

/** What would be too many to show at once, and how to see it nevertheless. */
function fillNotice() {
  const left = seen.left.size;
  const notice = byId('notice');
  notice.hidden = !left && !beyond;
  const more = Math.min(left, PLAIN.budget);
  const ask = (budget) => () => { change({ budget }); frame(); };
  notice.replaceChildren(...[
    make('span', {}, left ? `${counted(seen.entities.size, 'entity', 'entities')}, the most important; ${figure(left)} more left out.` : '',
      beyond ? ` ${figure(beyond)} lesser ones are not in this file.` : ''),
    left ? button(`${figure(more)} more`, ask(state.budget + more), { 'data-more': 'some' }) : '',
    left > more ? button('All', ask(nodes.length), { 'data-more': 'all' }) : '',
    left && groups.some(({ id }) => !state.bundled.has(id)) ? button('By community', () => { collapse(groups); frame(); }, { 'data-more': 'communities' }) : '',
  ].filter(Boolean));
}
