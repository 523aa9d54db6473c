// Draws the detailed map with MapLibre from the tiles beside this file. Why and how: docs/theme.md, “The detailed map”.

const TILES = new URL('tiles.pmtiles', import.meta.url).href;
const PLACES = new URL('../data/places.geojson', import.meta.url).href;
const LIBRARY = new URL('maplibre-gl.js', import.meta.url).href;
const WORKER = new URL('maplibre-gl-worker.js', import.meta.url).href;
const READER = new URL('pmtiles.js', import.meta.url).href;
const SHEET = new URL('maplibre-gl.css', import.meta.url).href;

/** Room around what the map begins with, as a part of its width: as much as the drawing has. */
const MARGIN = 0.07;
/** Beyond what the tiles hold the map only grows. */
const FARTHEST = 16;
const FONT = ['Noto Sans', 'Noto Sans Arabic', 'sans-serif'];
const COLOURS = ['map-sea', 'map-land', 'map-home', 'map-coast', 'map-line', 'map-thin', 'map-water', 'map-soft', 'map-claim', 'bad', 'accent'];

/** What has a course and no extent. */
const ROUTES = ['line', 'highway', 'river'];

const NOTHING = { type: 'FeatureCollection', features: [] };

const all = (of, selector) => [...of.querySelectorAll(selector)];

/** Adds an element that loads something, once in a page. */
const loaded = {};
const load = (name, attributes) => (loaded[attributes.src ?? attributes.href] ??= new Promise((done, fail) => {
  const element = Object.assign(document.createElement(name), attributes, { onload: done, onerror: () => fail(new Error(`${element.src ?? element.href} is missing`)) });
  document.head.append(element);
}).catch((error) => {
  delete loaded[attributes.src ?? attributes.href];
  throw error;
}));

/** The colours of the drawing, as the stylesheet has them now. */
const colours = (view) => {
  const probe = view.appendChild(document.createElement('i'));
  probe.style.forcedColorAdjust = 'none';
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return [name.replace('map-', ''), getComputedStyle(probe).color];
  };
  const found = Object.fromEntries(COLOURS.map(read));
  probe.remove();
  return found;
};

/** The style, from those layers that the file has: each may have one of several names. */
const style = (archive, zones, colour, lang) => {
  const source = archive.layers;
  const layer = (id, names, type, paint, more = {}) => {
    const found = names.find((name) => source.includes(name));
    return found ? [{ id, type, source: 'tiles', 'source-layer': found, paint, ...more }] : [];
  };
  const outlined = ['area', 'strip', 'corridor', 'buffer', 'control'];
  const kind = ['get', 'kind'];
  const tint = ['match', kind, 'corridor', colour.accent, 'area', colour.claim, colour.bad];
  const zone = (id, type, kinds, paint, isSure) => ({
    id, type, source: 'zones', paint,
    filter: ['all', ['in', kind, ['literal', kinds]], ...(isSure === undefined ? [] : [[isSure ? '==' : '!=', ['coalesce', ['get', 'certainty'], 'exact'], 'exact']])],
  });
  const fill = (id, names, tint, opacity = 1) => layer(id, names, 'fill', { 'fill-color': tint, 'fill-opacity': opacity });
  const line = (id, names, tint, width, more = {}) => layer(id, names, 'line', { 'line-color': tint, 'line-width': width, ...more.paint }, { layout: { 'line-join': 'round' }, ...more.filter && { filter: more.filter } });
  const dashes = (...lengths) => ({ paint: { 'line-dasharray': lengths } });
  const isDisputed = ['to-boolean', ['coalesce', ['get', 'disputed'], false]];
  const grown = (...stops) => ['interpolate', ['linear'], ['zoom'], ...stops];
  return {
    version: 8,
    sources: { zones: { type: 'geojson', data: zones }, tiles: { type: 'vector', tiles: ['detail://{z}/{x}/{y}'], minzoom: archive.minZoom, maxzoom: archive.maxZoom } },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour.sea } },
      fill('land', ['land', 'earth'], colour.land),
      fill('claimed', ['claimed'], colour.claim, 0.14),
      line('rivers', ['rivers', 'waterway'], colour.water, grown(5, 0.6, 10, 1.6)),
      fill('lakes', ['lakes', 'water'], colour.sea),
      line('coast', ['land', 'earth'], colour.coast, 0.9),
      line('shores', ['lakes'], colour.coast, 0.6),
      line('casing', ['roads'], colour.home, grown(6, 2, 12, 6)),
      line('roads', ['roads'], colour.thin, grown(6, 0.8, 12, 3.5)),
      line('admin', ['admin'], colour.thin, 0.8, dashes(5, 3, 1, 3)),
      line('borders', ['borders', 'boundaries'], colour.line, 1.3, { filter: ['!', isDisputed] }),
      line('disputed', ['disputed'], colour.line, 1.3, dashes(1.5, 2.3)),
      line('contested', ['boundaries'], colour.line, 1.3, { ...dashes(1.5, 2.3), filter: isDisputed }),
      zone('zone-fill', 'fill', outlined, { 'fill-color': tint, 'fill-opacity': 0.14 }),
      zone('zone-casing', 'line', ROUTES, { 'line-color': colour.home, 'line-width': 4.5 }),
      zone('zone-line', 'line', outlined, { 'line-color': tint, 'line-width': 1.4 }, true),
      zone('zone-vague', 'line', outlined, { 'line-color': tint, 'line-width': 1.4, 'line-dasharray': [4, 3] }, false),
      zone('zone-route', 'line', ROUTES, { 'line-color': ['match', kind, 'river', colour.coast, colour.soft], 'line-width': 2.2 }),
      layer('countries', ['countries'], 'symbol', { 'text-color': colour.soft, 'text-halo-color': colour.land, 'text-halo-width': 1 }, {
        filter: ['==', ['geometry-type'], 'Point'],
        layout: { 'text-field': ['coalesce', ['get', `name:${lang}`], ['get', 'name'], ''], 'text-font': FONT, 'text-size': 13 },
      }),
    ].flat(),
  };
};

