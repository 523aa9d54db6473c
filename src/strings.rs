//! The words of the interface in one language, and the locale that prints dates and numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::Lang;
use crate::locale::{Locale, PluralCategory};
use crate::view::Part;

/// The keys that the program itself asks for; those that end in a dot are groups. Templates ask for the rest.
///
/// `tests/contract.rs` holds this list to the sources.
pub const ASKED: &[&str] = &[
    "actors",
    "agreement_dates.",
    "agreements",
    "alert_caution",
    "alert_important",
    "alert_note",
    "alert_tip",
    "alert_warning",
    "articles",
    "assessments.",
    "bracket_close",
    "bracket_open",
    "changed_brief",
    "changed_intro",
    "changed_state",
    "changed_summary",
    "changed_title",
    "certainties.",
    "choose",
    "cite_label",
    "claim_modes.",
    "claim_relations.",
    "claim_types.",
    "coordinates",
    "corrections",
    "countries.",
    "dates.",
    "east",
    "events",
    "footnote_back",
    "footnotes",
    "languages.",
    "letters_other",
    "list_comma",
    "map",
    "map_data",
    "map_degrees.",
    "map_description",
    "map_file.",
    "map_kb",
    "map_km",
    "map_credit",
    "map_legend.",
    "map_note",
    "map_of",
    "map_phase_places",
    "map_phase_quiet",
    "map_phase_zones",
    "map_small_description",
    "map_titles.",
    "map_undrawn",
    "map_zone_data",
    "north",
    "not_found",
    "not_found_text",
    "numbers.",
    "page_of",
    "pages",
    "period",
    "period_since",
    "period_until",
    "places",
    "precisions.",
    "progress.",
    "qualifiers.",
    "relations.",
    "roles.",
    "roles_one.",
    "sort_keep",
    "sort_letters",
    "sort_skip",
    "sources",
    "south",
    "stances.",
    "statuses.",
    "table_label",
    "terms",
    "timeline",
    "types.",
    "types_many.",
    "west",
    "where",
];

/// The strings that the program fills, each with its placeholders. Counted strings have `{n}`.
pub const FILLED: &[(&str, &[&str])] = &[
    ("cite_label", &["n"]),
    ("coordinates", &["lat", "lon"]),
    ("east", &["n"]),
    ("map_kb", &["n"]),
    ("map_of", &["title"]),
    ("map_phase_places", &["list"]),
    ("map_phase_zones", &["list"]),
    ("north", &["n"]),
    ("numbers.range", &["from", "to"]),
    ("page_of", &["n", "of"]),
    ("period", &["from", "to"]),
    ("period_since", &["from"]),
    ("period_until", &["to"]),
    ("qualifiers.about", &["number"]),
    ("qualifiers.at-least", &["number"]),
    ("qualifiers.at-most", &["number"]),
    ("qualifiers.more-than", &["number"]),
    ("qualifiers.mostly", &["number"]),
    ("south", &["n"]),
    ("west", &["n"]),
];

/// A string of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// A text that counts nothing.
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

    /// The form of a counted string; nothing where the table lacks the string.
    pub fn form(&self, key: &str, category: PluralCategory) -> &str {
        let form = match self.phrases.get(key) {
            Some(Phrase::Plain(text)) => Some(text),
            Some(Phrase::Counted(forms)) => {
                forms.get(category.as_str()).or_else(|| forms.get("other"))
            }
            None => None,
        };
        form.map_or("", |text| text)
    }

    /// The string with `{n}` and other placeholders filled.
    pub fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        values
            .iter()
            .fold(self.get(key).to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            })
    }
}
