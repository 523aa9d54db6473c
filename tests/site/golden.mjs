// node golden.mjs
// Holds the golden tables against the ICU of Node, which is neither our code nor the library that it rests on: months, dates, Hijri days, plurals and the order of names.
// What our house style has otherwise than CLDR (ranges in Arabic, qualified dates, the article in indexes) is left out or done here by hand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The tables are of this edition of CLDR or later: an earlier one has other words for some things and proves nothing. */
const EDITION = 48;
const DIR = join(import.meta.dirname, '../fixtures/golden');
const faults = [];
let compared = 0;

/** The rows of a table, cut at bars. */
function rows(name) {
  const lines = readFileSync(join(DIR, name), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  return lines.map((line) => line.split('|').map((cell) => cell.trim()));
}

function same(what, table, icu) {
  compared += 1;
  if (table !== icu) faults.push(`${what}: the table has ${table}, ICU ${icu}`);
}

const UTC = { timeZone: 'UTC' };
const FIELDS = [{ year: 'numeric' }, { year: 'numeric', month: 'long' }, { year: 'numeric', month: 'long', day: 'numeric' }];
const formatter = (locale, precision) => new Intl.DateTimeFormat(locale, { ...FIELDS[precision], ...UTC });
const instant = (text) => new Date(`${text.padEnd(10, '-01').slice(0, 10)}T00:00Z`);

function months() {
  for (const [number, levant, gulf, english, arabicHijri, englishHijri] of rows('months.txt')) {
    const day = new Date(Date.UTC(2019, number - 1, 15));
    for (const [locale, name] of [['ar-SY', levant], ['ar-LB', levant], ['ar-EG', gulf], ['ar-AE', gulf], ['en-GB', english]]) {
      same(`month ${number} in ${locale}`, name, new Intl.DateTimeFormat(locale, { month: 'long', ...UTC }).format(day));
    }
    for (const [locale, name] of [['ar-SY', arabicHijri], ['en-GB', englishHijri]]) same(`Hijri month ${number} in ${locale}`, name, hijri(locale, hijriDay(Number(number))).month);
  }
}

/** A day in the calendar of Umm al-Qura, part by part. */
function hijri(locale, day, month = 'long') {
  const format = new Intl.DateTimeFormat(`${locale}-u-ca-islamic-umalqura-nu-latn`, { year: 'numeric', month, day: 'numeric', ...UTC });
  return Object.fromEntries(format.formatToParts(day).map(({ type, value }) => [type, value]));
}

/** A day in a month of 1445, which began on 19 July 2023; no month is shorter than 29 days or longer than 30. */
const hijriDay = (month) => new Date(Date.UTC(2023, 6, 19 + 15 + Math.round(29.5 * (month - 1))));

function hijriDays() {
  for (const [day, ...expected] of rows('hijri.txt')) {
    const { year, month, day: ofMonth } = hijri('en', instant(day), 'numeric');
    same(`Hijri day of ${day}`, expected.join('-'), [year, month, ofMonth].join('-'));
  }
}

/** Years, months and days as they are, from two tables; CLDR has no words for what is doubtful. */
function dates() {
  const columns = { 'dates.txt': ['ar-SY-u-nu-latn', 'en-GB'], 'dates-languages.txt': ['tr-TR', 'he-IL', 'fa-IR-u-ca-gregory', 'zh-Hans'] };
  for (const [table, locales] of Object.entries(columns)) {
    for (const [edtf, ...words] of rows(table).filter(([date]) => /^[1-9]\d{3}(-(0\d|1[0-2])(-\d\d)?)?$/.test(date))) {
      locales.forEach((locale, at) => same(`${edtf} in ${locale}`, words[at], formatter(locale, edtf.split('-').length - 1).format(instant(edtf))));
    }
  }
  // Languages whose ranges we print as CLDR does.
  for (const [edtf, turkish] of rows('dates-languages.txt').filter(([date]) => /^2019-\d\d(-\d\d)?\/20\d\d-\d\d(-\d\d)?$/.test(date))) {
    const [from, to] = edtf.split('/');
    if (from.length === to.length) same(edtf, turkish, formatter('tr-TR', from.split('-').length - 1).formatRange(instant(from), instant(to)).replaceAll('\u2009', ' '));
  }
}

function plurals() {
  for (const [locale, category, numbers] of rows('plurals.txt')) {
    const rules = new Intl.PluralRules(locale);
    for (const number of numbers.split(' ')) same(`plural of ${number} in ${locale}`, category, rules.select(Number(number)));
  }
}

/** Names under the letters of an alphabet. */
function names(table, alphabet) {
  let letter = '';
  return rows(table).map(([cell]) => cell).filter((cell) => {
    if (cell.startsWith('= ')) letter = cell.slice(2);
    return !cell.startsWith('= ') && alphabet.test(letter);
  });
}

/** An index passes over the article; some words only look as if they began with one. */
function order() {
  const whole = new Set(['التزام القاهرة', 'الله أكبر', 'ألمانيا', 'إلياس خوري']);
  const arabic = (name) => (whole.has(name) ? name : name.replace(/^[«“]/, '').replace(/^ال/, ''));
  const english = (name) => name.replace(/^“/, '').replace(/^(The |A |An |a |al-|ar-|as-)/, '');
  for (const [table, locale, alphabet, filed] of [['names-ar.txt', 'ar-SY', /\p{Script=Arabic}/u, arabic], ['names-en.txt', 'en-GB', /^[A-Z]$/, english]]) {
    const expected = names(table, alphabet);
    const collator = new Intl.Collator(locale, { numeric: true });
    const sorted = expected.toReversed().sort((a, b) => collator.compare(filed(a), filed(b)) || expected.indexOf(a) - expected.indexOf(b));
    sorted.forEach((name, at) => same(`name ${at + 1} of ${table}`, expected[at], name));
  }
}

if (Number.parseInt(process.versions.cldr, 10) < EDITION) {
  console.log(`golden tables: not compared, because this Node.js has CLDR ${process.versions.cldr} and the tables are of ${EDITION}`);
  process.exit();
}
[months, hijriDays, dates, plurals, order].forEach((check) => check());
faults.forEach((fault) => console.log(`FAIL ${fault}`));
console.log(`golden tables: ${compared - faults.length} of ${compared} rows are as ICU ${process.versions.icu} has them`);
if (compared < 500) console.log('FAIL hardly anything was compared');
process.exitCode = faults.length === 0 && compared >= 500 ? 0 : 1;
