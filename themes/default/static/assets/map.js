// Explained in docs/theme.md.
{
const MOST = 8;
const STEP = 1.6;
const ARROWS = { ArrowLeft: [0.15, 0], ArrowRight: [-0.15, 0], ArrowUp: [0, 0.15], ArrowDown: [0, -0.15] };
const ENTRIES = ':is([data-place], [data-zone])';
const LINKS = `svg ${ENTRIES}`;
const MARKERS = '.map-place:not(.is-out, .is-in)';
const KEYS = { '+': STEP, '=': STEP, '-': 1 / STEP, 0: 0, '٠': 0 };

const { lang, dataset } = document.documentElement;
const number = new Intl.NumberFormat(`${lang}-u-nu-${dataset.digits ?? 'latn'}`, { useGrouping: false });
const plural = new Intl.PluralRules(lang);
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const all = (selector, of = document) => [...of.querySelectorAll(selector)];
const rect = (node) => node.getBoundingClientRect();
const apart = ([x, y], [a, b]) => Math.hypot(x - a, y - b);
const at = ({ clientX, clientY }) => [clientX, clientY];
const toggle = (node, name, isOn) => node.classList.toggle(name, isOn);

let stops, popup, playing, timer;
let chosen = { actor: '', agreement: '', type: '', time: '' };
let views = {};
let others = [{}, {}];
const part = (name) => document.querySelector(`[data-map-${name}]`);
const sheets = () => all('[data-map-sheet]');
const sheetOf = (node) => node.closest('[data-map-sheet]');
const viewOf = (sheet) => views[sheet.dataset.mapSheet] ?? { k: 1, x: 0, y: 0 };
const isFiltered = () => Object.values(chosen).some(Boolean);
const now = () => stops.find(({ value }) => value === chosen.time) ?? stops[0];

const isMatch = ({ dataset }) => {
  const { time, ...ids } = chosen;
  const has = ([name, id]) => !id || (dataset[name] ?? id).split(' ').includes(id);
  return !(dataset.to < time || dataset.from >= now().until) && Object.entries(ids).every(has);
};

const count = (node, n, { dataset } = node) => {
  node.textContent = (dataset[plural.select(n)] ?? dataset.other).replace('{n}', number.format(n));
};

const entryOf = ({ dataset: { place, zone } }) => document.getElementById(place ? `_place-${place}` : `_zone-${zone}`);

const alike = (link, of) => all(ENTRIES, of).filter((one) => entryOf(one) === entryOf(link));

const filter = () => {
  const happened = new Set();
  for (const node of all('.map-list [data-zone], [data-event]')) toggle(node, 'is-out', !isMatch(node));
  for (const entry of all('.map-list [data-place]')) {
    const events = all('[data-event]:not(.is-out)', entry);
    const summary = entry.querySelector('summary');
    if (summary) count(summary, events.length, part('events'));
    for (const event of events) happened.add(event.querySelector('a').href);
    toggle(entry, 'is-out', isFiltered() && !events.length);
  }
  for (const link of all(LINKS)) {
    link.ariaHasPopup = 'dialog';
    toggle(link, 'is-out', !entryOf(link)?.matches(':not(.is-out)'));
  }
  count(part('places'), all('.map-list [data-place]:not(.is-out)').length);
  count(part('events'), happened.size);
};

const write = (node, name, text) => {
  node.insertAdjacentHTML('afterend', `<text class="${name}" y="4">`);
  node.nextSibling.textContent = text;
};

const cluster = (svg, k) => {
  const reach = (one) => (one.group[1] ? 11 : 6);
  let heads = all('.map-place:not(.is-out)', svg).reverse().map((marker) => {
    const { e, f } = marker.transform.baseVal[0].matrix;
    return { group: [marker], spot: [e, f] };
  });
  for (let before; before !== heads.length;) {
    before = heads.length;
    heads = heads.filter((one, index) => {
      const isNear = (other) => other.group[0] && apart(one.spot, other.spot) * k < reach(one) + reach(other);
      const head = heads.slice(0, index).find(isNear);
      head?.group.push(...one.group.splice(0));
      return !head;
    });
  }
  for (const { group } of heads) {
    const [head] = group;
    const many = group[1] ? number.format(group.length) : '';
    for (const marker of group) {
      marker.group = group;
      if (toggle(marker, 'is-in', marker !== head) && marker === document.activeElement) head.focus();
    }
    toggle(head, 'is-many', !!many);
    head.querySelector('.map-count')?.remove();
    head.ariaLabel = head.ariaLabel.replace(/^(\p{Nd}+: )?/u, many && `${many}: `);
    if (many) write(head.querySelector('.map-dot'), 'map-count', many);
  }
};

const label = (svg, isMoved) => {
  const frame = rect(svg);
  const markers = all(MARKERS, svg).reverse();
  for (const marker of markers) {
    if (isMoved && !marker.querySelector('.map-name')) write(marker.querySelector('.map-pin').lastChild, 'map-name map-more', entryOf(marker).querySelector('a').textContent);
  }
  const named = [...markers, ...all('.map-tag:not(.is-out), .map-country', svg)];
  const names = named.map((one) => (one.matches('text') ? [one] : all('text:not(.map-count)', one)).map(rect));
  const taken = all('.map-furniture > g, .map-dot', svg).map(rect);
  named.forEach((one, at) => {
    const isFree = (box) =>
      box.left > frame.left && box.right < frame.right && box.top > frame.top && box.bottom < frame.bottom &&
      !taken.some((other) => other.left < box.right && box.left < other.right && other.top + 2 < box.bottom && box.top + 2 < other.bottom);
    const isBare = isMoved ? !names[at].every(isFree) : !!one.querySelector('.map-more');
    if (!toggle(one, 'is-bare', isBare)) taken.push(...names[at]);
  });
};

const scale = (svg, k) => {
  const bar = svg.querySelector('.map-scale');
  if (!bar) return;
  const [path, text] = bar.children;
  const most = (bar.dataset.km / k) * 1.5;
  const ten = 10 ** Math.floor(Math.log10(most));
  const round = ten * [5, 2, 1].find((n) => n * ten <= most);
  const length = bar.dataset.unit * round * k;
  path.setAttribute('d', `M${/M-/.test(path.getAttribute('d')) ? -length : 0}-5v5h${length}v-5`);
  text.textContent = text.textContent.replace(/[\p{Nd}.,٫]+/u, number.format(round));
};

const show = (sheet) => {
  const view = viewOf(sheet);
  const { k } = view;
  for (const name in view) sheet.style.setProperty(`--${name}`, view[name]);
  for (const svg of all('svg.map', sheet)) {
    toggle(svg, 'is-zoomed', k > 1);
    svg.tabIndex = 0;
    cluster(svg, k);
    if (!rect(svg).width) continue;
    scale(svg, k);
    label(svg, k > 1 || isFiltered());
  }
  for (const button of all('[data-map-do="zoom"]', sheet)) button.ariaDisabled = button.value > 1 ? k >= MOST : k <= 1;
};

const setView = (sheet, growth, x, y) => {
  const k = clamp(growth || 1, 1, MOST);
  views[sheet.dataset.mapSheet] = { k, x: clamp(x || 0, 1 - k, 0), y: clamp(y || 0, 1 - k, 0) };
};

const look = (sheet, ...view) => {
  setView(sheet, ...view);
  close();
  show(sheet);
  keep();
};

const pan = (sheet, [right, down]) => {
  const { k, x, y } = viewOf(sheet);
  look(sheet, k, x + right, y + down);
};

const zoom = (sheet, by, [left, top] = [0.5, 0.5]) => {
  const { k, x, y } = viewOf(sheet);
  const grown = clamp(k * by, 1, MOST);
  look(sheet, grown, left - ((left - x) * grown) / k, top - ((top - y) * grown) / k);
};

const spot = (svg, [x, y]) => {
  const { left, top, width, height } = rect(svg);
  return [(x - left) / width, (y - top) / height];
};

const middle = (link) => {
  const { left, top, width, height } = rect(link.querySelector('.map-dot') ?? link);
  return [left + width / 2, top + height / 2];
};

const keep = () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const url = new URL(location);
    const values = { ...chosen };
    for (const name in views) {
      const { k, x, y } = views[name];
      values[`map-${name}`] = k > 1 && [k, x, y].map((n) => n.toFixed(3)).join('_');
    }
    for (const name in values) values[name] ? url.searchParams.set(name, values[name]) : url.searchParams.delete(name);
    for (const link of all('.langs a')) link.href = link.getAttribute('href').split('?')[0] + url.search;
    try {
      history.replaceState(null, '', url);
    } catch {}
  }, 150);
};

