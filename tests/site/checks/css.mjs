// Stylesheets name no physical side, so that one sheet serves both directions.
import { readText } from '../lib/files.mjs';
import { blankComments, lineAt } from '../lib/links.mjs';

const SIDED = /^(left|right|(scroll-)?(margin|padding)-(left|right)|border-(left|right)(-.+)?|border-(top|bottom)-(left|right)-radius)$/;
const SIDED_VALUES = /^(text-align|text-align-last|float|clear|justify-content|justify-items|justify-self)$/;
const FOUR_SIDES = /^((scroll-)?(margin|padding)|inset|border-(width|style|color))$/;

export function checkCss(site) {
  return [...site.files].filter((path) => path.endsWith('.css')).flatMap((path) => checkSheet(path, readText(site.dir, path)));
}

function checkSheet(path, css) {
  return declarationsOf(css)
    .map((declaration) => ({ file: path, line: declaration.line, reason: physicalSide(declaration) }))
    .filter((problem) => problem.reason);
}

/** The match must end at `;` or `}`: what ends at `{` is a selector such as `a:hover`. */
function declarationsOf(css) {
  const text = blankStrings(blankComments(css));
  const pattern = /(?<=[{};]\s*)([a-z-]+)\s*:\s*([^;{}]*)(?=[;}])/gi;
  return [...text.matchAll(pattern)].map((match) => ({
    property: match[1].toLowerCase(),
    value: match[2].replace(/!important/i, '').trim().toLowerCase(),
    line: lineAt(text, match.index),
  }));
}

const blankStrings = (css) => css.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, (text) => `"${' '.repeat(text.length - 2)}"`);

function physicalSide({ property, value }) {
  const shown = `${property}: ${value}`;
  if (SIDED.test(property)) return `${shown} names a physical side`;
  if (SIDED_VALUES.test(property) && /^(left|right)$/.test(value)) return `${shown} names a physical side`;
  if (property.startsWith('transition') && /\b(left|right)\b/.test(value)) return `${shown} names a physical side`;
  if (FOUR_SIDES.test(property) && sidesDiffer(value)) return `${shown} gives left and right different values`;
  return null;
}

function sidesDiffer(value) {
  const parts = value.match(/[^\s(]+(\((?:[^()]|\([^()]*\))*\))?/g) ?? [];
  return parts.length === 4 && parts[1] !== parts[3];
}
