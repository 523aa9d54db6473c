// Where a page or a stylesheet points, and how: shared by the link check and the feed check.
import { words } from './html.mjs';

const PLAIN = ['href', 'src', 'action', 'formaction', 'poster', 'data'];
const LOADING_RELS = new Set([
  'stylesheet', 'icon', 'apple-touch-icon', 'mask-icon', 'manifest', 'preload', 'modulepreload', 'prefetch',
]);
const LOADING_TAGS = new Set([
  'img', 'script', 'iframe', 'source', 'audio', 'video', 'track', 'embed', 'object', 'input', 'use', 'image', 'frame',
]);

/** `{ address, attr, element, loads }` for each address that the elements state. */
export function linksOf(elements) {
  return elements.flatMap((element) => [...plainLinks(element), ...srcsetLinks(element), ...refreshLinks(element)]);
}

function plainLinks(element) {
  return PLAIN.filter((attr) => element.attrs[attr] !== undefined && !(attr === 'data' && element.tag !== 'object'))
    .filter((attr) => !(attr === 'href' && element.tag === 'base'))
    .map((attr) => ({ address: element.attrs[attr].trim(), attr, element, loads: loads(element) }));
}

function srcsetLinks(element) {
  return ['srcset', 'imagesrcset']
    .filter((attr) => element.attrs[attr])
    .flatMap((attr) =>
      element.attrs[attr]
        .split(/,\s+|,$/)
        .map((candidate) => candidate.trim().split(/\s+/)[0])
        .filter(Boolean)
        .map((address) => ({ address, attr, element, loads: true })),
    );
}

function refreshLinks(element) {
  if (element.tag !== 'meta' || !words(element.attrs['http-equiv']).includes('refresh')) return [];
  const address = /url\s*=\s*['"]?([^'"]+)/i.exec(element.attrs.content ?? '')?.[1];
  return address ? [{ address: address.trim(), attr: 'content', element, loads: false }] : [];
}

function loads({ tag, attrs }) {
  if (tag === 'link') return words(attrs.rel).some((rel) => LOADING_RELS.has(rel));
  return LOADING_TAGS.has(tag);
}

/** Addresses in a stylesheet, with their lines. */
export function cssLinks(css) {
  const text = blankComments(css);
  const pattern = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/gi;
  return [...text.matchAll(pattern)].map((match) => ({
    address: match.slice(1).find((group) => group !== undefined) ?? '',
    line: lineAt(text, match.index),
  }));
}

export const blankComments = (css) => css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));

export const lineAt = (text, index) => text.slice(0, index).split('\n').length;
