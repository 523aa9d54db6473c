// What each page says of itself: language, title, address, its editions in other languages, structured data.
import { isInside, rawTextOf, textOf, words } from '../lib/html.mjs';
import { kindOf } from '../lib/kinds.mjs';
import { addressOf, alternatesOf, isAbsolute, isHome, isIndexable, resolve } from '../lib/site.mjs';

const RTL = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

export function checkMeta(site) {
  const pages = [...site.pages.values()].filter((page) => page.role !== 'stray');
  return pages.flatMap((page) => checksFor(page).flatMap((check) => problemsOf(site, page, check)));
}

function checksFor({ role }) {
  if (role === 'redirect') return [language, title, canonical];
  const common = [language, title, heading, viewport, structuredData, canonical];
  return role === 'page' ? [...common, alternates, counterpart, openGraph, languageSwitch, feedLinks] : [...common, alternates];
}

function problemsOf(site, page, check) {
  return check(site, page).map((problem) =>
    typeof problem === 'string' ? { file: page.path, reason: problem } : { file: page.path, ...problem },
  );
}

const primary = (tag) => tag.toLowerCase().split('-')[0];
const all = (page, tag) => page.elements.filter((element) => element.tag === tag);
const metas = (page, key, name) => all(page, 'meta').filter((el) => el.attrs[key] === name);

function language(_site, page) {
  const { lang = '', dir = '' } = all(page, 'html')[0]?.attrs ?? {};
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(lang)) return [`<html lang="${lang}"> names no language`];
  const problems = [];
  if (page.lang && primary(lang) !== primary(page.lang)) problems.push(`<html lang="${lang}"> in the folder ${page.lang}/`);
  const expected = RTL.has(primary(lang)) ? 'rtl' : 'ltr';
  if (dir !== expected && page.role !== 'redirect') problems.push(`<html dir="${dir}"> with lang="${lang}", expected "${expected}"`);
  return problems;
}

function title(_site, page) {
  const titles = all(page, 'title').filter((element) => !isInside(element, 'svg'));
  return titles.length === 1 && textOf(titles[0]) ? [] : [`has ${titles.length} <title>, expected one with text`];
}

function heading(_site, page) {
  const count = all(page, 'h1').filter(textOf).length;
  const manyLanguages = page.lang === null;
  if (count === 1 || (manyLanguages && count > 0)) return [];
  return [`has ${count} <h1> with text, expected one`];
}

function viewport(_site, page) {
  const content = metas(page, 'name', 'viewport')[0]?.attrs.content ?? '';
  if (!content.includes('width=device-width')) return ['has no <meta name="viewport"> with width=device-width'];
  return /user-scalable\s*=\s*no|maximum-scale/.test(content) ? ['<meta name="viewport"> forbids zooming'] : [];
}

function canonical(site, page) {
  const links = all(page, 'link').filter((el) => words(el.attrs.rel).includes('canonical'));
  if (page.role === 'missing') return links.map(({ line }) => ({ line, reason: 'a 404 page has a canonical address' }));
  if (links.length === 0) return site.portable || !isIndexable(page) ? [] : ['has no canonical address'];
  if (links.length > 1) return [`has ${links.length} canonical addresses`];
  const { attrs: { href = '' }, line } = links[0];
  const expected = addressOf(site, page.path);
  if (page.role !== 'redirect' && new URL(href, expected).href === expected && isAbsolute(href)) return [];
  if (page.role === 'redirect') return publicAddress(site, page, href).map((reason) => ({ line, reason }));
  return [{ line, reason: `canonical is "${href}", expected "${expected}"` }];
}

function publicAddress(site, page, address) {
  if (!isAbsolute(address)) return [`"${address}" is not absolute`];
  const target = resolve(site, page.path, address);
  if (target.external) return [`"${address}" is outside ${site.base}`];
  return target.problem ? [`"${address}" ${target.problem}`] : [];
}

function alternates(site, page) {
  const stated = alternatesOf(page);
  if (page.role === 'missing') return stated.map(({ line }) => ({ line, reason: 'a 404 page states hreflang' }));
  if (stated.length === 0) return [];
  return [
    ...stated.flatMap((alternate) => alternateReasons(site, page, alternate).map((reason) => ({ line: alternate.line, reason }))),
    ...setReasons(site, page, stated),
  ];
}

function alternateReasons(site, page, { lang, href }) {
  const reasons = publicAddress(site, page, href);
  if (reasons.length > 0) return reasons.map((reason) => `hreflang="${lang}": ${reason}`);
  if (lang === 'x-default') return defaultReasons(site, page, href);
  const target = site.pages.get(resolve(site, page.path, href).file);
  if (!target) return [`hreflang="${lang}" leads to no page`];
  if (primary(target.lang ?? '') !== primary(lang)) return [`hreflang="${lang}" leads to ${target.path}`];
  const mine = alternatesOf(page).map(signature).sort().join();
  const theirs = alternatesOf(target).map(signature).sort().join();
  return mine === theirs ? [] : [`hreflang="${lang}": ${target.path} does not state the same alternates`];
}

const signature = ({ lang, href }) => `${lang} ${href}`;

