//! Languages as the site names them, and values that exist once for each language.

use std::collections::BTreeMap;
use std::fmt;

/// The code of a language in file names, addresses and configuration (`ar`, `en`, `zh-hant`).
///
/// Small and `Copy`, since almost every value of the site carries one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    bytes: [u8; 11],
    len: u8,
}

impl Lang {
    /// Reads a code: lower-case ASCII letters and digits, parts joined by `-`, at most eleven characters.
    pub fn parse(code: &str) -> Option<Self> {
        let well_formed = code.len() >= 2
            && code.split('-').all(|part| !part.is_empty())
            && code
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let mut bytes = [0; 11];
        bytes
            .get_mut(..code.len())
            .filter(|_| well_formed)?
            .copy_from_slice(code.as_bytes());
        Some(Self {
            bytes,
            len: u8::try_from(code.len()).ok()?,
        })
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        // OK because `parse` lets only ASCII in and `len` is at most 11.
        std::str::from_utf8(self.bytes.get(..usize::from(self.len)).unwrap_or_default())
            .unwrap_or_default()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.as_str())
    }
}

/// One value for each of some languages, in the order of their codes.
pub type PerLang<T> = BTreeMap<Lang, T>;

/// The direction in which a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The direction with this value of `dir`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ltr" => Some(Self::Ltr),
            "rtl" => Some(Self::Rtl),
            _ => None,
        }
    }

    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Ltr => Self::Rtl,
            Self::Rtl => Self::Ltr,
        }
    }

    /// In words, for messages.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ltr => "from left to right",
            Self::Rtl => "from right to left",
        }
    }

    /// The value of the HTML attribute `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn codes() {
        for good in ["ar", "en", "zh-hant", "pt-br"] {
            assert_eq!(
                Lang::parse(good).map(|lang| lang.to_string()).as_deref(),
                Some(good)
            );
        }
        for bad in ["", "a", "AR", "ar_sy", "ar-", "عربي", "abcdefghijkl"] {
            assert_eq!(Lang::parse(bad), None, "{bad}");
        }
    }
}
