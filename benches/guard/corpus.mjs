// The corpus of the guard: 200 stories in two languages with what they speak of, the same for ever.
//
//   node corpus.mjs DIR
//
// It uses each sort of input that costs something: links, citations, footnotes, tables, code, blocks, uncertain dates, long
// provisions. A change here changes the numbers of the guard, so what is added later is added elsewhere.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STORIES = 200;
const root = process.argv[2];

// A linear congruence: what is drawn must not depend on the version of Node.
function stream(seed) {
    let state = seed >>> 0;
    return (below) => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return (state >>> 8) % below;
    };
}

// Words differ between the languages of a story; what it refers to, counts and cites must not, or every pair is a warning.
const randomWord = stream(20261130);
let random = stream(1);
const pick = (list) => list[random(list.length)];

const WORDS = {
    ar: ('الهدنة المفاوضات الوفد الحدود المعبر المساعدات النازحون المدينة الطريق الجسر اللجنة البيان القرار المبعوث الضامنون التنفيذ ' +
        'المراقبون الانسحاب التهدئة المبادرة أعلنت رفضت قبلت ناقشت أكدت طالبت حذرت دعت من إلى عن مع بعد قبل خلال منذ حتى بين ' +
        'الجديدة المحلية الدولية المؤقتة الشاملة المشتركة').split(' '),
    en: ('truce talks delegation border crossing aid displaced city road bridge committee statement resolution envoy guarantors ' +
        'implementation observers withdrawal calm initiative announced rejected accepted discussed confirmed demanded warned urged of to ' +
        'from with after before during since until between new local international interim comprehensive joint').split(' '),
};
const ENDS = { ar: ['.', '.', '؟', '؛ ثم انتهت.'], en: ['.', '.', '?', '; then it ended.'] };
const LANGUAGES = ['ar', 'en'];

const words = (lang, count) => Array.from({ length: count }, () => WORDS[lang][randomWord(WORDS[lang].length)]).join(' ');
function both(make) {
    const seed = random(1 << 16);
    const lines = LANGUAGES.map((lang) => {
        random = stream(seed);
        return `  ${lang}: ${make(lang)}`;
    });
    return lines.join('\n');
}
const number = (value) => String(value).padStart(3, '0');
const day = () => `20${10 + random(15)}-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`;
const uncertain = () => pick([day(), `${day().slice(0, 7)}`, `${day()}~`, `${day().slice(0, 4)}?`]);

const ids = (folder, count) => Array.from({ length: count }, (_, index) => `${folder}-${number(index)}`);
const ACTORS = ids('actor', 24);
const PLACES = ids('place', 24);
const AGREEMENTS = ids('agreement', 10);
const EVENTS = ids('event', 80);
const SOURCES = ids('source', 60);
const some = (list, count) => `[${[...new Set(Array.from({ length: count }, () => pick(list)))].join(', ')}]`;

function write(path, text) {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
}

function extra(lang) {
    switch (random(8)) {
        case 0:
            return `[[${pick(ACTORS)}]]`;
        case 1:
            return `[[${pick(AGREEMENTS)}|${words(lang, 2)}]]`;
        case 2:
            return `[@${pick(SOURCES)}, p. ${1 + random(90)}]`;
        case 3:
            return `**${words(lang, 2)}**`;
        case 4:
            return `(${10 + random(900)} km, S/${2010 + random(10)}/${100 + random(800)})`;
        case 5:
            return lang === 'ar' ? `«${words(lang, 3)}»` : `“${words(lang, 3)}”`;
        case 6:
            return `UN ${words(lang, 1)} Reuters`;
        default:
            return `[${words(lang, 2)}](https://example.net/${random(1000)})`;
    }
}

const sentence = (lang) => `${words(lang, 5 + randomWord(8))} ${extra(lang)} ${words(lang, 4 + randomWord(7))}${pick(ENDS[lang])}`;
const paragraph = (lang, count) => Array.from({ length: count }, () => sentence(lang)).join(' ');
const table = (lang) =>
    ['| ' + [1, 2, 3].map(() => words(lang, 1)).join(' | ') + ' |', '| --- | --- | --: |']
        .concat(Array.from({ length: 5 }, () => `| ${words(lang, 2)} | ${words(lang, 3)} | ${random(5000)} |`))
        .join('\n');
