// What leaves the page: the picture as it is seen, and the claims behind it.
function save(name, content, type) {
  const address_ = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make('a', { href: address_, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address_), 1000);
}

function savePicture() {
  const layers = engine.layers();
  const sheet = make('canvas', { width: layers[0].width, height: layers[0].height });
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = paint('--paper');
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  for (const layer of layers) ctx.drawImage(layer, 0, 0, sheet.width, sheet.height);
  sheet.toBlob((blob) => save('network.png', blob));
}

const COLUMNS = ['subject', 'relation', 'object', 'polarity', 'modality', 'time', 'place', 'attributed_to',
  'confidence', 'sentence', 'title', 'source', 'date', 'url', 'claim'];

function cells(claim) {
  const { title, source: publisher, date, link } = documents[claim.document];
  return [nodes[claim.subject].label, claim.relation, nodes[claim.object].label, claim.polarity, claim.modality,
    claim.time, claim.place, claim.says, claim.confidence, claim.sentence, title, publisher, date, link, claim.id];
}

/** A cell that no spreadsheet takes for a formula, and that holds whatever quotes and lines it likes. */
function cell(value) {
  const text = String(value).replace(/^(?=[=+\-@\t\r])/, "'");
  return `"${text.replaceAll('"', '""')}"`;
}

function saveSheet() {
  const rows = [COLUMNS, ...seen.claims.map(cells)].map((row) => row.map(cell).join(','));
  save('claims.csv', `\ufeff${rows.join('\r\n')}\r\n`, 'text/csv;charset=utf-8'); // spreadsheets know UTF-8 by the mark
}
