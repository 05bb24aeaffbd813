// The time slider: how many claims fall into which days, weeks, months or years, and which of them are seen.
const MOST = 62; // bars
const UNITS = [
  { days: 1, start: (date) => date, next: (date) => new Date(date.getTime() + 864e5) },
  { days: 7, start: (date) => new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 864e5), next: (date) => new Date(date.getTime() + 7 * 864e5) },
  ...[1, 3, 12, 120].map((months) => ({
    days: months * 30,
    start: (date) => utc(date.getUTCFullYear() - (months > 12 ? date.getUTCFullYear() % 10 : 0), months > 11 ? 0 : date.getUTCMonth() - (date.getUTCMonth() % months)),
    next: (date) => utc(date.getUTCFullYear(), date.getUTCMonth() + months),
  })),
];
const [since, until] = [byId('since'), byId('until')];
let bars = []; // { from, until, claims }

function utc(year, month) {
  const date = new Date(Date.UTC(2000, month, 1));
  date.setUTCFullYear(year + Math.floor(month / 12)); // Date.UTC would take years below 100 for 19xx
  return date;
}

const iso = (date) => date.toISOString().slice(0, 10);

function makeBars() {
  const days = claims.map((claim) => claim.from).filter(Boolean).sort();
  if (!days.length) return;
  const [first, last] = [new Date(days[0]), new Date(days.at(-1))];
  const unit = UNITS.find(({ days: length }) => (last - first) / 864e5 / length < MOST) ?? UNITS.at(-1);
  for (let from = unit.start(first); from <= last && bars.length < 4 * MOST; from = unit.next(from)) {
    bars.push({ from: iso(from), until: iso(new Date(unit.next(from).getTime() - 864e5)), claims: 0 });
  }
  let at = 0;
  for (const one of days) {
    while (at < bars.length - 1 && one > bars[at].until) at += 1;
    bars[at].claims += 1;
  }
}

/** The bars between which the sliders stand. */
const chosen = () => [
  state.since ? Math.max(bars.findIndex((one) => one.until >= state.since), 0) : 0,
  state.until ? bars.findLastIndex((one) => one.from <= state.until) : bars.length - 1,
];

function tellPeriod() {
  if (bars.length < 2) return;
  const [from, to] = chosen();
  since.value = String(from);
  until.value = String(to);
  since.setAttribute('aria-valuetext', `from ${shortDay(bars[from].from)}`);
  until.setAttribute('aria-valuetext', `until ${shortDay(bars[Math.max(to, 0)].until)}`);
  [...byId('bars').children].forEach((one, n) => one.classList.toggle('out', n < from || n > to));
  const undated = state.since || state.until ? claims.filter((claim) => !claim.from).length : 0;
  byId('period-said').textContent = `${shortDay(bars[from].from)} – ${shortDay(bars[Math.max(to, 0)].until)}`
    + (undated ? `, without ${counted(undated, 'undated claim')}` : '');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function shortDay(day) {
  const date = new Date(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

function moved(event) {
  let [from, to] = [Number(since.value), Number(until.value)];
  if (from > to) { if (event.target === since) from = to; else to = from; }
  change({
    since: from > 0 ? bars[from].from : '', until: to < bars.length - 1 ? bars[to].until : '',
  }, event.type === 'change');
}

function fillPeriod() {
  makeBars();
  byId('period').hidden = bars.length < 2;
  const highest = Math.max(...bars.map((one) => one.claims));
  byId('bars').replaceChildren(...bars.map((one) => {
    const bar = make('span', { title: `${shortDay(one.from)}: ${counted(one.claims, 'claim')}` });
    bar.style.height = `${one.claims ? Math.max(Math.sqrt(one.claims / highest) * 100, 8) : 0}%`;
    return bar;
  }));
  for (const slider of [since, until]) {
    slider.max = String(bars.length - 1);
    for (const name of ['input', 'change']) slider.addEventListener(name, moved);
  }
}
