//! Dates as templates see them.

use super::inputs::Inputs;
use crate::edtf::Edtf;
use crate::escape;
use crate::lang::Lang;
use crate::locale::{DatePiece, UNBROKEN_CLOSE, UNBROKEN_OPEN, push_unbroken};
use crate::site::{Edition, StatedDate};
use crate::view::Part;

/// What is known about a date besides its value.
pub(super) struct Details {
    pub contested: bool,
    pub rivals: Part,
    pub source: Part,
    pub as_published: Part,
    pub basis: Part,
}

/// A bare date.
pub(super) fn bare(inputs: &Inputs<'_>, lang: Lang, date: &Edtf) -> Part {
    let nothing = Details {
        contested: false,
        rivals: Part::list([]),
        source: Part::none(),
        as_published: Part::none(),
        basis: Part::none(),
    };
    part(inputs, lang, date, nothing)
}

/// When a text was changed last, and when it was read again.
pub(super) fn of_text(
    inputs: &Inputs<'_>,
    lang: Lang,
    edition: Option<&Edition>,
) -> [(&'static str, Part); 2] {
    let day = |day: Option<&Edtf>| Part::maybe(day.map(|day| bare(inputs, lang, day)));
    [
        ("updated", day(edition.and_then(|one| one.updated.as_ref()))),
        (
            "reviewed",
            day(edition.and_then(|one| one.reviewed.as_ref())),
        ),
    ]
}

/// A stated date for cards: that it is contested, not by whom, since a card of a source would hold a date again.
pub(super) fn short(inputs: &Inputs<'_>, lang: Lang, date: StatedDate<'_>) -> Part {
    let details = Details {
        contested: !date.facts.rivals().is_empty(),
        rivals: Part::list([]),
        source: Part::none(),
        as_published: Part::maybe_text(date.facts.as_published()),
        basis: Part::maybe_text(date.facts.basis()),
    };
    part(inputs, lang, date.value, details)
}

/// The parts of a date.
pub(super) fn part(inputs: &Inputs<'_>, lang: Lang, date: &Edtf, details: Details) -> Part {
    let pieces = inputs.strings(lang).locale.date_pieces(date);
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    Part::map([
        ("html", Part::html(&marked_up(date, &pieces))),
        ("text", Part::text(&text)),
        ("value", Part::text(date.as_str())),
        ("year", Part::int(date.year())),
        ("uncertain", Part::bool(is_uncertain(date))),
        ("contested", Part::bool(details.contested)),
        ("rivals", details.rivals),
        ("source", details.source),
        ("as_published", details.as_published),
        ("basis", details.basis),
    ])
}

/// Qualified, with digits left open, or without a known end.
fn is_uncertain(date: &Edtf) -> bool {
    let text = date.as_str();
    text.contains(['~', '?', '%', 'X'])
        || text.contains("..")
        || text.starts_with('/')
        || text.ends_with('/')
}

/// A date in words, ready HTML.
pub(super) fn html(inputs: &Inputs<'_>, lang: Lang, date: &Edtf) -> String {
    marked_up(date, &inputs.strings(lang).locale.date_pieces(date))
}

/// Whether nothing but a dash stands between a piece and the next: `30–31`.
fn is_joined(pieces: &[DatePiece], index: usize) -> bool {
    matches!(pieces.get(index + 1..index + 3), Some([dash, _]) if dash.text == "–")
}

/// `<time datetime>` holds exact days and times only; an interval has two; the rest is a `<span>` with the EDTF value.
fn marked_up(date: &Edtf, pieces: &[DatePiece]) -> String {
    let mut out = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        out.push_str(if is_joined(pieces, index) {
            UNBROKEN_OPEN
        } else {
            ""
        });
        match &piece.datetime {
            Some(datetime) => {
                out.push_str("<time datetime=\"");
                escape::push_quoted(&mut out, datetime);
                out.push_str("\">");
                escape::push_quoted(&mut out, &piece.text);
                out.push_str("</time>");
            }
            None => push_unbroken(&mut out, &piece.text, escape::push_quoted),
        }
        let closes = index
            .checked_sub(2)
            .is_some_and(|first| is_joined(pieces, first));
        out.push_str(if closes { UNBROKEN_CLOSE } else { "" });
    }
    let exact = pieces.iter().any(|piece| piece.datetime.is_some());
    if exact {
        out
    } else {
        format!(
            "<span data-date=\"{}\">{out}</span>",
            escape::quoted(date.as_str())
        )
    }
}
