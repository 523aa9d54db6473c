// The preview in a real browser: what a reader of it keeps while files change, and what it tells the editor.
// BAYAN names the program (default: the release build). With BAYAN_QUICK=1 nothing is run.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './lib/chromium.mjs';

const BAYAN = process.env.BAYAN ?? resolve(import.meta.dirname, '../../target/release/bayan');
const EDITS = 20;
const skip = Boolean(process.env.BAYAN_QUICK);

let root;
let server;
let url;
let browser;

const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const read = (path) => readFileSync(join(root, path), 'utf8');
const edit = (path, from, to) => {
  const text = read(path);
  assert.ok(text.includes(from), `${path} has ${from}`);
  write(path, text.replace(from, to));
};

const paragraphs = (lang, from, to) =>
  Array.from({ length: to - from }, (_, i) => (lang === 'ar' ? `فقرة رقم ${from + i} من نص طويل يملأ الصفحة حتى تُمرَّر.` : `Paragraph ${from + i} of a long text that fills the page.`)).join('\n\n');

const article = (lang) => `---
title: ${lang === 'ar' ? 'مادة طويلة' : 'A long read'}
summary: ${lang === 'ar' ? 'نص للتجربة.' : 'A text to try things on.'}
date: 2026-01-02
---

${lang === 'ar' ? 'البداية' : 'Opening'} 0.

<details id="more"><summary>more</summary><p>inside</p></details>

<p><input id="field" type="text" value=""></p>

<p id="filter">filter</p>

${paragraphs(lang, 0, 40)}

## ${lang === 'ar' ? 'عنوان أول' : 'First heading'} {#first}

${paragraphs(lang, 40, 80)}

## ${lang === 'ar' ? 'عنوان ثانٍ' : 'Second heading'} {#second}

${paragraphs(lang, 80, 120)}
`;

