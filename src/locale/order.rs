//! The order of names in an index, as its readers expect it.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};

use super::LocaleError;

#[derive(Debug)]
pub(super) struct Order {
    collator: CollatorBorrowed<'static>,
    /// Longest first, so that one may begin with another.
    skip: Vec<String>,
}

impl Order {
    pub(super) fn new(locale: &icu_locale::Locale, skip: &[String]) -> Result<Order, LocaleError> {
        let collator = Collator::try_new(locale.into(), CollatorOptions::default())
            .map_err(|_| LocaleError::missing_data(&locale.to_string()))?;
        let mut skip = skip.to_vec();
        skip.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        Ok(Order { collator, skip })
    }

    pub(super) fn compare(&self, left: &str, right: &str) -> Ordering {
        let (plain_left, plain_right) = (self.without_prefix(left), self.without_prefix(right));
        self.collator.compare(plain_left, plain_right).then_with(|| left.cmp(right))
    }

    pub(super) fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        let Ok(()) = self.collator.write_sort_key_to(self.without_prefix(text), &mut key);
        // Collation keys hold no zero byte, so a zero ends the shorter of two keys before the tie is broken.
        key.push(0);
        key.extend_from_slice(text.as_bytes());
        key
    }

    pub(super) fn without_prefix<'a>(&self, text: &'a str) -> &'a str {
        let rest = self.skip.iter().find_map(|prefix| strip(text, prefix));
        // A name that is little more than the prefix is a word of its own.
        rest.filter(|rest| rest.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()).unwrap_or(text)
    }
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
