// A tiny sound site in two languages, as a map from path to text, for the checks to be proved on.
const LANGS = { ar: { dir: 'rtl', locale: 'ar_SY' }, en: { dir: 'ltr', locale: 'en_GB' } };
const OTHER = { ar: 'en', en: 'ar' };
const WORDS = {
  ar: { skip: 'إلى المحتوى', switch: 'English', text: 'نص قصير عن الدبلوماسية حول إدلب.', title: 'صفحة' },
  en: { skip: 'Skip to content', switch: 'العربية', text: 'A short text about the diplomacy over Idlib.', title: 'Page' },
};
const FOLDERS = ['articles', 'events', 'actors', 'agreements', 'places'];
const SINGLE = ['sources', 'terms', 'corrections', 'timeline', 'map', 'about'];
const ROUTES = ['', ...FOLDERS.flatMap((folder) => [`${folder}/`, `${folder}/one/`]), ...SINGLE.map((name) => `${name}/`)];

/** One Arabic slug, since addresses must work with its letters and with their percent-encoding. */
const pathIn = (lang, route) => `${lang}/${lang === 'ar' ? route.replace('events/one/', 'events/قمة-سوتشي/') : route}`;

export function sampleSite({ baseUrl = 'https://example.org/', portable = false } = {}) {
  const site = { baseUrl, base: new URL(baseUrl), portable };
  const files = new Map([
    ['style.css', CSS],
    ['robots.txt', `User-agent: *\nAllow: /\nSitemap: ${baseUrl}sitemap.xml\n`],
    ['sitemap.xml', sitemap(site)],
    ['index.html', choice(site)],
    ['404.html', missing(site, '404.html', 'en')],
  ]);
  for (const lang of Object.keys(LANGS)) {
    for (const route of ROUTES) files.set(`${pathIn(lang, route)}index.html`, page(site, lang, route));
    files.set(`${lang}/404.html`, missing(site, `${lang}/404.html`, lang));
    files.set(`${lang}/feed.xml`, atom(site, lang));
    files.set(`${lang}/feed.json`, jsonFeed(site, lang));
  }
  return files;
}

const CSS = `:root { color-scheme: light dark; }
body { margin: 0; padding-inline: 1rem; background: Canvas; color: CanvasText; }
a { color: LinkText; display: inline-block; min-height: 24px; }
.skip { position: absolute; inset-block-start: -4rem; }
.skip:focus { inset-block-start: 0; }
`;

/** The address of a page or file, in the form that the build owes to a page at `from`. */
function href(site, from, to) {
  if (!site.portable) return site.base.pathname + to;
  const up = '../'.repeat(from.split('/').length - 1) || './';
  return up + (to === '' || to.endsWith('/') ? `${to}index.html` : to);
}

const absolute = (site, path) => site.baseUrl + encodeURI(path);

function alternateLinks(site, route) {
  const editions = Object.keys(LANGS).map((lang) => `<link rel="alternate" hreflang="${lang}" href="${site.baseUrl}${pathIn(lang, route)}">`);
  if (route === '') editions.push(`<link rel="alternate" hreflang="x-default" href="${site.baseUrl}">`);
  return editions.join('\n');
}

function head(site, path, { lang, title, extra = '' }) {
  return `<!DOCTYPE html>
<html lang="${lang}" dir="${LANGS[lang].dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${site.portable && !path.endsWith('404.html') ? href(site, path, 'style.css') : `${site.base.pathname}style.css`}">
${extra}
</head>
`;
}

function page(site, lang, route) {
  const path = `${pathIn(lang, route)}index.html`;
  const words = WORDS[lang];
  const other = OTHER[lang];
  return `${head(site, path, { lang, title: `${words.title} ${route}`, extra: metadata(site, lang, route) })}<body>
<a class="skip" href="#content">${words.skip}</a>
<header><nav aria-label="${words.title}"><a href="${href(site, path, pathIn(other, route))}" hreflang="${other}" lang="${other}" dir="${LANGS[other].dir}">${words.switch}</a></nav></header>
<main id="content">
<h1>${words.title} ${route}</h1>
<p>${words.text} <a href="${href(site, path, `${lang}/articles/one/`)}#terms">${words.title} 1</a></p>
<h2 id="terms">${words.title} 2</h2>
</main>
</body>
</html>
`;
}

function metadata(site, lang, route) {
  const url = absolute(site, pathIn(lang, route));
  const feeds = `<link rel="alternate" type="application/atom+xml" hreflang="${lang}" href="${absolute(site, `${lang}/feed.xml`)}">
<link rel="alternate" type="application/feed+json" href="${absolute(site, `${lang}/feed.json`)}">`;
  return `<link rel="canonical" href="${url}">
${alternateLinks(site, route)}
${route === '' ? feeds : ''}
<meta property="og:title" content="x">
<meta property="og:type" content="article">
<meta property="og:url" content="${url}">
<meta property="og:locale" content="${LANGS[lang].locale}">
<meta property="og:locale:alternate" content="${LANGS[OTHER[lang]].locale}">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "WebPage", "url": "${url}"}</script>`;
}

function choice(site) {
  const extra = `<link rel="canonical" href="${site.baseUrl}">\n${alternateLinks(site, '')}`;
  return `${head(site, 'index.html', { lang: 'en', title: 'Languages', extra })}<body>
<main><h1>Languages</h1>
<p><a href="${href(site, 'index.html', 'ar/')}" hreflang="ar" lang="ar" dir="rtl">العربية</a>
<a href="${href(site, 'index.html', 'en/')}" hreflang="en" lang="en">English</a></p></main>
</body>
</html>
`;
}

/** Root-absolute in every build: a 404 page is shown at any depth. */
function missing(site, path, lang) {
  return `${head(site, path, { lang, title: '404', extra: '<meta name="robots" content="noindex">' })}<body>
<a class="skip" href="#content">${WORDS[lang].skip}</a>
<main id="content"><h1>404</h1><p><a href="${site.base.pathname}${lang}/">${WORDS[lang].title}</a></p></main>
</body>
</html>
`;
}

function sitemap(site) {
  const links = (route) => Object.keys(LANGS).map((lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${absolute(site, pathIn(lang, route))}"/>`).join('');
  const pages = Object.keys(LANGS).flatMap((lang) => ROUTES.map((route) => `<url><loc>${absolute(site, pathIn(lang, route))}</loc><lastmod>2019-05-31</lastmod>${links(route)}</url>`));
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>${site.baseUrl}</loc>${links('')}</url>
${pages.join('\n')}
</urlset>
`;
}

function atom(site, lang) {
  const article = absolute(site, `${lang}/articles/one/`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>${absolute(site, `${lang}/`)}</id><title>x</title><updated>2019-05-31T00:00:00Z</updated>
<author><name>x</name></author>
<link rel="self" href="${absolute(site, `${lang}/feed.xml`)}"/>
<entry><id>${article}</id><title>x</title><updated>2019-05-31T00:00:00Z</updated><link href="${article}"/>
<content type="html">&lt;p&gt;&lt;a href="${article}"&gt;x&lt;/a&gt;&lt;/p&gt;</content></entry>
</feed>
`;
}

function jsonFeed(site, lang) {
  const article = absolute(site, `${lang}/articles/one/`);
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1', title: 'x', language: lang,
    home_page_url: absolute(site, `${lang}/`), feed_url: absolute(site, `${lang}/feed.json`),
    items: [{ id: article, url: article, title: 'x', content_html: '<p>x</p>', date_published: '2019-05-31T00:00:00Z', authors: [{ name: 'x' }] }],
  });
}