const read = () => {
  const asked = new URLSearchParams(location.search);
  for (const name in chosen) chosen[name] = asked.get(name) ?? '';
  for (const sheet of sheets()) setView(sheet, ...(asked.get(`map-${sheet.dataset.mapSheet}`) ?? '').split('_').map(Number));
};

const close = (isBack) => {
  popup?.remove();
  if (isBack) popup?.opener.focus();
  popup = null;
};

const open = (opener, [x, y]) => {
  close();
  popup = part('popup').content.firstElementChild.cloneNode(true);
  popup.opener = opener;
  popup.ariaLabel = opener.ariaLabel;
  const { group = [opener] } = opener;
  for (const one of group) popup.append(...entryOf(one).cloneNode(true).childNodes);
  for (const node of all('.is-out', popup)) node.remove();
  for (const details of all('details', popup)) details.open = !group[1];
  opener.closest('svg').parentNode.after(popup);
  const { left, top, width, height } = rect(sheetOf(opener));
  const { offsetWidth, offsetHeight } = popup;
  popup.style.left = `${clamp(x - left - offsetWidth / 2, 0, width - offsetWidth)}px`;
  popup.style.top = `${clamp(y - top + 16, 0, height - offsetHeight)}px`;
  popup.focus();
};

const meant = (hit, event) => {
  const svg = hit.closest('svg');
  if (!hit.group) return alike(hit, svg)[0];
  if (!event.detail || event.target.closest('text')) return hit;
  const far = (marker) => apart(middle(marker), at(event));
  return all(MARKERS, svg).sort((one, other) => far(one) - far(other))[0];
};

