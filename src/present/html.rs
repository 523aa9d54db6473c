//! Small pieces of HTML that presenting makes itself.

use crate::lang::Direction;
use crate::locale::bidi::{isolated_html, isolated_part, isolated_text};

/// Escapes a text for element content and quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(&mut out, text);
    out
}

/// Appends an escaped text.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut chars = from.chars();
        out.push_str(match chars.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            _ => "&quot;",
        });
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// The text as HTML in which runs of the other direction are isolated.
pub(super) fn isolated(text: &str, direction: Direction) -> String {
    isolated_html(text, direction, push_escaped)
}

/// The text for an attribute, where no markup can isolate.
pub(super) fn attribute(text: &str, direction: Direction) -> String {
    escaped(&isolated_text(text, direction))
}

/// The title of a page and that of its site in one line without markup.
pub(super) fn window_title(page: Option<&str>, site: &str, direction: Direction) -> String {
    match page {
        Some(page) => format!("{} · {}", isolated_part(page, direction), isolated_part(site, direction)),
        None => isolated_text(site, direction).into_owned(),
    }
}

/// The words of a piece of HTML: tags dropped, the entities that we write decoded.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A citation mark stands close to the word that it belongs to, whatever blanks the editor left before the bracket.
pub(super) fn close_up(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
}

#[cfg(test)]
mod tests {
    use super::{escaped, plain};

    #[test]
    fn words_return() {
        assert_eq!(plain("<em>a</em> &amp;\n b &lt;c&gt;"), "a & b <c>");
        assert_eq!(plain(&escaped("\"a\" < b & 'c'")), "\"a\" < b & 'c'");
    }
}
