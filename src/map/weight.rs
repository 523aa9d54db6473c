//! How many bytes a drawing costs its readers.

use miniz_oxide::deflate::compress_to_vec;

/// Up to this, bytes, a text is light however it is sent: compressing it would only cost time.
const LIGHT: usize = 60 * 1000;
/// As hosts compress.
const LEVEL: u8 = 6;

/// Bytes when compressed; of a short text its own length.
pub(super) fn of(text: &str) -> usize {
    if text.len() <= LIGHT {
        text.len()
    } else {
        compress_to_vec(text.as_bytes(), LEVEL).len()
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn long_texts_are_compressed() {
        assert_eq!(of("M0 0h1"), 6);
        let long = of(&"M0 0h1".repeat(20_000));
        assert!(long < 2000, "{long}");
    }
}
