// Search with suggestions: a text field that proposes actors, for the mouse and for the keyboard.
const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Those whose name begins with what was typed, then those in whose name a word does, then the rest. */
function matching(text) {
  const wanted = plain(text.trim());
  if (!wanted) return [];
  for (const node of nodes) node.plain ??= plain(node.label);
  const found = [[], [], []];
  for (const node of nodes) {
    const at = node.plain.indexOf(wanted);
    if (at >= 0) found[at === 0 ? 0 : node.plain[at - 1] === ' ' ? 1 : 2].push(node);
  }
  return found.flat().slice(0, 8);
}

/** Make `input` propose what it finds in `list`, and tell `choose` the id of the one that is taken. */
function picker(input, list, choose) {
  let found = [];
  let marked = -1;
  const mark = (number) => {
    marked = number;
    list.hidden = !found.length;
    input.setAttribute('aria-expanded', String(found.length > 0));
    [...list.children].forEach((item, n) => item.setAttribute('aria-selected', String(n === marked)));
    if (found.length) input.setAttribute('aria-activedescendant', list.children[marked].id);
    else input.removeAttribute('aria-activedescendant');
  };
  const close = () => { found = []; list.replaceChildren(); mark(-1); };
  const take = (node) => { if (!node) return; input.value = node.label; close(); choose(node.id); };
  input.addEventListener('input', () => {
    found = matching(input.value);
    list.replaceChildren(...found.map((node, number) => make('li', {
      id: `${list.id}-${number}`, role: 'option',
      onmousedown: (event) => { event.preventDefault(); take(node); },
    }, make('span', {}, node.label), make('span', {}, node.type))));
    mark(found.length ? 0 : -1);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) mark((marked + step + found.length) % found.length);
    else if (event.key === 'Enter') take(found[marked]);
    else if (event.key === 'Escape' && found.length) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** A picker of its own, with a label: `name` tells it from others in the page. */
function pickerOf(name, label, choose) {
  const list = make('ul', { id: `${name}-found`, class: 'found', role: 'listbox', 'aria-label': 'Actors found', hidden: true });
  const input = make('input', { id: name, type: 'text', placeholder: label, autocomplete: 'off', spellcheck: 'false', role: 'combobox',
    'aria-label': label, 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list' });
  picker(input, list, choose);
  return make('div', { class: 'search' }, input, list);
}

/** Show an actor that was asked for by name, whatever was hidden before. */
function find(id) {
  if (!passing.size || !nodes[id].edges.some((edge) => passing.has(edge.id))) select.everything();
  if (id < state.budget || seen.nodes.has(id)) select.node(id); else { select.node(id, 1); frame(); }
  reveal();
}
