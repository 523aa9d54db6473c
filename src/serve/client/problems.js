// What is wrong, as elements: used by the overlay and by the list of this page.

import { element, isolated } from "./dom.js";

/** A list of problems in the order that they have. */
export function list(words, problems) {
  return element("ol", { class: "problems" }, problems.map((problem) => item(words, problem)));
}

function item(words, problem) {
  const said = { lang: words.messages.lang, dir: words.messages.dir };
  return element(
    "li",
    { class: problem.severity },
    element("p", { class: "message", ...said }, element("code", {}, problem.code), " ", isolated(problem.message)),
    problem.location && place(words, problem.location),
    problem.help && element("p", { class: "help", ...said }, isolated(problem.help)),
    (problem.labels ?? []).map((label) =>
      element("div", { class: "label" }, element("p", said, isolated(label.message)), label.location && place(words, label.location)),
    ),
    pages(words, problem.pages ?? []),
  );
}

/** File, line and column, with a link that opens the editor there, and the line itself. */
export function place(words, location) {
  const where = [location.path, location.line, location.column].filter(Boolean).join(":");
  const name = element("span", {}, where);
  const link = location.editor ? element("a", { href: location.editor, title: words.text("line") }, name) : name;
  const line = location.text ? element("pre", { dir: "auto" }, location.text) : null;
  return element("div", { class: "place", dir: "ltr" }, link, line);
}

function pages(words, shown) {
  if (shown.length === 0) return null;
  const links = shown.map((page) => element("a", { href: page.path, lang: page.lang }, element("bdi", {}, page.title || decodeURI(page.path))));
  return element("p", { class: "pages" }, `${words.text("on_pages")} `, links.flatMap((link) => [link, " "]));
}
