//! The nearest known word: "did you mean", in any script.

/// Nobody mistypes a longer word than this, and comparing takes the product of the lengths.
const LONGEST: usize = 80;
/// So many candidates are compared with one word.
const MOST: usize = 1000;
/// So many known words are listed where none is near.
const LISTED: usize = 12;

/// The candidate most like `word`, if one is like enough to be meant.
///
/// Both sides should be folded by the caller where spelling variants count as equal.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = word.chars().take(LONGEST + 1).count();
    if letters > LONGEST {
        return None;
    }
    let allowed = (letters / 3).clamp(1, 4);
    // Measuring is dear: a length that differs by more cannot be within the distance.
    let alike = candidates.into_iter().filter_map(|candidate| {
        let length = candidate.chars().take(2 * LONGEST).count();
        let holds = letters >= 4 && length < 2 * LONGEST && candidate.contains(word);
        (holds || length.abs_diff(letters) <= allowed).then_some((candidate, holds))
    });
    let scored = alike.take(MOST).filter_map(|(candidate, holds)| {
        let distance = strsim::damerau_levenshtein(word, candidate);
        let kin = distance <= allowed || holds;
        kin.then_some((distance, candidate))
    });
    scored.min().map(|(_, candidate)| candidate)
}

/// The remedy "did you mean …" for the nearest candidate.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(word, candidates).map(|found| format!("did you mean {}?", super::quoted(found)))
}

/// Looks for near words for the problems of one text. Bounded, since a hostile text may hold 100,000 wrong words.
#[derive(Clone, Debug)]
pub struct Suggestions {
    left: u32,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { left: 50 }
    }
}

impl Suggestions {
    /// What `look` finds, as long as there were not too many.
    pub fn found<T>(&mut self, look: impl FnOnce() -> Option<T>) -> Option<T> {
        self.left = self.left.checked_sub(1)?;
        look()
    }

    /// As [`did_you_mean`], as long as there were not too many.
    pub fn did_you_mean<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        self.found(|| did_you_mean(word, candidates))
    }
}

/// Known words for a remedy where none is near: the first few, and how many more there are.
pub fn listed<'a>(known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut known = known.into_iter();
    let first: Vec<String> = known.by_ref().take(LISTED).map(super::quoted).collect();
    let more = match known.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!first.is_empty()).then(|| format!("{}{more}", first.join(", ")))
}

/// Whether one letter more, less or other, or two exchanged, is all that two words differ in.
pub fn differs_by_one(one: &str, other: &str) -> bool {
    one.len().abs_diff(other.len()) <= 4 && strsim::damerau_levenshtein(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Suggestions, listed, nearest};

    #[test]
    fn nothing_is_near_a_word_that_nobody_types() {
        let word = "x".repeat(LONGEST + 1);
        assert_eq!(nearest(&word, [&*word]), None);
        assert_eq!(nearest("xxxx", [&*"x".repeat(100_000)]), None);
        let mut suggestions = Suggestions::default();
        let found = (0..1000).filter_map(|_| suggestions.did_you_mean("titel", ["title"]));
        assert_eq!(found.count(), 50);
    }

    #[test]
    fn known_words() {
        let many: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let list = listed(many.iter().map(String::as_str)).unwrap_or_default();
        assert!(list.ends_with("`\u{2068}11\u{2069}` and 88 more"), "{list}");
        assert_eq!(listed([]), None);
    }

    #[test]
    fn near_words() {
        assert_eq!(nearest("titel", ["title", "summary"]), Some("title"));
        assert_eq!(nearest("ضامنن", ["ضامن", "طرف"]), Some("ضامن"));
        assert_eq!(
            nearest("akar", ["hulusi-akar", "trump"]),
            Some("hulusi-akar")
        );
        assert_eq!(nearest("xyz", ["title", "summary"]), None);
    }
}
