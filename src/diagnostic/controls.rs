//! Direction controls in the files of a site: they can make a text read otherwise than it is.

use super::{Code, Diagnostic, Location};
use crate::locale::bidi::bidi_controls;
use crate::source::{SourceFile, Span};

/// A problem for each control that reorders what follows it, and for each isolate that is not closed in its line.
pub fn controls(file: &SourceFile) -> Vec<Diagnostic> {
    let problem = |(at, control): (usize, char)| {
        let span = Span::new(at, at + control.len_utf8());
        let message = format!(
            "{} (U+{:04X}) stands in this line",
            what(control),
            u32::from(control)
        );
        Diagnostic::at(Code::BidiControl, Location::new(&file.path, span), message)
            .help(remedy(control))
    };
    let mut found: Vec<Diagnostic> = bidi_controls(&file.text).into_iter().map(problem).collect();
    if may_be_refused(&file.text) {
        let refused = (file.text.char_indices()).filter(|(_, c)| is_noncharacter(*c));
        found.extend(refused.map(|(at, c)| {
            let span = Span::new(at, at + c.len_utf8());
            hidden_control(Location::new(&file.path, span), c)
        }));
    }
    found
}

/// Whether a text may hold a control character or none at all. Without a branch, so that many bytes are judged at once.
fn may_be_refused(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let second = pairs.fold(false, |found, (byte, next)| {
        // U+0080 to U+009F; U+FFFE and U+FFFF.
        found | ((*byte == 0xc2) & (*next < 0xa0)) | ((*byte == 0xbf) & (*next > 0xbd))
    });
    bytes.iter().fold(second, |found, byte| {
        found
            | ((*byte < 0x20) & (*byte != b'\n') & (*byte != b'\t') & (*byte != b'\r'))
            | (*byte == 0x7f)
    })
}

/// A character that no page may hold, wherever it comes from: a control of C0 or C1, or what is none at all.
fn is_noncharacter(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The first character that a text must not hold, where an escape or another spelling hid it.
pub fn refused_in(text: &str) -> Option<char> {
    if !may_be_refused(text) && bidi_controls(text).is_empty() {
        return None;
    }
    let control = bidi_controls(text).first().map(|(_, c)| *c);
    text.chars().find(|c| is_noncharacter(*c)).or(control)
}

/// Whether a character that an escape or entity spells must not reach a page: it may also order the text anew.
pub fn is_refused(c: char) -> bool {
    is_noncharacter(c) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The problem of such a character.
pub fn hidden_control(location: Location, c: char) -> Diagnostic {
    let (code, what) = if is_noncharacter(c) {
        (Code::InvisibleCharacter, "a control character")
    } else {
        (Code::BidiControl, "an invisible direction control")
    };
    let message = format!("{what} (U+{:04X}) stands here", u32::from(c));
    Diagnostic::at(code, location, message)
        .help("delete it: it comes with text from PDF and Word, and no page may hold it")
}

fn what(control: char) -> &'static str {
    match control {
        '\u{202A}'..='\u{202E}' => "an invisible direction control",
        '\u{2069}' => "the end of an isolate that nothing begins",
        _ => "an isolate that is never closed",
    }
}

fn remedy(control: char) -> &'static str {
    match control {
        '\u{202A}'..='\u{202E}' => {
            "delete it: words of the other direction keep their order without it"
        }
        '\u{2069}' => "delete it, or put U+2066 or U+2067 before the words that it ends",
        _ => "delete it, or put U+2069 after the words in the same line",
    }
}
