//! A date with all that its file states of it.

use super::date;
use super::shared::SharedViews;
use crate::lang::Lang;
use crate::site::StatedDate;
use crate::view::Part;

/// A stated date with all that is known about it; the shorter forms are in [`date`].
pub(super) fn stated_date(shared: &SharedViews<'_>, lang: Lang, date: StatedDate<'_>) -> Part {
    let rivals = date.facts.rivals().iter().filter_map(|rival| {
        let html = date::html(&shared.inputs, lang, rival.value()?);
        Some(Part::map([
            ("html", Part::html(&html)),
            ("source", shared.maybe_card(rival.source(), lang)),
        ]))
    });
    let details = date::Details {
        contested: !date.facts.rivals().is_empty(),
        rivals: Part::list(rivals),
        source: shared.maybe_card(date.facts.source(), lang),
        as_published: Part::maybe_text(date.facts.as_published()),
        basis: Part::maybe_text(date.facts.basis()),
    };
    date::part(&shared.inputs, lang, date.value, details)
}
