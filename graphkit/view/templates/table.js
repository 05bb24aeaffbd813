// Everything the panel can say, as plain tables: for screen readers, for printing, for copying.
const PAGE = 200;
const PRINTED = 5000; // rows at most
const wanted = { claims: PAGE, entities: PAGE };

function claimRow(claim) {
  const link = button(relations[claim.relation].label, () => { select.edge(claim.edge.id); reveal(); }, { class: 'plain' });
  const document_ = documents[claim.document];
  return make('tr', {},
    make('th', { scope: 'row' }, nameOf(claim.subject)),
    make('td', {}, link, make('small', {}, `${claim.polarity}, ${claim.modality}`)),
    make('td', {}, nameOf(claim.object)),
    make('td', {}, ...sentence(claim)),
    make('td', {}, claim.time || '–', claim.place ? make('small', {}, claim.place) : ''),
    make('td', {}, claim.says || 'the text itself'),
    make('td', {}, linked(document_.title, document_.link),
      make('small', {}, [document_.source, document_.date].filter(Boolean).join(', '))),
    make('td', {}, share(claim.confidence)));
}

function entityRow([node, number]) {
  return make('tr', {},
    make('th', { scope: 'row' }, nameOf(node.id)),
    make('td', {}, node.type),
    make('td', {}, ...node.offices.flatMap((one, n) => [n ? make('br') : '', term(one)]), node.offices.length ? '' : '–'),
    make('td', {}, node.group ? node.group.members[0].label : '–'),
    make('td', {}, figure(number)),
    make('td', {}, ...(node.link ? address(node.link).slice(1) : ['–'])));
}

/** The entities of the claims that are seen, the most important first, with how many claims each has. */
function counts() {
  const found = new Map();
  for (const claim of seen.claims) {
    for (const id of new Set([claim.subject, claim.object])) found.set(id, (found.get(id) ?? 0) + 1);
  }
  return [...found].sort(([one], [other]) => one - other).map(([id, number]) => [nodes[id], number]);
}

function fill(name, all, row) {
  byId(`${name}-rows`).replaceChildren(...all.slice(0, wanted[name]).map(row));
  byId(`${name}-more`).hidden = all.length <= wanted[name];
  return all.length > wanted[name] ? `the first ${wanted[name]} of ` : '';
}

let filled = '';

/** Fill the tables, unless they would say what they say already. */
function fillTables() {
  const now = [wanted.claims, wanted.entities, ...seen.claims.map((claim) => claim.number)].join();
  if (now === filled) return;
  filled = now;
  const part = fill('claims', seen.claims, claimRow);
  const of = seen.claims.length === claims.length ? '' : ` of ${counted(claims.length, 'claim')}`;
  byId('shown').textContent = `${part}${of ? figure(seen.claims.length) + of : counted(claims.length, 'claim')}, the newest document first.`;
  fill('entities', counts(), entityRow);
}

function fillCounts() {
  const from = new Set(seen.claims.map((claim) => claim.document)).size;
  byId('counts').textContent = [
    counted(seen.entities.size, 'entity', 'entities'), counted(seen.claims.length, 'claim'), counted(from, 'document'),
  ].join(' · ');
}

for (const name of ['claims', 'entities']) {
  byId(`${name}-more`).addEventListener('click', () => { wanted[name] += PAGE; fillTables(); });
}
window.addEventListener('beforeprint', () => { Object.assign(wanted, { claims: PRINTED, entities: PRINTED }); fillTables(); });
