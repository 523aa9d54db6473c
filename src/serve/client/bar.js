// The bar at the end of the window: state of this page, its other languages, its files, its problems, what is unfinished.

import { element } from "./dom.js";
import { list } from "./problems.js";

const COLLAPSED = "bayan:collapsed";

/** The bar; `actions.beside(pages)` opens two languages side by side. */
export function bar(host, words, actions) {
  const status = element("p", { role: "status" });
  const panel = element("div", { class: "panel", id: "panel", hidden: true });
  const tools = element("div", { class: "tools" });
  const toggle = element("button", { type: "button", class: "toggle", onclick: () => collapse(!root.classList.contains("collapsed")) });
  const root = element("section", { class: "bar", "aria-label": words.text("tools") }, panel, element("div", { class: "row" }, toggle, tools, status));
  let open = null;
  let page = null;
  let site = null;

  const collapse = (is) => {
    root.classList.toggle("collapsed", is);
    document.documentElement.classList.toggle("bayan-bar", !is);
    toggle.textContent = is ? words.text("expand") : "×";
    toggle.setAttribute("aria-label", is ? words.text("expand") : words.text("collapse"));
    toggle.setAttribute("aria-expanded", String(!is));
    sessionStorage.setItem(COLLAPSED, is ? "yes" : "");
    if (is) close();
  };

  const close = () => {
    panel.hidden = true;
    open = null;
    draw();
  };

  const contents = { problems: () => problems(words, page), edit: () => files(words, page), unfinished: () => unfinished(words, site) };

  const button = (key, label, className = "") =>
    element(
      "button",
      { type: "button", class: className, "data-panel": key, "aria-expanded": String(open === key), "aria-controls": "panel", onclick: () => press(key) },
      label,
    );

  const press = (key) => {
    open = open === key ? null : key;
    panel.hidden = open === null;
    draw();
    // The button was drawn anew.
    tools.querySelector(`[data-panel=${key}]`)?.focus({ preventScroll: true });
  };

  const draw = () => {
    tools.replaceChildren(...(page ? entries() : []));
    if (open) panel.replaceChildren(contents[open]());
  };

  const entries = () => {
    const ready = page.languages.filter((language) => language.path);
    const state = page.not_due ? words.text("not_due").replace("{}", page.not_due) : page.draft ? words.text("draft") : null;
    const other = ready.find((language) => !language.current);
    const current = ready.find((language) => language.current);
    return [
      state && element("strong", { class: "state" }, state),
      button("problems", page.problems.length > 0 ? `${words.text("problems_here")} (${page.problems.length})` : words.text("problems_here"), page.problems[0]?.severity ?? ""),
      page.sources.length > 0 && button("edit", words.text("edit")),
      element("ul", { class: "languages", "aria-label": words.text("languages") }, page.languages.map((language) => languageItem(words, language))),
      current && other && element("button", { type: "button", class: "to-beside", onclick: () => actions.beside([current, other]) }, words.text("beside")),
      button("unfinished", words.text("unfinished")),
    ].filter(Boolean);
  };

  host.append(root);
  collapse(sessionStorage.getItem(COLLAPSED) === "yes");
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) close();
  });

  return {
    /** What `page.json` and `site.json` know now. */
    show(nextPage, nextSite) {
      [page, site] = [nextPage, nextSite];
      draw();
    },
    /** One quiet line; `null` for none. */
    say(text, className = "") {
      status.textContent = text ?? "";
      status.className = className;
    },
  };
}

function languageItem(words, language) {
  const name = element("span", { lang: language.lang, dir: language.dir }, language.name);
  const link = language.path && !language.current ? element("a", { href: language.path }, name) : name;
  const note = language.state === "here" ? null : element("small", {}, ` ${words.text(language.state)}`);
  return element("li", { class: language.state, "aria-current": language.current ? "true" : null }, link, note);
}

function problems(words, page) {
  const heading = element("h2", {}, words.text("problems_here"));
  return page.problems.length > 0
    ? element("div", {}, heading, list(words, page.problems))
    : element("div", {}, heading, element("p", {}, words.text("no_problems_here")));
}

function files(words, page) {
  const item = (source) => {
    const name = element("bdi", { dir: "ltr" }, source.path);
    const language = page.languages.find((one) => one.lang === source.lang);
    const what = language ? element("span", { lang: language.lang, dir: language.dir }, language.name) : words.text("shared");
    return element("li", {}, source.editor ? element("a", { href: source.editor }, name) : name, " ", element("small", {}, what));
  };
  return element("div", {}, element("h2", {}, words.text("edit_which")), element("ul", {}, page.sources.map(item)));
}

function unfinished(words, site) {
  const title = (entry) => element("a", { href: entry.path }, element("bdi", {}, entry.title));
  const note = (text) => element("small", {}, ` ${text}`);
  const group = (key, entries, empty) =>
    element("div", {}, element("h2", {}, words.text(key)), entries.length > 0 ? element("ul", {}, entries) : element("p", {}, words.text(empty)));
  const drafts = site.drafts.map((draft) =>
    element("li", {}, title(draft), note(draft.not_due ? words.text("not_due").replace("{}", draft.not_due) : words.text("draft"))),
  );
  const gaps = site.missing.map((gap) => element("li", {}, title(gap), note(`${words.text("missing")} (${gap.lang})`)));
  return element("div", { class: "columns" }, group("drafts", drafts, "no_drafts"), group("gaps", gaps, "no_gaps"), omitted(words, site.omitted));
}

function omitted(words, left) {
  const paths = [...(left?.drafts ?? []), ...(left?.not_due ?? []).map((one) => `${one.source} (${one.publish})`)];
  if (paths.length === 0) return null;
  const items = paths.map((path) => element("li", {}, element("bdi", { dir: "ltr" }, path)));
  return element("div", {}, element("h2", {}, words.text("omitted")), element("ul", {}, items), element("p", {}, words.text("omitted_how")));
}
