//! Direction controls in plain text (HTML has `<bdi>`): set around foreign text, reported in authors' text.

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// The text as an island: it finds its own direction and does not disturb that of its surroundings.
pub fn isolate(text: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}")
}

/// Whether the character is a mark or control of direction: it shows nothing, and belongs into no address.
pub const fn is_invisible_mark(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether any of the three bytes of these controls stand together: hardly any text holds one. Without a branch for each
/// byte, so that many are judged at once: every file is read here.
pub(super) fn may_hold_control(text: &str) -> bool {
    let first = text.as_bytes();
    let [second, third] = [1, 2].map(|from| first.get(from..).unwrap_or_default());
    first
        .iter()
        .zip(second)
        .zip(third)
        .fold(false, |found, ((first, second), third)| {
            let embeds = (*second == 0x80) & (0xaa..=0xae).contains(third);
            let isolates = (*second == 0x81) & (0xa6..=0xa9).contains(third);
            found | ((*first == 0xe2) & (embeds | isolates))
        })
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
