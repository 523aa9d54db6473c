//! The tags that the preview adds to an HTML page when it answers. A build never has them.

use std::fmt::Write as _;

use crate::fingerprint::Fingerprint;

/// Where the preview's own files stand under the path of the site.
pub(super) const RESERVED: &str = "__bayan/";

/// A page with the tags of the preview. `path` is the path of the request; `hash` is `None` where there is no page.
pub(super) fn tags(html: &str, base: &str, path: &str, hash: Option<Fingerprint>) -> String {
    let hash = hash.map(Fingerprint::to_hex).unwrap_or_default();
    let style = format!(
        "<link rel=\"stylesheet\" href=\"{}{RESERVED}client.css\">",
        attribute(base)
    );
    let script = format!(
        "<script type=\"module\" src=\"{0}{RESERVED}client.js\" data-base=\"{0}\" data-path=\"{1}\" data-hash=\"{hash}\"></script>",
        attribute(base),
        attribute(path)
    );
    let head = html.find("</head>").unwrap_or(0);
    let body = html
        .rfind("</body>")
        .filter(|body| *body >= head)
        .unwrap_or(html.len());
    let mut text = String::with_capacity(html.len() + style.len() + script.len());
    for part in [
        html.get(..head),
        Some(&*style),
        html.get(head..body),
        Some(&*script),
        html.get(body..),
    ] {
        text.push_str(part.unwrap_or_default());
    }
    text
}

fn attribute(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '&' | '<' | '>' | '\'' => _ = write!(safe, "&#{};", u32::from(c)),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn tags_stand_at_the_ends() {
        let html = tags("<head></head><body>x</body>", "/", "/a\"b/", None);
        assert_eq!(
            html,
            "<head><link rel=\"stylesheet\" href=\"/__bayan/client.css\"></head><body>x<script type=\"module\" src=\"/__bayan/client.js\" data-base=\"/\" data-path=\"/a&#34;b/\" data-hash=\"\"></script></body>"
        );
        assert!(tags("bare", "/", "/", None).ends_with("</script>"));
    }
}
