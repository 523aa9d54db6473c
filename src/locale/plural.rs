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

/// The form that stands beside a number in a language, by its BCP 47 tag.
pub fn plural_form(tag: &str, value: f64) -> &'static str {
    let rules = tag::parse(tag)
        .ok()
        .and_then(|(id, _)| PluralRules::try_new_cardinal((&id).into()).ok());
    let category = rules.map_or(PluralCategory::Other, |rules| {
        form_of(&rules, counts_others(&rules), value)
    });
    category.as_str()
}

/// The form beside a number that may have decimals.
pub(super) fn form_of(rules: &PluralRules, counts_others: bool, value: f64) -> PluralCategory {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "numbers of readers are far below the largest"
    )]
    let whole = value.trunc() as i64;
    if value.fract().abs() <= f64::EPSILON || counts_others {
        rules.category_for(whole).into()
    } else {
        PluralCategory::Other
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

/// Whether some whole number has the form `other`. No rule of CLDR looks beyond the last two digits of small numbers.
pub(super) fn counts_others(rules: &PluralRules) -> bool {
    (0..200_u8).any(|number| rules.category_for(number) == icu_plurals::PluralCategory::Other)
}

pub(super) fn categories(rules: &PluralRules) -> Vec<PluralCategory> {
    let mut all: Vec<PluralCategory> = rules.categories().map(PluralCategory::from).collect();
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::plural_form;

    #[test]
    fn the_form_beside_a_number() {
        let rows = [
            ("ar", 961_000.0, "other"),
            ("ar", 3.5, "few"),
            ("ar", 11.5, "many"),
            ("en", 1.0, "one"),
            ("en", 1.3, "one"),
            ("ru", 3.0, "few"),
            // Kept for decimals alone.
            ("ru", 3.5, "other"),
            ("pl", 5.5, "other"),
            ("zh", 3.5, "other"),
        ];
        for (tag, value, expected) in rows {
            assert_eq!(plural_form(tag, value), expected, "{value} in {tag}");
        }
    }
}
