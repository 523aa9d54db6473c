// node --test switch.mjs: the switch of languages leads to the counterpart of the heading that is being read, in a
// browser, both ways. BAYAN is the program; by default the release build.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { launch } from './lib/chromium.mjs';
import { serve } from './lib/server.mjs';

const BAYAN = process.env.BAYAN ?? new URL('../../target/release/bayan', import.meta.url).pathname;
const BASE = '/sub/';
const FILLER = { ar: 'نص طويل يملأ الصفحة حتى تحتاج إلى التمرير.\n\n'.repeat(30), en: 'A long text that fills the page until it must be scrolled.\n\n'.repeat(30) };

/** A body from its headings: `## words {#id}`. */
const body = (lang, headings) => headings.map((heading) => `${heading}\n\n${FILLER[lang]}`).join('');

const FILES = {
  'bayan.yaml': `title: {ar: م, en: S}\nbase_url: https://example.org${BASE}\nlanguages:\n  ar: {name: العربية, locale: ar-SY}\n  en: {name: English, locale: en-GB}\nfallback: {articles: show}\n`,
  'content/articles/deal.ar.md': `---\ntitle: الاتفاق\nslug: الاتفاق\ndate: 2024-01-01\n---\n${FILLER.ar}${body('ar', ['## البنود {#terms}', '### بند أول', '## ما تلا ذلك', '## المصادر {#sources-of-it}'])}`,
  'content/articles/deal.en.md': `---\ntitle: The deal\ndate: 2024-01-01\n---\n${FILLER.en}${body('en', ['## The terms {#terms}', '### First term', '## What followed', '## Sources {#sources-of-it}'])}`,
  'content/articles/alone.ar.md': `---\ntitle: وحيد\ndate: 2024-01-02\n---\n${FILLER.ar}${body('ar', ['## قسم أول', '## قسم ثان'])}`,
  'content/articles/uneven.ar.md': `---\ntitle: متفاوت\ndate: 2024-01-03\n---\n${FILLER.ar}${body('ar', ['## قسم', '## البنود {#terms}'])}`,
  'content/articles/uneven.en.md': `---\ntitle: Uneven\ndate: 2024-01-03\n---\n${FILLER.en}${body('en', ['## The terms {#terms}', '## One', '## Two'])}`,
};

/** Arabic heading, English heading: by stated id, by position, and within a section. */
const PAIRS = [['terms', 'terms'], ['بند-أول', 'first-term'], ['ما-تلا-ذلك', 'what-followed'], ['sources-of-it', 'sources-of-it']];
const DEAL = { ar: 'ar/articles/الاتفاق/', en: 'en/articles/deal/' };

let folder, server, browser, tab;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bayan-switch-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const build = (out, ...more) => execFileSync(BAYAN, ['build', '--root', folder, '-o', join(folder, out), '-q', ...more], { stdio: 'inherit' });
  build('public');
  build('portable', '--portable');
  server = await serve(join(folder, 'public'), BASE);
  browser = await launch();
  tab = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })).newPage();
});

after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const address = (path, id = '') => `${server.origin}${BASE}${path}${id && `#${id}`}`;

async function open(url) {
  await tab.goto('about:blank');
  await tab.goto(url, { waitUntil: 'networkidle' });
}

async function change(lang, press = (link) => link.click()) {
  const link = tab.locator(`nav.langs a[hreflang="${lang}"]`);
  await press(link);
  await tab.waitForFunction((lang) => document.documentElement.lang === lang && document.readyState === 'complete', lang);
}

const place = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  const box = document.getElementById(id)?.getBoundingClientRect();
  return { path: decodeURIComponent(location.pathname), id, inView: box ? box.top >= 0 && box.top < innerHeight : null };
};

async function assertAt(path, id) {
  const found = await tab.evaluate(place);
  assert.ok(found.path.endsWith(path) || found.path.endsWith(`${path}index.html`), `${found.path} is not ${path}`);
  assert.equal(found.id, id);
  assert.equal(found.inView, id ? true : null, `#${id} is in view`);
}

for (const [ar, en] of PAIRS) {
  test(`from #${ar} to #${en} and back`, async () => {
    await open(address(DEAL.ar, ar));
    await change('en');
    await assertAt(DEAL.en, en);
    await change('ar');
    await assertAt(DEAL.ar, ar);
  });
}

test('from the contents', async () => {
  for (const [ar, en] of PAIRS) {
    await open(address(DEAL.en));
    await tab.locator(`nav.toc a[href="#${encodeURIComponent(en)}"]`).click();
    await change('ar');
    await assertAt(DEAL.ar, ar);
  }
});

test('from the heading in view, whatever the address names', async () => {
  for (const start of ['', 'terms']) {
    await open(address(DEAL.ar, start));
    await tab.evaluate((id) => window.scrollTo({ top: document.getElementById(id).offsetTop + 300, behavior: 'instant' }), PAIRS[2][0]);
    await change('en', (link) => link.dispatchEvent('click'));
    await assertAt(DEAL.en, PAIRS[2][1]);
  }
});

test('from the keyboard', async () => {
  await open(address(DEAL.ar, PAIRS[2][0]));
  // The focus must not scroll: that is what a reader with a keyboard sees who tabs back to the head of the page.
  await change('en', async (link) => {
    await link.evaluate((element) => element.focus({ preventScroll: true }));
    await tab.keyboard.press('Enter');
  });
  await assertAt(DEAL.en, PAIRS[2][1]);
});

test('from the top to the top', async () => {
  await open(address(DEAL.ar));
  await change('en');
  await assertAt(DEAL.en, '');
});

test('from a heading without a counterpart to that of the one before it', async () => {
  await open(address('ar/articles/uneven/', 'terms'));
  await change('en');
  await assertAt('en/articles/uneven/', 'terms');
  await open(address('en/articles/uneven/', 'two'));
  await change('ar');
  await assertAt('ar/articles/uneven/', 'terms');
});

test('a page shown in other words for want of its own has the same headings', async () => {
  await open(address('ar/articles/alone/', 'قسم-ثان'));
  await change('en');
  await assertAt('en/articles/alone/', 'قسم-ثان');
});

test('an address that names nothing sound', async () => {
  const errors = [];
  tab.on('pageerror', (error) => errors.push(error.message));
  await open(address(DEAL.ar, '%E0%A4%A'));
  await change('en');
  await assertAt(DEAL.en, '');
  assert.deepEqual(errors, []);
});

test('without scripts the switch leads to the page', async () => {
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(address(DEAL.ar, 'terms'));
  await plain.locator('nav.langs a[hreflang="en"]').click();
  await plain.waitForURL(address(DEAL.en));
  await plain.context().close();
});

test('from a folder without a server', async () => {
  const file = (path, id) => `${pathToFileURL(join(folder, 'portable', path, 'index.html')).href}#${encodeURIComponent(id)}`;
  await open(file(DEAL.ar, PAIRS[1][0]));
  await change('en');
  await assertAt(DEAL.en, PAIRS[1][1]);
});
