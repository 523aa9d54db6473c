// node --test detail.mjs: the detailed map in a browser, and every way in which there can be none.
// BAYAN is the program; by default the release build. The site is the bundled one, with tiles of the Levant (tests/fixtures/sites/detail).
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { runAxe } from './lib/axe.mjs';
import { launch } from './lib/chromium.mjs';
import { watch } from './lib/probe.mjs';
import { serve } from './lib/server.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const BAYAN = process.env.BAYAN ?? join(ROOT, 'target/release/bayan');
const BASE = '/sub/';
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const LANGS = ['ar', 'en'];
/** What editors put into `detail/`, and where it is from. */
const FILES = {
  'maplibre-gl.js': 'maplibre-gl/dist/maplibre-gl.mjs',
  'maplibre-gl-worker.js': 'maplibre-gl/dist/maplibre-gl-worker.mjs',
  'maplibre-gl.css': 'maplibre-gl/dist/maplibre-gl.css',
  'pmtiles.js': 'pmtiles/dist/pmtiles.js',
};
/** A software renderer, so that every machine draws the same. */
const GRAPHICS = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

let folder, site, built, server, bare, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bayan-detail-'));
  [site, built] = ['site', 'public'].map((name) => join(folder, name));
  mkdirSync(join(site, 'detail'), { recursive: true });
  cpSync(join(ROOT, 'content'), join(site, 'content'), { recursive: true });
  const config = readFileSync(join(ROOT, 'bayan.yaml'), 'utf8');
  assert.ok(config.includes('\nmap:\n'));
  writeFileSync(join(site, 'bayan.yaml'), config.replace('\nmap:\n', '\nmap:\n  engine: maplibre\n'));
  for (const [name, from] of Object.entries(FILES)) cpSync(join(import.meta.dirname, 'node_modules', from), join(site, 'detail', name));
  cpSync(join(ROOT, 'tests/fixtures/sites/detail/detail/tiles.pmtiles'), join(site, 'detail/tiles.pmtiles'));
  build(built);
  server = await serve(built, BASE, 0, { hasRanges: true });
  bare = await serve(built, BASE);
  browser = await launch(GRAPHICS);
});

after(async () => {
  await browser?.close();
  await server?.close();
  await bare?.close();
  rmSync(folder, { recursive: true, force: true });
});

function build(to, ...options) {
  execFileSync(BAYAN, ['build', '--root', site, '-o', to, '--base-url', `https://example.org${BASE}`, '-q', ...options], { stdio: 'inherit' });
}

/** Runs `work` on the page of the map, and requires that nothing was asked of other hosts, and unless it may fail, that nothing was refused or written as an error. */
async function visit(lang, work, { size = WIDE, host = server, from = browser, mayFail = false, before: prepare, ...options } = {}) {
  const context = await from.newContext({ viewport: size, hasTouch: size === PHONE, reducedMotion: 'reduce', ...options });
  const tab = await context.newPage();
  try {
    const problems = await watch(tab, host.origin);
    await prepare?.(tab);
    await tab.goto(`${host.origin}${host.base ?? BASE}${lang}/map/`, { waitUntil: 'networkidle' });
    await work(tab);
    assert.deepEqual(problems().filter((one) => !mayFail || one.startsWith('request to another origin')), []);
  } finally {
    await context.close();
  }
}

const sheet = (tab) => tab.locator('[data-map-sheet="region"]');
const button = (tab) => sheet(tab).locator('[data-map-detail]');
const status = (tab) => sheet(tab).locator('[data-map-detail-status]');
const drawing = (tab) => sheet(tab).locator('svg.map:visible');
const canvas = (tab) => sheet(tab).locator('[data-map-detail-canvas] canvas');
const spots = (tab) => sheet(tab).locator('.map-spot[data-place]:visible');
const zones = (tab) => sheet(tab).locator('.map-spot[data-zone]:visible');
const word = (tab, name) => status(tab).evaluate((node, name) => node.dataset[name], name);

async function open(tab) {
  await button(tab).click();
  await sheet(tab).and(tab.locator('.is-detailed')).waitFor({ timeout: 40000 });
}

/** The drawing is shown, whole and alone, and the message says that there is nothing else. */
async function assertDrawing(tab, said) {
  await tab.waitForFunction((said) => document.querySelector('[data-map-detail-status]').dataset.said === said, said, { timeout: 40000 });
  assert.equal(await status(tab).textContent(), await word(tab, said));
  assert.equal(await drawing(tab).count(), 1);
  assert.equal(await sheet(tab).locator('[data-map-detail-view]').isVisible(), false);
  assert.equal(await sheet(tab).locator('.map-spot').count(), 0);
  assert.equal(await button(tab).textContent(), await button(tab).getAttribute('data-open'));
}

