// Making elements, and the words of the tools in the language of the page.

/** An element with attributes and children. An attribute that is `null` or `false` is left out; one that begins with `on` is a listener. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** The table of words for a language: its own, else one that the browser's user reads, else the first. */
export function wordsFor(tables, lang) {
  const wanted = [lang, ...navigator.languages].filter(Boolean).flatMap((tag) => [tag, tag.split("-")[0]]);
  const found = wanted.find((tag) => Object.hasOwn(tables.languages, tag)) ?? Object.keys(tables.languages)[0];
  const table = tables.languages[found];
  const rules = new Intl.PluralRules(found);
  return {
    lang: found,
    dir: table.dir,
    messages: tables.messages,
    text: (key) => table[key],
    /** A counted string: the form that the language has for `n`. */
    count: (key, n) => (table[key][rules.select(n)] ?? table[key].other).replaceAll("{n}", String(n)),
    /** A sentence with one word of the content in it, which keeps its own direction. */
    with: (key, word) => {
      const [before, after] = table[key].split("{}");
      return [before, element("bdi", {}, word), after];
    },
  };
}

/** A text of the program, whose quoted words stand between isolates, as elements. */
export function isolated(text) {
  const parts = text.split(/\u2068([^\u2069]*)\u2069/u);
  return parts.map((part, index) => (index % 2 === 1 ? element("bdi", {}, part) : part));
}
