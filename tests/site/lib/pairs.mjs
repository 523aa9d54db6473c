// Compares what the two languages say: numbers, dates, internal links and citations, section by section.
import { parseYaml } from './front.mjs';

/** Month names by number: the Arabic pair, each of its halves, and the English name. */
const MONTHS = [
  ['كانون الثاني', 'يناير', 'January'], ['شباط', 'فبراير', 'February'], ['آذار', 'مارس', 'March'],
  ['نيسان', 'أبريل', 'April'], ['أيار', 'مايو', 'May'], ['حزيران', 'يونيو', 'June'],
  ['تموز', 'يوليو', 'July'], ['آب', 'أغسطس', 'August'], ['أيلول', 'سبتمبر', 'September'],
  ['تشرين الأول', 'أكتوبر', 'October'], ['تشرين الثاني', 'نوفمبر', 'November'], ['كانون الأول', 'ديسمبر', 'December'],
];
const monthOf = new Map(MONTHS.flatMap(([levant, gulf, english], i) =>
  [`${levant}/${gulf}`, `${gulf}/${levant}`, levant, gulf, english].map((name) => [name, i + 1])));

const MONTH = [...monthOf.keys()].sort((a, b) => b.length - a.length).join('|');
const DAYS = String.raw`\d{1,2}(?:(?:\s*[–-]\s*|\s*(?:و|إلى|and|to)\s*)\d{1,2})*`;
const DATE = new RegExp(String.raw`(?:(?:(?<![\p{L}\p{N}])|(?<=(?<!\p{L})[وبلف]))(${DAYS})\s+)?(?:(?<![\p{L}])|(?<=(?<![\p{L}])[ولب]))(${MONTH})(?!\p{L})(?:,?\s+(\d{4})(?!\d))?`, 'gu');
const CLOCK = /(?<!\d)\d{1,2}:\d{2}(?!\d)/g;
/** A number behind a letter belongs to a name (G20); only those of roads are compared, as they are the same in both scripts. */
const ROAD = /(?<![A-Za-z])M\d+/g;
const NUMBER = /(?<![A-Za-z\d])\d+(?:,\d{3})*(?:\.\d+)?/g;
const SCALE = [[/^\s*(?:ألف|آلاف|thousand)/u, 1e3], [/^\s*(?:مليون|ملايين|million)/u, 1e6]];

