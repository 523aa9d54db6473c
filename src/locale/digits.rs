//! The decimal digits of every script: the one table of them.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// The value of a decimal digit of any script: they stand in runs of ten, 0 first.
pub fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    // Most letters that are read stand in these blocks, whose digits are known.
    match c {
        '\u{660}'..='\u{669}' => return u8::try_from(u32::from(c) - 0x660).ok(),
        '\u{6f0}'..='\u{6f9}' => return u8::try_from(u32::from(c) - 0x6f0).ok(),
        '\0'..='\u{7bf}' | '\u{2000}'..='\u{a61f}' => return None,
        _ => {}
    }
    let is_decimal = |code: u32| {
        char::from_u32(code).is_some_and(|c| {
            CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::DecimalNumber
        })
    };
    let code = u32::from(c);
    if !c.is_numeric() || !is_decimal(code) {
        return None;
    }
    // The longest run holds five sets of digits.
    let before = (1..50).take_while(|back| is_decimal(code - back)).count();
    u8::try_from(before % 10).ok()
}

#[cfg(test)]
mod tests {
    use super::digit;

    #[test]
    fn digits_of_every_script() {
        for zero in ['0', '٠', '۰', '०', '๐', '𝟎', '𝟶', '０'] {
            for value in 0..10_u8 {
                let c = char::from_u32(u32::from(zero) + u32::from(value));
                assert_eq!(c.and_then(digit), Some(value), "{c:?}");
            }
        }
        assert_eq!(['x', 'س', '²', '五', '½'].map(digit), [None; 5]);
    }
}
