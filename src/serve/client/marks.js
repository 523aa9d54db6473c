// Drafts and gaps where they stand: links to texts that are not published, and to texts of another language.

const MARK = "data-bayan-mark";

/** Marks the links of the page; `site` is `site.json`, `lang` the language of the page. */
export function mark(words, site, lang) {
  const drafts = new Map(site.drafts.map((draft) => [decodeURI(draft.path), label(words, draft)]));
  const gaps = new Set(site.missing.filter((gap) => gap.lang === lang).map((gap) => decodeURI(gap.path)));
  for (const link of document.querySelectorAll("a[href]")) {
    const path = pathOf(link);
    // The switch of languages leads to the text that there is.
    const isOwn = !link.hreflang || link.hreflang === lang;
    const text = drafts.get(path) ?? (isOwn && gaps.has(path) ? words.text("missing") : null);
    if (text) link.setAttribute(MARK, text);
    else link.removeAttribute(MARK);
  }
}

function label(words, draft) {
  return draft.not_due ? words.text("not_due").replace("{}", draft.not_due) : words.text("draft");
}

function pathOf(link) {
  try {
    const url = new URL(link.href);
    return url.origin === location.origin ? decodeURI(url.pathname) : null;
  } catch {
    // Whatever stands in an `href` is the editor's; a half-written one leads nowhere.
    return null;
  }
}
