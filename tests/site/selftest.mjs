// Proves that each check passes a sound site and fails a broken one. With BAYAN_QUICK=1 without a browser.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkBrowser } from './checks/browser.mjs';
import { checkCss } from './checks/css.mjs';
import { checkFeeds } from './checks/feeds.mjs';
import { checkHtml } from './checks/html.mjs';
import { checkKinds } from './checks/kinds.mjs';
import { checkLinks } from './checks/links.mjs';
import { checkMeta } from './checks/meta.mjs';
import { checkPortable } from './checks/portable.mjs';
import { checkSitemap } from './checks/sitemap.mjs';
import { serve } from './lib/server.mjs';
import { loadSite } from './lib/site.mjs';
import { sampleSite } from './selftest/sample.mjs';

const ROOT = { baseUrl: 'https://example.org/' };
const SUB = { baseUrl: 'https://example.org/sub/path/' };
const PORTABLE = { baseUrl: 'https://example.org/', portable: true };
const STATIC = [checkKinds, checkHtml, checkLinks, checkMeta, checkFeeds, checkSitemap, checkCss];
const needsBrowser = { skip: Boolean(process.env.BAYAN_QUICK) };

async function withSite(options, edit, use) {
  const dir = mkdtempSync(join(tmpdir(), 'bayan-selftest-'));
  try {
    const files = sampleSite(options);
    edit(files);
    for (const [path, text] of files) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    return await use(loadSite({ dir, ...options }));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const reasonsOf = (result) =>
  result.flatMap((entry) => ('unit' in entry ? entry.problems : [entry])).map(({ file, reason }) => `${file}: ${reason}`);

/** Replaces text that must be there, so that no case can rot into testing nothing. */
const swap = (path, from, to) => (files) => {
  assert.ok(files.get(path).includes(from), `${path} holds ${from}`);
  files.set(path, files.get(path).replace(from, to));
};
const drop = (path) => (files) => assert.ok(files.delete(path), path);
const unchanged = () => {};

for (const options of [ROOT, SUB, PORTABLE]) {
  for (const check of STATIC) {
    test(`${check.name} passes a sound site: ${JSON.stringify(options)}`, () =>
      withSite(options, unchanged, async (site) => assert.deepEqual(reasonsOf(await check(site)), [])));
  }
}

const HOME = 'en/index.html';
const ARTICLE = 'en/articles/one/index.html';
const onHome = (html) => swap(HOME, '<main id="content">', `<main id="content">${html}`);

const BROKEN = [
  [checkKinds, 'a missing kind', drop('en/map/index.html'), /no page of the kind "map"/],
  [checkHtml, 'an unclosed element', onHome('<p><b>x</p>'), /error: /],
  [checkHtml, 'a warning', onHome('<section><p>x</p></section>'), /warning: .*heading/i],
  [checkLinks, 'a dead link', onHome('<a href="/en/none/">x</a>'), /en\/none\/index.html, which is not there/],
  [checkLinks, 'a dead fragment', onHome('<a href="/en/articles/one/#%D8%A3">x</a>'), /names #أ, which/],
  [checkLinks, 'a dead srcset', onHome('<img src="/style.css" srcset="/style.css 1x, /none.png 2x" alt="">'), /none.png, which/],
  [checkLinks, 'a link to a folder without its slash', onHome('<a href="/en/map">x</a>'), /without the final/],
  [checkLinks, 'two equal ids', onHome('<p id="terms">x</p>'), /id "terms" occurs more than once/],
  [checkLinks, 'a link without the base path', swap(HOME, 'href="/sub/path/en/articles/', 'href="/en/articles/'), /lacks the base path/, SUB],
  [checkLinks, 'an external script', onHome('<script src="https://cdn.example.net/x.js"></script>'), /absolute address/],
  [checkLinks, 'an inline script', onHome('<script>1</script>'), /inline <script>/],
  [checkLinks, 'an inline style', onHome('<p style="color:red">x</p>'), /inline style/],
  [checkLinks, 'a style element', swap(HOME, '</head>', '<style>p{}</style></head>'), /<style> element/],
  [checkLinks, 'an event handler', onHome('<p onclick="x()">x</p>'), /inline onclick/],
  [checkLinks, 'a javascript: address', onHome('<a href="javascript:x()">x</a>'), /uses javascript:/],
  [checkLinks, 'a dead url() in a stylesheet', (files) => files.set('style.css', 'p { background: url(none.png) }'), /style.css: url\(none.png\)/],
  [checkLinks, 'a root-absolute link in a portable build', onHome('<a href="/en/index.html">x</a>'), /root-absolute in a portable/, PORTABLE],
  [checkLinks, 'a folder link in a portable build', onHome('<a href="../en/">x</a>'), /does not end in a file name/, PORTABLE],
  [checkLinks, 'a public address in a portable build', onHome('<a href="https://example.org/en/">x</a>'), /public address/, PORTABLE],
  [checkLinks, 'a relative link in a 404 page', swap('en/404.html', 'href="/en/"', 'href="./"'), /shown at any address/],
  [checkLinks, 'a dead address in JSON-LD', swap(HOME, '"url": "https://example.org/en/"', '"url": "https://example.org/xx/"'), /JSON-LD: /],
  [checkMeta, 'a wrong direction', swap('ar/index.html', 'dir="rtl"', 'dir="ltr"'), /expected "rtl"/],
  [checkMeta, 'a second h1', onHome('<h1>x</h1>'), /2 <h1>/],
  [checkMeta, 'no title', swap(HOME, /<title>.*?<\/title>/.exec(sampleSite().get(HOME))[0], ''), /0 <title>/],
  [checkMeta, 'no viewport', swap(HOME, 'width=device-width', 'width=980'), /viewport/],
  [checkMeta, 'a foreign canonical', swap(HOME, 'rel="canonical" href="https://example.org/en/"', 'rel="canonical" href="https://example.org/ar/"'), /canonical is/],
  [checkMeta, 'alternates on one side only', swap(ARTICLE, '<link rel="alternate" hreflang="ar"', '<link rel="x" hreflang="ar"'), /does not state the same alternates/],
  [checkMeta, 'a counterpart that no hreflang names', swap(ARTICLE, '<link rel="alternate" hreflang="ar"', '<link rel="x" hreflang="ar"'), /exists, but no hreflang="ar"/],
  [checkMeta, 'an alternate that is not there', drop('ar/articles/one/index.html'), /hreflang="ar": .*not there/],
  [checkMeta, 'x-default off the home page', swap(ARTICLE, '</head>', '<link rel="alternate" hreflang="x-default" href="https://example.org/"></head>'), /home pages only/],
  [checkMeta, 'a wrong og:locale', swap(HOME, 'content="en_GB"', 'content="en"'), /is no locale/],
  [checkMeta, 'broken JSON-LD', swap(HOME, '{"@context"', '{"@context'), /JSON-LD is no JSON/],
  [checkMeta, 'JSON-LD without a type', swap(HOME, '"@type"', '"type"'), /no @type/],
  [checkMeta, 'a switch that goes home', swap(ARTICLE, 'href="/ar/articles/one/"', 'href="/ar/"'), /has no <a hreflang="ar">/],
  [checkMeta, 'a home page that hides its feed', swap(HOME, 'type="application/feed+json"', 'type="x"'), /does not name its feed/],
  [checkFeeds, 'a feed that is not well-formed', swap('en/feed.xml', '</entry>', ''), /cannot be parsed/],
  [checkFeeds, 'a feed in no namespace', swap('en/feed.xml', 'xmlns="http://www.w3.org/2005/Atom"', ''), /not an Atom feed/],
  [checkFeeds, 'a day for a time', swap('en/feed.xml', '2019-05-31T00:00:00Z', '2019-05-31'), /no RFC 3339 time/],
  [checkFeeds, 'an entry without a title', (files) => files.set('en/feed.xml', files.get('en/feed.xml').replace(/(<entry>.*?)<title>x<\/title>/, '$1')), /exactly one <title>/],
  [checkFeeds, 'a relative link in an entry', swap('en/feed.xml', 'a href="https://example.org', 'a href="'), /is not absolute/],
  [checkFeeds, 'another version of JSON Feed', swap('en/feed.json', 'version/1.1', 'version/1'), /version is/],
  [checkFeeds, 'an item without an id', swap('en/feed.json', '{"id":', '{"_id":'), /has no id/],
  [checkFeeds, 'authors as text', swap('en/feed.json', '[{"name":"x"}]', '"x"'), /authors is not of the type/],
  [checkSitemap, 'a sitemap in no namespace', swap('sitemap.xml', 'schemas/sitemap/0.9', 'x'), /not a urlset/],
  [checkSitemap, 'a page that is not listed', swap('sitemap.xml', '<loc>https://example.org/en/map/</loc>', '<loc>https://example.org/en/about/</loc>'), /does not list .*\/en\/map\//],
  [checkSitemap, 'a page that must not be listed', swap('en/map/index.html', '</head>', '<meta name="robots" content="noindex"></head>'), /no indexable page/],
  [checkSitemap, 'a date in words', swap('sitemap.xml', '2019-05-31', '31 May 2019'), /no W3C date/],
  [checkSitemap, 'alternates that differ from the page', swap('sitemap.xml', 'hreflang="ar"', 'hreflang="fa"'), /states the alternates/],
  [checkSitemap, 'robots.txt without the sitemap', swap('robots.txt', 'Sitemap:', 'Map:'), /does not name the sitemap/],
  [checkCss, 'a physical margin', (files) => files.set('style.css', 'a:hover { color: red; margin-left: 1px }'), /margin-left: 1px/],
  [checkCss, 'a physical alignment', (files) => files.set('style.css', 'p{text-align:right}'), /text-align: right/],
  [checkCss, 'a lopsided shorthand', (files) => files.set('style.css', 'p { padding: 0 1px 0 calc(2px + 1px) }'), /different values/],
];

for (const [check, name, edit, expected, options = ROOT] of BROKEN) {
  test(`${check.name} reports ${name}`, () =>
    withSite(options, edit, async (site) => assert.match(reasonsOf(await check(site)).join('\n'), expected)));
}

/** A browser is slow: leave only these pages to be opened, with all files in their place. */
function only(site, ...paths) {
  for (const path of site.pages.keys()) if (!paths.includes(path)) site.pages.delete(path);
  return site;
}

test('checkBrowser passes a sound site, under a sub-path too', needsBrowser, () =>
  withSite(SUB, unchanged, async (site) => {
    const outcomes = await checkBrowser(only(site, 'index.html', '404.html', 'ar/404.html', 'ar/index.html', ARTICLE));
    assert.equal(outcomes.length, 5);
    assert.deepEqual(reasonsOf(outcomes), []);
  }));

const BROKEN_IN_BROWSER = [
  ['a policy violation', onHome('<p style="color:red">x</p>'), /content security policy: style-src/],
  ['a failed request', onHome('<img src="/none.png" alt="x">'), /status 404/],
  ['a name that lacks the visible words', onHome('<a href="/" aria-label="مورك +1">2 مورك</a>'), /axe label-content-name-mismatch/],
  ['a serious accessibility fault', onHome('<img src="/style.css">'), /axe image-alt \(critical\)/],
  ['what is wider than a phone', (files) => { onHome('<p class="wide">x</p>')(files); files.set('style.css', '.wide { inline-size: 500px }'); }, /at 320 px: .*p\.wide/],
  ['a page without a skip link', swap(HOME, '<a class="skip" href="#content">Skip to content</a>', ''), /the first Tab reaches/],
  ['a skip link that leads nowhere', swap(HOME, 'href="#content"', 'href="#none"'), /does not go on after #none/],
  ['a hidden language switch', swap(HOME, '<header>', '<header hidden>'), /no visible link with hreflang="ar"/],
  ['content that needs scripts', swap(HOME, '<main id="content">', '<main id="content" hidden>'), /without scripts: the main content is empty/],
];

test('checkBrowser reports broken pages', needsBrowser, async (t) => {
  for (const [name, edit, expected] of BROKEN_IN_BROWSER) {
    await t.test(name, () =>
      withSite(ROOT, edit, async (site) => assert.match(reasonsOf(await checkBrowser(only(site, HOME))).join('\n'), expected)));
  }
});

test('checkPortable passes a sound copy and reports a broken one', needsBrowser, async () => {
  const walk = (edit) => withSite(PORTABLE, edit, async (site) => reasonsOf(await checkPortable(only(site, HOME, ARTICLE, 'ar/index.html', 'ar/articles/one/index.html'))));
  assert.deepEqual(await walk(unchanged), []);
  const reasons = await walk((files) => {
    swap(ARTICLE, 'href="../../../ar/articles/one/index.html"', 'href="/ar/articles/one/"')(files);
    swap(HOME, 'href="../style.css"', 'href="/style.css"')(files);
  });
  assert.match(reasons.join('\n'), /no visible a\[hreflang\]/);
  assert.match(reasons.join('\n'), /request failed: file:\/\/\/style.css/);
});

test('the server keeps to the base path, sends the policy and the 404 page of the language', () =>
  withSite(SUB, unchanged, async (site) => {
    const server = await serve(site.dir, site.base.pathname);
    try {
      const ask = (path) => fetch(server.origin + path, { redirect: 'manual' });
      const home = await ask('/sub/path/en/');
      assert.equal(home.status, 200);
      assert.equal(home.headers.get('content-security-policy'), "default-src 'self'");
      assert.equal((await ask('/sub/path/en')).headers.get('location'), '/sub/path/en/');
      assert.equal((await ask('/en/')).status, 404);
      assert.equal((await ask('/sub/path/%2e%2e/%2e%2e/etc/passwd')).status, 404);
      assert.match(await (await ask('/sub/path/ar/none/')).text(), /lang="ar"/);
    } finally {
      await server.close();
    }
  }));
