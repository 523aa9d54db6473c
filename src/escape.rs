//! Texts made safe for markup: HTML, and XML of feeds, site maps and drawings, which share these signs.
//!
//! JSON is written by `serde_json` alone.

/// Appends text for the space between tags, where quotation marks are words.
pub fn push_text(out: &mut String, text: &str) {
    push(out, text, |byte| matches!(byte, b'&' | b'<' | b'>'));
}

/// Appends text for the space between tags or an attribute in double quotes.
pub fn push_quoted(out: &mut String, text: &str) {
    push(out, text, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"'));
}

/// Appends text for any place: a template may put an attribute in single quotes.
pub fn push_any(out: &mut String, text: &str) {
    push(out, text, |byte| {
        matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
    });
}

/// Text for the space between tags or an attribute in double quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_quoted(&mut out, text);
    out
}

fn push(out: &mut String, text: &str, special: impl Fn(u8) -> bool) {
    // Most text has none, and many bytes are judged at once.
    if !text
        .bytes()
        .fold(false, |found, byte| found | special(byte))
    {
        return out.push_str(text);
    }
    let mut rest = text;
    while let Some((before, after)) = rest
        .bytes()
        .position(&special)
        .and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(before);
        out.push_str(match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            _ => "&#39;",
        });
        rest = after.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{push_any, push_text, quoted};

    #[test]
    fn each_place_has_its_signs() {
        let written = |push: fn(&mut String, &str), text: &str| {
            let mut out = String::new();
            push(&mut out, text);
            out
        };
        let text = "<a> & \"ب\" 'c'";
        assert_eq!(written(push_text, text), "&lt;a&gt; &amp; \"ب\" 'c'",);
        assert_eq!(quoted(text), "&lt;a&gt; &amp; &quot;ب&quot; 'c'");
        assert_eq!(
            written(push_any, text),
            "&lt;a&gt; &amp; &quot;ب&quot; &#39;c&#39;"
        );
    }
}
