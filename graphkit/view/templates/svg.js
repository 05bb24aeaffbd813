// A picture as SVG: the few calls of a canvas context that the page's own drawing makes, written down.
const SVG = 'http://www.w3.org/2000/svg';
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g; // no XML may hold these

class Sheet {
  constructor(width, height, { x, y }, scale) {
    this.ruler = document.createElement('canvas').getContext('2d');
    this.root = this.element('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
    this.root.append(this.element('rect', { width, height, fill: paint('--paper') }));
    this.plan = this.element('g', { transform: `translate(${x} ${y}) scale(${scale})` });
    this.root.append(this.plan);
    Object.assign(this, { path: '', dashes: [], lineCap: 'butt', lineJoin: 'miter', fillStyle: '#000', strokeStyle: '#000', lineWidth: 1 });
  }

  element(tag, attributes, text = '') {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text.replace(UNFIT, '\ufffd').toWellFormed();
    return made;
  }

  set font(text) { this.ruler.font = text; }

  measureText(text) { return this.ruler.measureText(text); }

  setLineDash(dashes) { this.dashes = dashes; }

  beginPath() { this.path = ''; }

  moveTo(x, y) { this.path += `M${round(x)} ${round(y)}`; }

  lineTo(x, y) { this.path += `${this.path ? 'L' : 'M'}${round(x)} ${round(y)}`; }

  quadraticCurveTo(...points) { this.path += `Q${points.map(round).join(' ')}`; }

  closePath() { this.path += 'Z'; }

  arc(x, y, r) {
    const [left, right, radius] = [x - r, x + r, r].map(round);
    this.path += `M${left} ${round(y)}a${radius} ${radius} 0 1 0 ${round(right - left)} 0a${radius} ${radius} 0 1 0 ${round(left - right)} 0Z`;
  }

  roundRect(x, y, w, h, r) {
    this.plan.append(this.element('rect', { x: round(x), y: round(y), width: round(w), height: round(h), rx: round(r), fill: this.fillStyle }));
  }

  fillRect(x, y, w, h) { this.roundRect(x, y, w, h, 0); }

  fill() { if (this.path) this.plan.append(this.element('path', { d: this.path, fill: this.fillStyle })); }

  stroke() {
    this.plan.append(this.element('path', {
      d: this.path, fill: 'none', stroke: this.strokeStyle, 'stroke-width': round(this.lineWidth), 'stroke-linecap': this.lineCap,
      'stroke-linejoin': this.lineJoin, ...(this.dashes.length && { 'stroke-dasharray': this.dashes.join(' ') }),
    }));
  }

  text(text, x, y, attributes) {
    const [, weight, size] = /(?:(\d+) )?([\d.]+)px/.exec(this.ruler.font) ?? [];
    this.plan.append(this.element('text', {
      x: round(x), y: round(y), 'text-anchor': 'middle', 'dominant-baseline': 'central', 'font-family': LETTERS.replaceAll('"', "'"),
      'font-size': size, 'font-weight': weight ?? 400, ...attributes,
    }, text));
  }

  fillText(text, x, y) { this.text(text, x, y, { fill: this.fillStyle }); }

  strokeText(text, x, y) {
    this.text(text, x, y, { fill: 'none', stroke: this.strokeStyle, 'stroke-width': round(this.lineWidth), 'stroke-linejoin': 'round' });
  }

  toString() { return new XMLSerializer().serializeToString(this.root); }
}

const round = (n) => Math.round(n * 100) / 100;

/** What is seen, as SVG. */
function svgPicture() {
  const { clientWidth: width, clientHeight: height } = stage;
  const sheet = new Sheet(width, height, engine.toScreen({ x: 0, y: 0 }), engine.scale());
  const visible = inSight();
  paintTints(sheet);
  sheet.lineCap = 'butt';
  for (const [id, group] of seen.edges) paintEdge(sheet, edgeOf(id), group);
  const lesserFirst = [...seen.nodes].filter((id) => visible(engine.spot(id))).sort((one, other) => importance(other) - importance(one));
  for (const id of lesserFirst) paintShape(sheet, nodeOf(id), engine.spot(id), nodeOf(id).size * growth);
  paintLight(sheet);
  paintNames(sheet);
  return sheet.toString();
}