/** What the file says of itself; fails where the host does not answer with parts of files. */
const read = async ({ PMTiles }) => {
  const file = new PMTiles(TILES);
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = await file.getHeader();
  const { vector_layers: layers = [], attribution = '' } = await file.getMetadata();
  return { file, minZoom, maxZoom, bounds: [minLon, minLat, maxLon, maxLat], layers: layers.map(({ id }) => id), attribution };
};

/** The places of the page with where they are, the weightiest first: the drawing has those last. */
const places = async (sheet, signal) => {
  const response = await fetch(PLACES, { signal });
  if (!response.ok) throw new Error(`${PLACES}: ${response.status}`);
  const { features } = await response.json();
  const drawn = all(sheet, '.map-wide .map-place').map(({ dataset }) => dataset.place);
  const entryOf = (id) => document.querySelector(`.map-list [data-place="${CSS.escape(id)}"]`);
  return features
    .map(({ id, geometry, properties }) => ({ id, at: geometry.coordinates, type: properties.type, entry: entryOf(id), rank: drawn.indexOf(id) }))
    .filter(({ entry }) => entry)
    .sort((a, b) => b.rank - a.rank);
};

/** The zones of the page as the filters leave them, from the file that the page offers for download. */
const zones = async (signal) => {
  const offered = document.querySelector('.map-list a[download][href$="zones.geojson"]');
  if (!offered) return { found: [], shown: () => NOTHING };
  const response = await fetch(offered.href, { signal });
  if (!response.ok) throw new Error(`${offered.href}: ${response.status}`);
  const { features } = await response.json();
  const entryOf = ({ id }) => document.querySelector(`.map-list [data-zone="${CSS.escape(id)}"]`);
  const drawn = features.filter((feature) => feature.geometry && entryOf(feature));
  for (const feature of drawn) feature.properties.entry = entryOf(feature).id;
  const isShown = (feature) => !entryOf(feature).classList.contains('is-out');
  const found = drawn.map((feature) => ({ id: feature.id, at: inside(feature.geometry), type: feature.properties.kind, entry: entryOf(feature), isZone: true }));
  return { found, shown: () => ({ ...NOTHING, features: drawn.filter(isShown) }) };
};

