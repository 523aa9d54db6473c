//! Direction controls in plain text (HTML has `<bdi>`): set around foreign text, reported in authors' text.

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// The text as an island: it finds its own direction and does not disturb that of its surroundings.
pub fn isolate(text: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}")
}

/// Whether any of the three bytes of these controls stand together: hardly any text holds one.
fn may_hold_control(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == 0xe2) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if matches!(rest, [0x80, 0xaa..=0xae, ..] | [0x81, 0xa6..=0xa9, ..]) {
            return true;
        }
    }
    false
}

/// Controls that may disturb what follows, with their byte offsets: embeddings and overrides (U+202A to U+202E)
/// always, isolates (U+2066 to U+2069) if their partner is not in the same line.
pub fn bidi_controls(text: &str) -> Vec<(usize, char)> {
    if !may_hold_control(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\u{202A}'..='\u{202E}' => found.push((at, c)),
            '\u{2066}'..=FIRST_STRONG_ISOLATE => open.push((at, c)),
            POP_ISOLATE if open.pop().is_none() => found.push((at, c)),
            '\n' | '\u{2029}' => found.append(&mut open),
            _ => {}
        }
    }
    found.append(&mut open);
    found.sort_unstable();
    found
}
