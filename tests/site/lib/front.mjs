// Front matter and the YAML of blocks: block maps and lists, quoted and plain scalars, flow lists. Every scalar stays a text.
// What is none of these is an error with its line, so that nothing is compared by half.

/** Splits a content file into its front matter (parsed) and its body. */
export function readFront(text) {
  const match = /^---\n([\s\S]*?)\n---\n?([\s\S]*)$/.exec(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  if (!match) throw new Error('no front matter between two lines of ---');
  return { front: parseYaml(match[1], 2), body: match[2] };
}

export function parseYaml(text, firstLine = 1) {
  const lines = text
    .split('\n')
    .map((raw, i) => ({ indent: raw.search(/\S|$/), text: raw.trim(), no: firstLine + i }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
  if (lines.length === 0) return {};
  const cursor = { lines, at: 0 };
  const value = parseNode(cursor, lines[0].indent);
  if (cursor.at < lines.length) throw new Error(`line ${lines[cursor.at].no}: not understood: ${lines[cursor.at].text}`);
  return value;
}

const isItem = (line) => line.text === '-' || line.text.startsWith('- ');

function parseNode(cursor, indent) {
  return isItem(cursor.lines[cursor.at]) ? parseList(cursor, indent) : parseMap(cursor, indent);
}

function parseList(cursor, indent) {
  const list = [];
  for (let line; (line = cursor.lines[cursor.at]) && line.indent === indent && isItem(line); ) {
    const rest = line.text.slice(1).trimStart();
    if (rest === '') {
      cursor.at += 1;
      list.push(parseNode(cursor, cursor.lines[cursor.at].indent));
    } else if (KEY.test(rest)) {
      // `- key: value` is a map whose first line begins behind the hyphen.
      const inner = indent + line.text.length - rest.length;
      cursor.lines[cursor.at] = { indent: inner, text: rest, no: line.no };
      list.push(parseMap(cursor, inner));
    } else {
      cursor.at += 1;
      list.push(scalar(rest, line.no));
    }
  }
  return list;
}

const KEY = /^("[^"]*"|'[^']*'|[\p{L}\p{N}_-][^:"'[\]{}]*):(?:\s+(.*))?$/u;

function parseMap(cursor, indent) {
  const map = {};
  for (let line; (line = cursor.lines[cursor.at]) && line.indent === indent && !isItem(line); ) {
    const match = KEY.exec(line.text);
    if (!match) throw new Error(`line ${line.no}: not understood: ${line.text}`);
    const key = match[1].replace(/^["']|["']$/g, '');
    cursor.at += 1;
    map[key] = match[2] === undefined ? parseBelow(cursor, indent) : scalar(match[2], line.no);
  }
  return map;
}

/** The value on the lines below a bare key; a list may stand at the key's own indent. */
function parseBelow(cursor, indent) {
  const next = cursor.lines[cursor.at];
  if (!next || next.indent < indent || (next.indent === indent && !isItem(next))) return '';
  return parseNode(cursor, next.indent);
}

function scalar(text, no) {
  if (/^[>|][+-]?$/.test(text) || /^[&*!]/.test(text) || text.startsWith('{')) throw new Error(`line ${no}: not understood: ${text}`);
  if (text.startsWith('[')) {
    if (!text.endsWith(']')) throw new Error(`line ${no}: a list that does not end on its line: ${text}`);
    const inner = text.slice(1, -1).trim();
    return inner === '' ? [] : inner.split(',').map((item) => scalar(item.trim(), no));
  }
  if (text.startsWith('"') && text.endsWith('"')) return text.slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  if (text.startsWith("'") && text.endsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  return text;
}
