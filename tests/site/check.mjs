// node check.mjs [--quick] [--only NAME,…] (--site | --portable) DIR BASE_URL …
// Checks built sites and closes with `site: N passed, N failed`; a browser check counts once per page.
import { checkBrowser } from './checks/browser.mjs';
import { checkCss } from './checks/css.mjs';
import { checkFeeds } from './checks/feeds.mjs';
import { checkHtml } from './checks/html.mjs';
import { checkKinds } from './checks/kinds.mjs';
import { checkLinks } from './checks/links.mjs';
import { checkMeta } from './checks/meta.mjs';
import { checkPortable } from './checks/portable.mjs';
import { checkSitemap } from './checks/sitemap.mjs';
import { loadSite } from './lib/site.mjs';

const STATIC = {
  kinds: checkKinds, html: checkHtml, links: checkLinks, meta: checkMeta, feeds: checkFeeds, sitemap: checkSitemap, css: checkCss,
};

/** `browser` reads a portable build from the disk, any other from a server. */
const checksFor = (site) => ({ ...STATIC, browser: site.portable ? checkPortable : checkBrowser });

function readArguments(args) {
  const options = { sites: [], quick: false, only: null };
  while (args.length > 0) {
    const arg = args.shift();
    if (arg === '--quick') options.quick = true;
    else if (arg === '--only') options.only = args.shift()?.split(',');
    else if (arg === '--site' || arg === '--portable') options.sites.push({ dir: args.shift(), baseUrl: args.shift(), portable: arg === '--portable' });
    else throw new Error(`unknown argument ${arg}`);
  }
  const known = [...Object.keys(STATIC), 'browser'];
  const unknown = (options.only ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no check is named ${unknown}; there are ${known.join(', ')}`);
  if (options.sites.length === 0 || options.sites.some((site) => !site.baseUrl)) throw new Error('give --site DIR BASE_URL or --portable DIR BASE_URL');
  return options;
}

async function runCheck(site, name, check) {
  try {
    const result = await check(site);
    const isPerUnit = result.length > 0 && 'unit' in result[0];
    return isPerUnit ? result : [{ unit: '', problems: result }];
  } catch (error) {
    return [{ unit: '', problems: [{ file: '.', reason: `the check itself failed: ${error.stack}` }] }];
  }
}

function print(site, name, { unit, problems }) {
  const verdict = problems.length === 0 ? 'ok  ' : 'FAIL';
  console.log([verdict, site.name, name, unit].filter(Boolean).join(' '));
  for (const { file, line, reason } of problems) console.log(`     ${file}${line ? `:${line}` : ''}: ${reason}`);
}

async function main() {
  const options = readArguments(process.argv.slice(2));
  const count = { passed: 0, failed: 0 };
  for (const description of options.sites) {
    const site = loadSite(description);
    for (const [name, check] of Object.entries(checksFor(site))) {
      if ((options.only && !options.only.includes(name)) || (options.quick && name === 'browser')) continue;
      for (const outcome of await runCheck(site, name, check)) {
        print(site, name, outcome);
        count[outcome.problems.length === 0 ? 'passed' : 'failed'] += 1;
      }
    }
  }
  console.log(`site: ${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(`check: ${error.message}`);
  console.log('site: 0 passed, 1 failed');
  process.exitCode = 2;
});
