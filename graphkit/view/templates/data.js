// What the page knows. Text from documents is only ever shown through textContent or on the canvas.
const raw = JSON.parse(document.getElementById('data').textContent);
const [nodes, edges, claims] = [raw.nodes, raw.edges, raw.claims].map(rowsOf);
const { documents, relations, beyond } = raw.rest;
const { theme } = raw;

/** The rows of a table that came as columns. */
function rowsOf({ length, columns, texts }) {
  const blank = Object.fromEntries(Object.keys(columns).map((name) => [name, null])); // one shape for all: quicker
  const rows = Array.from({ length }, () => ({ ...blank }));
  for (const [name, column] of Object.entries(columns)) {
    if (Array.isArray(column)) rows.forEach((row, n) => { row[name] = column[n]; });
    else rows.forEach((row, n) => { row[name] = texts[column.texts[n]]; });
  }
  return rows;
}

const byId = (id) => document.getElementById(id);

/** Make an element; `content` is text or elements, never markup. */
function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...content.filter((part) => part !== null && part !== ''));
  return element;
}

function button(text, onclick, attributes = {}) {
  return make('button', { type: 'button', onclick, ...attributes }, text);
}

/** A link that leaves the page, or plain text where the address is neither http nor https. */
function linked(text, address) {
  if (!/^https?:\/\//i.test(address)) return document.createTextNode(text);
  return make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, text);
}

const family = (claim) => relations[claim.relation].family;
/** A number as it is written in English; the browser's own way to do so takes long to wake up. */
const figure = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const counted = (n, word, many = `${word}s`) => `${figure(n)} ${n === 1 ? word : many}`;
const clamped = (n, least, most) => Math.min(Math.max(n, least), most);

claims.forEach((claim, number) => { claim.number = number; });
for (const edge of edges) edge.claims = edge.claims.map((number) => claims[number]);
for (const node of nodes) node.edges = [];
for (const edge of edges) {
  nodes[edge.from].edges.push(edge);
  if (edge.to !== edge.from) nodes[edge.to].edges.push(edge);
  for (const claim of edge.claims) claim.edge = edge;
}
