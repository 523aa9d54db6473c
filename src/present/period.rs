//! Periods with one or two known ends.

use super::builder::ViewBuilder;
use super::date;
use crate::escape;
use crate::site::StatedDate;
use crate::view::Part;

/// The period between two dates of which one may be unknown, as ready HTML.
pub(super) fn period(
    view: &ViewBuilder<'_, '_>,
    from: Option<StatedDate<'_>>,
    to: Option<StatedDate<'_>>,
) -> Option<Part> {
    let inputs = &view.shared.inputs;
    let text = |date: StatedDate<'_>| date::html(inputs, view.lang, date.value);
    let strings = view.shared.strings(view.lang);
    let (key, from, to) = match (from, to) {
        (None, None) => return None,
        (Some(from), Some(to)) => ("period", text(from), text(to)),
        (Some(from), None) => ("period_since", text(from), String::new()),
        (None, Some(to)) => ("period_until", String::new(), text(to)),
    };
    let words = escape::quoted(strings.get(key));
    Some(Part::html(
        &words.replace("{from}", &from).replace("{to}", &to),
    ))
}
