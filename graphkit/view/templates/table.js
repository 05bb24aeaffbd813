// Everything the panel can say, as a plain table: for screen readers, for printing, for copying.
const PAGE = 200;
let wanted = PAGE;

function row(claim) {
  const link = make('button', { type: 'button', class: 'plain', onclick: () => { select.edge(claim.edge.id); reveal(); } },
    relations[claim.relation].label);
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

function fillTable() {
  byId('rows').replaceChildren(...seen.claims.slice(0, wanted).map(row));
  byId('more').hidden = seen.claims.length <= wanted;
  const shown = Math.min(wanted, seen.claims.length);
  byId('shown').textContent = shown === claims.length ? `${counted(shown, 'claim')}, the newest document first.`
    : `${shown.toLocaleString('en')} of ${counted(claims.length, 'claim')}, the newest document first.`;
}

function fillCounts() {
  const from = new Set(seen.claims.map((claim) => claim.document)).size;
  byId('counts').textContent = [
    counted(seen.nodes.size, 'entity', 'entities'), counted(seen.claims.length, 'claim'), counted(from, 'document'),
  ].join(' · ');
}

byId('more').addEventListener('click', () => { wanted += PAGE; fillTable(); });