/** The facts of a text. `linkTarget` turns the name in `[[…]]` into an id. */
export function factsOf(source, linkTarget) {
  const facts = { numbers: new Set(), dates: new Set(), links: new Set(), citations: new Set() };
  let text = source.replace(/<!--[\s\S]*?-->/g, ' ');
  text = text.replace(/\[(@[\w-]+[^\]]*)\]/g, (_, inner) => {
    for (const [id] of inner.matchAll(/@[\w-]+/g)) facts.citations.add(id.slice(1));
    return ' ';
  });
  text = text.replace(/\[\[([^\]|\\]+?)(?:\\?\|([^\]]*))?\]\]/g, (_, name, label) => {
    if (!name.startsWith('#')) facts.links.add(linkTarget(name.split('#')[0].trim()));
    return ` ${label ?? ''} `;
  });
  text = text.replace(/\]\(((?:\.\.?\/)[^)\s]*?)(?:\.(?:ar|en))?\.md(?:#[^)]*)?\)/g, (_, path) => {
    facts.links.add(linkTarget(path.replace(/^[./]+/, '')));
    return '] ';
  });
  text = text.replace(/https?:\/\/[^\s)>]+/g, ' ').replace(/\{#[^}]*\}/g, ' ').replace(/\[\^[^\]]*\]/g, ' ');
  text = text.replace(DATE, (_, days, month, year) => {
    for (const day of days ? days.match(/\d+/g) : ['']) {
      facts.dates.add([year ?? '', String(monthOf.get(month)).padStart(2, '0'), day && day.padStart(2, '0')].join('-'));
    }
    return ' ';
  });
  text = text.replace(CLOCK, (clock) => (facts.numbers.add(clock), ' '));
  for (const [road] of text.matchAll(ROAD)) facts.numbers.add(road);
  for (const match of text.matchAll(NUMBER)) {
    const rest = text.slice(match.index + match[0].length);
    const scale = SCALE.find(([word]) => word.test(rest))?.[1] ?? 1;
    facts.numbers.add(String(Number(match[0].replaceAll(',', '')) * scale));
  }
  return facts;
}

const sameDate = (a, b) => {
  const [yearA, ...dayA] = a.split('-');
  const [yearB, ...dayB] = b.split('-');
  return dayA.join('-') === dayB.join('-') && (yearA === '' || yearB === '' || yearA === yearB);
};
/** A bare year or day may stand for one that the other language writes in full. */
const inSomeDate = (number, dates) => [...dates].some((date) => date.split('-').some((part, i) => i !== 1 && part !== '' && Number(part) === Number(number)));

const MATCHES = {
  numbers: (item, other) => other.numbers.has(item) || inSomeDate(item, other.dates),
  dates: (item, other) => [...other.dates].some((date) => sameDate(item, date)),
  links: (item, other) => other.links.has(item),
  citations: (item, other) => other.citations.has(item),
};

/** Where two texts differ, as `{what, ar, en}` with what each has alone. */
export function differences(ar, en) {
  return Object.entries(MATCHES)
    .map(([what, matches]) => ({
      what,
      ar: [...ar[what]].filter((item) => !matches(item, en)).sort(),
      en: [...en[what]].filter((item) => !matches(item, ar)).sort(),
    }))
    .filter((difference) => difference.ar.length + difference.en.length > 0);
}

/** The sections of a body: the text before the first heading, then one for each heading, with its explicit id. */
export function sectionsOf(body, lang) {
  const sections = [{ id: 'top', heading: '', text: '' }];
  for (const [index, part] of body.replace(/<!--[\s\S]*?-->/g, '').split(/^(```[\s\S]*?^```\s*$)/m).entries()) {
    if (index % 2 === 1) sections.at(-1).text += `\n${blockText(part, lang)}\n`;
    else {
      for (const line of part.split('\n')) {
        const match = /^#{1,6}\s+(.*?)\s*(?:\{#([^}\s]+)\})?\s*$/.exec(line);
        if (match) sections.push({ id: match[2] ?? null, heading: match[1], text: `${match[1]}\n` });
        else sections.at(-1).text += `${line}\n`;
      }
    }
  }
  return sections;
}

/** What a block says in one language: a map of languages gives its own, all else counts for both. Code is left out. */
function blockText(block, lang) {
  const [first, ...rest] = block.trimEnd().split('\n');
  if (!['map', 'timeline', 'readouts', 'figure', 'provisions'].includes(first.slice(3).trim().split(/\s/)[0])) return '';
  const gather = (value) => {
    if (typeof value === 'string') return [value];
    if (Array.isArray(value)) return value.flatMap(gather);
    return isTexts(value) ? gather(value[lang] ?? '') : Object.values(value).flatMap(gather);
  };
  return gather(parseYaml(rest.slice(0, -1).join('\n'))).join('\n');
}

const isTexts = (value) => typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => key === 'ar' || key === 'en');

/** Pairs the sections by explicit id where both have one, else by place. */
export function pairSections(ar, en) {
  const problems = [];
  const pairs = [];
  const ids = (list) => list.map((section) => section.id);
  for (const section of ar) if (section.id && !ids(en).includes(section.id)) problems.push({ section: section.id, lacks: 'en' });
  for (const section of en) if (section.id && !ids(ar).includes(section.id)) problems.push({ section: section.id, lacks: 'ar' });
  for (const section of ar) {
    const twin = section.id && en.find(({ id }) => id === section.id);
    if (twin) pairs.push([section.id, section, twin]);
  }
  const plain = (list) => list.filter(({ id }) => !id);
  const [plainAr, plainEn] = [plain(ar), plain(en)];
  for (let i = 0; i < Math.max(plainAr.length, plainEn.length); i += 1) {
    if (!plainAr[i]) problems.push({ section: plainEn[i].heading, lacks: 'ar' });
    else if (!plainEn[i]) problems.push({ section: plainAr[i].heading, lacks: 'en' });
    else pairs.push([`${plainAr[i].heading} | ${plainEn[i].heading}`, plainAr[i], plainEn[i]]);
  }
  if (ids(ar).filter(Boolean).join() !== ids(en).filter(Boolean).join() && problems.length === 0) problems.push({ section: 'order of the headings', lacks: '' });
  return { pairs, problems };
}

/** Every map of languages in front matter, with the path of keys that leads to it. Lists per language (names, use, avoid) are free,
 *  and so is a publisher's name. */
export function textsOf(value, path = '') {
  if (Array.isArray(value)) return value.flatMap((item, i) => textsOf(item, `${path}[${item?.id ?? i}]`));
  if (typeof value !== 'object' || value === null) return [];
  if (isTexts(value)) return Object.values(value).some((text) => typeof text === 'object') ? [] : [{ path, ar: value.ar, en: value.en }];
  return Object.entries(value)
    .filter(([key]) => key !== 'publisher')
    .flatMap(([key, item]) => textsOf(item, path ? `${path}.${key}` : key));
}
