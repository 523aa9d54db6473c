//! Stated values as what their shapes say they are.

use std::sync::Arc;

use crate::lang::PerLang;
use crate::yaml::{Stated, Value};

pub(super) fn text(stated: &Stated) -> Option<Arc<str>> {
    match &stated.value {
        Value::Text(text) => Some(Arc::clone(text)),
        _ => None,
    }
}

pub(super) fn word(stated: &Stated) -> Option<&str> {
    match &stated.value {
        Value::Word(word) => Some(word),
        _ => None,
    }
}

pub(super) fn list(stated: &Stated) -> &[Stated] {
    match &stated.value {
        Value::List(items) => items,
        _ => &[],
    }
}

// Truncation is OK because the shapes of these keys allow small whole numbers only.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the shape allows 1 to 10,000 only"
)]
pub(super) fn whole(stated: Option<&Stated>) -> Option<usize> {
    match stated?.value {
        Value::Number(number) => Some(number as usize),
        _ => None,
    }
}

pub(super) fn texts(stated: Option<&Stated>) -> PerLang<Arc<str>> {
    match stated.map(|stated| &stated.value) {
        Some(Value::ByLang(values)) => values
            .iter()
            .filter_map(|(lang, value)| Some((*lang, text(value)?)))
            .collect(),
        _ => PerLang::new(),
    }
}
