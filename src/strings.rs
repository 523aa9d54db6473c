//! The words of the interface in one language, and the locale that prints dates and numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::Lang;
use crate::locale::Locale;
use crate::view::Part;

/// A string of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// One form.
    Plain(Arc<str>),
    /// One form for each plural category of the language.
    Counted(BTreeMap<&'static str, Arc<str>>),
}

/// The string table of a language.
#[derive(Clone, Debug)]
pub struct Strings {
    /// The language.
    pub lang: Lang,
    /// Dates, numbers, order.
    pub locale: Arc<Locale>,
    /// Strings by key; keys of nested maps are joined by dots.
    pub phrases: BTreeMap<Arc<str>, Phrase>,
    /// The table as templates see it.
    pub part: Part,
}

impl Strings {
    /// The string with this key; the key itself where the table lacks it, which was reported when the table was read.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The string with this key.
    pub fn find(&self, key: &str) -> Option<&str> {
        match self.phrases.get(key)? {
            Phrase::Plain(text) => Some(text),
            Phrase::Counted(forms) => forms.get("other").map(|text| &**text),
        }
    }

    /// The string with `{n}` and other placeholders filled.
    pub fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}
