// Proves that the comparison of editions passes a sound pair and fails one that differs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { comparePairs } from './pairs.mjs';

const sample = () =>
  new Map([
    ['articles/one.ar.md', `---
title: مقال عن هدنة 2019
summary: نحو 270 ألف نازح [@src-a].
brief:
  - بدأت في 30 أيار/مايو 2019.
  - أُحصي 5 قتلى [@src-a].
---

بدأت في 30 أيار/مايو 2019 بين [[دمشق]] و[[truce|الهدنة]] [@src-a، ص 3؛ @src-b].

## الشروط {#terms}

15–20 كيلومتراً على M4 من الساعة 00:01، في 3 و4 أيار/مايو.

\`\`\`readouts
readouts:
  - by: x
    says:
      ar: قال إنها 7.
      en: He said 7.
\`\`\`

## بلا معرّف

بين 12 كانون الثاني/يناير 2020 و13 شباط/فبراير انتهت [@src-b].
`],
    ['articles/one.en.md', `---
title: An article on the truce of 2019
summary: About 270,000 displaced [@src-a].
brief:
  - It began on 30 May 2019.
  - The dead were 5 [@src-a].
---

It began on 30 May 2019 between [[damascus]] and [[truce]] [@src-a, p. 3; @src-b].

## Terms {#terms}

15 to 20 km on the M4 from 00:01, on 3–4 May.

\`\`\`readouts
readouts:
  - by: x
    says:
      ar: قال إنها 7.
      en: He said 7.
\`\`\`

## Without an id

It ended between 12 January 2020 and 13 February [@src-b].
`],
    ['places/damascus.md', `---
title:
  ar: دمشق
  en: Damascus
names:
  ar:
    - الشام
---
`],
    ['agreements/truce.md', `---
title:
  ar: الهدنة
  en: The truce
date: 2020-03-05
provisions:
  - id: p1
    text:
      ar: تتوقف العمليات بحلول 6 آذار/مارس 2020 [@src-a].
      en: Operations stop by 6 March 2020 [@src-a].
corrections:
  - date: 2020-04-01
    text:
      ar: كان الرقم 4.
      en: The figure was 4.
---
`],
  ]);

function withContent(edit, use) {
  const root = mkdtempSync(join(tmpdir(), 'bayan-pairs-'));
  try {
    const files = sample();
    edit(files);
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, 'content', path)), { recursive: true });
      writeFileSync(join(root, 'content', path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Replaces text that must be there, so that no case can rot into testing nothing. */
const swap = (path, from, to) => (files) => {
  assert.ok(files.get(path).includes(from), `${path} holds ${from}`);
  files.set(path, files.get(path).replace(from, to));
};
const AR = 'articles/one.ar.md';
const EN = 'articles/one.en.md';
const TRUCE = 'agreements/truce.md';

test('a sound pair passes', () =>
  withContent(() => {}, (root) => assert.deepEqual(comparePairs(join(root, 'content')), { problems: [], passed: 3, failed: 0 })));

const BROKEN = [
  ['a differing number', swap(EN, '15 to 20 km', '15 to 25 km'), /section “terms”: numbers differ: ar only \{20\}, en only \{25\}/],
  ['a number in one summary', swap(EN, 'About 270,000', 'Many'), /summary: numbers differ: ar only \{270000\}/],
  ['another road', swap(EN, 'the M4', 'the M5'), /numbers differ: ar only \{M4\}, en only \{M5\}/],
  ['a differing clock time', swap(EN, '00:01', '01:00'), /numbers differ: ar only \{00:01\}, en only \{01:00\}/],
  ['a differing day', swap(EN, '30 May 2019', '31 May 2019'), /dates differ: ar only \{2019-05-30\}, en only \{2019-05-31\}/],
  ['a differing month', swap(AR, 'كانون الثاني/يناير', 'تشرين الثاني/نوفمبر'), /dates differ: ar only \{2020-11-12\}, en only \{2020-01-12\}/],
  ['a differing year', swap(EN, 'January 2020', 'January 2021'), /dates differ: ar only \{2020-01-12\}, en only \{2021-01-12\}/],
  ['half of a range of days', swap(AR, 'في 3 و4 أيار/مايو', 'في 4 أيار/مايو'), /dates differ: ar only \{\}, en only \{-05-03\}/],
  ['a differing citation', swap(EN, '13 February [@src-b]', '13 February [@src-c]'), /citations differ: ar only \{src-b\}, en only \{src-c\}/],
  ['a differing link', swap(AR, '[[دمشق]]', '[[حلب]]'), /links differ: ar only \{حلب\}, en only \{damascus\}/],
  ['a differing number in brief', swap(EN, 'dead were 5', 'dead were 6'), /brief\[1\]: numbers differ/],
  ['a sentence in brief in one language', swap(AR, '  - أُحصي 5 قتلى [@src-a].\n', ''), /brief\[1\]: no text in ar/],
  ['a missing section with an id', swap(EN, '## Terms {#terms}', ''), /section “terms” is not in en/],
  ['a missing section by order', swap(AR, '## بلا معرّف', ''), /section “Without an id” is not in ar/],
  ['a number in a block', swap(EN, 'en: He said 7.', 'en: He said 8.'), /numbers differ: ar only \{7\}, en only \{8\}/],
  ['a missing edition', (files) => files.delete(EN), /articles\/one: no edition in en/],
  ['a differing date in a provision', swap(TRUCE, '6 March 2020', '6 May 2020'), /provisions\[p1\]\.text: dates differ/],
  ['a differing number in a correction', swap(TRUCE, 'was 4', 'was 5'), /corrections\[0\]\.text: numbers differ/],
  ['a text in one language', swap(TRUCE, '      en: The figure was 4.\n', ''), /corrections\[0\]\.text: no text in en/],
];

for (const [name, edit, expected] of BROKEN) {
  test(`pairs reports ${name}`, () => withContent(edit, (root) => {
    const { problems, failed } = comparePairs(join(root, 'content'));
    assert.match(problems.join('\n'), expected);
    assert.ok(failed > 0);
  }));
}

test('what cannot be read is an error with its file and line', () =>
  withContent(swap(TRUCE, 'date: 2020-03-05', 'date: >'), (root) =>
    assert.throws(() => comparePairs(join(root, 'content')), /agreements\/truce\.md: line 5: not understood/)));

test('the program closes with its counts and fails where there is a difference', () => {
  const run = (root) => spawnSync(process.execPath, [fileURLToPath(new URL('pairs.mjs', import.meta.url)), root], { encoding: 'utf8' });
  withContent(() => {}, (root) => {
    const { status, stdout } = run(root);
    assert.equal(status, 0);
    assert.match(stdout, /pairs: 3 passed, 0 failed\n$/);
  });
  withContent(swap(EN, '15 to 20 km', '15 to 25 km'), (root) => {
    const { status, stdout } = run(root);
    assert.equal(status, 1);
    assert.match(stdout, /pairs: 2 passed, 1 failed\n$/);
  });
});
