// Page kinds, found from the addresses of the content model.
import { statSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = { articles: 'article', events: 'event', actors: 'actor', agreements: 'agreement', places: 'place' };
const SINGLE = ['sources', 'terms', 'corrections', 'timeline', 'map', 'search'];
/** Kinds that a later release adds: tested where they are, not missed where they are not. */
const OPTIONAL = new Set(['search', 'article-list-2']);

const LANG_KINDS = [
  'home',
  ...Object.entries(FOLDERS).flatMap(([folder, kind]) => [`${kind}-list`, kind]),
  'article-list-2',
  ...SINGLE,
  'free-page',
  '404',
];

function kindInLanguage(rest) {
  if (rest === 'index.html') return 'home';
  if (rest === '404.html') return '404';
  const [folder, second, ...more] = rest.split('/');
  if (!rest.endsWith('/index.html')) return null;
  if (folder in FOLDERS) return kindInFolder(FOLDERS[folder], second, more);
  if (more.length > 0 || second !== 'index.html') return null;
  return SINGLE.includes(folder) ? folder : 'free-page';
}

function kindInFolder(kind, second, more) {
  if (second === 'index.html') return `${kind}-list`;
  if (second === 'page') return `${kind}-list-2`;
  return more.length === 1 ? kind : null;
}

export function kindOf(page) {
  if (page.path === 'index.html') return 'root';
  if (page.path === '404.html') return 'root-404';
  if (page.role === 'redirect' || !page.lang) return null;
  return kindInLanguage(page.path.slice(page.lang.length + 1));
}

/** One page of each kind in each language: the largest, since it shows most. */
export function samplePages(site) {
  const samples = new Map();
  for (const page of site.pages.values()) {
    const kind = kindOf(page);
    if (!kind) continue;
    const key = `${page.lang ?? ''} ${kind}`;
    const size = statSync(join(site.dir, page.path)).size;
    if (!(samples.get(key)?.size >= size)) samples.set(key, { kind, page, size });
  }
  return [...samples.values()].sort((a, b) => (a.page.path < b.page.path ? -1 : 1));
}

export function missingKinds(site) {
  const found = new Set(samplePages(site).map(({ kind, page }) => `${page.lang ?? ''} ${kind}`));
  const wanted = [{ lang: '', kind: 'root' }, { lang: '', kind: 'root-404' }];
  for (const lang of site.langs) {
    for (const kind of LANG_KINDS) if (!OPTIONAL.has(kind)) wanted.push({ lang, kind });
  }
  return wanted.filter(({ lang, kind }) => !found.has(`${lang} ${kind}`));
}
