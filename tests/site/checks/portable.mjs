// A portable build, opened from the disk: choice of language → home → article → its edition in the other language.
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../lib/chromium.mjs';
import { kindOf, samplePages } from '../lib/kinds.mjs';
import { watch } from '../lib/probe.mjs';

export async function checkPortable(site) {
  const browser = await launch();
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const takeProblems = await watch(tab, 'file://');
    const outcomes = [];
    for (const [kind, path, walk] of walksOf(site)) {
      outcomes.push({ unit: `${kind} ${path}`, problems: await walkFrom(tab, takeProblems, site, path, walk) });
    }
    return outcomes;
  } finally {
    await browser.close();
  }
}

function walksOf(site) {
  const pages = samplePages(site).filter(({ page }) => page.role === 'page');
  return [
    ['choice', 'index.html', entersLanguages],
    ...site.langs.map((lang) => ['walk', `${lang}/index.html`, readsAndSwitches]),
    ...pages.map(({ kind, page }) => [kind, page.path, async () => []]),
  ];
}

async function walkFrom(tab, takeProblems, site, path, walk) {
  const problems = [];
  takeProblems();
  try {
    await tab.goto(fileUrl(site, path), { waitUntil: 'load' });
    if (!(await tab.evaluate(() => document.styleSheets.length > 0))) problems.push('no stylesheet is in force');
    problems.push(...(await walk(tab, site, path)));
  } catch (error) {
    problems.push(error.message.split('\n')[0]);
  }
  return [...takeProblems(), ...problems].map((reason) => ({ file: path, reason }));
}

const fileUrl = (site, path) => pathToFileURL(resolvePath(site.dir, path)).href;

function pathOf(site, url) {
  const root = pathToFileURL(`${resolvePath(site.dir)}/`).href;
  return url.startsWith(root) ? decodeURIComponent(new URL(url).pathname.slice(new URL(root).pathname.length)) : url;
}

async function entersLanguages(tab, site, path) {
  const problems = [];
  for (const lang of site.langs) {
    await tab.goto(fileUrl(site, path));
    const landed = await follow(tab, site, (target) => target === `${lang}/index.html`);
    if (!landed) problems.push(`no visible link leads to ${lang}/index.html`);
  }
  return problems;
}

async function readsAndSwitches(tab, site, path) {
  const lang = path.split('/')[0];
  const article = await follow(tab, site, (target) => isArticle(site, target, lang));
  if (!article) return ['no visible link leads to an article'];
  const heading = await tab.locator('main h1, article h1').first().innerText({ timeout: 5000 });
  if (!heading.trim()) return [`${article} has no heading`];
  const other = await follow(tab, site, (target) => isArticle(site, target) && !target.startsWith(`${lang}/`), 'a[hreflang]');
  return other ? [] : [`${article}: no visible a[hreflang] leads to an article in another language`];
}

function isArticle(site, path, lang = null) {
  const page = site.pages.get(path);
  return Boolean(page) && kindOf(page) === 'article' && (lang === null || page.lang === lang);
}

/** Clicks the first visible link whose target is wanted; the path that it landed on, or null. */
async function follow(tab, site, wanted, selector = 'a[href]') {
  for (const link of await tab.locator(selector).all()) {
    const target = pathOf(site, await link.evaluate((el) => el.href.replace(/[?#].*$/, '')));
    if (!wanted(target) || !(await link.isVisible())) continue;
    await Promise.all([tab.waitForURL((url) => pathOf(site, url.href.replace(/[?#].*$/, '')) === target, { timeout: 5000 }), link.click({ timeout: 5000 })]);
    return target;
  }
  return null;
}
