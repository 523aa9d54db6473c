// A parsed HTML document as a flat list of elements, which is all that the checks need.
import { parse, parseFragment } from 'parse5';

export function parseHtml(text) {
  return flatten(parse(text, { sourceCodeLocationInfo: true }));
}

export function parseHtmlFragment(text) {
  return flatten(parseFragment(text, { sourceCodeLocationInfo: true }));
}

function flatten(root) {
  const elements = [];
  visit(root, null, elements);
  return elements;
}

function visit(node, parent, elements) {
  let self = parent;
  if (node.tagName) {
    self = toElement(node, parent);
    elements.push(self);
  }
  const children = node.childNodes ?? [];
  for (const child of children) visit(child, self, elements);
  if (node.content) visit(node.content, self, elements);
}

function toElement(node, parent) {
  const attrs = Object.fromEntries(node.attrs.map((attr) => [attr.name, attr.value]));
  return { tag: node.tagName, attrs, line: node.sourceCodeLocation?.startLine, parent, node };
}

export function textOf(element) {
  return collectText(element.node).replace(/\s+/g, ' ').trim();
}

export function rawTextOf(element) {
  return collectText(element.node);
}

function collectText(node) {
  if (node.nodeName === '#text') return node.value;
  return (node.childNodes ?? []).map(collectText).join('');
}

export function isInside(element, tag) {
  for (let up = element.parent; up; up = up.parent) if (up.tag === tag) return true;
  return false;
}

export const words = (value) => (value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
