// Two languages of a page side by side, scrolled together by their headings; where one goes, the other follows.

import { element } from "./dom.js";

const HEADINGS = "main :is(h1, h2, h3, h4, h5, h6)";
const LEADS = ["wheel", "touchstart", "pointerdown", "keydown", "focusin"];

/**
 * Opens the view. `pages` are two of `page.json`'s languages; `languagesOf` gives those of a path; `onclose` is called when the
 * view is left.
 */
export function beside(host, words, pages, languagesOf, onclose) {
  // As in a book with facing pages: who reads to the left has the right-hand side.
  const ordered = [...pages].sort((a, b) => Number(a.dir === "rtl") - Number(b.dir === "rtl"));
  const frames = ordered.map((page) => element("iframe", { src: page.path, title: page.name, lang: page.lang, name: "bayan-beside" }));
  const close = () => {
    view.remove();
    onclose();
  };
  const view = element(
    "section",
    { class: "beside", "aria-label": words.text("beside"), dir: "ltr" },
    element("button", { type: "button", dir: words.dir, onclick: close }, words.text("beside_close")),
    element("div", { class: "frames" }, frames),
  );
  host.append(view);
  together(frames);
  follow(frames, languagesOf);
  return close;
}

function together(frames) {
  let leader = frames[0];
  frames.forEach((frame, index) => {
    const other = frames[1 - index];
    frame.addEventListener("load", () => {
      const inside = frame.contentWindow;
      for (const name of LEADS) inside.addEventListener(name, () => (leader = frame), { passive: true });
      inside.addEventListener("scroll", () => leader === frame && align(frame, other), { passive: true });
      if (leader !== frame) align(other, frame);
    });
  });
}

/** A link in one language leads both to its page. */
function follow(frames, languagesOf) {
  const shown = new Map(frames.map((frame) => [frame, new URL(frame.src).pathname]));
  const show = (frame, path) => {
    shown.set(frame, path);
    frame.contentWindow.location.replace(path);
  };
  frames.forEach((frame, index) => {
    const other = frames[1 - index];
    frame.addEventListener("load", async () => {
      const path = pathOf(frame);
      if (path === null || path === shown.get(frame)) return;
      shown.set(frame, path);
      const languages = await languagesOf(path).catch(() => []);
      // Another link was followed meanwhile.
      if (shown.get(frame) !== path) return;
      const pathIn = ({ lang }) => languages.find((language) => language.lang === lang)?.path;
      const [own, its] = [pathIn(frame), pathIn(other)];
      // The switch of languages leads to what the other frame shows: each keeps its own.
      if (own && own !== path) show(frame, own);
      if (its && its !== shown.get(other)) show(other, its);
    });
  });
}

/** `null` where a link led out of this server. */
function pathOf(frame) {
  try {
    return frame.contentWindow.location.pathname;
  } catch {
    return null;
  }
}

/** Scrolls `to` where the same place of the text stands at the top as in `from`. */
function align(from, to) {
  const [source, target] = [from.contentWindow, to.contentWindow];
  if (!source?.document.body || !target?.document.body) return;
  const stops = common(source, target);
  const at = source.scrollY;
  const after = Math.max(1, stops.findIndex(([start]) => start > at));
  const [[from0, to0], [from1, to1]] = stops[after] ? [stops[after - 1], stops[after]] : stops.slice(-2);
  const share = from1 > from0 ? (at - from0) / (from1 - from0) : 0;
  target.scrollTo({ top: to0 + Math.min(1, Math.max(0, share)) * (to1 - to0), behavior: "instant" });
}

/** Heights at which both pages show the same: the start, each heading that both have, the end. */
function common(source, target) {
  const end = (page) => Math.max(0, page.document.documentElement.scrollHeight - page.innerHeight);
  const top = (page, heading) => Math.min(end(page), heading.getBoundingClientRect().top + page.scrollY);
  const paired = told(source.document, target.document) ?? pairs(...[source, target].map((page) => [...page.document.querySelectorAll(HEADINGS)]));
  const stops = [[0, 0], ...paired.map(([a, b]) => [top(source, a), top(target, b)]), [end(source), end(target)]];
  // Only what goes downwards in both can be followed.
  return stops.filter(([a, b], index) => index === 0 || (a >= stops[index - 1][0] && b >= stops[index - 1][1]));
}

/** As the switch of languages says it: its link to the other page holds the ids of headings here and there; `null` where it has none. */
function told(source, target) {
  const link = source.querySelector(`a[data-anchors][hreflang="${CSS.escape(target.documentElement.lang)}"]`);
  if (!link) return null;
  const ids = link.dataset.anchors.split(" ");
  const named = ids.flatMap((id, at) => (at % 2 === 0 ? [[source.getElementById(id), target.getElementById(ids[at + 1])]] : []));
  const titles = [source, target].map((page) => page.querySelector("main h1"));
  return [titles, ...named].filter(([one, other]) => one && other);
}

/** By explicit id where both have it, else by position where there are as many. */
function pairs(ones, others) {
  if (ones.length === others.length) return ones.map((one, index) => [one, others[index]]);
  const byId = new Map(others.filter((other) => other.id).map((other) => [other.id, other]));
  return ones.filter((one) => byId.has(one.id)).map((one) => [one, byId.get(one.id)]);
}
