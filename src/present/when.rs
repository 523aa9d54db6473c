//! Dates as templates see them.

use super::html::{escaped, push_escaped};
use super::scene::{Scene, Stage};
use crate::edtf::Edtf;
use crate::lang::Lang;
use crate::site::StatedDate;
use crate::view::Part;

/// A bare date.
pub(super) fn bare(stage: &Stage<'_>, lang: Lang, date: &Edtf) -> Part {
    part(stage, lang, date, false, Vec::new())
}

/// A stated date for cards: that it is contested, not by whom.
pub(super) fn short(stage: &Stage<'_>, lang: Lang, date: &StatedDate) -> Part {
    let rest = vec![("rivals", Part::list([])), ("source", Part::none()), ("as_published", Part::none())];
    part(stage, lang, &date.value, !date.rivals.is_empty(), rest)
}

/// A stated date with all that is known about it.
pub(super) fn full(scene: &Scene<'_>, lang: Lang, date: &StatedDate) -> Part {
    let rivals = date.rivals.iter().map(|(value, source)| {
        Part::map([("html", Part::html(&html(&scene.stage, lang, value))), ("source", scene.maybe_card(*source, lang))])
    });
    let rest = vec![
        ("rivals", Part::list(rivals)),
        ("source", scene.maybe_card(date.source, lang)),
        ("as_published", Part::maybe_text(date.as_published.as_deref())),
    ];
    part(&scene.stage, lang, &date.value, !date.rivals.is_empty(), rest)
}

/// A bare date in the full form that pages of entities show.
pub(super) fn plain(stage: &Stage<'_>, lang: Lang, date: &Edtf) -> Part {
    let rest = vec![("rivals", Part::list([])), ("source", Part::none()), ("as_published", Part::none())];
    part(stage, lang, date, false, rest)
}

fn part(stage: &Stage<'_>, lang: Lang, date: &Edtf, contested: bool, rest: Vec<(&'static str, Part)>) -> Part {
    let known = [
        ("html", Part::html(&html(stage, lang, date))),
        ("text", Part::text(&stage.strings(lang).locale.date(date))),
        ("value", Part::text(date.as_str())),
        ("year", Part::int(date.earliest().year())),
        ("contested", Part::bool(contested)),
    ];
    Part::map(known.into_iter().chain(rest))
}

/// `<time datetime>` holds exact days and times only; an interval has two; the rest is a `<span>` with the EDTF value.
pub(super) fn html(stage: &Stage<'_>, lang: Lang, date: &Edtf) -> String {
    let locale = &stage.strings(lang).locale;
    let mut out = String::new();
    for piece in locale.date_pieces(date) {
        match piece.datetime {
            Some(datetime) => {
                out.push_str("<time datetime=\"");
                push_escaped(&mut out, &datetime);
                out.push_str("\">");
                push_escaped(&mut out, &piece.text);
                out.push_str("</time>");
            }
            None => push_escaped(&mut out, &piece.text),
        }
    }
    if out.contains("<time") { out } else { format!("<span data-date=\"{}\">{out}</span>", escaped(date.as_str())) }
}
