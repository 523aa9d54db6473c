// Every address in pages and stylesheets leads somewhere, in the form that this build owes; nothing breaks `default-src 'self'`.
import { readText } from '../lib/files.mjs';
import { rawTextOf, words } from '../lib/html.mjs';
import { cssLinks, linksOf } from '../lib/links.mjs';
import { isAbsolute, isRootAbsolute, resolve } from '../lib/site.mjs';

export function checkLinks(site) {
  return [
    ...[...site.pages.values()].flatMap((page) => checkPage(site, page)),
    ...[...site.files].filter((path) => path.endsWith('.css')).flatMap((path) => checkStylesheet(site, path)),
  ];
}

function checkPage(site, page) {
  return [
    ...duplicateIds(page),
    ...linksOf(page.elements).flatMap((link) => checkLink(site, page, link)),
    ...page.elements.flatMap((element) => structuredAddresses(site, page, element)),
    ...page.elements.flatMap((element) => inlineCode(page, element)),
  ];
}

function duplicateIds({ path, ids }) {
  const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [...twice].map((id) => ({ file: path, reason: `id "${id}" occurs more than once` }));
}

function checkLink(site, page, link) {
  const reasons = [...targetReasons(site, page.path, link.address), ...formReasons(site, page, link)];
  if (link.loads && isAbsolute(link.address)) reasons.push('is loaded from an absolute address');
  return reasons.map((reason) => ({
    file: page.path,
    line: link.element.line,
    reason: `<${link.element.tag} ${link.attr}="${link.address}"> ${reason}`,
  }));
}

function targetReasons(site, fromPath, address) {
  if (address === '') return ['is empty'];
  if (/^(mailto|tel|geo|urn|doi):/i.test(address)) return [];
  const target = resolve(site, fromPath, address);
  if (target.problem) return [target.problem];
  if (target.external || isKnownFragment(site, target)) return [];
  return [`names #${target.fragment}, which ${target.file} does not have`];
}

function isKnownFragment(site, { file, fragment }) {
  const id = fragment.split(':~:')[0];
  if (id === '' || id === 'top') return true;
  if (file.endsWith('.svg')) return readText(site.dir, file).includes(`id="${id}"`);
  return site.pages.get(file)?.ids.includes(id) ?? false;
}

/** Root-absolute or relative: each build owes one form, and 404 pages are shown at any depth. */
function formReasons(site, page, link) {
  const { address } = link;
  if (page.role === 'missing') {
    const relative = !isAbsolute(address) && !isRootAbsolute(address) && !address.startsWith('#');
    return relative ? ['is relative, but a 404 page is shown at any address'] : [];
  }
  if (!site.portable) return [];
  if (isRootAbsolute(address)) return ['is root-absolute in a portable build'];
  return portableReasons(site, page, link);
}

function portableReasons(site, page, { address, element }) {
  const path = address.split(/[?#]/)[0];
  if (!isAbsolute(address)) {
    return path === '' || /[^/]\.[^/.]+$/.test(path) ? [] : ['does not end in a file name in a portable build'];
  }
  const says = words(element.attrs.rel);
  const stated = ['canonical', 'alternate', 'bookmark'].some((rel) => says.includes(rel)) || element.tag === 'meta';
  const own = !resolve(site, page.path, address).external && address.startsWith('http');
  return own && !stated ? ["names the site's public address in a portable build"] : [];
}

/** Addresses of the site in JSON-LD; external ones are none of our business, fragments there name things, not ids. */
function structuredAddresses(site, page, element) {
  if (!isJsonLd(element)) return [];
  const own = new RegExp(`"(${escape(site.base.origin)}[^"\\\\]*)"`, 'g');
  return [...rawTextOf(element).matchAll(own)].flatMap(([, address]) => {
    const { problem } = resolve(site, page.path, address);
    return problem ? [{ file: page.path, line: element.line, reason: `JSON-LD: "${address}" ${problem}` }] : [];
  });
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const isJsonLd = ({ tag, attrs }) => tag === 'script' && attrs.type === 'application/ld+json';

function inlineCode(page, element) {
  const { tag, attrs, line } = element;
  const reasons = Object.keys(attrs)
    .filter((name) => name === 'style' || /^on[a-z]+$/.test(name))
    .map((name) => `<${tag}> has an inline ${name}="…"`);
  if (tag === 'style') reasons.push('has a <style> element');
  if (tag === 'base') reasons.push('has a <base> element');
  if (tag === 'script' && attrs.src === undefined && !isJsonLd(element)) reasons.push('has an inline <script>');
  return reasons.map((reason) => ({ file: page.path, line, reason }));
}

function checkStylesheet(site, path) {
  return cssLinks(readText(site.dir, path)).flatMap(({ address, line }) => {
    if (address.startsWith('#')) return [];
    const reasons = isAbsolute(address) ? ['is no file of the site'] : stylesheetReasons(site, path, address);
    return reasons.map((reason) => ({ file: path, line, reason: `url(${address}) ${reason}` }));
  });
}

function stylesheetReasons(site, path, address) {
  const { problem } = resolve(site, path, address);
  if (problem) return [problem];
  return site.portable && isRootAbsolute(address) ? ['is root-absolute in a portable build'] : [];
}