/** How much of the picture has each colour of the style, in parts of a hundred. */
async function painted(tab) {
  const names = ['sea', 'land'];
  const colours = await tab.evaluate((names) => names.map((name) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = `var(--map-${name})`;
    const found = getComputedStyle(probe).color.match(/\d+/g).slice(0, 3).map(Number);
    probe.remove();
    return found;
  }), names);
  const picture = (await canvas(tab).screenshot()).toString('base64');
  return tab.evaluate(async ([picture, colours]) => {
    const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const to = new OffscreenCanvas(image.width, image.height).getContext('2d');
    to.drawImage(image, 0, 0);
    const { data } = to.getImageData(0, 0, image.width, image.height);
    const counts = colours.map(() => 0);
    for (let at = 0; at < data.length; at += 4) {
      const is = colours.findIndex((colour) => colour.every((part, index) => Math.abs(part - data[at + index]) < 3));
      if (is >= 0) counts[is] += 1;
    }
    return counts.map((count) => (count * 400) / data.length);
  }, [picture, colours]);
}

// ---- What is shown

for (const lang of LANGS) {
  for (const [name, size] of [['wide', WIDE], ['phone', PHONE]]) {
    for (const colorScheme of ['light', 'dark']) {
      test(`${lang}, ${name}, ${colorScheme}: the map in place of the drawing`, () => visit(lang, async (tab) => {
        const before = await drawing(tab).boundingBox();
        await open(tab);
        assert.equal(await drawing(tab).count(), 0);
        const box = await canvas(tab).boundingBox();
        assert.ok(Math.abs(box.width - before.width) < 2 && Math.abs(box.height - before.height) < 2, 'as large as the drawing');
        const [sea, land] = await painted(tab);
        assert.ok(sea > 8 && sea < 40 && land > 45, `${sea} % sea, ${land} % land`);
        assert.equal(await status(tab).textContent(), await word(tab, 'opened'));
        assert.ok(await button(tab).evaluate((node) => node === document.activeElement && node.textContent === node.dataset.close));
        assert.ok(await sheet(tab).locator('figcaption').isVisible());
        assert.deepEqual(await tab.evaluate(faults), []);
        assert.deepEqual((await runAxe(tab)).filter(isOfIt), []);
      }, { size, colorScheme }));
    }
  }
}

/** Places may stand closer than fingers are thick, as on any map: the list has the same links, and the map can be zoomed. */
const isOfIt = (problem) => /map-spot|is-bare|is-turned|maplibregl|map-detail/.test(problem) && !problem.startsWith('axe target-size');

/** Runs in the page: what is wrong with the places of the detailed map. */
function faults() {
  const frame = document.querySelector('[data-map-detail-canvas]').getBoundingClientRect();
  const spots = [...document.querySelectorAll('.map-spot')];
  const names = spots.map((spot) => spot.querySelector('.map-spot-name')).filter((name) => name.checkVisibility({ opacityProperty: true }));
  const boxes = names.map((name) => [name.textContent, name.getBoundingClientRect()]).filter(([, box]) => box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom);
  const meet = (a, b) => a.left + 0.5 < b.right && b.left + 0.5 < a.right && a.top + 0.5 < b.bottom && b.top + 0.5 < a.bottom;
  const entryOf = (spot) => document.querySelector(`.map-list :is([data-place="${spot.dataset.place}"], [data-zone="${spot.dataset.zone}"])`);
  const drawn = [...document.querySelectorAll('[data-map-sheet] .map-wide .map-zone')].map((zone) => zone.dataset.zone);
  const entries = [...document.querySelectorAll('.map-list :is([data-place], [data-zone])')].map((entry) => entry.id).filter((id) => !id.startsWith('_zone-') || drawn.includes(id.slice('_zone-'.length))).sort().join();
  const seen = boxes.length;
  return [
    ...boxes.flatMap(([one, a], at) => boxes.slice(at + 1).filter(([, b]) => meet(a, b)).map(([other]) => `${one} and ${other} overlap`)),
    ...boxes.filter(([, box]) => box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom).map(([name]) => `${name} leaves the frame`),
    ...spots.filter((spot) => document.getElementById(decodeURIComponent(spot.hash.slice(1))) !== entryOf(spot)).map((spot) => `${spot.hash} leads nowhere`),
    ...spots.filter((spot) => spot.querySelector('.map-spot-name').textContent !== entryOf(spot).querySelector('a, strong').textContent).map((spot) => `${spot.hash} has another name`),
    ...(spots.map((spot) => decodeURIComponent(spot.hash.slice(1))).sort().join() === entries ? [] : ['links and entries differ']),
    ...(seen >= 8 ? [] : [`${seen} names are seen`]),
  ];
}

