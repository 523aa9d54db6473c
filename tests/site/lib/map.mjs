// What must be true of a map in a browser. Each function runs in the page and returns what is wrong, in words.

/** Put into the page once: what the checks share. */
export function tools() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  // `checkVisibility` is wrong about parts of drawings.
  const isSeen = (node) => node.getClientRects().length > 0 && node.checkVisibility({ visibilityProperty: true });
  const maps = () => [...document.querySelectorAll('svg.map')].filter(isSeen);
  const texts = (map) => [...map.querySelectorAll('text')].filter(isSeen);

  /** The box of the ink, in pixels of the window: lines are measured with room above and below their letters. */
  const ink = (text) => {
    const style = getComputedStyle(text);
    const { left, right } = text.getBoundingClientRect();
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = canvas.measureText(text.textContent);
    const { a, d, e, f } = text.getScreenCTM();
    const y = d * Number(text.getAttribute('y')) + f;
    return { left, right, top: y - up * a, bottom: y + down * a, e };
  };
  const meet = (a, b, room = 0) => a.left + room < b.right && b.left + room < a.right && a.top + room < b.bottom && b.top + room < a.bottom;

  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(rgb(one)), light(rgb(other))].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  window.bayanMap = { isSeen, maps, texts, ink, meet, rgb, contrast };
}

export function overlaps() {
  const { maps, texts, ink, meet } = window.bayanMap;
  return maps().flatMap((map) => {
    const found = texts(map).map((text) => [text, ink(text)]);
    // Marks slide under what stays where it is, with their numbers.
    const isUnder = (one, other) => one.matches('.map-place .map-count') && other.closest('.map-furniture');
    return found.flatMap(([one, box], at) => found.slice(at + 1).filter(([other, area]) => meet(box, area, 0.5) && !isUnder(one, other)).map(([other]) => `${map.id}: ${one.textContent} and ${other.textContent} overlap`));
  });
}

export function outside() {
  const { maps, texts, ink } = window.bayanMap;
  return maps().flatMap((map) => {
    const frame = map.getBoundingClientRect();
    const isOut = ({ left, right, top, bottom }) => left < frame.left - 0.5 || right > frame.right + 0.5 || top < frame.top - 0.5 || bottom > frame.bottom + 0.5;
    // A mark at the edge of a map that has grown is cut, and so is its number.
    return texts(map).filter((text) => !text.matches('.map-count') && isOut(ink(text))).map((text) => `${map.id}: ${text.textContent} leaves the frame`);
  });
}

/** Every marker has its entry, and every entry a marker on one of the maps, or a share in one; numbers say how many share it. */
export function unmatched() {
  const { maps, isSeen } = window.bayanMap;
  const ids = (nodes) => new Set([...nodes].map((node) => node.dataset.place));
  const places = maps().map((map) => [...map.querySelectorAll('.map-place[data-place]:not(.is-out)')]);
  const markers = ids(places.flat());
  const entries = ids([...document.querySelectorAll('.map-list [data-place]')].filter(isSeen));
  const wrong = places.flatMap((all) => {
    const count = (node) => [...(node.querySelector('.map-count')?.textContent ?? '1')].map((digit) => digit.codePointAt(0) % 16).reduce((sum, digit) => sum * 10 + digit, 0);
    const sum = all.filter(isSeen).reduce((sum, node) => sum + count(node), 0);
    return sum === all.length ? [] : [`${all.length} places, and markers for ${sum}`];
  });
  return [...wrong, ...[...markers].filter((id) => !entries.has(id)).map((id) => `marker ${id} has no entry`), ...[...entries].filter((id) => !markers.has(id)).map((id) => `entry ${id} has no marker`)];
}

/** Every zone and every label of one has its entry, and every entry whose outline is known a zone on one of the maps. */
export async function zonesUnmatched() {
  const { maps, isSeen } = window.bayanMap;
  const file = document.querySelector('.map-list a[download][href$="zones.geojson"]');
  const { features } = file ? await (await fetch(file.href)).json() : { features: [] };
  const isDrawn = (id) => features.find((feature) => feature.id === id)?.geometry;
  const ids = (nodes) => new Set([...nodes].filter(isSeen).map((node) => node.dataset.zone));
  const links = ids(maps().flatMap((map) => [...map.querySelectorAll('[data-zone]')]));
  const entries = ids(document.querySelectorAll('.map-list [data-zone]'));
  const astray = maps().flatMap((map) => [...map.querySelectorAll('[data-zone]')]).filter((link) => document.querySelector(link.getAttribute('href'))?.dataset.zone !== link.dataset.zone);
  return [
    ...[...links].filter((id) => !entries.has(id)).map((id) => `zone ${id} has no entry`),
    ...[...entries].filter((id) => isDrawn(id) && !links.has(id)).map((id) => `entry ${id} has no zone`),
    ...astray.map((link) => `zone ${link.dataset.zone} leads to ${link.getAttribute('href')}`),
  ];
}

