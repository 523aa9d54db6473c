// The page that is shown: brought up to date in place, with the reader's scroll.

import { patch } from "./morph.js";

/** Tells scripts of the theme that the page was patched, so that they can take care of what is new. */
const PATCHED = "bayan:patched";

/** Follows one page. `address` is asked for again and again; `shown` is the hash of what the reader sees. */
export function follow(address, shown) {
  let base = null;
  let wanted = shown;
  let busy = null;

  const load = async () => {
    const response = await fetch(address, { cache: "no-cache", redirect: "error" });
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    return { parsed, hash: parsed.querySelector("script[data-hash][data-base]")?.dataset.hash ?? "" };
  };

  const start = load().then(({ parsed, hash }) => {
    // The page may have changed since it was sent.
    if (hash === shown) base = parsed;
  });

  const catchUp = async () => {
    await start.catch(() => null);
    while (wanted !== shown) {
      const target = wanted;
      const { parsed, hash } = await load();
      if (hash !== shown && hash !== "") apply(base ?? document, parsed);
      if (hash !== "") base = parsed;
      shown = hash;
      // Older or newer than what was announced: another announcement is on its way.
      if (hash !== target) break;
    }
  };

  return {
    /** Shows the version with this hash. */
    show(hash) {
      wanted = hash;
      busy ??= catchUp()
        .catch(() => null)
        .finally(() => {
          busy = null;
        });
      return busy;
    },
  };
}

function apply(base, next) {
  const keep = place();
  // A page that was never fetched is its own base: what scripts did to it is then lost, and nothing else.
  const old = base === document ? document.cloneNode(true) : base;
  document.documentElement.classList.add("bayan-patching");
  for (const part of ["head", "body"]) patch(document[part], old[part], next[part]);
  root(old.documentElement, next.documentElement);
  keep();
  document.documentElement.classList.remove("bayan-patching");
  document.dispatchEvent(new CustomEvent(PATCHED));
}

function root(base, next) {
  const shallow = (node) => node.cloneNode(false);
  patch(document.documentElement, shallow(base), shallow(next));
}

const BLOCKS = ":is(h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, figcaption, pre, summary)";
/** If the first block of the window goes, one of the next keeps the place. */
const ANCHORS = 20;

/** Remembers what stands at the top of the window and what has the focus; the function that is returned puts both back. */
function place() {
  const focused = document.activeElement;
  const id = focused?.id;
  const top = (node) => node.getBoundingClientRect().top;
  const blocks = [...document.body.querySelectorAll(BLOCKS)];
  const first = blocks.findIndex((node) => node.getBoundingClientRect().bottom > 0 && flows(node));
  const visible = first < 0 ? [] : blocks.slice(first, first + ANCHORS).filter(flows);
  const anchors = visible.map((node) => [node, top(node)]);
  return () => {
    const anchor = window.scrollY > 0 && anchors.find(([node]) => node.isConnected);
    if (anchor) window.scrollBy({ top: top(anchor[0]) - anchor[1], behavior: "instant" });
    if (focused && !focused.isConnected && id) document.getElementById(id)?.focus({ preventScroll: true });
  };
}

/** Whether the node moves with the text: what sticks to the window says nothing of the reader's place. */
function flows(node) {
  for (let up = node; up && up !== document.body; up = up.parentElement) {
    if (["fixed", "sticky"].includes(getComputedStyle(up).position)) return false;
  }
  return true;
}

/** Files that are not pages changed: styles are swapped, pictures fetched anew; a script can only be started again. */
export function refresh(paths) {
  const changed = new Set(paths.map(decodeURI));
  const is = (address) => Boolean(address) && changed.has(decodeURI(new URL(address, location.href).pathname));
  if ([...document.scripts].some((script) => is(script.src))) {
    location.reload();
    return;
  }
  if (paths.some((path) => path.endsWith(".css"))) styles(is);
  for (const node of document.querySelectorAll(PICTURES)) picture(node, is);
}

/** As if every style and picture of this server had changed. */
export function refreshAll() {
  const isOurs = (address) => Boolean(address) && new URL(address, location.href).origin === location.origin;
  styles(isOurs);
  for (const node of document.querySelectorAll(PICTURES)) picture(node, isOurs);
}

const PICTURES = ":is(img, source, video, image, use, input)";
let turn = 0;

function marked(address) {
  const url = new URL(address, location.href);
  url.searchParams.set("bayan", String((turn += 1)));
  return url.href;
}

function styles(is) {
  const links = [...document.querySelectorAll("link[rel~=stylesheet]")].filter((link) => !link.href.includes("__bayan/"));
  const direct = links.filter((link) => is(link.href));
  // A sheet that another imports is linked by none: all of them then.
  for (const link of direct.length > 0 ? direct : links) {
    const fresh = link.cloneNode(false);
    fresh.href = marked(link.href);
    // The old sheet stays until the new one is there: no flash of a bare page.
    fresh.addEventListener("load", () => link.remove(), { once: true });
    fresh.addEventListener("error", () => fresh.remove(), { once: true });
    link.after(fresh);
  }
}

function picture(node, is) {
  for (const name of ["src", "poster", "href"]) {
    const address = node.getAttribute(name);
    if (address && is(address)) node.setAttribute(name, marked(address));
  }
  const set = node.getAttribute("srcset");
  if (!set) return;
  const entries = set.split(",").map((entry) => entry.trim().split(/\s+/u));
  if (entries.some(([address]) => is(address))) {
    node.setAttribute("srcset", entries.map(([address, ...rest]) => [is(address) ? marked(address) : address, ...rest].join(" ")).join(", "));
  }
}
