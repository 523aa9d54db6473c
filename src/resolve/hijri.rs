//! Days that the Hijri calendar of the site does not reach: their pages would show the one date without a word.

use super::group::Group;
use super::linker::Linker;
use crate::diagnostic::{Code, Location, quoted};
use crate::edtf::{Edtf, Shape};
use crate::locale::{has_hijri, hijri_date};
use crate::model::Document;
use crate::yaml::{Stated, Value};

/// Reports exact days outside of the tables, where the site shows both calendars.
pub(super) fn check(linker: &mut Linker<'_>, groups: &[Group<'_>]) {
    if !linker.options.hijri {
        return;
    }
    for document in groups.iter().flat_map(|group| group.files.iter().copied()) {
        for (_, stated) in &document.entries {
            walk(linker, document, stated);
        }
    }
}

fn walk(linker: &mut Linker<'_>, document: &Document, stated: &Stated) {
    match &stated.value {
        Value::Date(date) => day(linker, &Location::new(&document.path, stated.span), date),
        Value::List(items) => items.iter().for_each(|item| walk(linker, document, item)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| walk(linker, document, value)),
        _ => {}
    }
}

fn day(linker: &mut Linker<'_>, at: &Location, date: &Edtf) {
    let Shape::Single(part) = date.shape() else { return };
    let day = part.earliest();
    if !part.is_exact_day() || has_hijri(day) {
        return;
    }
    let message =
        format!("{} has no Hijri date: Umm al-Qura reaches from 1882-11-12 to 2174-11-25", quoted(date.as_str()));
    let (year, month, of_month) = day.ymd();
    let help = match hijri_date(year, month, of_month) {
        Some(meant) => format!("dates are Gregorian: if this is a Hijri date, write {}", quoted(&meant.to_string())),
        None => "the page shows the Gregorian date alone".to_owned(),
    };
    linker.report(Code::HijriOutOfRange, at, message, Some(help));
}
