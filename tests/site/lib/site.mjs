// A built site as the checks see it: its files, its parsed pages, its languages and where addresses lead.
import { basename } from 'node:path';
import { listFiles, readText } from './files.mjs';
import { parseHtml, words } from './html.mjs';

export function loadSite({ dir, baseUrl, portable = false }) {
  const files = new Set(listFiles(dir));
  const base = new URL(baseUrl);
  if (!base.pathname.endsWith('/')) throw new Error(`the base address must end in '/': ${baseUrl}`);
  const site = { name: basename(dir), dir, base, portable, files, langs: languagesOf(files), pages: new Map() };
  for (const path of files) if (path.endsWith('.html')) site.pages.set(path, loadPage(site, path));
  return site;
}

function languagesOf(files) {
  return [...files]
    .map((path) => /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\/index\.html$/.exec(path)?.[1])
    .filter(Boolean);
}

function loadPage(site, path) {
  const elements = parseHtml(readText(site.dir, path));
  const page = { path, elements, lang: site.langs.find((lang) => path.startsWith(`${lang}/`)) ?? null };
  page.ids = elements.map((element) => element.attrs.id).filter((id) => id !== undefined);
  page.redirect = elements.some((el) => el.tag === 'meta' && words(el.attrs['http-equiv']).includes('refresh'));
  page.noindex = elements.some(isNoindex);
  page.role = roleOf(page);
  return page;
}

const isNoindex = (el) =>
  el.tag === 'meta' && words(el.attrs.name)[0] === 'robots' && /\bno(index|ne)\b/i.test(el.attrs.content ?? '');

/** `stray` is a file that the site copied as it was: it owes only sound links. */
function roleOf({ path, lang, redirect }) {
  if (redirect) return 'redirect';
  if (/^(.+\/)?404\.html$/.test(path)) return 'missing';
  if (path === 'index.html') return 'choice';
  return lang ? 'page' : 'stray';
}

export const isIndexable = (page) => !page.noindex && ['page', 'choice'].includes(page.role);

export const isHome = (page) => page.lang !== null && page.path === `${page.lang}/index.html`;

/** The public address of a file of the site. */
export function addressOf(site, path) {
  const shown = path.replace(/(^|\/)index\.html$/, '$1');
  return new URL(asAddress(shown), site.base).href;
}

/** What `URL` would take as syntax is escaped here, the rest by `URL` itself, as browsers do. */
const asAddress = (path) => path.replace(/[%?#]/g, encodeURIComponent);

/** `{ file, fragment }` of an address in the site, `{ external }` or `{ problem }`. */
export function resolve(site, fromPath, address) {
  const from = new URL(asAddress(fromPath), site.base);
  const url = parseUrl(address, from);
  if (!url) return { problem: 'is no valid address' };
  if (/^(javascript|data|vbscript|file|blob):$/.test(url.protocol)) return { problem: `uses ${url.protocol}` };
  if (url.origin !== site.base.origin) return { external: true };
  if (!url.pathname.startsWith(site.base.pathname)) return { problem: `lacks the base path ${site.base.pathname}` };
  return locate(site, url);
}

function parseUrl(address, from) {
  try {
    return new URL(address, from);
  } catch {
    return null;
  }
}

function locate(site, url) {
  const path = decode(url.pathname.slice(site.base.pathname.length));
  const fragment = decode(url.hash.slice(1));
  if (path === null || fragment === null) return { problem: 'has broken percent-encoding' };
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  if (site.files.has(file)) return { file, fragment };
  if (site.files.has(`${path}/index.html`)) return { problem: "names a page's folder without the final '/'" };
  return { problem: `leads to ${file}, which is not there` };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export const isAbsolute = (address) => /^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//');

export const isRootAbsolute = (address) => address.startsWith('/') && !address.startsWith('//');

/** `hreflang` to address, as the head of a page states it; a feed may name its language too and is no edition. */
export function alternatesOf(page) {
  return page.elements
    .filter((el) => el.tag === 'link' && words(el.attrs.rel).includes('alternate') && el.attrs.hreflang)
    .filter((el) => (el.attrs.type ?? 'text/html') === 'text/html')
    .map((el) => ({ lang: el.attrs.hreflang, href: normalised(el.attrs.href ?? ''), line: el.line }));
}

/** Arabic letters and their percent-encoding are one address. */
const normalised = (address) => (isAbsolute(address) ? parseUrl(address)?.href ?? address : address);
