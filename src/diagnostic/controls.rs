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
    bidi_controls(&file.text).into_iter().map(problem).collect()
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
