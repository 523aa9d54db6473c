//! What an entity spells: it is judged as the character itself would be.

use std::ops::Range;

use super::writer::Writer;
use crate::diagnostic::{hidden_control, is_refused};

/// Reports the first character of a decoded text that no page may hold.
pub(super) fn report_decoded(writer: &mut Writer<'_>, text: &str, range: &Range<usize>) {
    if let Some(found) = text.chars().find(|c| is_refused(*c)) {
        let location = writer.report().location(range);
        writer.report().push(hidden_control(location, found));
    }
}

/// Reports a direction control in an address; other controls are reported as what they make of it.
pub(super) fn report_order(writer: &mut Writer<'_>, address: &str, range: &Range<usize>) {
    let is_control = |c: &char| is_refused(*c) && !c.is_control();
    if let Some(found) = address.chars().find(is_control) {
        let location = writer.report().location(range);
        writer.report().push(hidden_control(location, found));
    }
}
