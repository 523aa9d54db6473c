// The Nu HTML checker over all pages, in one process.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Warnings that are no fault, each with its reason. Errors are never allowed. */
const ALLOWED_WARNINGS = [
  // Pages that speak all languages at once: the checker guesses one language for the whole text.
  { file: /^(index|404)\.html$/, message: /^This document appears to be written in/ },
];

export function checkHtml(site) {
  const pages = [...site.pages.keys()].map((path) => join(site.dir, path));
  if (pages.length === 0) return [{ file: '.', reason: 'holds no .html file' }];
  return runChecker(pages)
    .map((message) => toProblem(site, message))
    .filter((problem) => !isAllowed(problem));
}

function runChecker(pages) {
  const jar = join(dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
  const args = ['-Xss4m', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', ...pages];
  // In the C locale Java cannot open files with Arabic names.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const run = spawnSync('java', args, { encoding: 'utf8', maxBuffer: 1 << 28, env });
  if (run.error || run.status !== 0) throw new Error(`the HTML checker did not run: ${run.error ?? run.stderr}`);
  return JSON.parse(run.stdout).messages;
}

function toProblem(site, { url, lastLine, type, subType, message, extract }) {
  const kind = subType === 'warning' ? 'warning' : type;
  const file = url ? relative(resolve(site.dir), fileURLToPath(url)) : '.';
  const near = extract ? `, near \`${extract.replace(/\s+/g, ' ').trim()}\`` : '';
  return { file, line: lastLine, kind, message, reason: `${kind}: ${message}${near}` };
}

function isAllowed({ file, kind, message }) {
  if (kind === 'info') return true;
  return kind === 'warning' && ALLOWED_WARNINGS.some((allowed) => allowed.file.test(file) && allowed.message.test(message));
}
