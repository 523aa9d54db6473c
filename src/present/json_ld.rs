//! JSON-LD: what a page is, for machines. Ready to stand inside a `<script>` element.

use serde_json::{Map, Value, json};

use crate::lang::Lang;

/// A page that is nothing more.
pub(super) fn page(name: &str, url: &str, lang: Lang) -> String {
    thing("WebPage", name, url, lang, Map::new())
}

/// A thing of a type of schema.org with further properties.
pub(super) fn thing(
    kind: &str,
    name: &str,
    url: &str,
    lang: Lang,
    more: Map<String, Value>,
) -> String {
    let mut thing = Map::new();
    thing.insert("@context".to_owned(), json!("https://schema.org"));
    thing.insert("@type".to_owned(), json!(kind));
    thing.insert("name".to_owned(), json!(name));
    thing.insert("url".to_owned(), json!(url));
    thing.insert("inLanguage".to_owned(), json!(lang.as_str()));
    thing.extend(more);
    inside_script(&Value::Object(thing))
}

/// `<` is written as an escape, so that no text can close the element.
fn inside_script(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
