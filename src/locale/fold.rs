//! Folding: two spellings that a reader takes for one name become one text. For lookup and nearest matches
//! only; nothing folded is ever shown.

use icu_normalizer::ComposingNormalizerBorrowed;

/// The text as looked up: compatibility forms, case, vowel marks, tatweel, hamza seats, digits, invisible
/// characters and spacing do not count.
pub fn fold(text: &str) -> String {
    let plain = ComposingNormalizerBorrowed::new_nfkc()
        .normalize(text)
        .to_lowercase();
    let folded: String = plain
        .chars()
        .filter(|c| !is_optional(*c))
        .map(unify)
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters that a character of a word is looked up by: cheap, for a first look.
pub(super) fn letters(c: char) -> impl Iterator<Item = char> {
    let lower = (!is_optional(c)).then(|| c.to_lowercase());
    lower.into_iter().flatten().map(unify)
}

/// The same without a table, for the letters that are read most.
pub(super) fn plain_letter(c: char) -> Option<char> {
    match c {
        'a'..='z' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        '\u{621}'..='\u{63f}' | '\u{641}'..='\u{64a}' => Some(unify(c)),
        _ => None,
    }
}

/// `char::is_alphabetic`, without its table for the letters that are read most: the look-up took a tenth of a build.
pub(super) fn is_alphabetic(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        // Arabic, without its signs.
        '\u{620}'..='\u{64a}' => true,
        '\u{600}'..='\u{60f}'
        | '\u{61b}'..='\u{61f}'
        | '\u{660}'..='\u{66d}'
        | '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphabetic(),
    }
}

/// What a text may have or lack without becoming another text.
fn is_optional(c: char) -> bool {
    is_vowel_mark(c) || is_invisible(c)
}

/// Harakat, Koranic signs and tatweel: the same word with or without.
pub(super) fn is_vowel_mark(c: char) -> bool {
    matches!(
        c,
        '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}'
            | '\u{06EA}'..='\u{06ED}' | '\u{0898}'..='\u{089F}' | '\u{08CA}'..='\u{08E1}'
            | '\u{08E3}'..='\u{08FF}'
    )
}

/// Direction controls, joiners, zero-width spaces, soft hyphens.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

fn unify(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        '\u{0660}'..='\u{0669}' => ascii_digit(c, '\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => ascii_digit(c, '\u{06F0}'),
        _ => c,
    }
}

fn ascii_digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    #[test]
    fn plain_letters_are_looked_up_alike() {
        for c in '\0'..=char::MAX {
            let letters: String = super::letters(c).collect();
            assert!(
                super::plain_letter(c).is_none_or(|plain| letters == plain.to_string()),
                "{c:?}"
            );
        }
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::is_alphabetic(c), c.is_alphabetic(), "{c:?}");
        }
    }
}
