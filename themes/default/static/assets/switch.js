// The switch of languages keeps the reader's place: its links are given the heading that answers the one being read.
// Without this script they lead to the same page in the other language, at its top.
(() => {
  'use strict';

  // `data-anchors` holds pairs: the id of a heading here, and of its counterpart there.
  const pairsOf = (link) => {
    const ids = link.dataset.anchors.split(' ');
    return new Map(ids.flatMap((id, at) => (at % 2 === 0 ? [[id, ids[at + 1]]] : [])));
  };

  const headingsOf = (pairs) => [...pairs.keys()].map((id) => document.getElementById(id)).filter(Boolean);

  const isInView = ({ top, bottom }) => bottom > 0 && top < window.innerHeight;

  // A hash that is no encoded text names nothing.
  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  };

  const above = (headings, element) =>
    headings.filter((heading) => heading === element || heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).pop();

  // The heading over what the address names, if that is in view; else the last heading above the upper third of the
  // window; and else, for who has gone up to the switch at the top, again the one over what the address names.
  const current = (headings) => {
    const target = named();
    const over = target ? above(headings, target) : undefined;
    if (over && isInView(target.getBoundingClientRect())) return over;
    const line = window.innerHeight / 3;
    return headings.filter((heading) => heading.getBoundingClientRect().top <= line).pop() ?? over;
  };

  const aim = (link) => {
    const pairs = pairsOf(link);
    const heading = current(headingsOf(pairs));
    link.hash = heading ? `#${encodeURIComponent(pairs.get(heading.id))}` : '';
  };

  // Before the address is used, however it is: by click, in a new tab, copied from the menu, from the keyboard.
  const prepare = ({ target }) => {
    const link = target instanceof Element ? target.closest('a[data-anchors]') : null;
    if (link) aim(link);
  };
  for (const event of ['pointerdown', 'focusin', 'contextmenu', 'click']) document.addEventListener(event, prepare);
})();
