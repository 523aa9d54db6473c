// XML to a small tree; throws on anything not well-formed or with an unbound prefix.
import { SaxesParser } from 'saxes';

export function parseXml(text) {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const root = { name: '#document', ns: '', attrs: {}, children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const element = { name: tag.local, ns: tag.uri, attrs: attributes(tag), children: [], text: '', line: parser.line };
    open.at(-1).children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  for (const event of ['text', 'cdata']) parser.on(event, (chunk) => (open.at(-1).text += chunk));
  parser.write(text).close();
  return root.children[0];
}

function attributes(tag) {
  return Object.fromEntries(Object.values(tag.attributes).map((attr) => [attr.name, attr.value]));
}

export const childrenNamed = (element, ns, name) =>
  element.children.filter((child) => child.ns === ns && child.name === name);
