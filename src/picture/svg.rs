//! SVG: a drawing is a document too, and may hold programs and ask others for more. Such a one is no picture.
//!
//! What cannot be read for certain counts as active: a browser may read it otherwise.

/// Elements that run, or hold other documents.
const ACTIVE: [&str; 12] = [
    "script",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "handler",
    "listener",
    "html",
    "base",
    "link",
];
/// What a drawing may hold of other files, inside itself.
const INLINE: [&str; 6] = [
    "data:image/png",
    "data:image/jpeg",
    "data:image/jpg",
    "data:image/gif",
    "data:image/webp",
    "data:image/avif",
];

/// What of a drawing a browser runs or fetches, in a few words.
pub(super) fn active(bytes: &[u8]) -> Option<&'static str> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some("characters that are not UTF-8");
    };
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut has_root = false;
    let mut in_style = false;
    while let Some(at) = rest.find('<') {
        let (words, tag) = rest.split_at_checked(at)?;
        if in_style && let Some(found) = style(words) {
            return Some(found);
        }
        match read(tag) {
            Ok(SvgPiece::Tag {
                name,
                attributes,
                length,
            }) => {
                let local = local(&name);
                if ACTIVE.contains(&&*local) {
                    return Some(named(&local));
                }
                has_root |= local == "svg";
                in_style = local == "style" && !tag.starts_with("</");
                let found = attributes
                    .iter()
                    .find_map(|(key, value)| attribute(&local, key, value));
                if found.is_some() {
                    return found;
                }
                rest = tag.get(length..)?;
            }
            Ok(SvgPiece::Words { words, length }) => {
                if in_style && let Some(found) = style(words) {
                    return Some(found);
                }
                rest = tag.get(length..)?;
            }
            Err(found) => return Some(found),
        }
    }
    (!has_root).then_some("no drawing")
}

/// What begins with `<`.
enum SvgPiece<'t> {
    Tag {
        name: String,
        attributes: Vec<(String, String)>,
        length: usize,
    },
    Words {
        words: &'t str,
        length: usize,
    },
}

fn read(tag: &str) -> Result<SvgPiece<'_>, &'static str> {
    const BROKEN: &str = "a tag that never ends";
    let until = |start: &str, end: &str| {
        let inner = tag.strip_prefix(start)?;
        let at = inner.find(end)?;
        Some((inner.get(..at)?, start.len() + at + end.len()))
    };
    if tag.starts_with("<!--") {
        let (_, length) = until("<!--", "-->").ok_or(BROKEN)?;
        return Ok(SvgPiece::Words { words: "", length });
    }
    if tag.starts_with("<![CDATA[") {
        let (words, length) = until("<![CDATA[", "]]>").ok_or(BROKEN)?;
        return Ok(SvgPiece::Words { words, length });
    }
    if tag.starts_with("<!") {
        let (words, length) = until("<!", ">").ok_or(BROKEN)?;
        return if words.contains('[') {
            Err("entities of its own")
        } else {
            Ok(SvgPiece::Words { words: "", length })
        };
    }
    if tag.starts_with("<?") {
        let (words, length) = until("<?", "?>").ok_or(BROKEN)?;
        let words = words.to_lowercase();
        let encoding = words
            .split_once("encoding")
            .map_or("", |(_, encoding)| encoding);
        let is_plain =
            encoding.is_empty() || encoding.contains("utf-8") || encoding.contains("us-ascii");
        return match words.split_whitespace().next() {
            Some("xml") if is_plain => Ok(SvgPiece::Words { words: "", length }),
            Some("xml") => Err("characters that are not UTF-8"),
            Some("xml-stylesheet") => Err("a style sheet of elsewhere"),
            _ => Ok(SvgPiece::Words { words: "", length }),
        };
    }
    element(tag).ok_or(BROKEN)
}

fn element(tag: &str) -> Option<SvgPiece<'_>> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
    let inner = tag.strip_prefix("</").or_else(|| tag.strip_prefix('<'))?;
    let name = inner.get(..inner.find(is_end)?)?;
    let mut rest = inner.get(name.len()..)?;
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            let length = tag.len() - behind.len();
            return Some(SvgPiece::Tag {
                name: name.to_lowercase(),
                attributes,
                length,
            });
        }
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, behind) = after.get(1..)?.split_once(quote)?;
        attributes.push((key.trim().to_lowercase(), decoded(value)?));
        rest = behind;
    }
}

/// The last part of a name with a prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

fn named(element: &str) -> &'static str {
    match element {
        "script" | "handler" | "listener" => "a script",
        "foreignobject" | "html" => "HTML",
        _ => "another document",
    }
}