/** Where the name of a zone stands: half along its longest line, or in the widest part of its largest area at half its height. */
const inside = ({ type, coordinates }) => {
  const box = (line) => [0, 1].map((axis) => line.map((at) => at[axis])).map((all) => [Math.min(...all), Math.max(...all)]);
  const size = (line) => box(line).reduce((sum, [least, most]) => sum + most - least, 0);
  const parts = type.startsWith('Multi') ? coordinates : [coordinates];
  const isArea = type.endsWith('Polygon');
  const [line] = parts.map((part) => (isArea ? part[0] : part)).sort((a, b) => size(b) - size(a));
  const edges = line.slice(1).map((to, index) => [line[index], to]);
  const between = ([a, b], share) => a.map((part, axis) => part + (b[axis] - part) * share);
  if (isArea) {
    const [, [south, north]] = box(line);
    const y = (south + north) / 2;
    const crossed = edges.filter(([a, b]) => a[1] > y !== b[1] > y).map(([a, b]) => between([a, b], (y - a[1]) / (b[1] - a[1]))[0]).sort((a, b) => a - b);
    const spans = crossed.filter((_, index) => index % 2 === 0).map((west, index) => [west, crossed[2 * index + 1]]);
    const [[west, east]] = spans.sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
    return [(west + east) / 2, y];
  }
  const length = ([a, b]) => Math.hypot(b[0] - a[0], b[1] - a[1]);
  let left = edges.reduce((sum, edge) => sum + length(edge), 0) / 2;
  for (const edge of edges) {
    if (length(edge) >= left) return between(edge, left / (length(edge) || 1));
    left -= length(edge);
  }
  return line[0];
};

/** A link to the entry of a place, or of a zone, at its spot. */
const spot = ({ id, type, entry, isZone }) => {
  const title = entry.querySelector(isZone ? 'strong' : 'a');
  const link = Object.assign(document.createElement('a'), { href: `#${entry.id}`, className: `map-spot ${isZone ? 'is-zone z' : 'p'}-${type}` });
  link.dataset[isZone ? 'zone' : 'place'] = id;
  const name = link.appendChild(Object.assign(document.createElement('span'), { textContent: title?.textContent ?? id, className: 'map-spot-name' }));
  for (const attribute of ['lang', 'dir']) if (title?.hasAttribute(attribute)) name.setAttribute(attribute, title.getAttribute(attribute));
  return link;
};

/** Gives names their room, the first first; a name without room is read to those who listen all the same. */
const arrange = (frame, links) => {
  const { left, top, right, bottom } = frame.getBoundingClientRect();
  const taken = [];
  for (const link of links) {
    if (link.matches('.is-zone')) continue;
    const { x, y, width, height } = link.getBoundingClientRect();
    taken.push({ left: x + width / 2 - 4, right: x + width / 2 + 4, top: y + height / 2 - 4, bottom: y + height / 2 + 4, of: link });
  }
  const isFree = (box, link) =>
    box.left > left && box.right < right && box.top > top && box.bottom < bottom &&
    !taken.some((other) => other.of !== link && box.left < other.right + 4 && other.left < box.right + 4 && box.top + 3 < other.bottom && other.top + 3 < box.bottom);
  for (const link of links) {
    const place = ['', 'is-turned'].find((turn) => {
      link.classList.remove('is-bare', 'is-turned');
      if (turn) link.classList.add(turn);
      return isFree(link.lastChild.getBoundingClientRect(), link);
    });
    if (place === undefined) link.classList.add('is-bare');
    else taken.push(link.lastChild.getBoundingClientRect());
  }
};

/** What is owed to the makers of the tiles, as text and links: the file holds HTML, which is not trusted. */
const credit = (line, html) => {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  line.replaceChildren(...[...body.childNodes].map((node) => {
    const isLink = node.nodeName === 'A' && /^https?:/.test(node.href);
    return isLink ? Object.assign(document.createElement('a'), { href: node.href, textContent: node.textContent }) : node.textContent;
  }));
};

