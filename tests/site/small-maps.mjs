// node --test small-maps.mjs: small maps on home, place, event, agreement and article pages, in each language, on wide screens and phones.
// BAYAN is the program; by default the release build. The site is the bundled one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch } from './lib/chromium.mjs';
import * as map from './lib/map.mjs';
import { watch } from './lib/probe.mjs';
import { serve } from './lib/server.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const BAYAN = process.env.BAYAN ?? join(ROOT, 'target/release/bayan');
const BASE = '/sub/';
const PAGES = ['', 'places/idlib/', 'places/saraqib/', 'places/new-york/', 'places/ankara/', 'events/ev-khan-shaykhun-2019/', 'agreements/moscow-protocol-2020/', 'articles/moscow-protocol/'];
const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 }, narrow: { width: 320, height: 640 } };
const CHECKS = ['overlaps', 'outside', 'misplaced', 'unjoined'];
/** Compressed, for all that a page has of its map. */
const LARGEST = 6 * 1024;

let folder, server, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bayan-small-'));
  execFileSync(BAYAN, ['build', '--root', ROOT, '-o', folder, '--base-url', `https://example.org${BASE}`, '-q'], { stdio: 'inherit' });
  server = await serve(folder, BASE);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function visit(lang, path, options, work) {
  const context = await browser.newContext({ viewport: SIZES.wide, reducedMotion: 'reduce', ...options });
  const tab = await context.newPage();
  try {
    const problems = await watch(tab, server.origin);
    await tab.goto(`${server.origin}${BASE}${lang}/${path}`, { waitUntil: 'networkidle' });
    await tab.evaluate(map.tools);
    await work(tab);
    assert.deepEqual(problems(), []);
  } finally {
    await context.close();
  }
}

/** Letters of names on small maps are never so small that nobody reads them, nor larger than the text around them. */
const letters = (tab) => tab.evaluate(() => [...document.querySelectorAll('svg.map-small .map-name')].map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a).filter((size) => size < 10 || size > 19));

for (const lang of ['ar', 'en']) {
  for (const path of PAGES) {
    for (const [name, viewport] of Object.entries(SIZES)) {
      test(`${lang} /${path} ${name}: what is drawn`, () => visit(lang, path, { viewport }, async (tab) => {
        assert.equal(await tab.locator('svg.map-small').count(), 1);
        for (const check of CHECKS) assert.deepEqual(await tab.evaluate(map[check]), [], check);
        assert.deepEqual(await letters(tab), []);
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `the page is ${wide} px too wide`);
      }));
    }
    for (const colorScheme of ['light', 'dark']) {
      test(`${lang} /${path} ${colorScheme}: contrast`, () => visit(lang, path, { colorScheme }, async (tab) => {
        const faint = (await tab.evaluate(map.faint)).filter((line) => !line.endsWith('on the page'));
        assert.deepEqual(faint, []);
      }));
    }
  }
}

test('markers are links with names, and the map has a name and a description', () => visit('ar', 'places/idlib/', {}, async (tab) => {
  const links = await tab.locator('svg.map-small a').evaluateAll((all) => all.map((link) => [link.getAttribute('aria-label'), link.href.baseVal]));
  assert.ok(links.length > 5 && links.every(([name, href]) => name && href.startsWith('/sub/ar/places/')), JSON.stringify(links));
  assert.equal(await tab.getByRole('group', { name: 'خريطة: إدلب' }).count(), 1);
  await tab.locator('svg.map-small a[href$="/places/saraqib/"]').focus();
  await tab.keyboard.press('Enter');
  await tab.waitForURL('**/places/saraqib/');
}));

test('pages stay light', () => {
  for (const lang of ['ar', 'en']) {
    for (const path of PAGES) {
      const html = readFileSync(join(folder, lang, path, 'index.html'), 'utf8');
      const without = html.replace(/<svg[^>]*map-small.*?<\/svg>/s, '');
      assert.notEqual(html, without);
      const size = gzipSync(html, { level: 9 }).length - gzipSync(without, { level: 9 }).length;
      assert.ok(size <= LARGEST, `${lang}/${path}: ${size} bytes`);
    }
  }
});

test('print and forced colours keep the map', async () => {
  await visit('ar', 'places/idlib/', { forcedColors: 'active' }, async (tab) => {
    const dot = await tab.locator('svg.map-small .map-dot').first().evaluate((node) => getComputedStyle(node).fill);
    const sea = await tab.locator('svg.map-small .map-sea').evaluate((node) => getComputedStyle(node).fill);
    assert.notEqual(dot, sea);
  });
  await visit('ar', 'places/idlib/', {}, async (tab) => {
    await tab.emulateMedia({ media: 'print' });
    assert.ok(await tab.locator('svg.map-small').isVisible());
    assert.deepEqual(await tab.evaluate(map.overlaps), []);
  });
});

test('the checks see a map that is wrong', () => visit('ar', 'places/idlib/', {}, async (tab) => {
  await tab.evaluate(() => document.querySelectorAll('svg.map-small .map-name').forEach((text) => { text.setAttribute('x', 400); text.style.fontSize = '60px'; }));
  for (const check of ['outside', 'misplaced', 'overlaps']) assert.notDeepEqual(await tab.evaluate(map[check]), [], check);
  assert.notDeepEqual(await letters(tab), []);
}));

test('files of the page of the map: their sizes are told, and they are well-formed pictures', () => visit('ar', 'map/', {}, async (tab) => {
  const links = await tab.locator('.map-files a').evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.nextSibling.data]));
  assert.ok(links.length >= 5, JSON.stringify(links));
  for (const [href, text] of links) {
    const file = join(folder, href.replace(BASE, ''));
    assert.ok(text.includes(String(Math.ceil(statSync(file).size / 1000))), `${href} ${text}`);
    if (!href.endsWith('.svg')) continue;
    const problem = await tab.evaluate((xml) => new DOMParser().parseFromString(xml, 'image/svg+xml').querySelector('parsererror')?.textContent, readFileSync(file, 'utf8'));
    assert.equal(problem, undefined, href);
  }
  const places = JSON.parse(readFileSync(join(folder, 'data/places.geojson'), 'utf8'));
  const idlib = places.features.find((feature) => feature.id === 'idlib');
  assert.deepEqual(idlib.geometry.coordinates, [36.63393, 35.93062]);
  assert.equal(idlib.properties.title.ar, 'إدلب');
  assert.doesNotMatch(JSON.stringify(places), /[\u2066-\u2069\u200e\u200f]/);
}));