async function start(...options) {
  const child = spawn(BAYAN, ['serve', '--root', root, '--today', '2026-11-01', '--drafts', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = await new Promise((found, failed) => {
    const hear = (data) => {
      said += data;
      const line = /http:\/\/127\.0\.0\.1:\d+\//u.exec(said);
      if (line) found(line[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => failed(new Error(`the preview ended: ${said}`)));
  });
  return { child, address };
}

before(async () => {
  if (skip) return;
  root = mkdtempSync(join(tmpdir(), 'bayan-preview-'));
  rmSync(root, { recursive: true });
  const made = spawnSync(BAYAN, ['init', root], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  edit('bayan.yaml', /\n$/u.exec(read('bayan.yaml'))[0], '\nmarkdown:\n  raw_html: true\n');
  write('content/articles/long.en.md', article('en'));
  write('content/articles/long.ar.md', article('ar'));
  server = await start();
  url = server.address;
  browser = await launch();
}, { timeout: 60_000 });

after(async () => {
  await browser?.close();
  server?.child.kill();
  if (root) rmSync(root, { recursive: true, force: true });
});

/** A tab that remembers whether it was loaded anew, with what the page said of errors. */
async function tab(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) faults.push(`request to ${request.url()}`);
  });
  await page.goto(new URL(path, url).href);
  await page.locator('bayan-preview .bar .tools button').first().waitFor();
  await page.evaluate(() => (window.sameLoad = true));
  return { page, faults, close: () => context.close() };
}

const isSameLoad = (page) => page.evaluate(() => window.sameLoad === true);
const has = (page, text) => page.waitForFunction((words) => document.body.textContent.includes(words), text, { timeout: 5000 });

test('a reader keeps the place, the fields and the focus through 20 edits in a row', { skip }, async () => {
  const { page, faults, close } = await tab('en/articles/long/');
  await page.locator('#more summary').click();
  await page.evaluate(() => {
    document.querySelector('#filter').setAttribute('data-chosen', 'by the reader');
    document.querySelector('#filter').append(Object.assign(document.createElement('b'), { id: 'by-script', textContent: ' added by a script' }));
  });
  await page.locator('#field').fill('half a sentence');
  await page.locator('#second').evaluate((node) => node.scrollIntoView({ block: 'start', behavior: 'instant' }));
  const top = () => page.locator('#second').evaluate((node) => node.getBoundingClientRect().top);
  const before = await top();
  for (let turn = 1; turn <= EDITS; turn += 1) {
    const longer = turn % 2 === 1 ? '\n\nAn added paragraph that moves all below it.\n' : '';
    write('content/articles/long.en.md', article('en').replace('Opening 0.', `Opening ${turn}.${longer}`));
    await has(page, `Opening ${turn}.`);
    assert.ok(Math.abs((await top()) - before) <= 2, `edit ${turn}: the text stays where it is`);
  }
  assert.deepEqual(
    await page.evaluate(() => ({
      load: window.sameLoad,
      open: document.querySelector('#more').open,
      field: document.querySelector('#field').value,
      focus: document.activeElement.id,
      chosen: document.querySelector('#filter').dataset.chosen,
      script: Boolean(document.querySelector('#by-script')),
    })),
    { load: true, open: true, field: 'half a sentence', focus: 'field', chosen: 'by the reader', script: true },
  );
  assert.deepEqual(faults, []);
  await close();
});

test('what the source says now stands in the page, wherever it changed', { skip }, async () => {
  const { page, close } = await tab('en/articles/long/');
  write('content/articles/long.en.md', article('en').replace('title: A long read', 'title: Another title').replace(paragraphs('en', 41, 43), 'Two made one, **boldly**.'));
  await has(page, 'Two made one, boldly.');
  await page.waitForFunction(() => document.title.startsWith('Another title'));
  const patched = await page.evaluate(() => document.querySelector('main').innerText.replace(/\s+/gu, ' '));
  const clean = await browser.newPage();
  await clean.goto(new URL('en/articles/long/', url).href);
  assert.equal(patched, await clean.evaluate(() => document.querySelector('main').innerText.replace(/\s+/gu, ' ')));
  await clean.close();
  write('content/articles/long.en.md', article('en'));
  await close();
});

test('errors stand over the last good page, in its language, and go when they are mended', { skip }, async () => {
  const { page, faults, close } = await tab('ar/articles/long/');
  const overlay = page.locator('bayan-preview .overlay');
  write('content/articles/long.ar.md', article('ar').replace('date: 2026-01-02', 'date: 2026-01-02\nplacez: [x]'));
  await overlay.waitFor();
  assert.equal(await page.locator('bayan-preview').getAttribute('dir'), 'rtl');
  assert.match(await overlay.locator('h2').innerText(), /خطأ/u);
  assert.match(await overlay.locator('.message').first().innerText(), /placez/u);
  assert.match(await overlay.locator('.place a').first().getAttribute('href'), /^vscode:\/\/file\/.*long\.ar\.md:5:1$/u);
  await has(page, 'البداية 0.');
  await page.keyboard.press('Escape');
  await overlay.waitFor({ state: 'detached' });
  write('content/articles/long.ar.md', article('ar').replace('date: 2026-01-02', 'date: 2026-13-02'));
  await overlay.waitFor();
  write('content/articles/long.ar.md', article('ar').replace('البداية 0.', 'البداية 1.'));
  await overlay.waitFor({ state: 'detached' });
  await has(page, 'البداية 1.');
  assert.ok(await isSameLoad(page));
  assert.deepEqual(faults, []);
  await close();
});

test('styles are swapped without a reload', { skip }, async () => {
  const { page, close } = await tab('en/articles/long/');
  write('static/assets/brand.css', 'body { background: rgb(1, 2, 3) !important; }\n');
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)', null, { timeout: 5000 });
  rmSync(join(root, 'static/assets/brand.css'));
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor !== 'rgb(1, 2, 3)', null, { timeout: 5000 });
  assert.ok(await isSameLoad(page));
  await close();
});

