// node lines.mjs [BAYAN]
// Sets hard lines of two directions with the real program and compares where Chromium draws each piece with the order written by hand in lines/lines.json.
// Then sets ranges of numbers in cells as narrow as can be, where a line would end after the dash.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './lib/chromium.mjs';

const HERE = import.meta.dirname;
const LINES = JSON.parse(readFileSync(join(HERE, 'lines/lines.json'), 'utf8'));
const LANGUAGES = [...new Set(LINES.map((line) => line.lang))];
/** Without isolation so many lines at least must stand wrong, or the comparison sees nothing. */
const WRONG_WITHOUT = 20;

/** Each is one thing to read. */
const RANGES = ['50–60%', '٥٠–٦٠٪', '50%–60%', '$5–$6', '1,5–2,5', '2017–**2018**'];

const SITE = {
  'bayan.yaml': 'title:\n  ar: أسطر\n  en: Lines\nbase_url: https://example.org/\nlanguages:\n  ar:\n    name: العربية\n    locale: ar-SY\n  en:\n    name: English\n    locale: en-GB\n',
  'content/terms/s300.md': '---\ntitle:\n  ar: منظومة S-300\n  en: S-300 system\n---\n',
};

/** The lines of a language as one page, each between two rules. */
function page(lang) {
  const lines = LINES.filter((line) => line.lang === lang).map((line) => line.markdown);
  return `---\ntitle: ${lang === 'ar' ? 'أسطر' : 'Lines'}\n---\n${lines.map((line) => `---\n\n${line}\n`).join('\n')}`;
}

/** The ranges as cells of a table, each between words. */
function table(lang) {
  const words = lang === 'ar' ? ['نحو', 'منها'] : ['some', 'of it'];
  return `---\ntitle: X\n---\n| x |\n| --- |\n${RANGES.map((range) => `| ${words.join(` ${range} `)} |\n`).join('')}`;
}

