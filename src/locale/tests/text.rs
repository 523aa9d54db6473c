//! Tables for folding, slugs and direction controls.

use super::super::bidi::{bidi_controls, isolate};
use super::super::{fold, slug};

#[test]
fn folding() {
    let table = [
        ("إدلب", "ادلب"),
        ("أحمد آل ٱلشيخ", "احمد ال الشيخ"),
        ("عَمّان", "عمان"),
        ("مـــوسكو", "موسكو"),
        ("هٰذا", "هذا"),
        ("مصطفى", "مصطفي"),
        ("حماة", "حماه"),
        ("علی کریم", "علي كريم"),
        ("القرار ٢٢٥٤", "القرار 2254"),
        ("۱۴۰۲", "1402"),
        ("\u{202B}سوتشي\u{202C}\u{200F}", "سوتشي"),
        ("می\u{200C}خواهم", "ميخواهم"),
        ("  De \u{A0} Mistura\n", "de mistura"),
        ("ﻻ ﷲ ﬁ", "لا الله fi"),
        ("ÉCOLE", "école"),
        ("", ""),
    ];
    for (text, folded) in table {
        assert_eq!(fold(text), folded, "{text}");
        assert_eq!(fold(folded), folded, "folding twice is folding once");
    }
}

#[test]
fn slugs() {
    let table = [
        ("The Sochi Memorandum (2018)", "the-sochi-memorandum-2018"),
        ("مذكّرة سوتشي: البنود", "مذكرة-سوتشي-البنود"),
        ("أوّلاً — «الهدنة»", "أولا-الهدنة"),
        ("القــرار ٢٢٥٤", "القرار-٢٢٥٤"),
        ("e\u{301}cole", "école"),
        ("می\u{200C}خواهم", "می-خواهم"),
        ("a\u{200E}b", "ab"),
        ("क्या हुआ", "क्या-हुआ"),
        ("Don't", "don-t"),
        ("C++ & Rust_2024", "c-rust-2024"),
        ("--a--", "a"),
        ("\u{FE0F}x", "x"),
        ("…!؟", ""),
        ("", ""),
    ];
    for (text, expected) in table {
        assert_eq!(slug(text), expected, "{text}");
        assert_eq!(slug(expected), expected, "a slug is its own slug");
    }
}

#[test]
fn direction_controls() {
    let table: [(&str, &[(usize, char)]); 7] = [
        ("plain", &[]),
        ("a\u{2068}b\u{2069}", &[]),
        ("a\u{2067}b", &[(1, '\u{2067}')]),
        ("\u{2069}b", &[(0, '\u{2069}')]),
        ("\u{202E}x\u{202C}", &[(0, '\u{202E}'), (4, '\u{202C}')]),
        ("\u{2066}a\n\u{2069}", &[(0, '\u{2066}'), (5, '\u{2069}')]),
        ("\u{2066}\u{2067}a\u{2069}", &[(0, '\u{2066}')]),
    ];
    for (text, expected) in table {
        assert_eq!(bidi_controls(text), expected, "{text:?}");
    }
    assert_eq!(bidi_controls(&isolate("نص")), []);
    assert_eq!(isolate("x"), "\u{2068}x\u{2069}");
}
