// One page of each kind and language in Chromium, as readers meet it: policy, width, keyboard, switch, no scripts.
import { runAxe } from '../lib/axe.mjs';
import { launch } from '../lib/chromium.mjs';
import { samplePages } from '../lib/kinds.mjs';
import { describeFocus, focusIsPast, measureOverflow, watch } from '../lib/probe.mjs';
import { serve } from '../lib/server.mjs';
import { addressOf, alternatesOf, resolve } from '../lib/site.mjs';

const WORKERS = 4;
const WIDTHS = [320, 390, 1280];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** One outcome per page: `{ unit, problems }`. */
export async function checkBrowser(site) {
  const server = await serve(site.dir, site.base.pathname);
  const browser = await launch();
  try {
    return await inParallel(browser, server, site, samplePages(site));
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Outcomes keep the order of the samples. Tabs are used again: a new one costs more than a page. */
async function inParallel(browser, server, site, samples) {
  const outcomes = [];
  const queue = samples.entries();
  const work = async () => {
    const tabs = await openTabs(browser, server);
    for (const [at, sample] of queue) outcomes[at] = await checkSample(tabs, server, site, sample);
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, samples.length) }, work));
  return outcomes;
}

async function openTabs(browser, server) {
  const options = { viewport: WIDE, reducedMotion: 'reduce' };
  const tab = await (await browser.newContext(options)).newPage();
  const plain = await (await browser.newContext({ ...options, javaScriptEnabled: false })).newPage();
  return { tab, plain, takeProblems: await watch(tab, server.origin) };
}

async function checkSample({ tab, plain, takeProblems }, server, site, { kind, page }) {
  const target = { site, page, server, kind, takeProblems, url: urlOf(server, site, page) };
  const problems = [];
  for (const [name, step, hasScripts] of STEPS) {
    try {
      problems.push(...(await step(hasScripts ? tab : plain, target)));
    } catch (error) {
      problems.push(`${name}: ${error.message.split('\n')[0]}`);
    }
  }
  return { unit: `${kind} ${page.path}`, problems: problems.map((reason) => ({ file: page.path, reason })) };
}

/** In this order: the first opens the page, the next three look at it, the switch leaves it. */
const STEPS = [
  ['opening', opens, true],
  ['skip link', skips, true],
  ['width', fits, true],
  ['accessibility', isAccessible, true],
  ['language switch', switches, true],
  ['without scripts', worksWithoutScripts, false],
];

/** A 404 page is asked for as it comes up: at an address that does not exist. */
function urlOf(server, site, page) {
  const path = page.role === 'missing' ? page.path.replace(/404\.html$/, 'no/such/page/') : page.path;
  return server.origin + new URL(addressOf(site, path)).pathname;
}

async function opens(tab, { url, page, takeProblems }) {
  await tab.goto('about:blank');
  await tab.setViewportSize(WIDE);
  await tab.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  takeProblems();
  const response = await tab.goto(url, { waitUntil: 'networkidle' });
  const expected = page.role === 'missing' ? 404 : 200;
  const problems = takeProblems();
  return response.status() === expected ? problems : [...problems, `answers ${response.status()}, expected ${expected}`];
}

async function fits(tab, { takeProblems }) {
  const problems = [];
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: 900 });
    const excess = await tab.evaluate(measureOverflow);
    if (excess) problems.push(`at ${width} px: ${excess}`);
  }
  return [...problems, ...takeProblems()];
}

/** The pages that offer languages are a screen of links: nothing there to skip. */
async function skips(tab, { page }) {
  if (page.lang === null) return [];
  await tab.keyboard.press('Tab');
  const focus = await tab.evaluate(describeFocus);
  if (focus.tag !== 'A' || !/^#./.test(focus.href)) return [`skip link: the first Tab reaches <${focus.tag}> ${focus.href}`];
  const problems = focus.inView ? [] : ['skip link: is not visible when focused'];
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  const id = decodeURIComponent(focus.href.slice(1));
  return (await tab.evaluate(focusIsPast, id)) ? problems : [...problems, `skip link: the focus does not go on after #${id}`];
}

async function isAccessible(tab) {
  const problems = [];
  for (const [label, viewport, colorScheme] of [['wide, light', WIDE, 'light'], ['phone, dark', PHONE, 'dark']]) {
    await tab.setViewportSize(viewport);
    await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    problems.push(...(await runAxe(tab)).map((reason) => `${reason} [${label}]`));
  }
  return problems;
}

async function switches(tab, target) {
  const problems = [];
  await tab.setViewportSize(WIDE);
  for (const { lang, href } of counterparts(target)) {
    await tab.goto(target.url);
    problems.push(...(await clickSwitch(tab, target, lang, href)));
  }
  return problems;
}

function counterparts({ page, site }) {
  if (page.role !== 'page') return [];
  return alternatesOf(page).filter(({ lang, href }) => lang !== 'x-default' && href !== addressOf(site, page.path));
}

async function clickSwitch(tab, { site, page, server }, lang, href) {
  const expected = resolve(site, page.path, href).file;
  const link = await findSwitch(tab, site, page, lang, expected);
  if (!link) return [`language switch: no visible link with hreflang="${lang}" leads to ${expected}`];
  await Promise.all([tab.waitForURL((url) => pathIn(site, url) === expected, { timeout: 5000 }), link.click({ timeout: 5000 })]);
  const shown = await tab.evaluate(() => document.documentElement.lang);
  return shown.split('-')[0] === lang.split('-')[0] ? [] : [`language switch: ${server.origin} shows lang="${shown}", expected "${lang}"`];
}

async function findSwitch(tab, site, page, lang, expected) {
  for (const link of await tab.locator(`a[hreflang="${lang}" i]`).all()) {
    const address = await link.getAttribute('href');
    if (resolve(site, page.path, address ?? '').file === expected && (await link.isVisible())) return link;
  }
  return null;
}

function pathIn(site, url) {
  return resolve(site, 'index.html', new URL(url.pathname, site.base).href).file;
}

async function worksWithoutScripts(tab, target) {
  await tab.goto(target.url);
  const main = tab.locator(target.page.lang === null ? 'body' : 'main').first();
  // A hidden element still has an inner text.
  const shown = (await main.isVisible()) && (await main.innerText()).trim() !== '';
  const problems = shown ? [] : ['without scripts: the main content is empty'];
  return [...problems, ...(await switches(tab, target)).map((reason) => `without scripts: ${reason}`)];
}