test('the checks see a map that is wrong', () => visit('ar', async (tab) => {
  await open(tab);
  const broken = async (change) => {
    await tab.evaluate(change);
    return (await tab.evaluate(faults)).length;
  };
  assert.ok(await broken(() => document.querySelectorAll('.map-spot-name').forEach((name) => { name.style.fontSize = '60px'; })));
  assert.ok(await broken(() => document.querySelector('.map-spot').remove()));
}));

test('nothing of it is loaded before it is asked for, and only what tiles show it is offered', () => {
  const asked = [];
  return visit('en', async (tab) => {
    assert.deepEqual(asked, ['open.js']);
    assert.equal(await tab.locator('[data-map-sheet]').count(), 2);
    assert.equal(await tab.locator('[data-map-detail]').count(), 1);
    await open(tab);
    assert.ok(['map.js', 'tiles.pmtiles', ...Object.keys(FILES)].every((name) => asked.includes(name)), asked.join(' '));
  }, { before: async (tab) => tab.on('request', (request) => asked.push(...(/\/detail\/([^?]+)/.exec(request.url())?.slice(1) ?? []))) });
});

test('our scripts are small: what each page has, and what comes on request', () => {
  const sizes = ['open.js', 'map.js'].map((name) => gzipSync(readFileSync(join(built, 'detail', name)), { level: 9 }).length);
  assert.ok(sizes[0] <= 1.5 * 1024 && sizes[1] <= 6 * 1024, `${sizes.join(' and ')} bytes`);
});

// ---- How it is used

describe('the way back, and again', () => {
  for (const lang of LANGS) {
    test(lang, () => visit(lang, async (tab) => {
      await open(tab);
      await button(tab).click();
      await assertDrawing(tab, 'closed');
      assert.ok(await button(tab).evaluate((node) => node === document.activeElement));
      await open(tab);
      assert.ok((await spots(tab).count()) > 8);
    }));
  }
});

test('pressed again while it loads, it stays away', () => visit('ar', async (tab) => {
  await button(tab).click();
  await button(tab).click();
  await assertDrawing(tab, 'closed');
  await tab.waitForTimeout(1500);
  await assertDrawing(tab, 'closed');
}));

test('by keyboard: through the places, to an entry', () => visit('ar', async (tab) => {
  await open(tab);
  await tab.keyboard.press('Tab');
  assert.ok(await canvas(tab).evaluate((node) => node === document.activeElement && node.ariaLabel));
  const far = tab.locator('.map-spot[data-place="astana"]');
  for (let at = 0; at < 3; at += 1) {
    await tab.keyboard.press('Tab');
    assert.ok(await tab.evaluate(() => document.activeElement.matches('.map-spot')));
  }
  // One that lies outside of the frame comes into it.
  const outside = tab.locator('.map-spot[data-place="damascus"]');
  await outside.focus();
  await tab.keyboard.press('Shift+Tab');
  await tab.keyboard.press('Tab');
  await tab.waitForTimeout(1200);
  const [frame, box] = [await canvas(tab).boundingBox(), await outside.boundingBox()];
  assert.ok(box.x > frame.x && box.x < frame.x + frame.width && box.y > frame.y && box.y < frame.y + frame.height, JSON.stringify([box, frame]));
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => location.hash === '#_place-damascus');
  assert.equal(await far.count(), 1);
}));

