// Moves and filters maps. What it does and why: docs/theme.md, “The script of the map”.
(() => {
  const MOST = 8;
  const STEP = 1.6;
  const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const KEYS = { '+': STEP, '=': STEP, '-': 1 / STEP, 0: 0, '٠': 0 };

  const { lang, dir, dataset } = document.documentElement;
  const isRtl = dir === 'rtl';
  const number = new Intl.NumberFormat(`${lang}-u-nu-${dataset.digits ?? 'latn'}`, { useGrouping: false });
  const plural = new Intl.PluralRules(lang);
  const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
  const all = (of, selector) => [...of.querySelectorAll(selector)];
  const rect = (node) => node.getBoundingClientRect();
  const toggle = (node, name, isOn) => node.classList.toggle(name, isOn);

  let root, stops, popup, opener, playing, timer;
  const chosen = { actor: '', agreement: '', type: '', time: '' };
  const views = {};
  const part = (name) => root.querySelector(`[data-map-${name}]`);
  const sheets = () => all(root, '[data-map-sheet]');
  const sheetOf = (node) => node.closest('[data-map-sheet]');
  const viewOf = (sheet) => views[sheet.dataset.mapSheet];
  const isFiltered = () => Object.values(chosen).some(Boolean);
  const stopAt = () => stops.findIndex(({ value }) => value === chosen.time);

  const findStops = () => {
    const phases = all(root, '[data-map-phase]').map((node) => [node.dataset.mapPhase, node.dataset.label]);
    const years = all(root, '[data-event]').map(({ dataset: { from } }) => from.slice(0, 4)).filter(Boolean);
    const found = phases.length ? phases : [...new Set(years)].map((year) => [year, number.format(year)]);
    return found.sort().map(([value, label], at) => ({ value, label, until: found[at + 1]?.[0] ?? '9999' }));
  };

  const isMatch = ({ dataset }, by, stop) => {
    const { from, to } = dataset;
    const isThen = () => (from || to) && (from || to) < stop.until && (to || '9999') >= stop.value;
    const has = (name) => dataset[name]?.split(' ').includes(by[name]) ?? true;
    return Object.keys(by).every((name) => !by[name] || (name === 'time' ? isThen() : has(name)));
  };

  const count = (node, n, words = node.dataset) => {
    node.textContent = (words[plural.select(n)] ?? words.other).replace('{n}', number.format(n));
  };

  const filter = (by) => {
    const stop = stops[stopAt()];
    const shown = new Set();
    const happened = new Set();
    const isOut = (node) => toggle(node, 'is-out', !isMatch(node, by, stop));
    for (const entry of all(root, '.map-list [data-place]')) {
      const events = all(entry, '[data-event]').filter((event) => !isOut(event));
      const summary = entry.querySelector('summary');
      if (summary) count(summary, events.length, part('events').dataset);
      for (const event of events) happened.add(event.querySelector('a').href);
      if (!toggle(entry, 'is-out', by === chosen && isFiltered() && !events.length)) shown.add(entry.dataset.place);
    }
    for (const marker of all(root, '.map-place')) {
      marker.ariaHasPopup = 'dialog';
      toggle(marker, 'is-out', !shown.has(marker.dataset.place));
    }
    all(root, '[data-zone]').forEach(isOut);
    count(part('places'), shown.size);
    count(part('events'), happened.size);
  };

  const label = (svg, isMoved) => {
    const frame = rect(svg);
    const markers = all(svg, '.map-place:not(.is-out)').reverse();
    for (const marker of markers) {
      if (!isMoved || marker.querySelector('text')) continue;
      const pin = marker.querySelector('.map-pin');
      pin.insertAdjacentHTML('beforeend', `<text class="map-name map-more" direction="${dir}" x="${isRtl ? -8 : 8}" y="4">`);
      pin.lastChild.textContent = marker.ariaLabel;
    }
    const named = [...markers, ...all(svg, '.map-country')];
    const names = named.map((one) => (one.matches('text') ? [one] : all(one, 'text')).map(rect));
    const dots = markers.map((marker) => rect(marker.querySelector('.map-dot')));
    const taken = all(svg, '.map-furniture > g').map(rect);
    const meets = (a, b) => a.left < b.right && b.left < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom;
    named.forEach((one, at) => {
      const isFree = (box) =>
        box.left > frame.left && box.right < frame.right && box.top > frame.top && box.bottom < frame.bottom &&
        !taken.some((other) => meets(other, box)) && !dots.some((dot, of) => of !== at && meets(dot, box));
      const isShown = isMoved ? names[at].every(isFree) : !one.querySelector('.map-more');
      toggle(one, 'is-bare', !isShown);
      if (isShown) taken.push(...names[at]);
    });
  };

  const scale = (svg, k) => {
    svg.querySelector('.map-scale-now')?.remove();
    const bar = svg.querySelector('.map-scale[data-km]');
    if (!bar || k === 1) return;
    const { km } = bar.dataset;
    const most = (km / k) * 1.5;
    const ten = 10 ** Math.floor(Math.log10(most));
    const round = ten * [5, 2, 1].find((n) => n * ten <= most);
    const now = bar.cloneNode(true);
    const [path, text] = now.children;
    const { x, y, width, height } = bar.firstChild.getBBox();
    const length = (width * k * round) / km;
    now.setAttribute('class', 'map-scale-now');
    path.setAttribute('d', `M${isRtl ? x : x + width - length} ${y}v${height}h${length}v${-height}`);
    text.textContent = text.textContent.replace(/[\p{Nd}.,٫]+/u, number.format(round));
    bar.after(now);
  };

  const show = (sheet) => {
    const { k, x, y } = viewOf(sheet);
    for (const svg of all(sheet, 'svg.map')) {
      const { width, height } = svg.viewBox.baseVal;
      const values = { k, x: `${x * width}px`, y: `${y * height}px` };
      for (const name in values) svg.style.setProperty(`--${name}`, values[name]);
      toggle(svg, 'is-zoomed', k > 1);
      svg.tabIndex = 0;
      if (!svg.getClientRects().length) continue;
      scale(svg, k);
      label(svg, k > 1 || isFiltered());
    }
    for (const button of all(sheet, '[data-map-do="zoom"]')) {
      button.ariaDisabled = button.value > 1 ? k >= MOST : k <= 1;
    }
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

  const middle = (marker) => {
    const { left, top, width, height } = rect(marker.querySelector('.map-dot'));
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
      for (const link of all(document, '.langs a')) link.setAttribute('href', link.getAttribute('href').split('?')[0] + url.search);
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
    if (popup && isBack) opener.focus();
    popup = null;
  };

  const open = (marker) => {
    close();
    popup = part('popup').content.firstElementChild.cloneNode(true);
    opener = marker;
    popup.ariaLabel = marker.ariaLabel;
    popup.append(...root.querySelector(`.map-list [data-place="${marker.dataset.place}"]`).cloneNode(true).childNodes);
    for (const node of all(popup, '.is-out')) node.remove();
    for (const details of all(popup, 'details')) details.open = true;
    marker.closest('svg').parentNode.after(popup);
    const [x, y] = middle(marker);
    const { left, top, width } = rect(sheetOf(marker));
    const most = width - popup.offsetWidth;
    popup.style.left = `${clamp(x - left - (width - most) / 2, 0, most)}px`;
    popup.style.top = `${y - top + 16}px`;
    popup.focus();
  };

  const meant = ({ target, detail, clientX, clientY }) => {
    const hit = target.closest('.map-place');
    if (!hit || !detail || target.closest('text')) return hit;
    const far = (marker) => {
      const [x, y] = middle(marker);
      return Math.hypot(x - clientX, y - clientY);
    };
    return all(hit.closest('svg'), '.map-place:not(.is-out)').reduce((best, one) => (far(one) < far(best) ? one : best));
  };

  const update = () => {
    const { elements } = part('filters');
    const { time } = elements;
    time.max = stops.length;
    time.value = stopAt() + 1;
    for (const name of ['actor', 'agreement', 'type']) {
      const field = elements[name] ?? {};
      field.value = chosen[name];
      chosen[name] = field.selectedIndex > 0 ? field.value : '';
    }
    const stop = stops[stopAt()];
    chosen.time = stop?.value ?? '';
    close();
    filter(chosen);
    sheets().forEach(show);
    part('time').textContent = time.ariaValueText = stop?.label ?? time.dataset.all;
    part('play').textContent = part('play').dataset[playing ? 'pause' : 'start'];
    keep();
  };

  const stop = () => {
    playing = clearInterval(playing);
  };

  const step = () => {
    const at = (stopAt() + 1) % stops.length;
    chosen.time = stops[at].value;
    if (at === stops.length - 1) stop();
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
    const marker = !event.ctrlKey && !event.metaKey && !event.shiftKey && meant(event);
    if (!marker) return;
    event.preventDefault();
    open(marker);
  };

  const input = ({ target: { name, value } }) => {
    if (name === 'time') stop();
    chosen[name] = name === 'time' ? (stops[value - 1]?.value ?? '') : value;
    update();
  };

  const focusin = ({ target }) => {
    const marker = target.closest('.map-place:focus-visible');
    const at = marker && spot(marker.closest('svg'), middle(marker));
    if (at?.some((n) => n < 0 || n > 1)) pan(sheetOf(marker), at.map((n) => 0.5 - n));
  };

  const pointers = new Map();
  const at = ({ clientX, clientY }) => [clientX, clientY];
  const grip = () => {
    const [[ax, ay], [bx, by] = [ax, ay]] = [...pointers.values()];
    return [(ax + bx) / 2, (ay + by) / 2, Math.hypot(ax - bx, ay - by)];
  };

  const onMap = {
    pointerdown: (event) => event.button || pointers.set(event.pointerId, at(event)),
    pointermove: (event, svg, sheet) => {
      const id = event.pointerId;
      if (!pointers.has(id)) return;
      const before = grip();
      const isTremor = !svg.hasPointerCapture(id) && Math.hypot(event.clientX - before[0], event.clientY - before[1]) < 4;
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
    dblclick: (event, svg, sheet) => event.target.closest('.map-place') || zoom(sheet, STEP, spot(svg, at(event))),
    dragstart: (event) => event.preventDefault(),
    keydown: (event, svg, sheet) => {
      const { key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (key in KEYS) zoom(sheet, KEYS[key]);
      else if (ARROWS[key] && viewOf(sheet).k > 1) pan(sheet, ARROWS[key].map((n) => n * 0.15));
      else return;
      event.preventDefault();
    },
  };

  const light = ({ target, type }) => {
    const id = target.closest('[data-place]')?.dataset.place;
    for (const one of all(root, `[data-place="${id}"]`)) toggle(one, 'is-lit', /over|in$/.test(type));
  };

  const bind = () => {
    const on = (type, heard) => root.addEventListener(type, heard, { passive: false });
    for (const type in onMap) {
      on(type, (event) => {
        const svg = event.target.closest('svg.map');
        if (svg) onMap[type](event, svg, sheetOf(svg));
      });
    }
    on('click', click);
    on('input', input);
    on('focusin', focusin);
    on('keydown', ({ key }) => key === 'Escape' && close(true));
    for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout']) on(type, light);
  };

  const begin = () => {
    const known = root;
    root = document.querySelector('[data-map]');
    if (!root) return;
    if (root !== known) bind();
    if (!known) read();
    for (const sheet of sheets()) if (!viewOf(sheet)) setView(sheet);
    stops = findStops();
    for (const control of all(root, '[data-map-control]')) control.hidden = false;
    update();
  };

  begin();
  document.addEventListener('bayan:patched', begin);
  const on = (target, type, heard) => target.addEventListener(type, (event) => root && heard(event));
  on(document, 'pointerdown', ({ target }) => target.closest('.map-popup, .map-place') || close());
  for (const type of ['pointerup', 'pointercancel']) on(document, type, ({ pointerId }) => pointers.delete(pointerId));
  on(window, 'resize', () => sheets().forEach(show));
  on(matchMedia('print'), 'change', ({ matches }) => filter(matches ? {} : chosen));
})();