/** Two marks of a map for scripts do not cover one another: circles, whose boxes may share a corner. */
export function crowded() {
  const { maps, isSeen } = window.bayanMap;
  return maps().flatMap((map) => {
    const dots = [...map.querySelectorAll('.map-place[data-place]')].filter(isSeen).map((node) => [node.dataset.place, node.querySelector('.map-dot').getBoundingClientRect()]);
    const meet = (a, b) => Math.hypot(a.left + a.right - b.left - b.right, a.top + a.bottom - b.top - b.bottom) + 2 < a.width + b.width;
    return dots.flatMap(([id, box], at) => dots.slice(at + 1).filter(([, other]) => meet(box, other)).map(([other]) => `${map.id}: the marks of ${id} and ${other} meet`));
  });
}

/** A name stands beside its dot and not over it, and no further than a line leads to it; a map that is scaled up has more room. */
export function misplaced() {
  const { maps, texts, ink, meet } = window.bayanMap;
  return maps().flatMap((map) => texts(map).filter((text) => text.matches('.map-place .map-name')).flatMap((text) => {
    const marker = text.closest('.map-place');
    const dot = marker.querySelector('.map-dot').getBoundingClientRect();
    const box = ink(text);
    const far = Math.max(box.left - dot.right, dot.left - box.right, box.top - dot.bottom, dot.top - box.bottom);
    if (meet(box, dot)) return [`${map.id}: ${text.textContent} covers its dot`];
    return far > 12 * Math.max(1, map.getScreenCTM().a) && !marker.querySelector('.map-leader') ? [`${map.id}: ${text.textContent} is ${Math.round(far)} px from its dot`] : [];
  }));
}

/** Letters of a script that joins are joined, and the first is at the right. */
export function unjoined() {
  const { maps, texts } = window.bayanMap;
  const ZWNJ = '\u200c';
  return maps().flatMap((map) => texts(map).filter((text) => /[\u0628\u062a-\u062e\u0633-\u064a]\p{L}/u.test(text.textContent) && !text.textContent.includes(ZWNJ)).flatMap((text) => {
    const apart = text.cloneNode(true);
    apart.textContent = [...text.textContent].join(ZWNJ);
    text.after(apart);
    // Sums may agree by chance; the letters one by one do not.
    const widths = (node, step) => [...text.textContent].map((_, at) => node.getExtentOfChar(at * step).width);
    const [own, single] = [widths(text, 1), widths(apart, 2)];
    const isApart = own.every((width, at) => Math.abs(width - single[at]) < 0.1);
    apart.remove();
    const last = text.getNumberOfChars() - 1;
    const isTurned = text.getStartPositionOfChar(0).x <= text.getEndPositionOfChar(last).x;
    return [...(isApart ? [`${text.textContent} is not joined`] : []), ...(isTurned ? [`${text.textContent} does not begin at the right`] : [])];
  }));
}

/** Names of maps against every fill that may lie under them and their rim; other texts against the page under them. */
export function faint() {
  const { maps, texts, isSeen, contrast, rgb } = window.bayanMap;
  const weak = (text, colour, under, what) => (contrast(colour, under) < 4.5 ? [`${text}: ${contrast(colour, under).toFixed(2)} on ${what}`] : []);
  const onMaps = maps().flatMap((map) => {
    const grounds = ['sea', 'land', 'home'].flatMap((name) => [...map.querySelectorAll(`.map-${name}`)].slice(0, 1)).map((node) => [node.getAttribute('class'), getComputedStyle(node).fill]);
    return texts(map).flatMap((text) => {
      const { fill, stroke } = getComputedStyle(text);
      if (text.matches('.map-count')) return weak(text.textContent, fill, getComputedStyle(text.parentNode.querySelector('.map-dot')).fill, 'its mark');
      const rim = stroke === 'none' ? [] : [['rim', stroke]];
      return [...grounds, ...rim].flatMap(([what, under]) => weak(text.textContent, fill, under, what));
    });
  });
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (rgb(colour)[3] === 255) return colour;
    }
    return 'white';
  };
  const words = [...document.querySelectorAll('main :is(a, p, span, button, select, output, h1, h2, figcaption, summary, time)')].filter((node) => isSeen(node) && !node.closest('svg') && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  return [...onMaps, ...words.flatMap((node) => weak(node.textContent.trim().slice(0, 30), getComputedStyle(node).color, ground(node), 'the page'))];
}

/** What is pressed is 24 pixels each way. */
export function smallTargets() {
  const { maps, isSeen } = window.bayanMap;
  const dots = maps().flatMap((map) => [...map.querySelectorAll('.map-target')]);
  const controls = [...document.querySelectorAll('[data-map] :is(button, select, input)')];
  return [...dots, ...controls].filter(isSeen).flatMap((node) => {
    const { width, height } = node.getBoundingClientRect();
    return Math.min(width, height) < 23.9 ? [`${node.closest('[data-place]')?.dataset.place ?? node.outerHTML.slice(0, 60)}: ${width.toFixed(1)} × ${height.toFixed(1)}`] : [];
  });
}
