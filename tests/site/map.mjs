// node --test map.mjs: the page of the map in a browser, driven by real input, in each language, on wide screens and phones.
// BAYAN is the program; by default the release build. The site is the bundled one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch } from './lib/chromium.mjs';
import { crowd } from './lib/crowd.mjs';
import * as map from './lib/map.mjs';
import { watch } from './lib/probe.mjs';
import { serve } from './lib/server.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const BAYAN = process.env.BAYAN ?? join(ROOT, 'target/release/bayan');
const BASE = '/sub/';
const LARGEST = 5 * 1024;
const LANGS = ['ar', 'en'];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

let folder, server, crowded, browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bayan-map-'));
  const build = (root, to) => execFileSync(BAYAN, ['build', '--root', root, '-o', join(folder, to), '--base-url', `https://example.org${BASE}`, '-q'], { stdio: 'inherit' });
  build(ROOT, 'site');
  crowd(join(folder, 'crowd'), 500);
  build(join(folder, 'crowd'), 'crowded');
  server = await serve(join(folder, 'site'), BASE);
  crowded = await serve(join(folder, 'crowded'), BASE);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  await crowded?.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = (lang, query = '', { origin } = server) => `${origin}${BASE}${lang}/map/${query}`;

/** Runs `work` on the page of the map, and requires that nothing was asked of other hosts, refused, or written as an error. */
async function visit(lang, size, work, { query = '', site = server, ...options } = {}) {
  const context = await browser.newContext({ viewport: size, hasTouch: size === PHONE, reducedMotion: 'reduce', ...options });
  const tab = await context.newPage();
  try {
    const problems = await watch(tab, site.origin);
    await tab.goto(address(lang, query, site), { waitUntil: 'networkidle' });
    if (options.javaScriptEnabled !== false) await tab.evaluate(map.tools);
    await work(tab);
    assert.deepEqual(problems(), []);
  } finally {
    await context.close();
  }
}

const widths = [['wide', WIDE], ['phone', PHONE]];
const drawing = (tab, sheet = 'region') => tab.locator(`[data-map-sheet="${sheet}"] svg.map:visible`);
const growth = (tab, sheet) => drawing(tab, sheet).evaluate((svg) => new DOMMatrix(getComputedStyle(svg.querySelector('.map-view')).transform).a);
const offset = (tab) => drawing(tab).evaluate((svg) => { const { e, f } = new DOMMatrix(getComputedStyle(svg.querySelector('.map-view')).transform); return [e, f]; });
const press = (tab, what) => tab.locator(`[data-map-sheet="region"] [data-map-do="zoom"]`).nth(['in', 'out', 'all'].indexOf(what)).click({ force: true });
/** Scrolls to the map; a spot in it without markers. */
const inView = async (tab) => {
  await drawing(tab).evaluate((svg) => svg.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const box = await drawing(tab).boundingBox();
  return [box.x + box.width / 2, box.y + box.height * 0.7];
};
const marker = (tab, id) => tab.locator(`[data-map-sheet="region"] svg.map:visible .map-place[data-place="${id}"]`);
const shown = (tab) => tab.evaluate(() => [...document.querySelectorAll('.map-list [data-place]')].filter((entry) => entry.checkVisibility()).map((entry) => entry.dataset.place).sort());
const listed = (tab) => tab.locator('.map-list [data-zone]:visible').evaluateAll((all) => all.map((entry) => entry.dataset.zone).sort());
const query = (tab) => tab.evaluate(() => new Promise((done) => setTimeout(() => done(location.search), 250)));
/** A place of the regional map with events, and with room around it. */
const BUSY = 'saraqib';

// ---- What is drawn

const CHECKS = ['overlaps', 'outside', 'unmatched', 'zonesUnmatched', 'crowded', 'misplaced', 'unjoined', 'faint', 'smallTargets'];
const STATES = [['', 'whole'], ['?map-region=2.5_-0.9_-0.6', 'zoomed'], ['?time=2018-09-17', 'filtered']];

for (const lang of LANGS) {
  for (const [name, size] of widths) {
    for (const [asked, state] of STATES) {
      for (const colorScheme of state === 'whole' ? ['light', 'dark'] : ['light']) {
        test(`${lang}, ${name}, ${state}, ${colorScheme}: what is drawn`, () => visit(lang, size, async (tab) => {
          for (const check of CHECKS) assert.deepEqual(await tab.evaluate(map[check]), [], check);
        }, { query: asked, colorScheme }));
      }
    }
  }
}

/** How a page is broken so that a check must see it. */
const BREAKS = {
  overlaps: () => document.querySelectorAll('.map-wide .map-name').forEach((text) => { text.setAttribute('x', 0); text.style.fontSize = '60px'; }),
  outside: () => document.querySelectorAll('.map-wide .map-name').forEach((text) => text.setAttribute('x', 900)),
  unmatched: () => document.querySelector('.map-list [data-place]').remove(),
  zonesUnmatched: () => document.querySelector('.map-list [data-zone="m4"]').remove(),
  crowded: () => document.querySelectorAll('.is-in').forEach((marker) => marker.classList.remove('is-in')),
  misplaced: () => document.querySelectorAll('.map-wide .map-name').forEach((text) => text.setAttribute('text-anchor', 'middle')),
  unjoined: () => document.querySelectorAll('.map-wide .map-name').forEach((text) => { text.style.unicodeBidi = 'bidi-override'; text.setAttribute('direction', 'ltr'); }),
  faint: () => document.documentElement.style.setProperty('--map-ink', '#aaa'),
  smallTargets: () => document.querySelectorAll('.map-target').forEach((circle) => { circle.style.r = '6px'; }),
};

for (const check of CHECKS) {
  test(`the check '${check}' sees a page that is wrong`, () => visit('ar', WIDE, async (tab) => {
    await tab.evaluate(BREAKS[check]);
    assert.notDeepEqual(await tab.evaluate(map[check]), []);
  }));
}

test('the checks of a visit see a request to another host and an error', async () => {
  const broken = (work) => assert.rejects(visit('en', WIDE, work), assert.AssertionError);
  await broken((tab) => tab.evaluate(() => console.error('wrong')));
  await broken((tab) => tab.evaluate(() => { document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' })); }).then(() => tab.waitForTimeout(200)));
});

test(`the script has at most ${LARGEST} bytes when compressed`, () => {
  const size = gzipSync(readFileSync(join(folder, 'site/assets/map.js')), { level: 9 }).length;
  assert.ok(size <= LARGEST, `${size} bytes`);
});

test('nothing jumps when the script begins', () => visit('ar', WIDE, async (tab) => {
  const shift = await tab.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; })).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 300);
  }));
  assert.ok(shift < 0.01, `layout shift ${shift}`);
}));

