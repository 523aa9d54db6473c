//! What can be wrong with the settings of a language.

use std::fmt;

use super::bidi::isolate;

/// A language that cannot be set up as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocaleError {
    /// What is wrong. [`fmt::Display`] puts it in one short phrase.
    pub kind: LocaleErrorKind,
    /// What to write instead, where that can be told.
    pub suggestion: Option<String>,
}

/// The ways in which the settings fail. Each holds the value at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocaleErrorKind {
    /// Not of the form of a language tag.
    MalformedTag(String),
    /// A tag for which there is a shorter or newer one.
    NotCanonical(String),
    /// A language that CLDR does not know.
    UnknownLanguage(String),
    /// A region that CLDR does not know.
    UnknownRegion(String),
    /// A numbering system that CLDR does not know, or one without digits.
    UnknownDigits(String),
    /// Digits of a script that the language is not written in.
    ForeignDigits(String, String),
    /// A style of month names, for a language that has one set only.
    NoMonthStyles(String),
    /// A letter of the index that is none, or does not follow the one before it.
    LetterOutOfOrder(String),
    /// A language that CLDR knows, but not well enough.
    MissingData(String),
}

impl LocaleError {
    pub(super) fn new(kind: LocaleErrorKind, suggestion: Option<String>) -> LocaleError {
        LocaleError { kind, suggestion }
    }
}

impl fmt::Display for LocaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            LocaleErrorKind::MalformedTag(tag) => write!(f, "`{tag}` is not a language tag"),
            LocaleErrorKind::NotCanonical(tag) => {
                write!(f, "`{tag}` is not the usual tag of its language")
            }
            LocaleErrorKind::UnknownLanguage(tag) => write!(f, "no language has the tag `{tag}`"),
            LocaleErrorKind::UnknownRegion(region) => {
                write!(f, "no region has the code `{region}`")
            }
            LocaleErrorKind::ForeignDigits(tag, name) => {
                write!(
                    f,
                    "the language `{tag}` is not written with the digits `{name}`"
                )
            }
            LocaleErrorKind::UnknownDigits(name) => write!(f, "no digits are named `{name}`"),
            LocaleErrorKind::NoMonthStyles(tag) => {
                write!(f, "the language `{tag}` has one set of month names only")
            }
            LocaleErrorKind::LetterOutOfOrder(letter) => {
                write!(
                    f,
                    "{} does not follow the letter before it in the order of the language",
                    isolate(letter)
                )
            }
            LocaleErrorKind::MissingData(tag) => {
                write!(
                    f,
                    "the month names or rules of `{tag}` are not known to CLDR"
                )
            }
        }
    }
}

impl std::error::Error for LocaleError {}