test('a template edit reaches the page and leaves the reader where they were', { skip }, async () => {
  const { page, close } = await tab('en/articles/long/');
  await page.locator('#more summary').click();
  write('templates/not_found.html', '{% extends "base.html" %}{% block main %}<h1 id="own">Nothing here</h1>{% endblock main %}');
  write('templates/article.html', '{% extends "base.html" %}{% block main %}<h1 class="own">{{ page.title }}</h1>{{ body | safe }}{% endblock main %}');
  await page.waitForSelector('h1.own');
  assert.ok(await isSameLoad(page));
  rmSync(join(root, 'templates'), { recursive: true });
  await page.waitForSelector('h1.own', { state: 'detached' });
  await close();
});

test('two tabs in two languages follow at once', { skip }, async () => {
  const [english, arabic] = await Promise.all([tab('en/articles/long/'), tab('ar/articles/long/')]);
  write('content/articles/long.en.md', article('en').replace('Opening 0.', 'Opening of both.'));
  write('content/articles/long.ar.md', article('ar').replace('البداية 0.', 'بداية الاثنين.'));
  await Promise.all([has(english.page, 'Opening of both.'), has(arabic.page, 'بداية الاثنين.')]);
  assert.ok((await isSameLoad(english.page)) && (await isSameLoad(arabic.page)));
  await Promise.all([english.close(), arabic.close()]);
});

test('a new page is offered as a link, drafts and gaps are marked, and the files of a page are named', { skip }, async () => {
  const { page, close } = await tab('en/articles/');
  write('content/articles/fresh.en.md', '---\ntitle: Fresh news\nsummary: New.\ndate: 2026-02-02\ndraft: true\n---\n\nNew.\n');
  const offer = page.locator('bayan-preview .news a', { hasText: 'Fresh news' });
  await offer.waitFor();
  await page.waitForSelector('a[data-bayan-mark="draft"]');
  await offer.click();
  await page.locator('bayan-preview .bar .state', { hasText: 'draft' }).waitFor();
  await page.locator('bayan-preview .languages .missing').waitFor();
  await page.locator('bayan-preview [data-panel=edit]').click();
  assert.match(await page.locator('bayan-preview .panel a').first().getAttribute('href'), /fresh\.en\.md/u);
  await page.locator('bayan-preview [data-panel=unfinished]').click();
  await page.locator('bayan-preview .panel a', { hasText: 'Fresh news' }).first().waitFor();
  rmSync(join(root, 'content/articles/fresh.en.md'));
  await page.locator('bayan-preview .news .gone').waitFor();
  await close();
});

test('the languages stand side by side and are scrolled together', { skip }, async () => {
  const { page, close } = await tab('en/articles/long/');
  await page.locator('bayan-preview .to-beside').click();
  const frame = async (lang) => {
    const handle = await page.locator(`bayan-preview iframe[lang=${lang}]`).elementHandle();
    const inside = await handle.contentFrame();
    await inside.waitForSelector('#second');
    return { inside, box: await handle.boundingBox() };
  };
  const [english, arabic] = [await frame('en'), await frame('ar')];
  assert.ok(english.box.x < arabic.box.x, 'who reads to the left has the right-hand side');
  const top = ({ inside }) => inside.locator('#second').evaluate((node) => node.getBoundingClientRect().top);
  for (const [leader, follower] of [[english, arabic], [arabic, english]]) {
    await page.mouse.move(leader.box.x + 100, leader.box.y + 300);
    // Real input: whoever is scrolled by hand leads.
    for (let turn = 0; turn < 80 && Math.abs(await top(leader)) > 60; turn += 1) {
      await page.mouse.wheel(0, Math.sign(await top(leader)) * Math.min(400, Math.abs(await top(leader))));
      await page.waitForTimeout(60);
    }
    const [led, followed] = [await top(leader), await top(follower)];
    assert.ok(Math.abs(led) <= 60, `the wheel brought the heading to the top, not to ${led} px`);
    assert.ok(Math.abs(led - followed) < 30, `the same heading stands at ${led} px and at ${followed} px`);
    await leader.inside.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
    await page.waitForTimeout(100);
  }
  // Errors stand over both, or the editor would take the old text for the new.
  write('content/articles/broken.en.md', '---\ntitle: Broken\ndate: yesterday\n---\n');
  await page.locator('bayan-preview .overlay button').click({ trial: true });
  rmSync(join(root, 'content/articles/broken.en.md'));
  await page.locator('bayan-preview .overlay').waitFor({ state: 'detached' });
  await page.locator('bayan-preview .beside > button').click();
  assert.equal(await page.locator('bayan-preview iframe').count(), 0);
  await close();
});