// ---- The view

for (const lang of LANGS) {
  describe(`${lang}: the view`, () => {
    test('buttons, and their limits', () => visit(lang, WIDE, async (tab) => {
      const out = tab.locator('[data-map-sheet="region"] [data-map-do="zoom"]').nth(1);
      assert.equal(await growth(tab), 1);
      assert.equal(await out.getAttribute('aria-disabled'), 'true');
      await press(tab, 'in');
      assert.ok((await growth(tab)) > 1.5);
      assert.equal(await growth(tab, 'all'), 1);
      assert.equal(await out.getAttribute('aria-disabled'), 'false');
      for (let i = 0; i < 9; i += 1) await press(tab, 'in');
      assert.equal(await growth(tab), 8);
      await press(tab, 'all');
      assert.deepEqual([await growth(tab), ...(await offset(tab))], [1, 0, 0]);
    }));

    test('the wheel with ctrl, and without', () => visit(lang, WIDE, async (tab) => {
      await drawing(tab).hover();
      await tab.mouse.wheel(0, 200);
      await tab.waitForFunction(() => scrollY > 0);
      assert.equal(await growth(tab), 1);
      await tab.evaluate(() => scrollTo(0, 200));
      await drawing(tab).hover();
      const before = await tab.evaluate(() => scrollY);
      await tab.keyboard.down('Control');
      await tab.mouse.wheel(0, -300);
      await tab.keyboard.up('Control');
      assert.ok((await growth(tab)) > 1.2);
      assert.equal(await tab.evaluate(() => scrollY), before);
    }));

    test('a drag moves a map that has grown, never further than its edge, and no other', () => visit(lang, WIDE, async (tab) => {
      await inView(tab);
      const box = await drawing(tab).boundingBox();
      const drag = async (x, y) => {
        const start = [box.x + box.width * 0.8, box.y + box.height * 0.7];
        await tab.mouse.move(...start);
        await tab.mouse.down();
        for (let i = 1; i <= 5; i += 1) await tab.mouse.move(start[0] + (x * i) / 5, start[1] + (y * i) / 5);
        await tab.mouse.up();
      };
      await drag(-100, -50);
      assert.deepEqual(await offset(tab), [0, 0]);
      await press(tab, 'in');
      const [x, y] = await offset(tab);
      const units = await drawing(tab).evaluate((svg) => svg.viewBox.baseVal.width / svg.getBoundingClientRect().width);
      await drag(-60, 30);
      const [right, down] = await offset(tab);
      assert.ok(Math.abs(right - x + 60 * units) < 2 && Math.abs(down - y - 30 * units) < 2, `${right - x}, ${down - y}`);
      for (let i = 0; i < 4; i += 1) await drag(250, 250);
      assert.deepEqual(await offset(tab), [0, 0]);
    }));

    test('keys: + − 0, and arrows by geography', () => visit(lang, WIDE, async (tab) => {
      await drawing(tab).focus();
      const before = await tab.evaluate(() => scrollY);
      await tab.keyboard.press('ArrowDown');
      assert.deepEqual(await offset(tab), [0, 0]);
      await tab.evaluate((y) => scrollTo(0, y), before);
      for (const key of ['+', '+']) await tab.keyboard.press(key);
      assert.ok((await growth(tab)) > 2);
      const [x, y] = await offset(tab);
      await tab.keyboard.press('ArrowRight');
      await tab.keyboard.press('ArrowUp');
      const [east, north] = await offset(tab);
      assert.ok(east < x && north > y, 'right shows the east and up the north');
      await tab.keyboard.press('-');
      assert.ok((await growth(tab)) < 2);
      await tab.keyboard.press('0');
      assert.equal(await growth(tab), 1);
    }));

    test('a double click', () => visit(lang, WIDE, async (tab) => {
      const { width, height } = await drawing(tab).boundingBox();
      await drawing(tab).dblclick({ position: { x: width * 0.8, y: height * 0.7 } });
      assert.ok((await growth(tab)) > 1.5);
    }));

    test('names and dots keep their size, names come when there is room, and the scale follows', () => visit(lang, WIDE, async (tab) => {
      const measure = () => marker(tab, BUSY).evaluate((node) => [node.querySelector('.map-dot'), node.querySelector('text')].map((one) => one.getBoundingClientRect().width));
      const km = () => drawing(tab).evaluate((svg) => [...svg.querySelectorAll('.map-scale')].filter((bar) => bar.getClientRects().length).map((bar) => [Number(bar.textContent.match(/\d+/)[0]), bar.querySelector('path').getBBox().width]));
      const names = (name) => drawing(tab, name).evaluate((svg) => [...svg.querySelectorAll('.map-more')].filter((text) => text.getClientRects().length && getComputedStyle(text).visibility === 'visible').length);
      const before = await measure();
      const [[first, length]] = await km();
      await press(tab, 'in');
      await press(tab, 'in');
      for (const [at, size] of (await measure()).entries()) assert.ok(Math.abs(size - before[at]) < 0.6, `${size} was ${before[at]}`);
      const [[now, grown], ...more] = await km();
      assert.deepEqual(more, []);
      assert.ok(Math.abs(grown / now / (length / first) - 1.6 ** 2) < 0.02, 'the bar is true');
      assert.equal(await names('all'), 0);
      const view = await drawing(tab, 'all').evaluate((svg) => {
        const { width, height } = svg.viewBox.baseVal;
        const { e, f } = [...svg.querySelectorAll('.map-place')].find((node) => !node.querySelector('text')).transform.baseVal.consolidate().matrix;
        return [8, 0.5 - (8 * e) / width, 0.5 - (8 * f) / height].join('_');
      });
      await tab.goto(address(lang, `?map-all=${view}`), { waitUntil: 'networkidle' });
      assert.ok((await names('all')) > 0, 'names that had no room');
    }));
  });

  describe(`${lang}: fingers`, () => {
    const touch = async (tab, type, points) => {
      tab.cdp ??= await tab.context().newCDPSession(tab);
      await tab.cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    };
    test('two pinch', () => visit(lang, PHONE, async (tab) => {
      const [x, y] = await inView(tab);
      await touch(tab, 'touchStart', [[x - 20, y], [x + 20, y]]);
      for (const reach of [30, 40, 50, 60]) await touch(tab, 'touchMove', [[x - reach, y], [x + reach, y]]);
      await touch(tab, 'touchEnd', []);
      const k = await growth(tab);
      assert.ok(k > 2.4 && k < 3.2, `grown ${k}`);
      assert.equal(await tab.evaluate(() => visualViewport.scale), 1);
    }));

    const swipe = async (tab) => {
      const [x, y] = await inView(tab);
      const before = await tab.evaluate(() => scrollY);
      await touch(tab, 'touchStart', [[x, y]]);
      for (const by of [10, 30, 60, 90, 120]) await touch(tab, 'touchMove', [[x, y - by]]);
      const scrolled = (await tab.evaluate(() => scrollY)) - before;
      await touch(tab, 'touchEnd', []);
      return scrolled;
    };

    test('one scrolls the page over a whole map', () => visit(lang, PHONE, async (tab) => {
      assert.ok((await swipe(tab)) > 50, 'the page scrolls');
      assert.deepEqual(await offset(tab), [0, 0]);
    }));

    test('one moves a map that has grown', () => visit(lang, PHONE, async (tab) => {
      await press(tab, 'in');
      const [, y] = await offset(tab);
      assert.equal(await swipe(tab), 0);
      assert.ok((await offset(tab))[1] < y, 'the map moves');
    }));
  });

  // ---- Entries at their markers

  describe(`${lang}: entries at markers`, () => {
    const dialog = (tab) => tab.getByRole('dialog');

    test('from the keyboard: focus goes in, Esc closes and gives it back', () => visit(lang, WIDE, async (tab) => {
      await marker(tab, BUSY).focus();
      await tab.keyboard.press('Enter');
      const name = await marker(tab, BUSY).getAttribute('aria-label');
      await tab.getByRole('dialog', { name }).waitFor();
      assert.ok(await dialog(tab).evaluate((box) => box === document.activeElement));
      await tab.keyboard.press('Tab');
      assert.ok(await dialog(tab).evaluate((box) => box.contains(document.activeElement)));
      const links = await dialog(tab).getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      assert.ok(links.length > 1 && links.every((href) => href.startsWith(`${BASE}${lang}/`)), links.join(' '));
      assert.equal(await dialog(tab).locator('[id]').count(), 0);
      await tab.keyboard.press('Escape');
      assert.equal(await dialog(tab).count(), 0);
      assert.ok(await marker(tab, BUSY).evaluate((node) => node === document.activeElement));
    }));

    test('by mouse: whole and in the window, and closed by a click elsewhere', () => visit(lang, WIDE, async (tab) => {
      for (const id of await drawing(tab).evaluate((svg) => [...svg.querySelectorAll('.map-place:not(.is-in)')].slice(0, 8).map((node) => node.dataset.place))) {
        await marker(tab, id).locator('.map-dot').click({ force: true });
        const box = await dialog(tab).boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= WIDE.width, id);
        const isWhole = await dialog(tab).evaluate((node) => {
          const { left, right, top, bottom } = node.getBoundingClientRect();
          return [[left + 3, top + 3], [right - 3, top + 3], [left + 3, Math.min(bottom, innerHeight) - 3]].every(([x, y]) => y < 0 || y > innerHeight || node.contains(document.elementFromPoint(x, y)));
        });
        assert.ok(isWhole, `${id} is covered or clipped`);
        await tab.locator('h1').click();
        assert.equal(await dialog(tab).count(), 0);
      }
    }));

    test('on a phone: a sheet under the map, which a resize leaves open', () => visit(lang, PHONE, async (tab) => {
      await marker(tab, BUSY).locator('text').first().tap();
      const [sheet, drawn] = [await dialog(tab).boundingBox(), await drawing(tab).boundingBox()];
      assert.ok(sheet.y >= drawn.y + drawn.height);
      await tab.setViewportSize({ width: 390, height: 780 });
      await tab.waitForTimeout(100);
      await dialog(tab).getByRole('button').tap();
      assert.equal(await dialog(tab).count(), 0);
      assert.ok(await marker(tab, BUSY).evaluate((node) => node === document.activeElement));
    }));

    test('a marker and its entry light up together, both ways', () => visit(lang, WIDE, async (tab) => {
      const entry = tab.locator(`#_place-${BUSY}`);
      const lit = async () => [await marker(tab, BUSY).evaluate((node) => node.matches('.is-lit')), await entry.evaluate((node) => node.matches('.is-lit'))];
      assert.deepEqual(await lit(), [false, false]);
      await marker(tab, BUSY).locator('text').first().hover();
      assert.deepEqual(await lit(), [true, true]);
      await tab.mouse.move(2, 2);
      assert.deepEqual(await lit(), [false, false]);
      await entry.locator('a').first().focus();
      assert.deepEqual(await lit(), [true, true]);
    }));

    test('tab: from the way around the map to controls, map and markers, and a marker out of view comes into it', () => visit(lang, WIDE, async (tab) => {
      const order = await tab.evaluate(() => [...document.querySelectorAll('main a, main button, main select, main input, main svg[tabindex]')].filter((node) => node.checkVisibility()).map((node) => node.closest('[data-map-filters]') ? 'filters' : node.closest('.map-tools') ? 'tools' : node.matches('svg') ? 'map' : node.closest('.map-phases') ? 'phases' : node.closest('svg') ? 'marker' : node.closest('.map-list') ? 'list' : node.matches('[download]') ? 'files' : 'skip').filter((kind, at, all) => kind !== all[at - 1]));
      assert.deepEqual(order, ['skip', 'filters', 'tools', 'map', 'marker', 'files', 'tools', 'map', 'marker', 'files', 'phases', 'list']);
      await tab.locator('main a.map-skip').focus();
      await tab.keyboard.press('Tab');
      assert.equal(await tab.evaluate(() => document.activeElement.name), 'actor');
      for (let i = 0; i < 5; i += 1) await press(tab, 'in');
      await drawing(tab).focus();
      const zones = await drawing(tab).locator('.map-zone').count();
      assert.ok(zones > 0);
      for (let i = 0; i < zones; i += 1) {
        await tab.keyboard.press('Tab');
        assert.ok(await tab.evaluate(() => document.activeElement.matches('.map-zone[aria-label]')), `zone ${i}`);
      }
      for (let i = 0; i < 4; i += 1) {
        await tab.keyboard.press('Tab');
        const isIn = await tab.evaluate(() => {
          const [dot, frame] = [document.activeElement.querySelector('.map-dot'), document.activeElement.closest('svg')].map((node) => node.getBoundingClientRect());
          return dot.left >= frame.left && dot.right <= frame.right && dot.top >= frame.top && dot.bottom <= frame.bottom;
        });
        assert.ok(isIn, `marker ${i}`);
      }
    }));
  });

  describe(`${lang}: entries at zones`, () => {
    const dialog = (tab) => tab.getByRole('dialog');
    const zone = (tab, id) => drawing(tab).locator(`.map-zone[data-zone="${id}"]`);
    const zones = (tab) => drawing(tab).locator('.map-zone').evaluateAll((all) => all.map((node) => node.dataset.zone));
    const isFocused = (locator) => locator.evaluate((node) => node === document.activeElement);

    /** Points of the window where a press hits this link and nothing else: the first, the middle and the last that a grid finds. */
    const spots = (locator) => locator.evaluate((link) => {
      const { left, top, right, bottom } = link.getBoundingClientRect();
      const frame = link.closest('svg').getBoundingClientRect();
      const found = [];
      for (let x = Math.max(left, frame.left) + 1; x < Math.min(right, frame.right); x += 3) {
        for (let y = Math.max(top, frame.top) + 1; y < Math.min(bottom, frame.bottom); y += 3) {
          if (document.elementFromPoint(x, y)?.closest('a') === link) found.push([x, y]);
        }
      }
      return found.length ? [found[0], found[Math.floor(found.length / 2)], found.at(-1)] : [];
    });

    /** The box says what the entry says, and lies in the frame of its map. */
    const assertEntry = async (tab, id) => {
      const name = await zone(tab, id).getAttribute('aria-label');
      const box = tab.getByRole('dialog', { name, exact: true });
      await box.waitFor();
      assert.ok(await isFocused(box));
      const wrong = await box.evaluate((box, id) => {
        const entry = document.querySelector(`.map-list [data-zone="${id}"]`);
        const parts = [...entry.querySelectorAll('strong, .aside, p, time, a')];
        const missing = parts.filter((part) => !box.textContent.includes(part.textContent)).map((part) => part.textContent);
        const links = (node) => [...node.querySelectorAll('a')].map((link) => link.href).join(' ');
        const [own, frame] = [box, box.closest('[data-map-sheet]')].map((node) => node.getBoundingClientRect());
        const isIn = own.left >= frame.left - 1 && own.right <= frame.right + 1 && own.top >= frame.top - 1 && own.bottom <= frame.bottom + 1;
        return [...missing, ...(links(box) === links(entry) && links(entry) ? [] : ['links']), ...(box.querySelector('[id]') ? ['an id twice'] : []), ...(isIn ? [] : ['it leaves the frame'])];
      }, id);
      assert.deepEqual(wrong, [], id);
    };

    test('from the keyboard: focus goes in, Esc closes and gives it back, and the map stays', () => visit(lang, WIDE, async (tab) => {
      for (const times of [0, 4]) {
        for (let i = 0; i < times; i += 1) await press(tab, 'in');
        for (const id of await zones(tab)) {
          await zone(tab, id).focus();
          const before = await offset(tab);
          await tab.keyboard.press('Enter');
          await assertEntry(tab, id);
          await tab.keyboard.press('Tab');
          assert.ok(await dialog(tab).evaluate((box) => box.contains(document.activeElement)));
          await tab.keyboard.press('Escape');
          assert.equal(await dialog(tab).count(), 0);
          assert.ok(await isFocused(zone(tab, id)));
          assert.deepEqual(await offset(tab), before);
        }
      }
    }));

    test('by mouse: wherever a zone or its label is pressed, also where the map has grown', () => visit(lang, WIDE, async (tab) => {
      for (const times of [0, 2]) {
        await inView(tab);
        for (let i = 0; i < times; i += 1) await press(tab, 'in');
        for (const id of await zones(tab)) {
          const tags = await drawing(tab).locator(`.map-tag[data-zone="${id}"]`).all();
          const all = (await Promise.all([zone(tab, id), ...tags].map(spots))).flat();
          assert.ok(times || (tags.length && all.length >= 6), `${id} can be pressed at ${all.length} spots`);
          for (const at of all) {
            const before = await offset(tab);
            await tab.mouse.click(...at);
            await assertEntry(tab, id);
            await tab.keyboard.press('Escape');
            assert.ok(await isFocused(zone(tab, id)), 'the link that bears the name has the focus');
            assert.deepEqual(await offset(tab), before);
          }
        }
      }
      await tab.mouse.click(...(await spots(zone(tab, 'm4-corridor')))[0]);
      assert.equal(await dialog(tab).count(), 1);
      await tab.locator('h1').click();
      assert.equal(await dialog(tab).count(), 0);
    }));

    test('on a phone: a sheet under the map', () => visit(lang, PHONE, async (tab) => {
      await inView(tab);
      for (const id of await zones(tab)) {
        const links = [zone(tab, id), ...(await drawing(tab).locator(`.map-tag[data-zone="${id}"]`).all())];
        for (const link of links) {
          const [, at] = await spots(link);
          await tab.touchscreen.tap(...at);
          await assertEntry(tab, id);
          const [sheet, drawn] = [await dialog(tab).boundingBox(), await drawing(tab).boundingBox()];
          assert.ok(sheet.y >= drawn.y + drawn.height);
          await dialog(tab).getByRole('button').tap();
          assert.equal(await dialog(tab).count(), 0);
          assert.ok(await isFocused(zone(tab, id)));
          await inView(tab);
        }
      }
    }));

    test('a road is as wide for fingers as its label', () => visit(lang, PHONE, async (tab) => {
      await inView(tab);
      const widths = await drawing(tab).locator('.map-zone.z-highway .map-reach').evaluateAll((all) => all.map((line) => parseFloat(getComputedStyle(line).strokeWidth)));
      assert.ok(widths.length && widths.every((width) => width >= 14), widths.join(' '));
    }));

    test('a zone, its label and its entry light up together', () => visit(lang, WIDE, async (tab) => {
      const [entry, tag] = [tab.locator('#_zone-m4-corridor'), drawing(tab).locator('.map-tag[data-zone="m4-corridor"]').first()];
      const lit = () => Promise.all([zone(tab, 'm4-corridor'), tag, entry].map((one) => one.evaluate((node) => node.matches('.is-lit'))));
      assert.deepEqual(await lit(), [false, false, false]);
      await tag.locator('text').first().hover();
      assert.deepEqual(await lit(), [true, true, true]);
      assert.ok(await zone(tab, 'm4').evaluate((node) => !node.matches('.is-lit')));
      await tab.mouse.move(2, 2);
      assert.deepEqual(await lit(), [false, false, false]);
      await entry.locator('a').first().focus();
      assert.deepEqual(await lit(), [true, true, true]);
    }));

    for (const [name, size] of widths) {
      test(`${name}, without scripts: zone and label lead to the entry`, () => visit(lang, size, async (tab) => {
        for (const id of await zones(tab)) {
          for (const link of [zone(tab, id), ...(await drawing(tab).locator(`.map-tag[data-zone="${id}"]`).all())]) {
            await tab.goto(address(lang));
            assert.equal(await link.getAttribute('href'), `#_zone-${id}`);
            await link.evaluate((node) => node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));
            assert.equal(new URL(tab.url()).hash, `#_zone-${id}`);
            assert.ok(await tab.locator(`#_zone-${id}`).isVisible());
          }
        }
      }, { javaScriptEnabled: false }));
    }
  });

  // ---- Filters and time

  describe(`${lang}: filters`, () => {
    const expected = (tab, by) => tab.evaluate(({ name, value }) => [...document.querySelectorAll('.map-list [data-place]')].filter((entry) => [...entry.querySelectorAll('[data-event]')].some((event) => event.dataset[name].split(' ').includes(value))).map((entry) => entry.dataset.place).sort(), by);

    test('zones and their entries: those of the agreement alone', () => visit(lang, WIDE, async (tab) => {
      const seen = (where) => tab.evaluate((where) => [...new Set([...document.querySelectorAll(where)].filter((node) => node.checkVisibility()).map((node) => node.dataset.zone))].sort(), where);
      assert.deepEqual(await seen('.map-zone[data-zone]'), ['m4', 'm4-corridor']);
      assert.deepEqual(await seen('.map-list [data-zone]'), ['demilitarised-zone', 'm4', 'm4-corridor']);
      await tab.selectOption('select[name="agreement"]', 'moscow-protocol-2020');
      assert.deepEqual(await seen('.map-zone[data-zone]'), ['m4-corridor']);
      assert.deepEqual(await seen('.map-list [data-zone]'), ['m4-corridor']);
      await tab.selectOption('select[name="agreement"]', 'sochi-memorandum-2018');
      assert.deepEqual(await seen('.map-zone[data-zone]'), []);
      assert.deepEqual(await seen('.map-list [data-zone]'), ['demilitarised-zone']);
    }));

    for (const name of ['actor', 'agreement', 'type']) {
      test(`by ${name}: map, list, counts and address agree; reload and the other language keep them`, () => visit(lang, WIDE, async (tab) => {
        const value = await tab.locator(`select[name="${name}"] option`).nth(1).getAttribute('value');
        await tab.selectOption(`select[name="${name}"]`, value);
        const places = await expected(tab, { name, value });
        assert.ok(places.length > 0);
        assert.deepEqual(await shown(tab), places);
        assert.deepEqual(await tab.evaluate(map.unmatched), []);
        const words = await tab.evaluate((n) => {
          const forms = document.querySelector('[data-map-places]').dataset;
          return (forms[new Intl.PluralRules(document.documentElement.lang).select(n)] ?? forms.other).replace('{n}', n);
        }, places.length);
        assert.equal(await tab.locator('[data-map-places]').textContent(), words);
        assert.equal(await query(tab), `?${new URLSearchParams({ [name]: value })}`);
        await tab.reload({ waitUntil: 'networkidle' });
        assert.deepEqual(await shown(tab), places);
        assert.equal(await tab.locator(`select[name="${name}"]`).inputValue(), value);
        await query(tab);
        await tab.locator('nav.langs a').first().click();
        await tab.waitForFunction((other) => document.documentElement.lang !== other && document.readyState === 'complete', lang);
        assert.deepEqual(await shown(tab), places);
      }));
    }

    test('back leaves the page, and forth finds it as it was', () => visit(lang, WIDE, async (tab) => {
      await tab.goto(`${server.origin}${BASE}${lang}/`);
      await tab.goto(address(lang));
      for (let at = 1; at <= 3; at += 1) await tab.selectOption('select[name="actor"]', { index: at });
      const places = await shown(tab);
      await query(tab);
      await tab.goBack();
      assert.equal(new URL(tab.url()).pathname, `${BASE}${lang}/`);
      await tab.goForward({ waitUntil: 'networkidle' });
      assert.deepEqual(await shown(tab), places);
    }));

    test('time: the slider stops at the phases of the site, and all again', () => visit(lang, WIDE, async (tab) => {
      const whole = await shown(tab);
      const slider = tab.locator('input[name="time"]');
      const phases = await tab.locator('.map-phases > ol > li').evaluateAll((all) => all.map((one) => [one.id.slice('_phase-'.length), one.querySelector('h3').textContent.trim()]));
      assert.equal(Number(await slider.getAttribute('max')), phases.length);
      await slider.focus();
      for (const [at, [first, words]] of phases.entries()) {
        await tab.keyboard.press(lang === 'ar' ? 'ArrowLeft' : 'ArrowRight');
        assert.equal(await slider.getAttribute('aria-valuetext'), words);
        assert.equal(await tab.locator('[data-map-time]').textContent(), words);
        const until = phases[at + 1]?.[0] ?? '9999';
        const during = (selector, inner = selector) => tab.evaluate(({ selector, inner, first, until }) => [...document.querySelectorAll(selector)].filter((entry) => [entry, ...entry.querySelectorAll(inner)].some((node) => node.matches(inner) && node.dataset.from < until && node.dataset.to >= first)).map((entry) => entry.dataset.place ?? entry.dataset.zone).sort(), { selector, inner, first, until });
        assert.deepEqual(await shown(tab), await during('.map-list [data-place]', '[data-event]'));
        assert.deepEqual(await listed(tab), await during('.map-list [data-zone]'));
        assert.deepEqual(await tab.evaluate(map.unmatched), []);
        assert.deepEqual(await tab.evaluate(map.zonesUnmatched), []);
        assert.equal(await query(tab), `?time=${first}`);
      }
      await tab.locator('[data-map-do="reset"]').click();
      assert.deepEqual(await shown(tab), whole);
      assert.equal(await query(tab), '');
    }));

    test('time: years where the site has no phases', () => visit(lang, WIDE, async (tab) => {
      const slider = tab.locator('input[name="time"]');
      await slider.focus();
      await tab.keyboard.press('End');
      const last = await tab.evaluate(() => Math.max(...[...document.querySelectorAll('[data-event]')].map((event) => Number(event.dataset.from.slice(0, 4)))));
      const words = new Intl.NumberFormat(`${lang}-u-nu-${lang === 'ar' ? 'arab' : 'latn'}`, { useGrouping: false }).format(last);
      assert.equal(await tab.locator('[data-map-time]').textContent(), words);
      const during = await tab.evaluate((year) => [...document.querySelectorAll('.map-list [data-place]')].filter((entry) => [...entry.querySelectorAll('[data-event]')].some(({ dataset: { from } }) => from.startsWith(year))).map((entry) => entry.dataset.place).sort(), String(last));
      assert.ok(during.length > 0);
      assert.deepEqual(await shown(tab), during);
      assert.equal(await tab.locator('.map-phases').count(), 0);
    }, { site: { get origin() { return crowded.origin; } } }));

    test('play goes through time, pauses, and stops at the end', async () => {
      const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce' });
      const tab = await context.newPage();
      await tab.clock.install();
      await tab.goto(address(lang), { waitUntil: 'networkidle' });
      const button = tab.locator('[data-map-play]');
      const at = () => tab.locator('input[name="time"]').inputValue().then(Number);
      const first = await button.textContent();
      await button.click();
      assert.equal(await at(), 1);
      assert.notEqual(await button.textContent(), first);
      await tab.clock.runFor(1700);
      assert.equal(await at(), 2);
      await button.click();
      await tab.clock.runFor(5000);
      assert.equal(await at(), 2);
      assert.equal(await button.textContent(), first);
      await button.click();
      await tab.clock.runFor(60000);
      assert.equal(await at(), Number(await tab.locator('input[name="time"]').getAttribute('max')));
      assert.equal(await button.textContent(), first);
      assert.equal(await tab.evaluate(() => document.getAnimations().length), 0, 'reduced motion has none');
      await context.close();
    });
  });

  // ---- Paper, no script, preview

  for (const [name, size] of widths) {
    test(`${lang}, ${name}: paper has the whole map and no controls`, () => visit(lang, size, async (tab) => {
      await query(tab);
      const places = await tab.locator('.map-list [data-place]').count();
      assert.ok((await shown(tab)).length < places);
      await tab.emulateMedia({ media: 'print' });
      await query(tab);
      assert.equal((await shown(tab)).length, places);
      assert.equal(await growth(tab), 1);
      assert.ok(await drawing(tab).evaluate((svg) => svg.parentNode.matches('.map-wide')));
      assert.deepEqual(await tab.evaluate(map.unmatched), []);
      assert.deepEqual(await tab.evaluate(map.overlaps), []);
      assert.equal(await tab.locator('[data-map] :is(button, select, input):visible').count(), 0);
      await tab.emulateMedia({ media: 'screen' });
      await query(tab);
      assert.ok((await shown(tab)).length < places);
    }, { query: '?time=2018-09-17&map-region=3_-1_-1' }));

    test(`${lang}, ${name}: without scripts all is there, and no control`, () => visit(lang, size, async (tab) => {
      assert.equal(await tab.locator('[data-map] :is(button, select, input):visible').count(), 0);
      const ids = (selector) => tab.locator(`${selector}:visible`).evaluateAll((all) => [...new Set(all.map((node) => node.dataset.place))].sort());
      const places = await ids('.map-list [data-place]');
      assert.ok(places.length > 0);
      assert.deepEqual(await tab.locator('.map-wide .map-place').evaluateAll((all) => [...new Set(all.map((node) => node.dataset.place))].sort()), places);
      await marker(tab, BUSY).locator('text').first().click();
      const hash = decodeURIComponent(new URL(tab.url()).hash);
      if (hash === `#_place-${BUSY}`) return;
      const group = tab.locator(hash);
      assert.ok(await group.isVisible());
      assert.ok((await group.locator('a').count()) > 1);
      await group.locator(`a[href="#_place-${BUSY}"]`).click();
      assert.equal(new URL(tab.url()).hash, `#_place-${BUSY}`);
    }, { javaScriptEnabled: false }));
  }
}

