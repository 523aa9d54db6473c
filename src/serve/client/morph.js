// Brings a live page from one version of its source to the next, and touches nothing else.
//
// Three trees: `live` is what the reader has, with all that scripts and the reader did to it; `base` is the source it came
// from; `next` is the source now. Only differences between `base` and `next` are made in `live`, so that scroll, open
// details, fields, focus, filters and the view of a map survive wherever the source did not change.

/** Beyond so many comparisons of children only their order is used. */
const MOST_PAIRS = 250_000;

export function patch(live, base, next) {
  // What a script wrote into a place that has no source of its own stays.
  if (base.isEqualNode(next)) return;
  if (next.nodeType !== Node.ELEMENT_NODE) {
    live.data = next.data;
    return;
  }
  attributes(live, base, next);
  // Without scripts the browser reads its content as elements, with scripts as text.
  if (next.localName !== "noscript") children(live, base, next);
}

function attributes(live, base, next) {
  for (const { name, value, namespaceURI } of next.attributes) {
    if (base.getAttribute(name) !== value) live.setAttributeNS(namespaceURI, name, value);
  }
  for (const { name } of base.attributes) {
    if (!next.hasAttribute(name)) live.removeAttribute(name);
  }
}

function children(live, base, next) {
  const [bases, nexts, lives] = [base, next, live].map((parent) => [...parent.childNodes]);
  const liveOf = new Map(pairs(bases, lives).map(([b, l]) => [bases[b], lives[l]]));
  const baseOf = new Map(pairs(bases, nexts).map(([b, n]) => [nexts[n], bases[b]]));
  const kept = new Set(baseOf.values());
  for (const old of bases) {
    if (!kept.has(old)) liveOf.get(old)?.remove();
  }
  // From the last to the first, so that each has a known neighbour to stand before; pairs keep their order, so nothing moves.
  let after = tail(live, [...liveOf.values()]);
  for (const node of nexts.reverse()) {
    const old = baseOf.get(node);
    const own = old && liveOf.get(old);
    if (own) {
      patch(own, old, node);
      after = own;
    } else if (!old) {
      const made = fresh(node);
      live.insertBefore(made, after);
      after = made;
    }
  }
}

/** What scripts put at the end stays at the end. */
function tail(live, known) {
  const last = known.filter((node) => node.parentNode === live).at(-1);
  return last ? last.nextSibling : null;
}

/** A copy for the live page. Scripts that were parsed elsewhere would not run. */
function fresh(node) {
  const made = document.importNode(node, true);
  if (made.nodeType !== Node.ELEMENT_NODE) return made;
  const scripts = made.localName === "script" ? [made] : [...made.querySelectorAll("script")];
  for (const script of scripts) {
    const runs = document.createElement("script");
    for (const { name, value } of script.attributes) runs.setAttribute(name, value);
    runs.textContent = script.textContent;
    if (script === made) return runs;
    script.replaceWith(runs);
  }
  return made;
}

/** Pairs of indices of two lists, in order: the same nodes first, then those of one kind, as many as there can be. */
function pairs(olds, news) {
  const found = [];
  let start = 0;
  while (start < olds.length && start < news.length && olds[start].isEqualNode(news[start])) {
    found.push([start, start]);
    start += 1;
  }
  let [oldEnd, newEnd] = [olds.length, news.length];
  const ends = [];
  while (oldEnd > start && newEnd > start && olds[oldEnd - 1].isEqualNode(news[newEnd - 1])) {
    oldEnd -= 1;
    newEnd -= 1;
    ends.push([oldEnd, newEnd]);
  }
  const middle = between(olds.slice(start, oldEnd), news.slice(start, newEnd));
  return [...found, ...middle.map(([i, j]) => [i + start, j + start]), ...ends.reverse()];
}

function between(olds, news) {
  if (olds.length === 0 || news.length === 0) return [];
  return olds.length * news.length > MOST_PAIRS ? inOrder(olds, news) : heaviest(olds, news);
}

function inOrder(olds, news) {
  const found = [];
  let from = 0;
  olds.forEach((old, i) => {
    const j = news.findIndex((node, index) => index >= from && isAlike(old, node));
    if (j >= 0) {
      found.push([i, j]);
      from = j + 1;
    }
  });
  return found;
}

/** The common subsequence of the greatest weight. */
function heaviest(olds, news) {
  const [oldTexts, newTexts] = [olds, news].map((nodes) => nodes.map(source));
  const width = news.length + 1;
  const best = new Float64Array((olds.length + 1) * width);
  const weightOf = (i, j) => weight(olds[i], news[j], oldTexts[i] === newTexts[j]);
  for (let i = olds.length - 1; i >= 0; i -= 1) {
    for (let j = news.length - 1; j >= 0; j -= 1) {
      const both = weightOf(i, j);
      const paired = both > 0 ? both + best[(i + 1) * width + j + 1] : 0;
      best[i * width + j] = Math.max(paired, best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < olds.length && j < news.length) {
    const both = weightOf(i, j);
    const here = best[i * width + j];
    if (both > 0 && here === both + best[(i + 1) * width + j + 1]) found.push([i++, j++]);
    else if (here === best[(i + 1) * width + j]) i += 1;
    else j += 1;
  }
  return found;
}

function source(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.outerHTML : node.data;
}

/** Space between elements says nothing of which of them belong together. */
function weight(old, node, isSame) {
  if (!isAlike(old, node)) return 0;
  if (old.nodeType !== Node.ELEMENT_NODE) return isSame && old.data.trim() ? 2 : 1;
  return isSame ? 8 : old.id ? 6 : 4;
}

function isAlike(old, node) {
  return old.nodeType === node.nodeType && old.nodeName === node.nodeName && (old.id ?? "") === (node.id ?? "");
}
