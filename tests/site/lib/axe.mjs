// axe-core over the page at hand. Evaluated by the debugger, not added as a script, so the page's policy stays in force.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// Arabic letters that join look like the ligatures of an icon font, in some fonts: a name beside them would go unchecked.
const NO_ICONS = { id: 'label-content-name-mismatch', options: { pixelThreshold: 2, occurrenceThreshold: 3 } };
const GRAVE = ['serious', 'critical'];

export async function runAxe(page) {
  await page.evaluate(`window.axe || (() => {${SOURCE}})(); undefined`);
  const violations = await page.evaluate(async ([values, check]) => {
    window.axe.configure({ checks: [check] });
    const result = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return result.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map((node) => node.target.join(' ')) }));
  }, [TAGS, NO_ICONS]);
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .map(({ id, impact, help, nodes }) => `axe ${id} (${impact}): ${help}: ${nodes.slice(0, 5).join(' | ')}${nodes.length > 5 ? ` and ${nodes.length - 5} more` : ''}`);
}