// ---- Five hundred places

const CROWDED = ['overlaps', 'outside', 'unmatched', 'crowded', 'misplaced', 'unjoined'];

for (const lang of LANGS) {
  for (const [name, size] of widths) {
    for (const [asked, state] of [['', 'whole'], ['?map-all=3_-1_-1', 'zoomed'], ['?type=talks', 'filtered']]) {
      test(`${lang}, ${name}, ${state}: a crowd stays readable`, () => visit(lang, size, async (tab) => {
        for (const check of CROWDED) assert.deepEqual(await tab.evaluate(map[check]), [], check);
      }, { query: asked, site: { get origin() { return crowded.origin; } } }));
    }
  }

  describe(`${lang}: marks of several places`, () => {
    const there = { site: { get origin() { return crowded.origin; } } };
    const largest = (tab) => drawing(tab, 'all').evaluate((svg) => [...svg.querySelectorAll('.is-many')].sort((a, b) => b.group.length - a.group.length)[0].dataset.place);
    const mark = (tab, id) => drawing(tab, 'all').locator(`.map-place[data-place="${id}"]`);

    test('open with all their places, from the keyboard, and give the focus back', () => visit(lang, WIDE, async (tab) => {
      const id = await largest(tab);
      const group = await mark(tab, id).evaluate((node) => node.group.map((one) => one.dataset.place));
      assert.ok(group.length > 5);
      await mark(tab, id).focus();
      await tab.keyboard.press('Enter');
      const box = tab.getByRole('dialog', { name: await mark(tab, id).getAttribute('aria-label') });
      const named = await box.locator('> a').evaluateAll((all) => all.map((link) => link.textContent));
      assert.deepEqual(named, await tab.evaluate((ids) => ids.map((place) => document.querySelector(`#_place-${place} a`).textContent), group));
      await tab.keyboard.press('Tab');
      assert.ok(await box.evaluate((node) => node.contains(document.activeElement)));
      await tab.keyboard.press('Escape');
      assert.ok(await mark(tab, id).evaluate((node) => node === document.activeElement));
    }, there));

    test('fall apart when the map grows, and the focus stays in the map when they close', () => visit(lang, WIDE, async (tab) => {
      const seen = () => drawing(tab, 'all').evaluate((svg) => [...svg.querySelectorAll('.map-place')].filter((node) => node.getClientRects().length).length);
      const before = await seen();
      await drawing(tab, 'all').focus();
      for (let i = 0; i < 3; i += 1) await tab.keyboard.press('+');
      assert.ok((await seen()) > 1.5 * before, `${before}, then ${await seen()}`);
      const id = await drawing(tab, 'all').evaluate((svg) => [...svg.querySelectorAll('.map-place')].find((node) => node.getClientRects().length && node.group.length < 2 && node.matches('.p-village')).dataset.place);
      await mark(tab, id).focus();
      await tab.keyboard.press('0');
      assert.equal(await seen(), before);
      assert.ok(await tab.evaluate(() => document.activeElement.matches('.map-place:not(.is-in)')));
    }, there));

    test('light up with the entry of each of their places', () => visit(lang, WIDE, async (tab) => {
      const id = await largest(tab);
      const last = await mark(tab, id).evaluate((node) => node.group.at(-1).dataset.place);
      await tab.locator(`#_place-${last} a`).first().focus();
      assert.ok(await mark(tab, id).evaluate((node) => node.matches('.is-lit')));
    }, there));

    test('are the same as without scripts, where they lead to a list of their places', async () => {
      const groups = (tab) => tab.locator('.map-wide .map-place').evaluateAll((all) => all.map((node) => [node.dataset.place, node.getAttribute('class'), node.getAttribute('aria-label'), node.querySelector('.map-count')?.textContent]));
      let scripted;
      await visit(lang, WIDE, async (tab) => { scripted = await groups(tab); }, there);
      await visit(lang, WIDE, async (tab) => {
        assert.deepEqual(await groups(tab), scripted);
        for (const many of (await tab.locator('.map-wide .is-many').all()).slice(0, 5)) {
          const line = tab.locator(decodeURIComponent(await many.getAttribute('href')));
          assert.ok(await line.isVisible());
          const names = await line.locator('a').allTextContents();
          assert.equal(names.length, [...(await many.locator('.map-count').textContent())].reduce((sum, digit) => sum * 10 + (digit.codePointAt(0) % 16), 0));
          assert.equal((await many.locator('title').textContent()).split(/[,،] /).length, names.length);
        }
      }, { ...there, javaScriptEnabled: false });
    });
  });
}

