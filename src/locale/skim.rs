//! Passing over a text by its bytes, many at once: most of any text says nothing to who looks for something in it.

use std::ops::Range;

/// So many bytes are judged together.
const CHUNK: usize = 32;

/// The next stretch of a text, from a byte on, that may hold something other than quiet bytes; `None` at the end.
///
/// `is_quiet` judges a byte by itself and the two behind it. It should have no branch, so that it is compiled to judge
/// many at once, and it must let pass the bytes that only continue a character.
#[inline]
pub fn next_loud(
    text: &str,
    from: usize,
    is_quiet: impl Fn(u8, u8, u8) -> bool,
) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let chunk = |at: usize| bytes.get(at..)?.first_chunk::<CHUNK>();
    let mut at = from;
    while let (Some(first), Some(second), Some(third)) = (chunk(at), chunk(at + 1), chunk(at + 2)) {
        let pairs = first.iter().zip(second).zip(third);
        if !pairs.fold(true, |all, ((first, second), third)| {
            all & is_quiet(*first, *second, *third)
        }) {
            break;
        }
        at += CHUNK;
    }
    let start = text.ceil_char_boundary(at);
    (start < text.len()).then(|| start..text.ceil_char_boundary(start + CHUNK))
}

#[cfg(test)]
mod tests {
    use super::next_loud;

    #[test]
    fn nothing_loud_is_passed_over() {
        let quiet = "صمت طويل ".repeat(20);
        for at in (0..quiet.len()).filter(|at| quiet.is_char_boundary(*at)) {
            let text = format!("{}!{}", &quiet[..at], &quiet[at..]);
            let found = next_loud(&text, 0, |byte, _, _| byte != b'!').unwrap();
            assert!(
                text.is_char_boundary(found.start) && text.is_char_boundary(found.end),
                "{at}"
            );
            assert!(
                found.start <= at && (found.end > at || found.end == text.len()),
                "{at}"
            );
        }
        assert_eq!(next_loud(&quiet, quiet.len(), |_, _, _| true), None);
    }
}
