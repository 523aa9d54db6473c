//! Numbers as people write them: what was meant, for remedies. Nothing is silently taken for it.

use crate::locale::digit;

/// The number that a text means: other digits, a comma before decimals, or degrees, minutes and seconds.
pub fn meant_number(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|c| !super::is_hidden(*c))
        .map(latin)
        .collect();
    let plain = plain.trim();
    let value = plain
        .parse()
        .ok()
        .or_else(|| decimal(plain))
        .or_else(|| sexagesimal(plain))?;
    Some((value * 1e6).round() / 1e6).filter(|value: &f64| value.is_finite())
}

fn latin(c: char) -> char {
    match c {
        '٫' | '،' | ',' => '.',
        '−' | '–' => '-',
        _ => digit(c).map_or(c, |value| char::from(b'0' + value)),
    }
}

/// A number with the sign of degrees behind it.
fn decimal(text: &str) -> Option<f64> {
    text.strip_suffix(['°', 'º'])
        .and_then(|number| number.trim().parse().ok())
}

/// `35°48′30″N`, with any of the marks that stand for them, and the letter of a side in English or Arabic.
fn sexagesimal(text: &str) -> Option<f64> {
    let side = text.chars().find(|c| c.is_alphabetic())?;
    let sign = match side {
        'N' | 'n' | 'E' | 'e' | 'ش' | 'ق' => 1.0,
        'S' | 's' | 'W' | 'w' | 'ج' | 'غ' => -1.0,
        _ => return None,
    };
    let numbers: Vec<f64> = text
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    match *numbers {
        [degrees] => Some(sign * degrees),
        [degrees, minutes] if minutes < 60.0 => Some(sign * (degrees + minutes / 60.0)),
        [degrees, minutes, seconds] if minutes < 60.0 && seconds < 60.0 => {
            Some(sign * (degrees + minutes / 60.0 + seconds / 3600.0))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::meant_number;

    #[test]
    fn numbers_are_guessed_as_people_write_them() {
        for (text, number) in [
            ("36,5", Some(36.5)),
            ("٣٦٫٥", Some(36.5)),
            ("۳۶٫۵", Some(36.5)),
            ("-٣٦،٢٥", Some(-36.25)),
            ("35.8°", Some(35.8)),
            ("35°48′N", Some(35.8)),
            ("35° 48' 30\" N", Some(35.808_333)),
            ("36°30′ غ", Some(-36.5)),
            ("35°75′N", None),
            ("Idlib", None),
            ("inf", None),
        ] {
            assert_eq!(meant_number(text), number, "{text}");
        }
    }
}
