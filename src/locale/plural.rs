//! Plural categories under the names that string tables use.

use icu_plurals::PluralRules;

use super::tag;

/// The forms that CLDR tells apart. Their names are labels: in Arabic `two` is the dual and `few` is 3 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PluralCategory {
    /// `zero`
    Zero,
    /// `one`
    One,
    /// `two`
    Two,
    /// `few`
    Few,
    /// `many`
    Many,
    /// `other`: every language has it.
    Other,
}

impl PluralCategory {
    /// The key in a string table.
    pub fn as_str(self) -> &'static str {
        match self {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// The category that a key of a string table names.
    pub fn from_name(name: &str) -> Option<PluralCategory> {
        icu_plurals::PluralCategory::get_for_cldr_string(name).map(PluralCategory::from)
    }
}

impl From<icu_plurals::PluralCategory> for PluralCategory {
    fn from(category: icu_plurals::PluralCategory) -> PluralCategory {
        match category {
            icu_plurals::PluralCategory::Zero => PluralCategory::Zero,
            icu_plurals::PluralCategory::One => PluralCategory::One,
            icu_plurals::PluralCategory::Two => PluralCategory::Two,
            icu_plurals::PluralCategory::Few => PluralCategory::Few,
            icu_plurals::PluralCategory::Many => PluralCategory::Many,
            icu_plurals::PluralCategory::Other => PluralCategory::Other,
        }
    }
}

/// The forms of counted strings in a language, by its BCP 47 tag; `other` alone where nothing is known of it.
pub fn plural_forms(tag: &str) -> Vec<&'static str> {
    let rules = tag::parse(tag)
        .ok()
        .and_then(|(id, _)| PluralRules::try_new_cardinal((&id).into()).ok());
    let forms = rules.map_or_else(|| vec![PluralCategory::Other], |rules| categories(&rules));
    forms.into_iter().map(PluralCategory::as_str).collect()
}

pub(super) fn categories(rules: &PluralRules) -> Vec<PluralCategory> {
    let mut all: Vec<PluralCategory> = rules.categories().map(PluralCategory::from).collect();
    all.sort();
    all
}
