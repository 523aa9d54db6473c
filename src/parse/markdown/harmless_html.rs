//! The elements of HTML that pass in every text: they hold words, run nothing and load nothing.

use crate::escape;

const WORDS: [&str; 7] = ["sup", "sub", "u", "kbd", "small", "mark", "abbr"];
const BLOCKS: [&str; 2] = ["details", "summary"];
const VOID: [&str; 2] = ["br", "wbr"];

/// A tag that passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HarmlessTag {
    /// Within a line.
    Open(&'static str, String),
    Close(&'static str),
    /// `details` and `summary`, around lines.
    OpenBlock(&'static str, String),
    CloseBlock(&'static str),
    LineBreak,
    /// Where a long word may be parted.
    WordBreak,
}

/// A piece of HTML: a tag that passes, or the text between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HtmlPiece<'h> {
    Tag(HarmlessTag),
    Text(&'h str),
}

/// The pieces of some HTML, if all of its tags pass.
pub(super) fn pieces(html: &str) -> Option<Vec<HtmlPiece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, from) = rest.split_at(at);
        let end = tag_end(from)?;
        let (written, after) = from.split_at(end);
        if !text.is_empty() {
            pieces.push(HtmlPiece::Text(text));
        }
        pieces.push(HtmlPiece::Tag(tag(written)?));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(HtmlPiece::Text(rest));
    }
    Some(pieces)
}

/// The length of the tag that a text begins with; a value in quotation marks may hold `>`.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        None
    })
}

/// The tag that is written so, if it passes.
pub(super) fn tag(written: &str) -> Option<HarmlessTag> {
    let inner = written.strip_prefix('<')?.strip_suffix('>')?;
    let known = |name: &str, names: &[&'static str]| {
        names
            .iter()
            .copied()
            .find(|known| known.eq_ignore_ascii_case(name))
    };
    if let Some(name) = inner.strip_prefix('/') {
        let name = name.trim_end();
        return known(name, &WORDS)
            .map(HarmlessTag::Close)
            .or_else(|| known(name, &BLOCKS).map(HarmlessTag::CloseBlock));
    }
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(end);
    let attributes = read_attributes(attributes, name.eq_ignore_ascii_case("details"))?;
    if let Some(name) = known(name, &WORDS) {
        return Some(HarmlessTag::Open(name, attributes));
    }
    if let Some(name) = known(name, &BLOCKS) {
        return Some(HarmlessTag::OpenBlock(name, attributes));
    }
    let name = known(name, &VOID).filter(|_| attributes.is_empty())?;
    Some(if name == "br" {
        HarmlessTag::LineBreak
    } else {
        HarmlessTag::WordBreak
    })
}

/// The attributes as they are written into the page; `None` where one of them does not pass.
fn read_attributes(text: &str, may_be_open: bool) -> Option<String> {
    let mut written = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let name = name.to_ascii_lowercase();
        let (value, after) = read_value(after)?;
        let sound = match &*name {
            "title" => !value.chars().any(char::is_control),
            "lang" => {
                value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !value.is_empty()
            }
            "dir" => matches!(&*value, "ltr" | "rtl" | "auto"),
            "open" => may_be_open,
            _ => false,
        };
        if !sound {
            return None;
        }
        written.push(' ');
        written.push_str(&name);
        if name != "open" {
            written.push_str("=\"");
            escape::push_any(&mut written, &value);
            written.push('"');
        }
        rest = after.trim_start();
    }
    Some(written)
}

/// The value behind the name of an attribute, and what follows it.
fn read_value(text: &str) -> Option<(String, &str)> {
    let Some(value) = text.trim_start().strip_prefix('=') else {
        return Some((String::new(), text));
    };
    let value = value.trim_start();
    let (value, after) = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split_once(quote)?,
        _ => {
            let end = value.find(char::is_whitespace).unwrap_or(value.len());
            value.split_at(end)
        }
    };
    Some((decoded(value), after))
}

/// The text with the entities that editors write; every other sign `&` stands for itself.
pub(super) fn decoded(text: &str) -> String {
    const NAMED: [(&str, &str); 8] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&zwnj;", "\u{200c}"),
        ("&zwj;", "\u{200d}"),
    ];
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        shown.push_str(before);
        let found = NAMED.iter().find(|(entity, _)| after.starts_with(entity));
        let (sign, length) = found.map_or(("&", 1), |(entity, sign)| (*sign, entity.len()));
        shown.push_str(sign);
        rest = after.get(length..).unwrap_or_default();
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::{HarmlessTag, pieces, tag};

    #[test]
    fn what_passes() {
        let open = |name, attributes: &str| Some(HarmlessTag::Open(name, attributes.to_owned()));
        let rows = [
            ("<br>", Some(HarmlessTag::LineBreak)),
            ("<BR/>", Some(HarmlessTag::LineBreak)),
            ("<br />", Some(HarmlessTag::LineBreak)),
            ("<wbr>", Some(HarmlessTag::WordBreak)),
            ("<sup>", open("sup", "")),
            ("</sup >", Some(HarmlessTag::Close("sup"))),
            (
                "<abbr title='Mr. \"X\" &amp; Co'>",
                open("abbr", " title=\"Mr. &quot;X&quot; &amp; Co\""),
            ),
            (
                "<kbd lang=en dir=\"ltr\">",
                open("kbd", " lang=\"en\" dir=\"ltr\""),
            ),
            (
                "<details open>",
                Some(HarmlessTag::OpenBlock("details", " open".to_owned())),
            ),
            ("</summary>", Some(HarmlessTag::CloseBlock("summary"))),
            ("<sup class=\"x\">", None),
            ("<sup onclick=\"x\">", None),
            ("<mark style=x>", None),
            ("<u open>", None),
            ("<kbd dir=up>", None),
            ("<br class=x>", None),
            ("<script>", None),
            ("<a href=\"x\">", None),
            ("<supx>", None),
            ("<sup", None),
        ];
        for (written, expected) in rows {
            assert_eq!(tag(written), expected, "{written}");
        }
    }

    #[test]
    fn a_block_passes_as_a_whole() {
        assert_eq!(
            pieces("<details>\n<summary>نص</summary>\n").map(|pieces| pieces.len()),
            Some(6)
        );
        assert_eq!(pieces("<details><div>x</div></details>"), None);
        assert_eq!(pieces("<kbd>x < y"), None);
    }
}