test('where one of the two languages goes, the other follows, and headings stand at one height', { skip }, async () => {
  // Headings whose ids differ, and one more on one side: what belongs together is said by the switch of languages.
  write('content/articles/pair.en.md', `---\ntitle: A pair\ndate: 2026-03-03\n---\n\n## Alone\n\n${paragraphs('en', 0, 30)}\n\n## Reasons {#why}\n\n${paragraphs('en', 30, 60)}\n\n## Outcome {#end}\n\n${paragraphs('en', 60, 90)}\n`);
  write('content/articles/pair.ar.md', `---\ntitle: زوج\ndate: 2026-03-03\n---\n\n## الأسباب {#why}\n\n${paragraphs('ar', 0, 60)}\n\n## الخاتمة {#end}\n\n${paragraphs('ar', 60, 90)}\n`);
  const { page, faults, close } = await tab('en/articles/long/');
  await page.locator('bayan-preview .to-beside').click();
  const inside = async (lang) => (await page.locator(`bayan-preview iframe[lang=${lang}]`).elementHandle()).contentFrame();
  const [english, arabic] = [await inside('en'), await inside('ar')];
  const at = (frame, path) => frame.waitForFunction((end) => decodeURI(location.pathname).endsWith(end) && document.readyState === 'complete', path);
  await english.locator('nav a, header a').first().waitFor();
  await english.evaluate(() => document.querySelector('main').prepend(Object.assign(document.createElement('a'), { href: '/en/articles/pair/', id: 'to-pair', textContent: 'pair' })));
  await english.locator('#to-pair').click();
  await at(english, '/en/articles/pair/');
  await at(arabic, '/ar/articles/pair/');
  const top = (frame, id) => frame.locator(`#${id}`).evaluate((node) => node.getBoundingClientRect().top);
  for (const id of ['why', 'end']) {
    await english.locator('main').hover();
    for (let turn = 0; turn < 80 && Math.abs(await top(english, id)) > 60; turn += 1) {
      await page.mouse.wheel(0, Math.sign(await top(english, id)) * Math.min(400, Math.abs(await top(english, id))));
      await page.waitForTimeout(60);
    }
    const [led, followed] = [await top(english, id), await top(arabic, id)];
    assert.ok(Math.abs(led) <= 60 && Math.abs(led - followed) < 30, `${id} stands at ${led} px and at ${followed} px`);
  }
  // The other way round, and by the switch of languages, which must not make both the same.
  await arabic.evaluate(() => { location.href = '/ar/articles/long/'; });
  await at(english, '/en/articles/long/');
  await arabic.evaluate(() => { location.href = '/en/articles/pair/'; });
  await at(english, '/en/articles/pair/');
  await at(arabic, '/ar/articles/pair/');
  assert.deepEqual(faults, []);
  rmSync(join(root, 'content/articles/pair.en.md'));
  rmSync(join(root, 'content/articles/pair.ar.md'));
  await close();
});

test('a map that was moved, its filters and its list stay through edits', { skip }, async () => {
  const { page, faults, close } = await tab('en/map/');
  const zoom = page.locator('[data-map-do="zoom"]').first();
  await zoom.waitFor();
  await zoom.click({ force: true });
  const view = () => page.locator('svg.map:visible .map-view').first().evaluate((node) => getComputedStyle(node).transform);
  await page.waitForFunction(() => new DOMMatrix(getComputedStyle([...document.querySelectorAll('svg.map .map-view')].find((node) => node.getClientRects().length > 0)).transform).a > 1.1);
  await page.waitForTimeout(500);
  const before = { view: await view(), search: new URL(page.url()).search };
  for (let turn = 1; turn <= 3; turn += 1) {
    write('strings/en.yaml', `map: Map of turn ${turn}\n`);
    await has(page, `Map of turn ${turn}`);
    assert.deepEqual({ view: await view(), search: new URL(page.url()).search }, before, `edit ${turn}`);
  }
  assert.ok(await isSameLoad(page));
  assert.deepEqual(faults, []);
  rmSync(join(root, 'strings'), { recursive: true, force: true });
  await close();
});

