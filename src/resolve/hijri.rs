//! Days that the Hijri calendar of the site does not reach: their pages would show the one date without a word.

use super::group::Group;
use super::linker::Linker;
use crate::diagnostic::{Code, Location, quoted};
use crate::edtf::{DateForm, Day, Edtf, Endpoint};
use crate::locale::{has_hijri, hijri_date};
use crate::model::Document;
use crate::yaml::{Stated, Value};

/// Reports exact days outside of the tables, where the site shows both calendars.
pub(super) fn check(linker: &mut Linker<'_>, groups: &[Group<'_>]) {
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
        Value::Map(_, entries) => entries
            .iter()
            .for_each(|(_, value)| walk(linker, document, value)),
        _ => {}
    }
}

fn day(linker: &mut Linker<'_>, at: &Location, date: &Edtf) {
    let days = exact_days(date);
    if let Some((day, meant)) = days
        .iter()
        .find_map(|day| Some((*day, typed_in_hijri(*day)?)))
    {
        let message = format!(
            "{} is a day of the Middle Ages: dates are Gregorian",
            quoted(&day.to_string())
        );
        let help = format!(
            "if this is a Hijri date, write {}",
            quoted(&meant.to_string())
        );
        return linker.report(Code::HijriOutOfRange, at, message, Some(help));
    }
    let out = days.into_iter().find(|day| !has_hijri(*day));
    let Some(without) = out.filter(|_| linker.options.hijri) else {
        return;
    };
    let message = format!(
        "{} has no Hijri date: Umm al-Qura reaches from 1882-11-12 to 2174-11-25",
        quoted(&without.to_string())
    );
    let (year, month, of_month) = without.ymd();
    let help = match hijri_date(year, month, of_month) {
        Some(meant) => format!(
            "dates are Gregorian: if this is a Hijri date, write {}",
            quoted(&meant.to_string())
        ),
        None => "the page shows the Gregorian date alone".to_owned(),
    };
    linker.report(Code::HijriOutOfRange, at, message, Some(help));
}

/// The day that is meant if this one was typed in the Hijri calendar of today: years from 1400 (1979) to 1470 (2047).
fn typed_in_hijri(day: Day) -> Option<Day> {
    let (year, month, of_month) = day.ymd();
    (1400..=1470)
        .contains(&year)
        .then(|| hijri_date(year, month, of_month))
        .flatten()
}

/// The days beside which a Hijri date would stand: one, or the two of a range.
fn exact_days(date: &Edtf) -> Vec<Day> {
    match date.shape() {
        DateForm::Single(part) if part.is_exact_day() => vec![part.earliest()],
        DateForm::Interval(Endpoint::Date(from), Endpoint::Date(to))
            if from.is_exact_day() && to.is_exact_day() =>
        {
            vec![from.earliest(), to.earliest()]
        }
        DateForm::Single(_) | DateForm::Interval(..) => Vec::new(),
    }
}