for (const lang of LANGS) {
  test(`${lang}: zones have their names, and are reached by keyboard after the places`, () => visit(lang, async (tab) => {
    await open(tab);
    const ids = await zones(tab).evaluateAll((all) => all.map((link) => link.dataset.zone));
    assert.deepEqual(ids.sort(), ['m4', 'm4-corridor']);
    await spots(tab).last().focus();
    for (const id of await zones(tab).evaluateAll((all) => all.map((link) => link.dataset.zone))) {
      await tab.keyboard.press('Tab');
      assert.equal(await tab.evaluate(() => document.activeElement.dataset.zone), id);
      const link = zones(tab).and(tab.locator(`[data-zone="${id}"]`));
      assert.ok(await link.locator('.map-spot-name').evaluate((name) => name.checkVisibility({ opacityProperty: true })));
      const [frame, box] = [await canvas(tab).boundingBox(), await link.boundingBox()];
      assert.ok(box.x > frame.x && box.x + box.width < frame.x + frame.width && box.y > frame.y && box.y + box.height < frame.y + frame.height, id);
      assert.ok(await tab.locator(`#_zone-${id}`).evaluate((entry) => entry.matches('.is-lit')));
    }
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(() => /^#_zone-m4/.test(location.hash));
    await tab.locator('[name="agreement"]').selectOption('moscow-protocol-2020');
    assert.deepEqual(await zones(tab).evaluateAll((all) => all.map((link) => link.dataset.zone)), ['m4-corridor']);
  }));
}

test('filters leave out the same places', () => visit('en', async (tab) => {
  await open(tab);
  const all = await spots(tab).count();
  await tab.locator('[name="agreement"]').selectOption({ index: 1 });
  const listed = await tab.evaluate(() => [...document.querySelectorAll('.map-list [data-place]')].filter((one) => one.checkVisibility()).map((one) => one.dataset.place).sort());
  const shown = await spots(tab).evaluateAll((links) => links.map((link) => link.dataset.place).sort());
  assert.deepEqual(shown, listed);
  assert.ok(shown.length < all);
  await button(tab).click();
  await open(tab);
  assert.equal(await spots(tab).count(), shown.length);
}));

test('buttons zoom, and find the whole map again', () => visit('en', async (tab) => {
  await open(tab);
  const apart = () => tab.evaluate(() => {
    const [a, b] = ['idlib', 'aleppo'].map((id) => document.querySelector(`.map-spot[data-place="${id}"]`).getBoundingClientRect());
    return Math.hypot(a.x - b.x, a.y - b.y);
  });
  const press = async (value) => {
    await sheet(tab).locator(`[data-map-detail-do][value="${value}"]`).click();
    await tab.waitForTimeout(900);
    return apart();
  };
  const before = await apart();
  const near = await press('1');
  assert.ok(near > before * 1.8, `${before} px, then ${near} px`);
  assert.ok(Math.abs((await press('0')) - before) < 2);
  const far = await press('-1');
  assert.ok(far < before * 0.6, `${before} px, then ${far} px`);
}));

test('a zone on the map leads to its entry', () => visit('en', async (tab) => {
  await open(tab);
  await canvas(tab).evaluate((node) => node.scrollIntoView({ block: 'center', behavior: 'instant' }));
  // The corridor lies six kilometres to each side of the road between the two; beside the road stands no name.
  const [one, other] = await Promise.all(['muhambal', 'ariha'].map((id) => tab.locator(`.map-spot[data-place="${id}"]`).boundingBox()));
  await tab.mouse.click((one.x + other.x + one.width) / 2, (one.y + other.y + one.height) / 2 + 20);
  await tab.waitForFunction(() => location.hash === '#_zone-m4-corridor');
}));

test('the wheel alone scrolls the page, and says how to zoom', () => visit('ar', async (tab) => {
  await open(tab);
  await canvas(tab).hover();
  const before = await tab.evaluate(() => scrollY);
  await tab.mouse.wheel(0, 200);
  await tab.waitForFunction((before) => scrollY > before, before);
  assert.match(await sheet(tab).locator('.maplibregl-cooperative-gesture-screen').textContent(), /Ctrl/);
}));

test('dark comes and goes with the system', () => visit('en', async (tab) => {
  await open(tab);
  await tab.emulateMedia({ colorScheme: 'dark' });
  await tab.waitForTimeout(1500);
  const [sea, land] = await painted(tab);
  assert.ok(sea > 8 && land > 45, `${sea} % sea, ${land} % land`);
}));

test('paper has the drawing', () => visit('ar', async (tab) => {
  await open(tab);
  await tab.emulateMedia({ media: 'print' });
  assert.equal(await drawing(tab).count(), 1);
  assert.equal(await canvas(tab).isVisible(), false);
}));

test('without JavaScript there is the drawing and no button', () => visit('en', async (tab) => {
  assert.equal(await drawing(tab).count(), 1);
  assert.equal(await button(tab).isVisible(), false);
}, { javaScriptEnabled: false }));

// ---- How it fails

const answer = (path, how) => ({ before: (tab) => tab.route(`**/${path}`, how) });
const missing = (route) => route.fulfill({ status: 404, body: 'not found' });
const FAILURES = {
  'the host sends no parts of files': () => ({ host: bare }),
  'the tiles are missing': () => answer('detail/tiles.pmtiles', missing),
  'the tiles are of something else': () => answer('detail/tiles.pmtiles', (route) => route.fulfill({ status: 206, body: Buffer.alloc(16384, 'x'), headers: { 'Content-Range': 'bytes 0-16383/20000' } })),
  'a tile is damaged': () => answer('detail/tiles.pmtiles', async (route) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(route.request().headers().range).map(Number);
    const file = readFileSync(join(site, 'detail/tiles.pmtiles'));
    file.fill(0xff, Number(file.readBigUInt64LE(56)));
    const part = file.subarray(from, to + 1);
    await route.fulfill({ status: 206, body: part, headers: { 'Content-Range': `bytes ${from}-${from + part.length - 1}/${file.length}` } });
  }),
  'our script is missing': () => answer('detail/map.js', missing),
  'the library is missing': () => answer('detail/maplibre-gl.js', missing),
  'the library is another one': () => answer('detail/maplibre-gl.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export default 1;' })),
  'the library cannot be read': () => answer('detail/maplibre-gl.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'x(' })),
  'the worker is missing': () => answer('detail/maplibre-gl-worker.js', missing),
  'the stylesheet is missing': () => answer('detail/maplibre-gl.css', missing),
  'the reader is missing': () => answer('detail/pmtiles.js', missing),
  'the places are missing': () => answer('data/places.geojson', missing),
};

for (const [name, how] of Object.entries(FAILURES)) {
  test(`${name}: the drawing stays, and a message says so`, () => visit(name.length % 2 ? 'ar' : 'en', async (tab) => {
    await button(tab).click();
    await assertDrawing(tab, 'failed');
    assert.ok(await status(tab).isVisible());
    assert.ok(await button(tab).evaluate((node) => node === document.activeElement));
  }, { mayFail: true, ...how() }));
}

test('after a failure the button tries again', () => visit('en', async (tab) => {
  await tab.route('**/detail/tiles.pmtiles', missing);
  await button(tab).click();
  await assertDrawing(tab, 'failed');
  await tab.unroute('**/detail/tiles.pmtiles');
  await open(tab);
}, { mayFail: true }));

test('it takes too long: the drawing stays', () => visit('ar', async (tab) => {
  await button(tab).click();
  await tab.clock.fastForward(31000);
  await assertDrawing(tab, 'failed');
}, { mayFail: true, before: async (tab) => {
  await tab.clock.install();
  await tab.route('**/detail/maplibre-gl.js', () => {});
} }));

test('the graphics are lost: the drawing returns', () => visit('en', async (tab) => {
  await open(tab);
  await canvas(tab).focus();
  await canvas(tab).evaluate((node) => node.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await assertDrawing(tab, 'failed');
  assert.ok(await button(tab).evaluate((node) => node === document.activeElement));
}));

test('a browser without WebGL: the drawing stays, and the library is not loaded', async () => {
  const poor = await launch(['--disable-3d-apis']);
  const asked = [];
  try {
    await visit('ar', async (tab) => {
      await button(tab).click();
      await assertDrawing(tab, 'failed');
      assert.deepEqual(asked.filter((url) => url.includes('maplibre')), []);
    }, { from: poor, before: async (tab) => tab.on('request', (request) => asked.push(request.url())) });
  } finally {
    await poor.close();
  }
});

test('from a folder there is no button', async () => {
  const portable = join(folder, 'portable');
  build(portable, '--portable');
  const tab = await browser.newPage();
  const errors = [];
  tab.on('pageerror', (error) => errors.push(error.message));
  await tab.goto(pathToFileURL(join(portable, 'en/map/index.html')).href);
  assert.equal(await button(tab).isVisible(), false);
  assert.deepEqual(errors, []);
  await tab.close();
});

// ---- The preview

test('bayan serve sends parts of files', async () => {
  const child = spawn(BAYAN, ['serve', '--root', site, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const address = await new Promise((found, failed) => {
      let said = '';
      const hear = (data) => {
        said += data;
        const line = /http:\/\/127\.0\.0\.1:\d+(?=\/)/u.exec(said);
        if (line) found(line[0]);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('exit', () => failed(new Error(said)));
    });
    await visit('ar', async (tab) => {
      await open(tab);
      assert.deepEqual(await tab.evaluate(faults), []);
    }, { host: { origin: address, base: new URL(readFileSync(join(site, 'bayan.yaml'), 'utf8').match(/base_url: (\S+)/)[1]).pathname } });
  } finally {
    child.kill();
  }
});
