// Each page kind of the content model is there in each language: otherwise the browser check would silently test less.
import { missingKinds } from '../lib/kinds.mjs';

export function checkKinds(site) {
  const problems = missingKinds(site).map(({ lang, kind }) => ({
    file: lang ? `${lang}/` : '.',
    reason: `holds no page of the kind "${kind}"`,
  }));
  if (site.langs.length < 2) problems.push({ file: '.', reason: `has the languages [${site.langs}], two are needed` });
  return problems;
}