/** Shows the map in `view`, begun with `box`, until `signal` ends it; resolves when it is drawn. What goes wrong later is told to `fail`. */
export const draw = async ({ sheet, view, box: [west, south, east, north], signal, fail }) => {
  const [library, reader] = await Promise.all([
    import(LIBRARY),
    load('script', { src: READER }).then(() => window.pmtiles),
    load('link', { rel: 'stylesheet', href: SHEET }),
  ]);
  const [archive, marked, areas] = await Promise.all([read(reader), places(sheet, signal), zones(signal)]);
  signal.throwIfAborted();
  // Names of zones take what room is left by those of places, and come after them for those who go by keyboard.
  const found = [...marked, ...areas.found];
  const { lang } = document.documentElement;
  const { viewBox } = all(sheet, 'svg.map').find((svg) => svg.getClientRects().length);
  const canvas = view.querySelector('[data-map-detail-canvas]');
  canvas.style.aspectRatio = `${viewBox.baseVal.width} / ${viewBox.baseVal.height}`;

  library.setWorkerUrl(WORKER);
  library.addProtocol('detail', async ({ url }, { signal: dropped }) => {
    const [z, x, y] = url.slice('detail://'.length).split('/').map(Number);
    const tile = await archive.file.getZxy(z, x, y, dropped);
    return { data: tile?.data ?? new ArrayBuffer(0) };
  });
  const [least, , most] = archive.bounds;
  const map = new library.Map({
    container: canvas,
    style: style(archive, areas.shown(), colours(view), lang),
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: MARGIN * canvas.clientWidth },
    maxBounds: most - least < 350 ? archive.bounds : undefined,
    maxZoom: FARTHEST,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: {
      'Map.Title': view.ariaLabel,
      'CooperativeGesturesHandler.WindowsHelpText': view.dataset.wheel,
      'CooperativeGesturesHandler.MacHelpText': view.dataset.wheel,
      'CooperativeGesturesHandler.MobileHelpText': view.dataset.touch,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();

  const heard = (target, type, listener) => target.addEventListener(type, listener, { signal });
  signal.addEventListener('abort', () => map.remove(), { once: true });

  const links = found.map((place) => {
    const element = spot(place);
    new library.Marker({ element, subpixelPositioning: true }).setLngLat(place.at).addTo(map);
    return element;
  });
  const shown = () => links.filter((link) => !link.hidden);
  const settle = () => arrange(canvas, shown());
  const filter = () => {
    found.forEach(({ entry }, at) => { links[at].hidden = entry.classList.contains('is-out'); });
    map.getSource('zones')?.setData(areas.shown());
    settle();
  };
  const watch = new MutationObserver(filter);
  for (const { entry } of found) watch.observe(entry, { attributeFilter: ['class'] });
  signal.addEventListener('abort', () => watch.disconnect(), { once: true });
  const at = ['zone-fill', 'zone-route'];
  map.on('click', at, ({ features: [{ properties }], originalEvent: { target } }) => {
    if (!target.closest('.map-spot')) location.hash = properties.entry;
  });
  map.on('mouseenter', at, () => { map.getCanvas().style.cursor = 'pointer'; });
  map.on('mouseleave', at, () => { map.getCanvas().style.cursor = ''; });
  map.on('moveend', settle);
  map.on('resize', settle);

  heard(canvas, 'focusin', ({ target }) => {
    const at = found[links.indexOf(target)]?.at;
    if (at && target.matches(':focus-visible') && !map.getBounds().contains(at)) map.panTo(at);
  });
  heard(sheet, 'click', ({ target }) => {
    const step = target.closest('[data-map-detail-do]')?.value;
    if (step === '0') map.fitBounds([west, south, east, north], { padding: MARGIN * canvas.clientWidth });
    else if (step) map.zoomTo(map.getZoom() + Number(step));
  });
  heard(matchMedia('(prefers-color-scheme: dark)'), 'change', () => map.setStyle(style(archive, areas.shown(), colours(view), lang)));
  map.on('webglcontextlost', () => fail(new Error('the graphics were lost')));
  credit(view.querySelector('[data-map-detail-credit]'), archive.attribution);

  await new Promise((done, broken) => {
    map.once('idle', done);
    map.on('error', ({ error }) => {
      if (error?.name === 'AbortError') return;
      fail(error);
      broken(error);
    });
    signal.addEventListener('abort', () => broken(signal.reason), { once: true });
  });
  filter();
};
