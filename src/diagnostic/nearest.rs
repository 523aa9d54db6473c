//! The nearest known word: "did you mean", in any script.

/// The candidate most like `word`, if one is like enough to be meant.
///
/// Both sides should be folded by the caller where spelling variants count as equal.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = word.chars().count();
    let allowed = (letters / 3).clamp(1, 4);
    let scored = candidates.into_iter().filter_map(|candidate| {
        let holds = letters >= 4 && candidate.contains(word);
        // Measuring is dear: a length that differs by more cannot be within the distance.
        if !holds && candidate.chars().count().abs_diff(letters) > allowed {
            return None;
        }
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

/// Whether one letter more, less or other, or two exchanged, is all that two words differ in.
pub fn differs_by_one(one: &str, other: &str) -> bool {
    one.len().abs_diff(other.len()) <= 4 && strsim::damerau_levenshtein(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