// ---- Phases

const PHASES = ['2017-05-04', '2018-09-17', '2020-03-05', '2024-11-27'];

for (const lang of LANGS) {
  describe(`${lang}: phases`, () => {
    const phase = (tab, first) => tab.locator(`[id="_phase-${first}"]`).first();

    for (const [name, size] of widths) {
      for (const state of ['without scripts', 'on paper', 'with scripts and filters']) {
        test(`${name}, ${state}: each has its map, what held, and what happened`, () => visit(lang, size, async (tab) => {
          if (state === 'on paper') await tab.emulateMedia({ media: 'print' });
          const phases = await tab.locator('.map-phases > ol > li').evaluateAll((all) => all.map((one) => one.id));
          assert.deepEqual(phases, PHASES.map((first) => `_phase-${first}`));
          const heights = new Set();
          for (const first of PHASES) {
            const own = phase(tab, first);
            const svg = own.locator('svg.map-small');
            assert.ok(await svg.isVisible());
            heights.add(await svg.getAttribute('viewBox'));
            const places = await svg.locator('.map-place').evaluateAll((all) => all.map((node) => [node.checkVisibility(), node.getAttribute('href')]));
            for (const [isSeen, href] of places) {
              assert.ok(isSeen && href.startsWith('#_place-'));
              assert.equal(await tab.locator(`[id="${href.slice(1)}"]`).count(), 1, href);
            }
            // What is marked is said, too: in the description, and in the list of what happened.
            const said = await svg.locator('desc').textContent();
            const happened = await own.locator('li').allTextContents();
            for (const title of await svg.locator('.is-focus').evaluateAll((all) => all.map((node) => node.getAttribute('aria-label')))) {
              assert.ok(said.includes(title), `${title}: ${said}`);
              assert.ok(happened.some((line) => line.includes(title)), `${title}: ${happened}`);
            }
            assert.ok(happened.length >= 7);
            if (state === 'on paper') assert.equal(await own.locator('li:visible').count(), happened.length, 'paper opens what is folded');
          }
          assert.equal(heights.size, 1, 'all show the same box');
          assert.equal(await phase(tab, PHASES[0]).locator('.map-zone.z-corridor').count(), 0, 'the corridor was not yet');
          assert.ok(await phase(tab, PHASES[2]).locator('.map-zone.z-corridor').isVisible());
          assert.ok((await phase(tab, PHASES[1]).locator('figcaption a').getAttribute('href')).endsWith('#_zone-demilitarised-zone'), 'what is not drawn is named');
        }, { javaScriptEnabled: state !== 'without scripts', query: state.endsWith('filters') ? '?type=talks&time=2017-05-04' : '' }));
      }

      test(`${name}: nothing of them is cut, too wide or faint`, () => visit(lang, size, async (tab) => {
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `the page is ${wide} px too wide`);
        const small = await tab.locator('.map-phases .map-name').evaluateAll((all) => all.map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a).filter((height) => height < 10 || height > 19));
        assert.deepEqual(small, []);
      }));
    }

    test('a marker of a small map leads to the entry in the list', () => visit(lang, WIDE, async (tab) => {
      await phase(tab, PHASES[1]).locator(`a[href="#_place-${BUSY}"]`).focus();
      await tab.keyboard.press('Enter');
      assert.equal(new URL(tab.url()).hash, `#_place-${BUSY}`);
      assert.equal(await tab.getByRole('dialog').count(), 0);
      await phase(tab, PHASES[1]).locator(`a[href="#_place-${BUSY}"] .map-dot`).click();
      assert.equal(await tab.getByRole('dialog').count(), 0);
    }));
  });
}

