//! Drawings as bytes, for whoever keeps them until the next build.

use std::borrow::Cow;

use super::legend::Sign;
use super::sheet::Drawing;

impl Drawing {
    /// The drawing as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self {
            svg,
            groups,
            unlabelled,
            zones,
            weight,
            signs,
        } = self;
        let mut bytes = Vec::with_capacity(svg.len() + 256);
        put_text(&mut bytes, svg);
        put_number(&mut bytes, *weight);
        put_number(&mut bytes, groups.len());
        groups.iter().for_each(|group| put_texts(&mut bytes, group));
        put_texts(&mut bytes, unlabelled);
        put_texts(&mut bytes, zones);
        put_number(&mut bytes, signs.len());
        for sign in signs {
            put_text(&mut bytes, &sign.class);
            put_number(&mut bytes, usize::from(sign.is_vague));
            put_text(&mut bytes, &sign.text);
            put_texts(&mut bytes, sign.number.as_slice());
        }
        bytes
    }

    /// Reads what [`Drawing::to_bytes`] made; `None` for anything else.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let from = &mut bytes;
        let svg = text(from)?;
        let weight = number(from)?;
        let mut groups = Vec::new();
        for _ in 0..number(from)? {
            groups.push(texts(from)?);
        }
        let (unlabelled, zones) = (texts(from)?, texts(from)?);
        let mut signs = Vec::new();
        for _ in 0..number(from)? {
            signs.push(Sign {
                class: Cow::Owned(text(from)?),
                is_vague: number(from)? != 0,
                text: text(from)?,
                number: texts(from)?.pop(),
            });
        }
        bytes.is_empty().then_some(Self {
            svg,
            groups,
            unlabelled,
            zones,
            weight,
            signs,
        })
    }
}

fn put_number(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend_from_slice(&(number as u64).to_le_bytes());
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

fn put_texts(bytes: &mut Vec<u8>, texts: &[String]) {
    put_number(bytes, texts.len());
    texts.iter().for_each(|text| put_text(bytes, text));
}

fn number(bytes: &mut &[u8]) -> Option<usize> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    usize::try_from(u64::from_le_bytes(*number)).ok()
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    let length = number(bytes)?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok().map(ToOwned::to_owned)
}

fn texts(bytes: &mut &[u8]) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    for _ in 0..number(bytes)? {
        texts.push(text(bytes)?);
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::{Drawing, Sign};

    #[test]
    fn drawings_return() {
        let drawing = Drawing {
            svg: "<svg>خريطة</svg>".to_owned(),
            groups: vec![vec!["a".to_owned(), "b".to_owned()], Vec::new()],
            unlabelled: vec!["c".to_owned()],
            zones: Vec::new(),
            weight: 7,
            signs: vec![Sign {
                class: "map-z-control".into(),
                number: Some("3".to_owned()),
                is_vague: true,
                text: "معنى".to_owned(),
            }],
        };
        let bytes = drawing.to_bytes();
        assert_eq!(Drawing::from_bytes(&bytes), Some(drawing));
        for end in 0..bytes.len() {
            assert_eq!(Drawing::from_bytes(&bytes[..end]), None, "{end}");
        }
    }
}