function build(bayan, dir) {
  const pages = LANGUAGES.flatMap((lang) => [[`content/pages/lines.${lang}.md`, page(lang)], [`content/pages/ranges.${lang}.md`, table(lang)]]);
  const files = { ...SITE, ...Object.fromEntries(pages) };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  const run = spawnSync(bayan, ['build', '--root', dir, '-q', '--portable'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the lines do not build:\n${run.stdout}${run.stderr}`);
}

/** Runs in the page: each line as its visible characters with the box of each glyph, from the first element after each rule. */
function glyphs() {
  const style = document.createElement('style');
  style.textContent = '.prose * { white-space: nowrap !important; letter-spacing: 0 !important }';
  document.head.append(style);
  return [...document.querySelectorAll('.prose hr')].map((rule) => {
    const found = [];
    const line = rule.nextElementSibling.matches('ul') ? rule.nextElementSibling.firstElementChild : rule.nextElementSibling;
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      for (let at = 0; at < node.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        found.push({ c: node.data[at], left: box.left, right: box.right });
      }
    }
    return found;
  });
}

/** Runs in the page: takes away what the program did, all but the direction of the page. */
function unisolated() {
  for (const element of document.querySelectorAll('.prose bdi, .prose bdo')) element.replaceWith(...element.childNodes);
  for (const element of document.querySelectorAll('.prose [dir]')) element.removeAttribute('dir');
  for (const element of document.querySelectorAll('.prose')) element.normalize();
}

/** Where a piece stands in the text: `x#2` is the second `x`. A lone `#` and a number belongs to the name of the piece, so `C##2` is the second… of `C#`. */
function place(text, piece, taken) {
  const [, name, nth] = /^(.+?)(?:#(\d+))?$/s.exec(piece);
  let from = -1;
  for (let count = Number(nth ?? 1); count > 0; count -= 1) from = text.indexOf(name, from + 1);
  if (from < 0) throw new Error(`${piece} is not in ${text}`);
  const places = Array.from({ length: name.length }, (_, index) => from + index);
  if (places.some((at) => taken.has(at))) throw new Error(`${piece} is named twice for ${text}`);
  places.forEach((at) => taken.add(at));
  return places;
}

const isRtl = (c) => /[\u0590-\u08ff]/.test(c) && !/\d/u.test(c) && !/[٠-٩۰-۹]/.test(c);
const isStrong = (c) => /[\p{L}\p{Nd}]/u.test(c);

/** What is wrong with one line; nothing if it stands as it should. */
function faults({ visual, markdown }, found) {
  const text = found.map((glyph) => glyph.c).join('');
  const taken = new Set();
  const pieces = visual.map((piece) => ({ piece, glyphs: place(text, piece, taken).map((at) => found[at]) }));
  const missed = [...text].filter((c, at) => c.trim() !== '' && !taken.has(at));
  if (missed.length > 0) throw new Error(`no piece holds ${missed.join(' ')} of ${markdown}`);
  const middle = ({ glyphs: all }) => (Math.min(...all.map((glyph) => glyph.left)) + Math.max(...all.map((glyph) => glyph.right))) / 2;
  const order = pieces.toSorted((a, b) => middle(a) - middle(b)).map(({ piece }) => piece);
  const wrong = order.join(' ') === visual.join(' ') ? [] : [`stands as ${order.join(' | ')}`];
  return [...wrong, ...pieces.flatMap(inside), ...overlaps(pieces)];
}

/** Neighbouring letters and digits of a piece follow each other as their script runs. */
function inside({ piece, glyphs: all }) {
  const strong = all.filter((glyph) => isStrong(glyph.c) && glyph.right > glyph.left);
  const turned = strong.slice(1).some((glyph, at) => {
    const before = strong[at];
    if (isRtl(glyph.c) !== isRtl(before.c)) return false;
    return isRtl(glyph.c) ? glyph.left > before.left + 0.5 : glyph.left < before.left - 0.5;
  });
  return turned ? [`${piece} is turned round`] : [];
}

/** Pieces stand beside each other, and none is torn around another. */
function overlaps(pieces) {
  const ends = pieces.map(({ piece, glyphs: all }) => ({ piece, left: Math.min(...all.map((g) => g.left)), right: Math.max(...all.map((g) => g.right)) }));
  const sorted = ends.toSorted((a, b) => a.left - b.left);
  const torn = sorted.slice(1).filter((end, at) => end.left < sorted[at].right - 1.5);
  return torn.map(({ piece }) => `${piece} overlaps another piece`);
}

async function measure(browser, dir, prepare) {
  const measured = [];
  for (const lang of LANGUAGES) {
    const tab = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    await tab.goto(pathToFileURL(join(dir, 'public', lang, 'lines/index.html')).href);
    if (prepare) await tab.evaluate(prepare);
    const found = await tab.evaluate(glyphs);
    const lines = LINES.filter((line) => line.lang === lang);
    if (found.length !== lines.length) throw new Error(`${found.length} lines in ${lang}, expected ${lines.length}`);
    lines.forEach((line, at) => measured.push({ line, faults: faults(line, found[at]) }));
    await tab.close();
  }
  return measured;
}

/** Runs in the page: the ranges that stand on more than one line of their cell. */
function broken(held) {
  const style = document.createElement('style');
  style.textContent = '.prose table { inline-size: 1px !important; table-layout: auto } .prose td { overflow-wrap: normal }';
  document.head.append(style);
  const ranges = [...document.querySelectorAll('.prose td .unbroken')];
  if (!held) ranges.forEach((range) => range.classList.remove('unbroken'));
  const lines = (range) => {
    const boxes = document.createRange();
    boxes.selectNodeContents(range);
    const tops = [...boxes.getClientRects()].filter((box) => box.width > 0).map((box) => box.top).sort((a, b) => a - b);
    return tops.filter((top, at) => at === 0 || top - tops[at - 1] > 8).length;
  };
  return { all: ranges.length, broken: ranges.filter((range) => lines(range) > 1).map((range) => range.textContent) };
}

/** How many ranges break, held and not. */
async function breaks(browser, dir, lang, held) {
  const tab = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await tab.goto(pathToFileURL(join(dir, 'public', lang, 'ranges/index.html')).href);
  const found = await tab.evaluate(broken, held);
  await tab.close();
  if (found.all !== RANGES.length) throw new Error(`${found.all} ranges in ${lang}, expected ${RANGES.length}`);
  return found.broken;
}

async function ranges(browser, dir) {
  let faults = 0;
  for (const lang of LANGUAGES) {
    const torn = await breaks(browser, dir, lang, true);
    const would = await breaks(browser, dir, lang, false);
    for (const range of torn) console.log(`FAIL ${lang} ${range} is torn at the end of a line`);
    if (would.length === 0) console.log(`FAIL the cells in ${lang} are too wide to tear a range`);
    faults += torn.length + (would.length === 0 ? 1 : 0);
    console.log(`ranges in ${lang}: ${RANGES.length - torn.length} of ${RANGES.length} on one line; ${would.length} would break`);
  }
  return faults;
}

async function main() {
  const bayan = process.argv[2] ?? join(HERE, '../../target/release/bayan');
  const dir = mkdtempSync(join(tmpdir(), 'bayan-lines-'));
  const browser = await launch();
  try {
    build(bayan, dir);
    const wrong = (await measure(browser, dir)).filter((one) => one.faults.length > 0);
    for (const { line, faults: all } of wrong) console.log(`FAIL ${line.lang} ${line.markdown}\n     should stand as ${line.visual.join(' | ')}\n     ${all.join('\n     ')}`);
    const bare = (await measure(browser, dir, unisolated)).filter((one) => one.faults.length > 0).length;
    console.log(`lines: ${LINES.length - wrong.length} of ${LINES.length} stand as a typesetter sets them; without isolation ${bare} would not`);
    if (bare < WRONG_WITHOUT) console.log(`FAIL the comparison is blind: it should find at least ${WRONG_WITHOUT} wrong lines where nothing is isolated`);
    const torn = await ranges(browser, dir);
    process.exitCode = wrong.length === 0 && bare >= WRONG_WITHOUT && torn === 0 ? 0 : 1;
  } finally {
    await browser.close();
    rmSync(dir, { recursive: true });
  }
}

await main();