test('a filter of the map and what it leaves stay while places and events come and go', { skip }, async () => {
  const place = (id, lat, lon) => write(`content/places/${id}.md`, `---\ntitle: {ar: ${id}, en: Town ${id}}\ntype: town\ncountry: SY\nlat: ${lat}\nlon: ${lon}\nprecision: town\n---\n`);
  const event = (id, type, at) => write(`content/events/${id}.md`, `---\ntitle: {ar: ${id}, en: Event ${id}}\ndate: 2024-11-0${id.length}\ntype: ${type}\nplaces: [${at}]\nsources: [example-report]\n---\n`);
  place('homs', 34.73, 36.72);
  event('a', 'truce', 'homs');
  const { page, faults, close } = await tab('en/map/');
  const field = page.locator('[data-map-filters] select[name="type"]');
  await page.locator('.map-list [data-place="homs"]').waitFor();
  await field.selectOption('truce');
  const state = () =>
    page.evaluate(() => ({
      field: document.querySelector('[data-map-filters] select[name="type"]').value,
      focus: document.activeElement.name,
      entries: [...document.querySelectorAll('.map-list [data-place]')].filter((entry) => entry.checkVisibility()).map((entry) => entry.dataset.place),
      markers: [...new Set([...document.querySelectorAll('svg.map .map-place[data-place]:not(.is-out)')].map((marker) => marker.dataset.place))],
      asks: new URL(location.href).searchParams.get('type'),
    }));
  const only = (...ids) => ({ field: 'truce', focus: 'type', entries: ids, markers: ids, asks: 'truce' });
  await page.waitForFunction(() => location.search.includes('type=truce'));
  await field.focus();
  assert.deepEqual(await state(), only('homs'));
  // A name that the map shows.
  write('content/places/homs.md', read('content/places/homs.md').replace('Town homs', 'Emesa'));
  await has(page, 'Emesa');
  assert.deepEqual(await state(), only('homs'));
  // Another place, with an event that the filter leaves out, and then one that it shows.
  place('aleppo', 36.2, 37.16);
  event('bb', 'talks', 'aleppo');
  await page.locator('.map-list [data-place="aleppo"]').waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector('.map-list [data-place="aleppo"]').matches('.is-out'));
  assert.deepEqual(await state(), only('homs'));
  event('ccc', 'truce', 'aleppo');
  await page.waitForFunction(() => !document.querySelector('.map-list [data-place="aleppo"]').matches('.is-out'));
  assert.deepEqual(await state().then((found) => ({ ...found, entries: found.entries.sort(), markers: found.markers.sort() })), only('aleppo', 'homs'));
  // What the filter shows goes, one after the other.
  rmSync(join(root, 'content/events/ccc.md'));
  await page.waitForFunction(() => document.querySelector('.map-list [data-place="aleppo"]').matches('.is-out'));
  assert.deepEqual(await state(), only('homs'));
  assert.ok(await isSameLoad(page));
  assert.deepEqual(faults, []);
  for (const path of ['places/homs', 'places/aleppo', 'events/a', 'events/bb']) rmSync(join(root, `content/${path}.md`));
  await close();
});

test('nothing of the preview is in a build', { skip }, () => {
  const out = join(root, 'public');
  const built = spawnSync(BAYAN, ['build', '--root', root, '--today', '2026-11-01', '-q'], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const found = spawnSync('grep', ['-rlE', '__bayan|bayan-preview|data-bayan', out], { encoding: 'utf8' });
  assert.equal(found.stdout, '');
});

test('the preview ends cleanly while tabs wait for events', { skip, timeout: 10_000 }, async () => {
  const { close } = await tab('en/articles/long/');
  const ended = new Promise((done) => server.child.on('exit', (code, signal) => done({ code, signal })));
  server.child.kill('SIGINT');
  assert.deepEqual(await ended, { code: 0, signal: null });
  await close();
});
