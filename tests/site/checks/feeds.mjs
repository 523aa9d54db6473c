// Atom (RFC 4287) and JSON Feed 1.1, one of each per language.
import { readText } from '../lib/files.mjs';
import { isRfc3339 } from '../lib/dates.mjs';
import { parseHtmlFragment } from '../lib/html.mjs';
import { linksOf } from '../lib/links.mjs';
import { addressOf, isAbsolute, resolve } from '../lib/site.mjs';
import { childrenNamed, parseXml } from '../lib/xml.mjs';

const ATOM = 'http://www.w3.org/2005/Atom';

export function checkFeeds(site) {
  return site.langs.flatMap((lang) => [
    ...checkFile(site, `${lang}/feed.xml`, atomReasons),
    ...checkFile(site, `${lang}/feed.json`, jsonReasons),
  ]);
}

function checkFile(site, file, check) {
  // A portable copy is read from a disk, where nobody subscribes.
  if (!site.files.has(file)) return site.portable ? [] : [{ file, reason: 'is not there' }];
  try {
    return check(site, file, readText(site.dir, file)).map((reason) => ({ file, reason }));
  } catch (error) {
    return [{ file, reason: `cannot be parsed: ${error.message}` }];
  }
}

function atomReasons(site, file, text) {
  const feed = parseXml(text);
  if (feed.name !== 'feed' || feed.ns !== ATOM) return [`its root is {${feed.ns}}${feed.name}, not an Atom feed`];
  const entries = childrenNamed(feed, ATOM, 'entry');
  return [
    ...atomCommon(feed, 'feed'),
    ...(feed.attrs['xml:lang'] ? [] : ['feed: has no xml:lang']),
    ...selfLink(site, file, feed),
    ...(entries.length > 0 ? [] : ['has no entry']),
    ...repeated(entries.map((entry) => value(entry, 'id'))).map((id) => `entry id "${id}" occurs more than once`),
    ...entries.flatMap((entry) => entryReasons(site, file, feed, entry)),
  ];
}

const value = (element, name) => childrenNamed(element, ATOM, name)[0]?.text.trim() ?? '';

const repeated = (list) => [...new Set(list.filter((item, at) => list.indexOf(item) !== at))];

function atomCommon(element, label) {
  const reasons = ['id', 'title', 'updated']
    .filter((name) => childrenNamed(element, ATOM, name).length !== 1 || value(element, name) === '')
    .map((name) => `${label}: needs exactly one <${name}> with text`);
  if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(value(element, 'id'))) reasons.push(`${label}: id "${value(element, 'id')}" is not absolute`);
  for (const name of ['updated', 'published']) {
    const date = value(element, name);
    if (date && !isRfc3339(date)) reasons.push(`${label}: <${name}> "${date}" is no RFC 3339 time`);
  }
  const authors = childrenNamed(element, ATOM, 'author');
  if (authors.some((author) => !value(author, 'name'))) reasons.push(`${label}: an author has no name`);
  return reasons;
}

function selfLink(site, file, feed) {
  const links = childrenNamed(feed, ATOM, 'link').filter((link) => link.attrs.rel === 'self');
  const expected = addressOf(site, file);
  return links.length === 1 && links[0].attrs.href === expected ? [] : [`feed: needs <link rel="self" href="${expected}">`];
}

function entryReasons(site, file, feed, entry) {
  const label = `entry ${value(entry, 'id') || `at line ${entry.line}`}`;
  const reasons = atomCommon(entry, label);
  const links = childrenNamed(entry, ATOM, 'link');
  const shown = links.filter((link) => (link.attrs.rel ?? 'alternate') === 'alternate');
  if (shown.length !== 1) reasons.push(`${label}: has ${shown.length} alternate links, expected one`);
  if (![entry, feed].some((owner) => childrenNamed(owner, ATOM, 'author').length > 0)) reasons.push(`${label}: has no author`);
  for (const link of links) reasons.push(...addressReasons(site, file, link.attrs.href ?? '').map((reason) => `${label}: ${reason}`));
  for (const name of ['content', 'summary']) {
    const body = childrenNamed(entry, ATOM, name)[0];
    if (body?.attrs.type === 'html') reasons.push(...bodyReasons(site, file, body.text).map((reason) => `${label}: ${reason}`));
  }
  return reasons;
}