function defaultReasons(site, page, href) {
  if (href !== site.base.href) return [`hreflang="x-default" is "${href}", expected "${site.base}"`];
  return isHome(page) || page.role === 'choice' ? [] : ['hreflang="x-default" is for home pages only'];
}

function setReasons(site, page, stated) {
  const langs = stated.map(({ lang }) => lang);
  const reasons = langs.filter((lang, at) => langs.indexOf(lang) !== at).map((lang) => `hreflang="${lang}" occurs twice`);
  const self = addressOf(site, page.path);
  if (page.role === 'page' && !stated.some(({ lang, href }) => href === self && primary(lang) === primary(page.lang))) {
    reasons.push('its hreflang set lacks the page itself');
  }
  if (isHome(page) && site.pages.has('index.html') && !langs.includes('x-default')) reasons.push('a home page lacks hreflang="x-default"');
  return reasons;
}

/** The same path in another language is the same page, but for the numbered pages of a list. */
function counterpart(site, page) {
  if (site.portable && alternatesOf(page).length === 0) return [];
  if (!isIndexable(page) || /\/page\/\d+\//.test(page.path)) return [];
  const rest = page.path.slice(page.lang.length);
  const stated = alternatesOf(page).map(({ lang }) => primary(lang));
  return site.langs
    .filter((lang) => lang !== page.lang && !stated.includes(primary(lang)))
    .filter((lang) => site.pages.get(lang + rest)?.role === 'page')
    .map((lang) => `${lang}${rest} exists, but no hreflang="${lang}" is stated`);
}

function openGraph(site, page) {
  if (!isIndexable(page)) return [];
  const value = (name) => metas(page, 'property', name)[0]?.attrs.content ?? '';
  const problems = ['og:title', 'og:type', 'og:url'].filter((name) => !value(name)).map((name) => `has no ${name}`);
  for (const name of ['og:url', 'og:image']) {
    if (value(name)) problems.push(...publicAddress(site, page, value(name)).map((reason) => `${name}: ${reason}`));
  }
  return [...problems, ...locales(page)];
}

function locales(page) {
  const valuesOf = (name) => metas(page, 'property', name).map((el) => el.attrs.content ?? '');
  const own = valuesOf('og:locale');
  const others = valuesOf('og:locale:alternate');
  const problems = [...own, ...others].filter((locale) => !/^[a-z]{2,3}_[A-Z]{2}$/.test(locale)).map((locale) => `og:locale "${locale}" is no locale`);
  if (own.length !== 1 || !own[0].startsWith(`${primary(page.lang)}_`)) problems.push(`og:locale is "${own}" in ${page.lang}/`);
  const stated = alternatesOf(page).map(({ lang }) => primary(lang)).filter((lang) => lang !== 'x' && lang !== primary(page.lang));
  const named = others.map((locale) => locale.split('_')[0]);
  if (stated.sort().join() !== named.sort().join()) problems.push(`og:locale:alternate names [${named}], hreflang names [${stated}]`);
  return problems;
}

/** A reader's link to the edition that the head states, wherever the theme puts it. */
function languageSwitch(site, page) {
  const links = all(page, 'a').filter((el) => el.attrs.hreflang && el.attrs.href);
  return alternatesOf(page)
    .filter(({ lang }) => lang !== 'x-default' && primary(lang) !== primary(page.lang))
    .filter(({ lang, href }) => {
      const target = resolve(site, page.path, href).file;
      return !links.some((el) => primary(el.attrs.hreflang) === primary(lang) && resolve(site, page.path, el.attrs.href).file === target);
    })
    .map(({ lang, href }) => `has no <a hreflang="${lang}"> that leads to ${href}`);
}

function feedLinks(site, page) {
  if (!isHome(page)) return [];
  const types = all(page, 'link').filter((el) => words(el.attrs.rel).includes('alternate')).map((el) => el.attrs.type);
  const feeds = { 'application/atom+xml': 'feed.xml', 'application/feed+json': 'feed.json' };
  return Object.entries(feeds)
    .filter(([type, file]) => site.files.has(`${page.lang}/${file}`) && !types.includes(type))
    .map(([type]) => `does not name its feed (<link rel="alternate" type="${type}">)`);
}

function structuredData(site, page) {
  const blocks = page.elements.filter((el) => el.tag === 'script' && el.attrs.type === 'application/ld+json');
  const problems = blocks.flatMap((block) => blockReasons(block).map((reason) => ({ line: block.line, reason: `JSON-LD ${reason}` })));
  if (kindOf(page) === 'article' && blocks.length === 0) problems.push({ reason: 'an article has no JSON-LD' });
  return problems;
}

function blockReasons(block) {
  let data;
  try {
    data = JSON.parse(rawTextOf(block));
  } catch (error) {
    return [`is no JSON: ${error.message}`];
  }
  return [data].flat().flatMap((thing) => [
    ...(thing?.['@context'] ? [] : ['has no @context']),
    ...[thing?.['@graph'] ?? thing].flat().flatMap((node) => (node?.['@type'] ? [] : ['has no @type'])),
  ]);
}
