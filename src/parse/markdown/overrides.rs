//! `{dir=ltr lang=en}` at the end of a block, or beside the id of a heading: the editor's word on direction and language.

use std::ops::Range;

use super::events::Writer;
use super::frames::written;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, quoted};
use crate::lang::Direction;
use crate::locale::direction_of;

const WORDS: [&str; 2] = ["ltr", "rtl"];

/// What an editor states of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Override {
    /// Stated, or that of the language stated.
    pub direction: Option<Direction>,
    /// A language, of the site or not.
    pub lang: Option<String>,
}

impl Override {
    pub(super) fn attributes(&self) -> String {
        written(self.direction, self.lang.as_deref())
    }
}

impl Writer<'_> {
    /// Takes an override from the end of the open block.
    pub(super) fn take_override(&mut self) -> Option<Override> {
        if !self.has_blocks() {
            return None;
        }
        let (start, pairs) = trailing(&self.flow.text)?;
        let whole = self.flow.text.len() - start;
        let pairs: Vec<(String, String)> = pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let blank = self
            .flow
            .text
            .get(..start)
            .map_or(0, |before| before.len() - before.trim_end().len());
        // The words may hold markup, and then they are no override.
        let end = self.flow.cut(whole)?;
        let range = self.override_range(whole);
        let end = self.flow.cut(blank).unwrap_or(end);
        self.out.html.truncate(end);
        Some(
            self.read_override(
                pairs
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str())),
                &range,
            ),
        )
    }

    /// The bytes of the override in the source: it is the last thing that was read.
    fn override_range(&self, length: usize) -> Range<usize> {
        self.read_to.saturating_sub(length)..self.read_to
    }

    /// Checks each value, and that they agree.
    pub(super) fn read_override<'v>(
        &mut self,
        pairs: impl Iterator<Item = (&'v str, &'v str)>,
        range: &Range<usize>,
    ) -> Override {
        let mut stated = Override::default();
        let mut of_lang = None;
        for (name, value) in pairs {
            let first = if name == "dir" {
                stated.direction.is_some()
            } else {
                stated.lang.is_some()
            };
            if first {
                let message = format!("`{name}` is stated twice for one block");
                self.report.add(
                    Code::ContradictoryDirection,
                    range,
                    message,
                    Some("keep one of them".to_owned()),
                );
            } else if name == "dir" {
                stated.direction = self.read_direction(value, range);
            } else {
                of_lang = self.read_language(value, range);
                stated.lang = of_lang.map(|_| value.to_owned());
            }
        }
        if let (Some(direction), Some(own), Some(lang)) = (stated.direction, of_lang, &stated.lang)
            && direction != own
        {
            let message = format!(
                "`lang={lang}` runs {}, and `dir` says otherwise",
                own.words()
            );
            let help = format!(
                "leave `dir` out: it follows from the language; or write `dir={}`",
                own.as_str()
            );
            self.report
                .add(Code::ContradictoryDirection, range, message, Some(help));
        }
        stated.direction = stated.direction.or(of_lang);
        stated
    }

    fn read_direction(&mut self, value: &str, range: &Range<usize>) -> Option<Direction> {
        let found = Direction::from_name(value);
        if found.is_none() {
            let message = format!("{} is not a direction", quoted(value));
            let help = did_you_mean(value, WORDS)
                .unwrap_or_else(|| "write `dir=ltr` or `dir=rtl`".to_owned());
            self.report
                .add(Code::UnknownWord, range, message, Some(help));
        }
        found
    }

    fn read_language(&mut self, value: &str, range: &Range<usize>) -> Option<Direction> {
        match direction_of(value) {
            Ok(direction) => Some(direction),
            Err(error) => {
                let help = error
                    .suggestion
                    .as_ref()
                    .map(|better| format!("write {}", quoted(&format!("lang={better}"))));
                self.report
                    .add(Code::InvalidLocale, range, error.to_string(), help);
                None
            }
        }
    }
}

/// Braces at the end of a text that hold `dir=…` and `lang=…` and nothing else: where they begin, and what they say.
fn trailing(text: &str) -> Option<(usize, Vec<(&str, &str)>)> {
    let start = text.strip_suffix('}')?.rfind('{')?;
    let inside = text.get(start + 1..text.len() - 1)?;
    let pair = |word| {
        let (name, value): (&str, &str) = str::split_once(word, '=')?;
        matches!(name, "dir" | "lang").then_some((name, value.trim_matches('"')))
    };
    let pairs: Vec<(&str, &str)> = inside.split_whitespace().map(pair).collect::<Option<_>>()?;
    (!pairs.is_empty()).then_some((start, pairs))
}
