//! One language of the site: its direction, dates, numbers, plurals, lists and order.
//!
//! What CLDR knows comes from ICU4X; how dates are put in words comes from the theme's string table
//! ([`DatePatterns`]). The code itself knows no language. Everything is looked up once, in [`Locale::new`];
//! afterwards a date is string composition.

pub mod bidi;
mod codes;
mod dates;
mod digits;
mod error;
mod fold;
mod held;
mod lists;
mod mentions;
mod month_words;
mod months;
mod numbers;
mod order;
mod pattern;
mod patterns;
mod plural;
mod quantity;
mod ranges;
mod script;
mod skim;
mod slug;
mod tag;
#[cfg(test)]
mod tests;
mod unbroken;

use std::cmp::Ordering;

use icu_locale::LanguageIdentifier;
use icu_plurals::PluralRules;

pub use digits::digit;
pub use error::{LocaleError, LocaleErrorKind};
pub use fold::fold;
pub use held::{Held, held};
pub use mentions::{Mention, Mentioned, Quantity, mentions};
pub use month_words::MonthWords;
pub use months::{MonthStyle, has_hijri, hijri_date};
pub use numbers::SYSTEMS;
pub use order::{Letter, OrderOptions};
pub use pattern::DatePiece;
pub use pattern::{PatternError, PatternReason};
pub use patterns::DatePatterns;
pub use plural::{PluralCategory, plural_form, plural_forms};
pub use quantity::SpokenDate;
pub use script::{Script, composed, is_mark, one_form, plain_letters};
pub use skim::next_loud;
pub use slug::{heading_slug, slug};
pub use tag::{direction_of, language_territory, turned};
pub use unbroken::{UNBROKEN_CLOSE, UNBROKEN_OPEN, push_unbroken, unbroken};

use crate::lang::Direction;
use lists::Lists;
use months::MonthNames;
use numbers::Numbers;
use order::Collation;

/// What the site says about one of its languages.
#[derive(Clone, Debug)]
pub struct LocaleOptions {
    /// Language and, where it matters, script and region: `ar-SY`, `en-GB`, `az-Arab`.
    pub tag: String,
    /// Numbering system by its CLDR name: `latn`, `arab`, `arabext`, `deva` …
    pub digits: String,
    /// Month names other than those of the tag's own region, for languages that have several sets.
    pub months: Option<MonthStyle>,
    /// Whether exact days are given in the Hijri calendar (Umm al-Qura) as well.
    pub hijri: bool,
    /// How names are ordered and indexed.
    pub order: OrderOptions,
}

/// One language, ready for use. Immutable; share it by `Arc`.
#[derive(Debug)]
pub struct Locale {
    tag: String,
    direction: Direction,
    patterns: DatePatterns,
    months: MonthNames,
    hijri_months: Option<Vec<String>>,
    numbers: Numbers,
    plurals: PluralRules,
    categories: Vec<PluralCategory>,
    /// The form `other` stands beside whole numbers too, not beside decimals alone.
    counts_others: bool,
    and: Lists,
    or: Lists,
    order: Collation,
}

impl Locale {
    /// Looks up everything that the language needs.
    pub fn new(options: &LocaleOptions, patterns: DatePatterns) -> Result<Locale, LocaleError> {
        let (id, direction) = tag::parse(&options.tag)?;
        let locale = icu_locale::Locale::from(id.clone());
        let missing = |_| tag::missing_data(&options.tag);
        // By language alone: with a script, `sr-Latn` would fall back to a language without any forms.
        let spoken = icu_locale::Locale::from(LanguageIdentifier {
            script: None,
            ..id.clone()
        });
        let plurals = PluralRules::try_new_cardinal((&spoken).into()).map_err(missing)?;
        Ok(Locale {
            tag: id.to_string(),
            direction,
            patterns,
            months: MonthNames::new(&id, options.months)?,
            hijri_months: options.hijri.then(|| months::hijri(&locale)).transpose()?,
            numbers: Numbers::new(&id, &options.digits)?,
            categories: plural::categories(&plurals),
            counts_others: plural::counts_others(&plurals),
            plurals,
            and: Lists::and(&locale)?,
            or: Lists::or(&locale)?,
            order: Collation::new(&locale, &options.order)?,
        })
    }

    /// The language tag in its usual spelling, as for `lang` and `hreflang`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The direction of the script that the language is written in.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The name of a month, 1 to 12, standing alone; empty for any other number.
    pub fn month_name(&self, month: u8) -> &str {
        self.months.alone(month)
    }

    /// A whole number, grouped as the language does.
    pub fn number(&self, value: i64) -> String {
        self.numbers.grouped(value)
    }

    /// A number with as many decimals as it needs, with the decimal sign of the language.
    pub fn decimal(&self, value: f64) -> String {
        self.numbers.decimal(value)
    }

    /// A text with the digits 0 to 9 replaced by the site's.
    pub fn digits(&self, text: &str) -> String {
        self.numbers.digits(text)
    }

    /// The numbering system by its CLDR name: `latn`, `arab`.
    pub fn digits_name(&self) -> &str {
        self.numbers.system()
    }

    /// A share of a hundred: 37.5 gives `37.5%`.
    pub fn percent(&self, value: f64) -> String {
        use pattern::Placeholder::{Number, Sign};
        let number = self.decimal(value);
        let sign = self.numbers.percent_sign();
        self.patterns
            .percent
            .text(&[(Number, &number), (Sign, sign)])
    }

    /// Which form a noun takes beside this number.
    pub fn plural(&self, count: i64) -> PluralCategory {
        self.plurals.category_for(count).into()
    }

    /// Which form a noun takes beside a number that may have decimals: the form that a language keeps for them, or else that of
    /// the whole part (`3.5 ملايين`).
    pub fn plural_of(&self, value: f64) -> PluralCategory {
        plural::form_of(&self.plurals, self.counts_others, value)
    }

    /// All forms that the language has, in CLDR's order; a string table must give each.
    pub fn plural_categories(&self) -> &[PluralCategory] {
        &self.categories
    }

    /// `a, b and c`
    pub fn list_and(&self, items: &[String]) -> String {
        self.and.text(items)
    }

    /// `a, b or c`
    pub fn list_or(&self, items: &[String]) -> String {
        self.or.text(items)
    }

    /// What stands between an entry of a list, counted from 1, and the next: `, `, ` and `; ` or ` among alternatives.
    pub fn list_gap(&self, after: usize, of: usize, alternatives: bool) -> &str {
        if alternatives {
            self.or.gap(after, of)
        } else {
            self.and.gap(after, of)
        }
    }

    /// The order of an index in this language. Total: only equal texts compare as equal.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.order.compare(left, right)
    }

    /// Bytes whose order is that of [`Locale::compare`], for long lists.
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        self.order.sort_key(text)
    }

    /// The letters of an index in their order; none where the string table lists none.
    pub fn letters(&self) -> &[Letter] {
        self.order.letters()
    }

    /// The place among [`Locale::letters`] of the one that a name stands under; `None` for names of other scripts,
    /// and those that begin with a number.
    pub fn letter(&self, name: &str) -> Option<usize> {
        self.order.letter(name)
    }
}
