// The sitemap by its schema (structure, order, namespaces), and against the pages that it must list.
import { readText } from '../lib/files.mjs';
import { isW3cDate } from '../lib/dates.mjs';
import { addressOf, alternatesOf, isAbsolute, isIndexable, resolve } from '../lib/site.mjs';
import { childrenNamed, parseXml } from '../lib/xml.mjs';

const FILE = 'sitemap.xml';
const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const XHTML = 'http://www.w3.org/1999/xhtml';
const CHANGES = ['always', 'hourly', 'daily', 'weekly', 'monthly', 'yearly', 'never'];

export function checkSitemap(site) {
  return [...sitemapReasons(site).map((reason) => ({ file: FILE, reason })), ...robotsProblems(site)];
}

function sitemapReasons(site) {
  if (!site.files.has(FILE)) return site.portable ? [] : ['is not there'];
  let root;
  try {
    root = parseXml(readText(site.dir, FILE));
  } catch (error) {
    return [`is not well-formed: ${error.message}`];
  }
  if (root.name !== 'urlset' || root.ns !== SITEMAP) return [`its root is {${root.ns}}${root.name}, not a urlset`];
  const urls = childrenNamed(root, SITEMAP, 'url');
  return [
    ...root.children.filter((child) => !urls.includes(child)).map((child) => `<${child.name}> does not belong in <urlset>`),
    ...(root.text.trim() ? ['<urlset> holds text'] : []),
    ...urls.flatMap((url) => urlReasons(site, url)),
    ...coverage(site, urls.map(locOf)),
    ...reciprocity(site, urls),
  ];
}

const locOf = (url) => childrenNamed(url, SITEMAP, 'loc')[0]?.text.trim() ?? '';

const alternatesIn = (url) => childrenNamed(url, XHTML, 'link').map(({ attrs }) => ({ lang: attrs.hreflang, href: attrs.href }));

function urlReasons(site, url) {
  const loc = locOf(url);
  const reasons = [...childReasons(url), ...addressReasons(site, loc)];
  const lastmod = childrenNamed(url, SITEMAP, 'lastmod')[0]?.text.trim();
  if (lastmod !== undefined && !isW3cDate(lastmod)) reasons.push(`lastmod "${lastmod}" is no W3C date`);
  const change = childrenNamed(url, SITEMAP, 'changefreq')[0]?.text.trim();
  if (change !== undefined && !CHANGES.includes(change)) reasons.push(`changefreq "${change}" is unknown`);
  const priority = childrenNamed(url, SITEMAP, 'priority')[0]?.text.trim();
  if (priority !== undefined && !/^(0(\.\d+)?|1(\.0+)?)$/.test(priority)) reasons.push(`priority "${priority}" is not within 0–1`);
  return [...reasons, ...linkReasons(site, url)].map((reason) => `line ${url.line}, ${loc}: ${reason}`);
}

/** sitemap.xsd: each child at most once, loc always; elements of other namespaces are free. */
function childReasons(url) {
  const names = url.children.filter((child) => child.ns === SITEMAP).map((child) => child.name);
  const known = ['loc', 'lastmod', 'changefreq', 'priority'];
  const reasons = names.filter((name) => !known.includes(name)).map((name) => `<${name}> does not belong in <url>`);
  for (const name of known) if (names.filter((other) => other === name).length > 1) reasons.push(`has more than one <${name}>`);
  return names.includes('loc') ? reasons : [...reasons, 'has no <loc>'];
}

function addressReasons(site, address) {
  if (!isAbsolute(address)) return [`"${address}" is not absolute`];
  if (address.length > 2048) return ['is longer than 2048 characters'];
  if (/[^\x21-\x7e]/.test(address)) return ['is not percent-encoded'];
  const target = resolve(site, FILE, address);
  return target.external ? [`"${address}" is outside ${site.base}`] : target.problem ? [`"${address}" ${target.problem}`] : [];
}

function linkReasons(site, url) {
  const links = childrenNamed(url, XHTML, 'link');
  const reasons = links.flatMap(({ attrs }) => {
    if (attrs.rel !== 'alternate' || !attrs.hreflang) return ['an xhtml:link is no alternate with a hreflang'];
    return addressReasons(site, attrs.href ?? '').map((reason) => `hreflang="${attrs.hreflang}": ${reason}`);
  });
  return [...reasons, ...agreesWithPage(site, url)];
}

function agreesWithPage(site, url) {
  const page = site.pages.get(resolve(site, FILE, locOf(url)).file);
  if (!page) return [];
  const set = (alternates) => alternates.filter(({ lang }) => lang !== 'x-default').map(({ lang, href }) => `${lang} ${href}`).sort().join(', ');
  const [here, there] = [set(alternatesIn(url)), set(alternatesOf(page))];
  return here === there || (site.portable && !there) ? [] : [`states the alternates [${here}], the page [${there}]`];
}

/** The page that offers the languages is exempt: the home pages lead back to it as `x-default`. */
function reciprocity(site, urls) {
  const byLoc = new Map(urls.map((url) => [locOf(url), alternatesIn(url)]));
  return [...byLoc].filter(([loc]) => loc !== site.base.href).flatMap(([loc, alternates]) =>
    alternates
      .filter(({ lang, href }) => lang !== 'x-default' && byLoc.has(href))
      .filter(({ href }) => !byLoc.get(href).some((back) => back.href === loc))
      .map(({ lang, href }) => `${loc}: hreflang="${lang}" leads to ${href}, which does not lead back`),
  );
}

function coverage(site, locs) {
  const expected = new Set([...site.pages.values()].filter(isIndexable).map((page) => addressOf(site, page.path)));
  return [
    ...[...expected].filter((address) => !locs.includes(address)).map((address) => `does not list ${address}`),
    ...locs.filter((loc) => !expected.has(loc)).map((loc) => `lists ${loc}, which is no indexable page`),
    ...locs.filter((loc, at) => locs.indexOf(loc) !== at).map((loc) => `lists ${loc} more than once`),
  ];
}

function robotsProblems(site) {
  const file = 'robots.txt';
  if (!site.files.has(file)) return site.portable ? [] : [{ file, reason: 'is not there' }];
  const expected = addressOf(site, FILE);
  const named = readText(site.dir, file).split('\n').some((line) => line.trim().toLowerCase().startsWith('sitemap:') && line.trim().slice(8).trim() === expected);
  return named || site.portable ? [] : [{ file, reason: `does not name the sitemap: "Sitemap: ${expected}"` }];
}
