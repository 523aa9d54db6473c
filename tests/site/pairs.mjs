// node pairs.mjs [ROOT]
// Compares the Arabic and the English of all content below ROOT/content: the same numbers, dates, internal links and citations
// in each section of each pair of editions, and in each text of a neutral record. The program compares pairs too, for any
// languages and therefore more leniently; this holds the bundled content to its style sheet: what is in digits in one language
// is so in the other, small numbers, times and roads included, and thousands mean exactly the same. Closes with `pairs: N passed, M failed`.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles, readText } from './lib/files.mjs';
import { readFront } from './lib/front.mjs';
import { differences, factsOf, pairSections, sectionsOf, textsOf } from './lib/pairs.mjs';

const LANGS = ['ar', 'en'];
/** Lists of texts of an edition. */
const EDITION_LISTS = ['brief'];
/** Texts of an edition that stand as plain values. */
const EDITION_TEXTS = ['title', 'summary', 'state', 'image_alt', 'image_credit', 'official_title'];

/** Entities by path without language: `{record, ar, en}`, each a read file. */
function readContent(dir) {
  const entities = new Map();
  for (const path of listFiles(dir).filter((file) => file.endsWith('.md'))) {
    const [, base, lang] = /^(.*?)(?:\.(ar|en))?\.md$/.exec(path);
    const name = base.replace(/\/index$/, '');
    if (!entities.has(name)) entities.set(name, {});
    try {
      entities.get(name)[lang ?? 'record'] = { path, ...readFront(readText(dir, path)) };
    } catch (error) {
      throw new Error(`${path}: ${error.message}`);
    }
  }
  return entities;
}

const fold = (name) => name.normalize('NFKC').toLowerCase().replace(/[أإآ]/g, 'ا').replace(/[\u064B-\u0652ـ]/g, '').trim();

/** Turns what stands in `[[…]]` into the entity's id: an id as it is, a title or another name by look-up. */
function linkResolver(entities) {
  const ids = new Map();
  for (const [path, files] of entities) {
    const id = path.split('/').at(-1);
    const named = (front) => [front?.title, front?.names].flatMap((value) => (typeof value === 'object' ? Object.values(value) : [value])).flat();
    for (const name of Object.values(files).flatMap(({ front }) => named(front))) if (name) ids.set(fold(name), id);
    ids.set(id, id);
  }
  return (name) => ids.get(name.split('/').at(-1)) ?? ids.get(fold(name)) ?? name;
}

function compareTexts(file, section, ar, en, linkTarget) {
  const missing = LANGS.filter((lang) => ({ ar, en })[lang] === undefined);
  if (missing.length > 0) return [`${file}: ${section}: no text in ${missing}`];
  return differences(factsOf(ar, linkTarget), factsOf(en, linkTarget))
    .map((found) => `${file}: ${section}: ${found.what} differ: ar only {${found.ar.join(', ')}}, en only {${found.en.join(', ')}}`);
}

function compareRecord({ path, front }, linkTarget) {
  return textsOf(front).flatMap((text) => compareTexts(path, text.path, text.ar, text.en, linkTarget));
}

function compareEditions(name, { ar, en }, linkTarget) {
  if (!ar || !en) return [`${name}: no edition in ${ar ? 'en' : 'ar'}`];
  const file = `${name}.{ar,en}.md`;
  const problems = EDITION_TEXTS.filter((key) => key in ar.front || key in en.front)
    .filter((key) => typeof (ar.front[key] ?? en.front[key]) === 'string')
    .flatMap((key) => compareTexts(file, key, ar.front[key], en.front[key], linkTarget));
  for (const key of EDITION_LISTS.filter((key) => Array.isArray(ar.front[key]) || Array.isArray(en.front[key]))) {
    const [left, right] = [ar.front[key] ?? [], en.front[key] ?? []];
    const longest = left.length > right.length ? left : right;
    problems.push(...longest.flatMap((_, i) => compareTexts(file, `${key}[${i}]`, left[i], right[i], linkTarget)));
  }
  const sections = pairSections(sectionsOf(ar.body, 'ar'), sectionsOf(en.body, 'en'));
  problems.push(...sections.problems.map(({ section, lacks }) => `${file}: section “${section}” ${lacks ? `is not in ${lacks}` : 'differs'}`));
  problems.push(...sections.pairs.flatMap(([section, left, right]) => compareTexts(file, `section “${section}”`, left.text, right.text, linkTarget)));
  return problems;
}

/** All differences of a content folder, and how many entities were compared with none. */
export function comparePairs(dir) {
  const entities = readContent(dir);
  const linkTarget = linkResolver(entities);
  const outcomes = [...entities].map(([name, files]) => [
    ...Object.values(files).flatMap((file) => compareRecord(file, linkTarget)),
    ...(files.ar || files.en ? compareEditions(name, files, linkTarget) : []),
  ]);
  const passed = outcomes.filter((problems) => problems.length === 0).length;
  return { problems: outcomes.flat(), passed, failed: outcomes.length - passed };
}

function main(root) {
  const { problems, passed, failed } = comparePairs(join(root, 'content'));
  for (const problem of problems) console.log(problem);
  console.log(`pairs: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv[2] ?? '.');
  } catch (error) {
    console.error(`pairs: ${error.message}`);
    console.log('pairs: 0 passed, 1 failed');
    process.exitCode = 2;
  }
}