const draw = () => {
  filter();
  for (const sheet of sheets()) show(sheet);
};

const update = () => {
  const { elements } = part('filters');
  const { time } = elements;
  time.max = stops.length - 1;
  time.value = stops.indexOf(now());
  for (const name of ['actor', 'agreement', 'type']) {
    const field = elements[name] ?? {};
    field.value = chosen[name];
    chosen[name] = field.selectedIndex > 0 ? field.value : '';
  }
  const stop = now();
  chosen.time = stop.value;
  close();
  draw();
  part('time').textContent = time.ariaValueText = stop.label;
  part('play').textContent = part('play').dataset[playing ? 'pause' : 'start'];
  keep();
};

const stop = () => {
  playing = clearInterval(playing);
};

const step = () => {
  const at = (stops.indexOf(now()) + 1) % stops.length;
  chosen.time = stops[at].value;
  if (!stops[at + 1]) stop();
  update();
};

const actions = {
  zoom: (button) => zoom(sheetOf(button), button.value),
  close: () => close(true),
  play: () => {
    if (playing) return update(stop());
    playing = setInterval(step, 1600);
    step();
  },
  reset: () => {
    stop();
    for (const name in chosen) chosen[name] = '';
    update();
  },
};

const click = (event) => {
  const button = event.target.closest('[data-map-do]');
  if (button) return actions[button.dataset.mapDo](button);
  const hit = event.target.closest(LINKS);
  if (!hit || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const link = meant(hit, event);
  open(link, link.group || !event.detail ? middle(link) : at(event));
};

const input = ({ target: { name, value, form } }) => {
  if (form !== part('filters')) return;
  if (name === 'time') stop();
  chosen[name] = name === 'time' ? stops[value].value : value;
  update();
};

const focusin = ({ target }) => {
  const link = target.closest(`${LINKS}:focus-visible`);
  if (!link || link === popup?.opener) return;
  const at = spot(link.closest('svg'), middle(link));
  if (at.some((n) => n < 0 || n > 1)) pan(sheetOf(link), at.map((n) => 0.5 - n));
};

const pointers = new Map();
const grip = () => {
  const [one, other = one] = [...pointers.values()];
  return [...one.map((n, at) => (n + other[at]) / 2), apart(one, other)];
};

const onMap = {
  pointerdown: (event) => event.button || pointers.set(event.pointerId, at(event)),
  pointermove: (event, svg, sheet) => {
    const id = event.pointerId;
    if (!pointers.has(id)) return;
    const before = grip();
    const isTremor = !svg.hasPointerCapture(id) && apart(at(event), before) < 4;
    if (pointers.size < 2 && (isTremor || viewOf(sheet).k === 1)) return;
    svg.setPointerCapture(id);
    pointers.set(id, at(event));
    const after = grip();
    if (before[2]) zoom(sheet, after[2] / before[2], spot(svg, before));
    const [[x, y], [left, top]] = [spot(svg, after), spot(svg, before)];
    pan(sheet, [x - left, y - top]);
  },
  wheel: (event, svg, sheet) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(sheet, Math.exp(clamp(-event.deltaY / 100, -0.25, 0.25)), spot(svg, at(event)));
  },
  touchmove: (event, svg, sheet) => {
    if (event.cancelable && (event.touches.length > 1 || viewOf(sheet).k > 1)) event.preventDefault();
  },
  dblclick: (event, svg, sheet) => event.target.closest(LINKS) || zoom(sheet, STEP, spot(svg, at(event))),
  dragstart: (event) => event.preventDefault(),
  keydown: (event, svg, sheet) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key in KEYS) zoom(sheet, KEYS[key]);
    else if (ARROWS[key] && viewOf(sheet).k > 1) pan(sheet, ARROWS[key]);
    else return;
    event.preventDefault();
  },
};

const light = ({ target, type }) => {
  for (const one of alike(target.closest(ENTRIES) ?? document.body)) toggle(one.group?.[0] ?? one, 'is-lit', /over|in$/.test(type));
};

const begin = () => {
  stops = all('[data-map-phase]').map((node) => node.dataset);
  for (const control of all('[data-map-control]')) control.hidden = false;
  update();
};

const on = (type, heard, target = document) => target.addEventListener(type, heard, { passive: false });
for (const type in onMap) {
  on(type, (event) => {
    const svg = event.target.closest('[data-map-sheet] svg.map');
    if (svg) onMap[type](event, svg, sheetOf(svg));
  });
}
for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout']) on(type, light);
for (const type of ['pointerup', 'pointercancel']) on(type, (event) => pointers.delete(event.pointerId));
on('click', click);
on('input', input);
on('focusin', focusin);
on('keydown', ({ key }) => key === 'Escape' && close(true));
on('pointerdown', ({ target }) => target.closest(`.map-popup, ${LINKS}`) || close());
on('bayan:patched', begin);
on('resize', draw, window);
on('change', () => {
  [chosen, views, ...others] = [...others, chosen, views];
  draw();
}, matchMedia('print'));
read();
begin();
}