const list = (lang) => Array.from({ length: 4 }, () => `- ${sentence(lang)}`).join('\n');
const code = () => '```json\n{\n  "signed": true,\n  "clauses": ' + random(40) + ',\n  "annexes": ["a", null]\n}\n```';
const block = () => '```timeline\nevents: ' + some(EVENTS, 4) + '\n```';

function story(lang, index) {
    random = stream(index + 1);
    const parts = [paragraph(lang, 4)];
    for (let section = 0; section < 4; section += 1) {
        parts.push(`## ${words(lang, 3)} {#part-${section}}`, paragraph(lang, 5), paragraph(lang, 4));
        parts.push([list(lang), table(lang), index % 6 ? `> ${sentence(lang)}` : code(), index % 4 ? list(lang) : block()][section]);
    }
    parts.push(`${sentence(lang)}[^note]`, `[^note]: ${sentence(lang)}`);
    const head = [`title: ${words(lang, 6)} ${index}`, `summary: ${sentence(lang)}`];
    if (lang === 'ar') {
        head.push(`date: ${day()}`, `actors: ${some(ACTORS, 3)}`, `events: ${some(EVENTS, 3)}`, `places: ${some(PLACES, 2)}`);
        head.push(`agreements: ${some(AGREEMENTS, 1)}`, `tags: ${some(['aid', 'talks', 'roads'], 2)}`);
    }
    return `---\n${head.join('\n')}\n---\n\n${parts.join('\n\n')}\n`;
}

function provision(index) {
    return `  - id: p${index}\n    text:\n${both(sentence).replaceAll('  ', '      ')}\n    deadline: ${uncertain()}\n    progress:\n` +
        `      - {date: ${day()}, value: ${random(4)}, source: ${pick(SOURCES)}}`;
}

function records() {
    ACTORS.forEach((id, index) => write(`content/actors/${id}.md`,
        `---\ntitle:\n${both((lang) => `${words(lang, 2)} ${index}`)}\ntype: ${pick(['person', 'state', 'body'])}\noffices:\n  - title:\n` +
        `${both((lang) => words(lang, 3)).replaceAll('  ', '      ')}\n    from: ${uncertain()}\n    source: ${pick(SOURCES)}\n---\n`));
    PLACES.forEach((id, index) => write(`content/places/${id}.md`,
        `---\ntitle:\n${both((lang) => `${words(lang, 1)} ${index}`)}\ntype: town\ncountry: SY\nlat: ${(34.5 + index / 16).toFixed(4)}\n` +
        `lon: ${(37.5 + random(200) / 100).toFixed(4)}\n---\n`));
    EVENTS.forEach((id, index) => write(`content/events/${id}.md`,
        `---\ntitle:\n${both((lang) => `${words(lang, 4)} ${index}`)}\nsummary:\n${both(sentence)}\ntype: talks\ndate:\n  value: ${uncertain()}\n` +
        `  source: ${pick(SOURCES)}\nplaces: ${some(PLACES, 2)}\nactors:\n  - actor: ${pick(ACTORS)}\n    as: participant\n  - ${pick(ACTORS)}\n---\n`));
    AGREEMENTS.forEach((id, index) => write(`content/agreements/${id}.md`,
        `---\ntitle:\n${both((lang) => `${words(lang, 3)} ${index}`)}\ntype: memorandum\ndate: ${day()}\nparties: ${some(ACTORS, 3)}\n` +
        `guarantors: ${some(ACTORS, 2)}\nstatus:\n  - {date: ${day()}, value: in-force, source: ${pick(SOURCES)}}\nprovisions:\n` +
        `${Array.from({ length: 8 }, (_, at) => provision(at + 1)).join('\n')}\n---\n`));
    SOURCES.forEach((id, index) => write(`content/sources/${id}.md`,
        `---\ntitle:\n${both((lang) => `${words(lang, 5)} ${index}`)}\ntype: news\npublisher: ${pick(ACTORS)}\ndate: ${day()}\n` +
        `url: https://example.net/s/${index}\nstance: wire\n---\n`));
}

write('bayan.yaml', `title: {ar: "حارس العمل", en: Guard of work}
base_url: https://example.org/
languages:
  ar: {name: العربية, locale: ar-SY, digits: latn}
  en: {name: English, locale: en-GB}
tags:
  aid: {ar: مساعدات, en: Aid}
  talks: {ar: محادثات, en: Talks}
  roads: {ar: طرق, en: Roads}
`);
records();
for (let index = 0; index < STORIES; index += 1) {
    LANGUAGES.forEach((lang) => write(`content/articles/story-${number(index)}.${lang}.md`, story(lang, index)));
}