fn attribute(element: &str, key: &str, value: &str) -> Option<&'static str> {
    let key = local(key);
    // Browsers skip blanks and control characters.
    let plain: String = value
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .flat_map(char::to_lowercase)
        .collect();
    if key.starts_with("on") && key.len() > 2 {
        return Some("an event handler");
    }
    // Animations set addresses too.
    if [
        "javascript:",
        "vbscript:",
        "data:text",
        "data:application",
        "data:image/svg",
    ]
    .iter()
    .any(|part| plain.contains(part))
    {
        return Some("an address that runs code");
    }
    if matches!(&*key, "href" | "src") {
        let is_link =
            element == "a" && (plain.starts_with("https://") || plain.starts_with("http://"));
        let is_own = plain.is_empty()
            || plain.starts_with('#')
            || INLINE.iter().any(|inline| plain.starts_with(inline));
        return (!is_own && !is_link).then_some("an address of elsewhere");
    }
    style(value)
}

/// What styles may fetch: `url(…)` of elsewhere and `@import`. An escaped letter could spell either.
fn style(words: &str) -> Option<&'static str> {
    let plain: String = words
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    if plain.contains("@import") || plain.contains("expression(") || plain.contains("image-set(") {
        return Some("a style of elsewhere");
    }
    if plain.contains('\\') && (plain.contains('(') || plain.contains('@')) {
        return Some("a style in escaped letters");
    }
    let foreign = plain.split("url(").skip(1).any(|address| {
        let address = address.trim_start_matches(['"', '\'', '(']);
        !address.starts_with('#') && !INLINE.iter().any(|inline| address.starts_with(inline))
    });
    foreign.then_some("an address of elsewhere")
}

/// A value with its entities resolved; `None` where one is unknown.
fn decoded(value: &str) -> Option<String> {
    let mut parts = value.split('&');
    let mut decoded = parts.next()?.to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';')?;
        decoded.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            name => {
                let number = name.strip_prefix('#')?;
                let number = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                char::from_u32(number.ok()?)?
            }
        });
        decoded.push_str(rest);
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::active;

    const SOUND: &[&str] = &[
        "<path d=\"M0 0h1\"/>",
        "<a href=\"https://example.org/\"><text>x</text></a>",
        "<use xlink:href=\"#a\"/><g fill=\"url(#b)\" style='fill: url( \"#b\" )'/>",
        "<image href=\"data:image/png;base64,AAAA\"/>",
        "<style>@media print { path { fill: red } }</style>",
        "<style><![CDATA[ path > g { fill: red } ]]></style>",
        "<!-- <script> --><title>a &lt; b &amp; &#1587;</title>",
        "<metadata><cc:license rdf:resource=\"https://example.org/\"/></metadata>",
    ];
    const WRONG: &[(&str, &str)] = &[
        ("<script>x</script>", "a script"),
        ("<svg:script/>", "a script"),
        ("<SCRIPT href='x'/>", "a script"),
        ("<g onload='x'/>", "an event handler"),
        ("<g\nONCLICK = \"x\"/>", "an event handler"),
        ("<foreignObject/>", "HTML"),
        ("<a href='java&#115;cript:x'/>", "an address that runs code"),
        (
            "<a xlink:href=' java\nscript:x'/>",
            "an address that runs code",
        ),
        (
            "<set attributeName='href' to='javascript:x'/>",
            "an address that runs code",
        ),
        (
            "<image href='https://example.org/a.png'/>",
            "an address of elsewhere",
        ),
        (
            "<image href='//example.org/a.png'/>",
            "an address of elsewhere",
        ),
        ("<use href='a.svg#x'/>", "an address of elsewhere"),
        (
            "<use href='data:image/svg+xml,x'/>",
            "an address that runs code",
        ),
        (
            "<g style='fill:url(https://example.org/x)'/>",
            "an address of elsewhere",
        ),
        (
            "<g fill='url(//example.org/x)'/>",
            "an address of elsewhere",
        ),
        ("<style>@import 'x';</style>", "a style of elsewhere"),
        (
            "<style><![CDATA[@import 'x';]]></style>",
            "a style of elsewhere",
        ),
        (
            "<style>a{b:u\\72l(x)}</style>",
            "a style in escaped letters",
        ),
        ("<g a='&x;'/>", "a tag that never ends"),
        ("<g a=b/>", "a tag that never ends"),
        ("<iframe/>", "another document"),
    ];

    #[test]
    fn drawings() {
        let of = |inner: &str| {
            active(format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inner}</svg>").as_bytes())
        };
        for sound in SOUND {
            assert_eq!(of(sound), None, "{sound}");
        }
        for &(wrong, why) in WRONG {
            assert_eq!(of(wrong), Some(why), "{wrong}");
        }
        assert_eq!(
            active(b"<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>"),
            Some("entities of its own")
        );
        assert_eq!(
            active(b"<?xml-stylesheet href='x'?><svg/>"),
            Some("a style sheet of elsewhere")
        );
        assert_eq!(
            active(b"<?xml version='1.0' encoding='utf-7'?><svg/>"),
            Some("characters that are not UTF-8")
        );
        assert_eq!(
            active(b"\xff\xfe<\0s\0"),
            Some("characters that are not UTF-8")
        );
        assert_eq!(active(b"<html></html>"), Some("HTML"));
        assert_eq!(active(b"nothing"), Some("no drawing"));
        let exported = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg/>";
        assert_eq!(active(exported.as_bytes()), None);
    }
}