/** A feed is read far from the site: relative addresses mean nothing there. */
function addressReasons(site, file, address) {
  if (!isAbsolute(address)) return [`"${address}" is not absolute`];
  if (!/^https?:/i.test(address)) return [];
  const { problem } = resolve(site, file, address);
  return problem ? [`"${address}" ${problem}`] : [];
}

const bodyReasons = (site, file, html) =>
  linksOf(parseHtmlFragment(html)).flatMap(({ address }) => addressReasons(site, file, address));

const FEED_KEYS = {
  version: 'string', title: 'string', home_page_url: 'url', feed_url: 'url', description: 'string', user_comment: 'string',
  next_url: 'url', icon: 'url', favicon: 'url', authors: 'authors', language: 'string', expired: 'boolean', hubs: 'array', items: 'array',
};
const ITEM_KEYS = {
  id: 'string', url: 'url', external_url: 'url', title: 'string', content_html: 'string', content_text: 'string', summary: 'string',
  image: 'url', banner_image: 'url', date_published: 'date', date_modified: 'date', authors: 'authors', tags: 'strings',
  language: 'string', attachments: 'array',
};

const isUrl = (value) => typeof value === 'string' && /^https?:\/\/\S+$/.test(value);

const TYPES = {
  string: (value) => typeof value === 'string' && value !== '',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  strings: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  url: isUrl,
  date: (value) => typeof value === 'string' && isRfc3339(value),
  authors: (value) => Array.isArray(value) && value.every((author) => author?.name || author?.url || author?.avatar),
};

function jsonReasons(site, file, text) {
  const feed = JSON.parse(text);
  const items = Array.isArray(feed.items) ? feed.items : [];
  const expected = addressOf(site, file);
  return [
    ...keyReasons(feed, FEED_KEYS, ['version', 'title', 'items', 'home_page_url', 'feed_url', 'language'], 'feed'),
    ...(feed.version === 'https://jsonfeed.org/version/1.1' ? [] : [`version is "${feed.version}"`]),
    ...(feed.feed_url === expected ? [] : [`feed_url is "${feed.feed_url}", expected "${expected}"`]),
    ...addressReasons(site, file, feed.home_page_url ?? ''),
    ...(items.length > 0 ? [] : ['has no item']),
    ...repeated(items.map((item) => item?.id)).map((id) => `item id "${id}" occurs more than once`),
    ...items.flatMap((item) => itemReasons(site, file, item)),
  ];
}

function keyReasons(object, known, required, label) {
  return [
    ...required.filter((key) => !(key in object)).map((key) => `${label}: has no ${key}`),
    ...Object.entries(object)
      .filter(([key, value]) => !key.startsWith('_') && !(known[key] && TYPES[known[key]](value)))
      .map(([key]) => (known[key] ? `${label}: ${key} is not of the type ${known[key]}` : `${label}: unknown key ${key}`)),
  ];
}

function itemReasons(site, file, item) {
  const label = `item ${item?.id}`;
  if (typeof item !== 'object' || item === null) return ['an item is no object'];
  const reasons = keyReasons(item, ITEM_KEYS, ['id', 'url'], label);
  if (!item.content_html && !item.content_text) reasons.push(`${label}: has neither content_html nor content_text`);
  const inside = [...addressReasons(site, file, item.url ?? ''), ...bodyReasons(site, file, item.content_html ?? '')];
  return [...reasons, ...inside.map((reason) => `${label}: ${reason}`)];
}
