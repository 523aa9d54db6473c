//! Dates as templates see them.

use super::scene::{Scene, Stage};
use crate::edtf::Edtf;
use crate::escape;
use crate::lang::Lang;
use crate::locale::{DatePiece, UNBROKEN_CLOSE, UNBROKEN_OPEN, push_unbroken};
use crate::site::StatedDate;
use crate::view::Part;

/// What is known about a date besides its value.
struct Details {
    contested: bool,
    rivals: Part,
    source: Part,
    as_published: Part,
    basis: Part,
}

/// A bare date.
pub(super) fn bare(stage: &Stage<'_>, lang: Lang, date: &Edtf) -> Part {
    let nothing = Details {
        contested: false,
        rivals: Part::list([]),
        source: Part::none(),
        as_published: Part::none(),
        basis: Part::none(),
    };
    part(stage, lang, date, nothing)
}

/// A stated date for cards: that it is contested, not by whom, since a card of a source would hold a date again.
pub(super) fn short(stage: &Stage<'_>, lang: Lang, date: StatedDate<'_>) -> Part {
    let details = Details {
        contested: !date.facts.rivals().is_empty(),
        rivals: Part::list([]),
        source: Part::none(),
        as_published: Part::maybe_text(date.facts.as_published()),
        basis: Part::maybe_text(date.facts.basis()),
    };
    part(stage, lang, date.value, details)
}

/// A stated date with all that is known about it.
pub(super) fn full(scene: &Scene<'_>, lang: Lang, date: StatedDate<'_>) -> Part {
    let rivals = date.facts.rivals().iter().filter_map(|rival| {
        let html = html(&scene.stage, lang, rival.value()?);
        Some(Part::map([
            ("html", Part::html(&html)),
            ("source", scene.maybe_card(rival.source(), lang)),
        ]))
    });
    let details = Details {
        contested: !date.facts.rivals().is_empty(),
        rivals: Part::list(rivals),
        source: scene.maybe_card(date.facts.source(), lang),
        as_published: Part::maybe_text(date.facts.as_published()),
        basis: Part::maybe_text(date.facts.basis()),
    };
    part(&scene.stage, lang, date.value, details)
}

fn part(stage: &Stage<'_>, lang: Lang, date: &Edtf, details: Details) -> Part {
    let pieces = stage.strings(lang).locale.date_pieces(date);
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
pub(super) fn html(stage: &Stage<'_>, lang: Lang, date: &Edtf) -> String {
    marked_up(date, &stage.strings(lang).locale.date_pieces(date))
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
