// A site with a crowded map: towns of real proportions around a few centres, in two languages.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SYLLABLES = [['Kafr', 'كفر'], ['Tell', 'تل'], ['Maarat', 'معرة'], ['Khan', 'خان'], ['Deir', 'دير'], ['Ain', 'عين']];
const ENDS = [['Nabl', 'نبل'], ['Halab', 'حلب'], ['Sanbil', 'سنبل'], ['Sharqi', 'شرقي'], ['Gharbi', 'غربي'], ['Rumman', 'رمان'], ['Zaytun', 'زيتون']];
const TYPES = ['village', 'village', 'town', 'village', 'city', 'town'];

const spread = (i, by) => ((i * by) % 997) / 997 - 0.5;

/** Writes a project with `count` places, and an event at every fifth, into a folder. */
export function crowd(folder, count) {
  for (const kind of ['places', 'events']) mkdirSync(join(folder, 'content', kind), { recursive: true });
  writeFileSync(join(folder, 'bayan.yaml'), `title: {ar: زحام, en: Crowd}
summary: {ar: خريطة مزدحمة, en: A crowded map}
base_url: https://example.org/
languages:
  ar: {name: العربية, locale: ar-SY, digits: arab}
  en: {name: English, locale: en-GB}
menu:
  - {folder: map}
`);
  for (const [lang, title] of [['ar', 'زحام'], ['en', 'Crowd']]) writeFileSync(join(folder, `content/_index.${lang}.md`), `---\ntitle: ${title}\n---\n`);
  for (let i = 0; i < count; i += 1) {
    const [first, second] = [SYLLABLES[i % SYLLABLES.length], ENDS[i % ENDS.length]];
    const [en, ar] = [0, 1].map((at) => `${first[at]} ${second[at]} ${i}`);
    const [centre, reach] = [i % 7, 0.15 + 0.5 * (i % 3)];
    const [lat, lon] = [35 + 0.3 * centre + reach * spread(i, 577), 36.2 + 0.3 * centre + reach * spread(i, 211)];
    writeFileSync(join(folder, `content/places/p${i}.md`), `---\ntitle: {ar: ${ar}, en: ${en}}\ntype: ${TYPES[i % TYPES.length]}\nlat: ${lat.toFixed(4)}\nlon: ${lon.toFixed(4)}\n---\n`);
    if (i % 5 === 0) writeFileSync(join(folder, `content/events/e${i}.md`), `---\ntitle: {ar: حدث ${i}, en: Event ${i}}\ntype: ${i % 2 ? 'strike' : 'talks'}\ndate: ${2015 + (i % 6)}-0${1 + (i % 9)}-15\nplaces: [p${i}]\n---\n`);
  }
}
