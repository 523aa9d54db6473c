//! `{dir=ltr lang=en}` at the end of a block, or beside the id of a heading: the editor's word on direction and language.

use std::ops::Range;

use super::report::Report;
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
        attributes(self.direction, self.lang.as_deref())
    }

    /// Checks each value, and that they agree.
    pub(super) fn read<'v>(
        pairs: impl Iterator<Item = (&'v str, &'v str)>,
        range: &Range<usize>,
        report: &mut Report<'_>,
    ) -> Self {
        let mut stated = Self::default();
        let mut of_lang = None;
        for (name, value) in pairs {
            let first = if name == "dir" {
                stated.direction.is_some()
            } else {
                stated.lang.is_some()
            };
            if first {
                let message = format!("`{name}` is stated twice for one block");
                report.add(
                    Code::ContradictoryDirection,
                    range,
                    message,
                    Some("keep one of them".to_owned()),
                );
            } else if name == "dir" {
                stated.direction = direction(value, range, report);
            } else {
                of_lang = language(value, range, report);
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
            report.add(Code::ContradictoryDirection, range, message, Some(help));
        }
        stated.direction = stated.direction.or(of_lang);
        stated
    }
}

fn direction(value: &str, range: &Range<usize>, report: &mut Report<'_>) -> Option<Direction> {
    let found = Direction::from_name(value);
    if found.is_none() {
        let message = format!("{} is not a direction", quoted(value));
        let help =
            did_you_mean(value, WORDS).unwrap_or_else(|| "write `dir=ltr` or `dir=rtl`".to_owned());
        report.add(Code::UnknownWord, range, message, Some(help));
    }
    found
}

fn language(value: &str, range: &Range<usize>, report: &mut Report<'_>) -> Option<Direction> {
    match direction_of(value) {
        Ok(direction) => Some(direction),
        Err(error) => {
            let help = error
                .suggestion
                .as_ref()
                .map(|better| format!("write {}", quoted(&format!("lang={better}"))));
            report.add(Code::InvalidLocale, range, error.to_string(), help);
            None
        }
    }
}

/// Braces at the end of a text that hold `dir=…` and `lang=…` and nothing else: where they begin, and what they say.
pub(super) fn trailing(text: &str) -> Option<(usize, Vec<(&str, &str)>)> {
    let start = text.strip_suffix('}')?.rfind('{')?;
    let inside = text.get(start + 1..text.len() - 1)?;
    let pair = |word| {
        let (name, value): (&str, &str) = str::split_once(word, '=')?;
        matches!(name, "dir" | "lang").then_some((name, value.trim_matches('"')))
    };
    let pairs: Vec<(&str, &str)> = inside.split_whitespace().map(pair).collect::<Option<_>>()?;
    (!pairs.is_empty()).then_some((start, pairs))
}

/// `dir` and `lang` with a blank before each.
pub(super) fn attributes(direction: Option<Direction>, lang: Option<&str>) -> String {
    let direction = direction
        .map(|direction| format!(" dir=\"{}\"", direction.as_str()))
        .unwrap_or_default();
    let lang = lang
        .map(|lang| format!(" lang=\"{lang}\""))
        .unwrap_or_default();
    direction + &lang
}