test('phases cost little', () => {
  for (const lang of LANGS) {
    const html = readFileSync(join(folder, 'site', lang, 'map/index.html'), 'utf8');
    const without = html.replace(/<section class="map-phases".*?<\/section>/s, '');
    assert.notEqual(html, without);
    const size = gzipSync(html, { level: 9 }).length - gzipSync(without, { level: 9 }).length;
    assert.ok(size <= PHASES.length * 2 * 1024, `${lang}: ${size} bytes`);
  }
});

test('a page that the preview has changed keeps the view and the filters, and new places obey them', () => visit('en', WIDE, async (tab) => {
  await tab.locator('input[name="time"]').focus();
  await tab.keyboard.press('End');
  await press(tab, 'in');
  const before = await shown(tab);
  await tab.evaluate(() => {
    const list = document.querySelector('.map-list ul');
    for (const old of [list.querySelector('[data-place]'), document.querySelector('.map-wide .map-place')]) {
      const made = old.cloneNode(true);
      made.classList.remove('is-out');
      made.dataset.place = 'new-place';
      made.id = made.matches('li') ? '_place-new-place' : '';
      made.querySelectorAll('[data-event]').forEach((event) => { event.dataset.from = event.dataset.to = '1900-01-01'; });
      old.after(made);
    }
    document.dispatchEvent(new Event('bayan:patched'));
  });
  assert.deepEqual(await shown(tab), before);
  assert.ok((await growth(tab)) > 1.5);
  assert.deepEqual(await tab.evaluate(map.unmatched), []);
}));

test('what is offered for download is there', () => visit('en', WIDE, async (tab) => {
  for (const link of await tab.locator('main a[download]').all()) {
    const answer = await tab.request.get(new URL(await link.getAttribute('href'), tab.url()).href);
    assert.equal(answer.status(), 200);
  }
}));
