//! Small pieces of HTML that presenting makes itself.

use crate::escape;
use crate::lang::Direction;
use crate::locale::bidi::{isolated_html, isolated_part, isolated_text};

/// The text as HTML in which runs of the other direction are isolated.
pub(super) fn isolated(text: &str, direction: Direction) -> String {
    isolated_html(text, direction, escape::push_quoted)
}

/// The text for an attribute, where no markup can isolate.
pub(super) fn attribute(text: &str, direction: Direction) -> String {
    escape::quoted(&isolated_text(text, direction))
}

/// The title of a page and that of its site in one line without markup.
pub(super) fn window_title(page: Option<&str>, site: &str, direction: Direction) -> String {
    match page {
        Some(page) => format!(
            "{} · {}",
            isolated_part(page, direction),
            isolated_part(site, direction)
        ),
        None => isolated_text(site, direction).into_owned(),
    }
}

/// Appends HTML whose ids, and links to them, are put under another id: `x` becomes `under.x`, which no id of ours is.
pub(super) fn push_under(out: &mut String, html: &str, under: &str) {
    const IDS: [&str; 2] = [" id=\"", " href=\"#"];
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest
            .get(start..)
            .and_then(|tag| tag.find('>'))
            .map_or(rest.len(), |length| start + length);
        let (tag, after) = rest.split_at(end);
        let mut from = 0;
        let mut found: Vec<usize> = IDS
            .iter()
            .filter_map(|id| tag.get(start..)?.find(id).map(|at| start + at + id.len()))
            .collect();
        found.sort_unstable();
        for at in found {
            out.push_str(tag.get(from..at).unwrap_or_default());
            out.push_str(under);
            out.push('.');
            from = at;
        }
        out.push_str(tag.get(from..).unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
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
    use super::{plain, push_under};
    use crate::escape;

    #[test]
    fn ids_go_under_another() {
        let mut out = String::new();
        push_under(
            &mut out,
            "a id=\"x\" <a href=\"#fn-1\" id=\"r\">1</a> <p>id=\"y\"<a href=\"/z#q\">",
            "t",
        );
        assert_eq!(
            out,
            "a id=\"x\" <a href=\"#t.fn-1\" id=\"t.r\">1</a> <p>id=\"y\"<a href=\"/z#q\">"
        );
    }

    #[test]
    fn words_return() {
        assert_eq!(plain("<em>a</em> &amp;\n b &lt;c&gt;"), "a & b <c>");
        assert_eq!(plain(&escape::quoted("\"a\" < b & 'c'")), "\"a\" < b & 'c'");
    }
}
