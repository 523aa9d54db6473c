//! The order of names in an index, as its readers expect it, and the letters that they stand under.
//!
//! A name is filed without the marks before it and without its article, by the collation of the language: hamza
//! seats, vowel marks and case part only what is otherwise alike, and numbers count as numbers. The letters come
//! first: names of the first alphabet, then those of the others that the string table lists, then all else.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_properties::CodePointMapData;
use icu_properties::props::Script;

use super::fold::fold;
use super::{LocaleError, LocaleErrorKind};

/// What a language says about the order of names.
#[derive(Clone, Debug, Default)]
pub struct OrderOptions {
    /// What is passed over at the start of a name, such as an article: `ال`, `the `.
    pub skip: Vec<String>,
    /// Words of which such a start is a part: `الله`, `الماس`.
    pub keep: Vec<String>,
    /// The letters of an index, the alphabet of the language first, then those of other scripts.
    pub alphabets: Vec<Vec<String>>,
}

/// A letter of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// As it is shown.
    pub text: String,
    /// Whether it belongs to the language's own alphabet.
    pub own: bool,
    script: Script,
}

#[derive(Debug)]
pub(super) struct Collation {
    collator: CollatorBorrowed<'static>,
    /// Sees base letters only.
    letters_alone: CollatorBorrowed<'static>,
    /// Longest first, so that one may begin with another.
    skip: Vec<String>,
    /// Folded and sorted.
    keep: Vec<String>,
    letters: Vec<Letter>,
}

impl Collation {
    pub(super) fn new(
        locale: &icu_locale::Locale,
        options: &OrderOptions,
    ) -> Result<Collation, LocaleError> {
        let mut preferences = CollatorPreferences::from(locale);
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = strength;
            Collator::try_new(preferences, options)
                .map_err(|_| super::tag::missing_data(&locale.to_string()))
        };
        let mut skip = options.skip.clone();
        skip.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        let mut keep: Vec<String> = options.keep.iter().map(|word| fold(word)).collect();
        keep.sort();
        let order = Collation {
            collator: collator(None)?,
            letters_alone: collator(Some(Strength::Primary))?,
            skip,
            keep,
            letters: letters(&options.alphabets),
        };
        order.check()?;
        Ok(order)
    }

    /// A name is found under its letter only if the letters stand in the order of the names.
    fn check(&self) -> Result<(), LocaleError> {
        for (index, letter) in self.letters.iter().enumerate() {
            let before = self
                .letters
                .iter()
                .take(index)
                .rfind(|before| before.script == letter.script);
            let sorted = before.is_none_or(|before| {
                self.letters_alone
                    .compare(&before.text, &letter.text)
                    .is_lt()
            });
            if script(&letter.text).is_none() || !sorted {
                return Err(LocaleError::new(
                    LocaleErrorKind::LetterOutOfOrder(letter.text.clone()),
                    None,
                ));
            }
        }
        Ok(())
    }

    pub(super) fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// The place of the letter that a name stands under: the last of its script that does not come after it.
    pub(super) fn letter(&self, name: &str) -> Option<usize> {
        self.letter_of_filed(self.filed(name))
    }

    fn letter_of_filed(&self, filed: &str) -> Option<usize> {
        let script = script(filed)?;
        let of_script = || {
            self.letters
                .iter()
                .enumerate()
                .filter(|(_, letter)| letter.script == script)
        };
        let reached = |(_, letter): &(usize, &Letter)| {
            self.letters_alone.compare(&letter.text, filed).is_le()
        };
        // What comes before the first letter, such as a hamza without a seat, stands under the first.
        let found = of_script()
            .take_while(reached)
            .last()
            .or_else(|| of_script().next());
        found.map(|(index, _)| index)
    }

    pub(super) fn compare(&self, left: &str, right: &str) -> Ordering {
        let [filed_left, filed_right] = [left, right].map(|name| self.filed(name));
        let [letter_left, letter_right] = [filed_left, filed_right].map(|filed| self.rank(filed));
        let by_words = || {
            self.collator
                .compare(filed_left, filed_right)
                .then_with(|| left.cmp(right))
        };
        letter_left.cmp(&letter_right).then_with(by_words)
    }

    pub(super) fn sort_key(&self, text: &str) -> Vec<u8> {
        let filed = self.filed(text);
        let mut key = self.rank(filed).to_be_bytes().to_vec();
        let Ok(()) = self.collator.write_sort_key_to(filed, &mut key);
        // Collation keys hold no zero byte, so a zero ends the shorter of two keys before the tie is broken.
        key.push(0);
        key.extend_from_slice(text.as_bytes());
        key
    }

    /// Letters in their order; what stands under none comes last.
    fn rank(&self, filed: &str) -> u16 {
        self.letter_of_filed(filed)
            .and_then(|index| u16::try_from(index).ok())
            .unwrap_or(u16::MAX)
    }

    /// The name as filed: without the marks before it, and without its article.
    pub(super) fn filed<'a>(&self, text: &'a str) -> &'a str {
        let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let text = if start.is_empty() { text } else { start };
        if self.keeps(text) {
            return text;
        }
        let rest = self.skip.iter().find_map(|prefix| strip(text, prefix));
        let rest = rest.map(|rest| rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
        // A name that is little more than the prefix is a word of its own.
        rest.filter(|rest| {
            rest.chars()
                .filter(|c| c.is_alphanumeric())
                .nth(1)
                .is_some()
        })
        .unwrap_or(text)
    }

    /// Whether the first word only looks as if it began with an article.
    fn keeps(&self, text: &str) -> bool {
        let word = text.split_whitespace().next().unwrap_or_default();
        let folded = fold(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        self.keep.binary_search(&folded).is_ok()
    }
}

fn letters(alphabets: &[Vec<String>]) -> Vec<Letter> {
    let numbered = alphabets.iter().enumerate();
    let all =
        numbered.flat_map(|(number, letters)| letters.iter().map(move |text| (number == 0, text)));
    // One without a script is reported by the check.
    all.map(|(own, text)| Letter {
        text: text.clone(),
        own,
        script: script(text).unwrap_or(Script::Common),
    })
    .collect()
}

/// The script of the first letter; none for numbers and signs, which all scripts share.
fn script(text: &str) -> Option<Script> {
    let script = CodePointMapData::<Script>::new().get(text.chars().next()?);
    (!matches!(script, Script::Common | Script::Inherited | Script::Unknown)).then_some(script)
}

/// Strips a prefix whatever its case. Prefixes without letters in two cases are compared as they are.
fn strip<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in prefix.chars() {
        let c = rest.next()?;
        if c != expected && !c.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}
