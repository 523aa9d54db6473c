// The browser's side of the preview. The protocol stands at the top of src/serve/mod.rs.

import { bar as makeBar } from "./bar.js";
import { beside } from "./beside.js";
import { element, wordsFor } from "./dom.js";
import { mark } from "./marks.js";
import { overlay as makeOverlay } from "./overlay.js";
import { follow, refresh, refreshAll } from "./page.js";

const tag = document.querySelector("script[data-hash][data-base]");
const { base, path, hash } = tag.dataset;
/** A frame of the view side by side: the window around it has the tools. */
const isFramed = window.name === "bayan-beside";
/** A lost connection is not told at once: a restart takes about as long. */
const PATIENCE = 2000;

const get = async (name) => (await fetch(`${base}__bayan/${name}`, { cache: "no-store" })).json();
const ofPage = (name) => `${name}?page=${encodeURIComponent(path)}`;

/** The events of this page. A browser opens few connections to one server: a tab that nobody sees holds none. */
function connect() {
  const address = `${base}__bayan/${ofPage("events")}`;
  const listeners = [];
  let source = null;
  const start = () => {
    source = new EventSource(address);
    for (const [name, act] of listeners) source.addEventListener(name, act);
  };
  return {
    on: (name, act) => listeners.push([name, (event) => act(event.data ? JSON.parse(event.data) : null)]),
    start() {
      if (document.visibilityState === "visible") start();
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") {
          source?.close();
          source = null;
        } else if (source === null) {
          start();
          // Styles and pictures may have changed unseen; the page itself is compared by its hash.
          refreshAll();
        }
      });
    },
  };
}

/** What every tab does: be as the files are. */
function live({ on }, gone) {
  const page = follow(location.pathname + location.search, hash);
  on("page", (now) => {
    gone(now.hash === null && hash !== "");
    if (now.hash !== null) page.show(now.hash);
  });
  on("assets", (now) => refresh([...now.changed, ...now.added]));
}

/** The tools stand in a tree of their own, so that neither the site's styles nor the patches reach them. */
function tools({ on }, strings) {
  const words = wordsFor(strings, document.documentElement.lang);
  const place = element("bayan-preview", { lang: words.lang, dir: words.dir });
  const host = place.attachShadow({ mode: "open" });
  host.append(element("link", { rel: "stylesheet", href: `${base}__bayan/tools.css` }));
  document.documentElement.append(place);
  const bar = makeBar(host, words, { beside: (pages) => openBeside(host, words, pages) });
  const overlay = makeOverlay(host, words);
  const news = element("div", { class: "news", role: "status" });
  host.append(news);

  const update = latest(async () => {
    const [page, site] = await Promise.all([get(ofPage("page.json")), get("site.json")]);
    bar.show(page, site);
    mark(words, site, document.documentElement.lang);
  });
  on("problems", latest(async () => {
    const report = await get(ofPage("problems.json"));
    overlay.show(report);
    bar.say(report.warnings > 0 && report.errors === 0 ? words.count("warnings", report.warnings) : null, "warning");
    await update();
  }));
  on("building", (now) => place.toggleAttribute("data-building", now.building));
  on("pages", (now) => {
    for (const link of news.querySelectorAll(".new a")) {
      if (now.removed.includes(link.getAttribute("href"))) link.parentElement.remove();
    }
    offer(words, news, now.added);
    update();
  });
  document.addEventListener("bayan:patched", update);
  connection(on, bar, words);
  return (isGone) => {
    news.querySelector(".gone")?.remove();
    if (isGone) news.append(notice(words, "gone", words.text("gone"), " ", element("a", { href: base }, words.text("home"))));
  };
}

/** Runs one at a time, and once more where it was asked for meanwhile. */
function latest(act) {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await act().catch(() => null);
    }
    running = false;
  };
}

function offer(words, news, pages) {
  for (const page of pages) {
    const link = element("a", { href: page.path, lang: page.lang }, element("bdi", { dir: page.dir }, page.title));
    const [before, after] = words.text("new_page").split("{}");
    news.append(notice(words, "new", before, link, after));
  }
}

function notice(words, className, ...contents) {
  const close = element("button", { type: "button", "aria-label": words.text("close"), onclick: () => made.remove() }, "×");
  const made = element("p", { class: className }, contents, " ", close);
  return made;
}

function connection(on, bar, words) {
  let server = null;
  let timer = null;
  on("hello", (now) => {
    clearTimeout(timer);
    timer = null;
    // Another run of the program may be another program: its tools too.
    if (server !== null && server !== now.server) location.reload();
    server = now.server;
    bar.say(null);
  });
  on("error", () => {
    timer ??= setTimeout(() => bar.say(words.text("lost"), "error"), PATIENCE);
  });
}

function openBeside(host, words, pages) {
  document.documentElement.classList.add("bayan-beside");
  const languagesOf = async (address) => (await get(`page.json?page=${encodeURIComponent(address)}`)).languages;
  const view = beside(host, words, pages, languagesOf, () => {
    document.documentElement.classList.remove("bayan-beside");
    document.removeEventListener("keydown", leave);
  });
  const leave = (event) => event.key === "Escape" && view();
  document.addEventListener("keydown", leave);
}

const events = connect();
if (isFramed) {
  live(events, () => {});
} else {
  live(events, tools(events, await get("strings.json")));
}
events.start();
