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
