//! Where the text of a scalar stands in the file, piece by piece, however YAML folds and quotes it.

use crate::lang::Lang;
use crate::prose::{ProseRuns, Run, RunKind};
use crate::source::Span;

/// Bytes of a scalar's text that the file has in the same form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The first byte in the text.
    pub at: usize,
    /// The first byte in the file.
    pub source: usize,
    /// How many bytes.
    pub length: usize,
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Single,
    Double,
}

/// The pieces of `text`, which is the scalar at `span` after YAML's own unfolding, perhaps without blanks around it.
/// Between them lie folds and escapes. Empty where the two cannot be matched.
pub fn pieces(source: &str, span: Span, text: &str) -> Vec<Piece> {
    let scalar = source.get(span.range()).unwrap_or_default();
    let start = span.start as usize;
    if let Some(at) = scalar.find(text) {
        return vec![Piece {
            at: 0,
            source: start + at,
            length: text.len(),
        }];
    }
    let (style, head) = match scalar.as_bytes().first() {
        Some(b'"') => (Style::Double, 1),
        Some(b'\'') => (Style::Single, 1),
        Some(b'|' | b'>') => (Style::Plain, scalar.find('\n').unwrap_or_default()),
        _ => (Style::Plain, 0),
    };
    let inside = scalar.get(head..).unwrap_or_default();
    let blanks = inside.len() - inside.trim_start().len();
    let mut matched = Matched {
        text,
        scalar,
        style,
        start,
        read: 0,
        seen: head + blanks,
        pieces: Vec::new(),
    };
    while matched.read < text.len() {
        if matched.step().is_none() {
            return Vec::new();
        }
    }
    matched.pieces
}

struct Matched<'a> {
    text: &'a str,
    scalar: &'a str,
    style: Style,
    start: usize,
    /// How far the text is read.
    read: usize,
    /// How far the scalar is seen.
    seen: usize,
    pieces: Vec<Piece>,
}

impl Matched<'_> {
    /// Matches what comes next; `None` where nothing fits.
    fn step(&mut self) -> Option<()> {
        let (text, scalar) = (self.text.get(self.read..)?, self.scalar.get(self.seen..)?);
        let (wanted, found) = (text.chars().next()?, scalar.chars().next()?);
        match (found, self.style) {
            ('\\', Style::Double) => self.escape(scalar),
            ('\'', Style::Single) => {
                self.read += (wanted == '\'').then_some(1)?;
                self.seen += 2;
                Some(())
            }
            (' ' | '\t' | '\n', _) => self.blanks(text, scalar),
            _ if found == wanted => {
                self.same(found.len_utf8());
                Some(())
            }
            _ => None,
        }
    }

    fn same(&mut self, length: usize) {
        let source = self.start + self.seen;
        match self.pieces.last_mut() {
            Some(last)
                if last.at + last.length == self.read && last.source + last.length == source =>
            {
                last.length += length;
            }
            _ => self.pieces.push(Piece {
                at: self.read,
                source,
                length,
            }),
        }
        self.read += length;
        self.seen += length;
    }

    /// Blanks of one line are the same in both; with a line end among them they are a fold.
    fn blanks(&mut self, text: &str, scalar: &str) -> Option<()> {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n');
        let written = scalar.len() - scalar.trim_start_matches(blank).len();
        if scalar.get(..written)?.contains('\n') {
            self.read += text.len() - text.trim_start_matches(blank).len();
            self.seen += written;
        } else {
            text.starts_with(scalar.get(..written)?)
                .then(|| self.same(written))?;
        }
        Some(())
    }

    fn escape(&mut self, scalar: &str) -> Option<()> {
        let sign = scalar.chars().nth(1)?;
        if sign == '\n' {
            let rest = scalar.get(2..)?;
            self.seen += 2 + rest.len() - rest.trim_start_matches([' ', '\t']).len();
            return Some(());
        }
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        self.seen += 1 + sign.len_utf8() + digits;
        self.read += self.text.get(self.read..)?.chars().next()?.len_utf8();
        Some(())
    }
}

/// A plain text of a scalar as prose.
pub fn prose(source: &str, span: Span, text: &str, lang: Lang) -> ProseRuns {
    let mut runs = Vec::new();
    let mut read = 0;
    for Piece { at, source, length } in pieces(source, span, text) {
        if read < at {
            runs.push(between(text.get(read..at).unwrap_or_default(), source));
        }
        runs.push(Run {
            span: Span::new(source, source + length),
            kind: RunKind::Words,
        });
        read = at + length;
    }
    runs.push(Run {
        span: Span::new(span.range().end, span.range().end),
        kind: RunKind::End { named: false },
    });
    ProseRuns {
        lang,
        markdown: false,
        runs,
    }
}

/// What stands between two pieces: a fold, or an escape.
fn between(text: &str, source: usize) -> Run {
    let fold = text.chars().all(char::is_whitespace);
    Run {
        span: Span::new(source, source),
        kind: if fold { RunKind::Line } else { RunKind::Object },
    }
}

#[cfg(test)]
mod tests {
    use super::{Span, pieces};

    /// The pieces as the file has them, joined by `|`.
    fn check(scalar: &str, text: &str, expected: &str) {
        let source = format!("ab: {scalar}\n");
        let found = pieces(&source, Span::new(4, 4 + scalar.len()), text);
        let written: Vec<&str> = found
            .iter()
            .map(|one| &source[one.source..one.source + one.length])
            .collect();
        let read: Vec<&str> = found
            .iter()
            .map(|one| &text[one.at..one.at + one.length])
            .collect();
        assert_eq!(written, read, "{scalar}");
        assert_eq!(written.join("|"), expected, "{scalar}");
    }

    #[test]
    fn every_style_of_scalar() {
        check("نص واحد", "نص واحد", "نص واحد");
        check("\"نص واحد\"", "نص واحد", "نص واحد");
        check(
            ">-\n  سطر أول\n  سطر ثانٍ",
            "سطر أول سطر ثانٍ",
            "سطر أول|سطر ثانٍ",
        );
        check(">\n  سطر\n\n  فقرة\n", "سطر\nفقرة\n", "سطر|فقرة");
        check("|\n  سطر\n    مزاح\n", "سطر\n  مزاح\n", "سطر|مزاح");
        check("سطر أول\n  يليه", "سطر أول يليه", "سطر أول|يليه");
        check("'it''s so'", "it's so", "it|s so");
        check("\"a \\\"b\\\" c\\u0644d\"", "a \"b\" cلd", "a |b| c|d");
        check("\"a \\\n   b\"", "a b", "a |b");
        check("other", "text", "");
    }
}
