//! Texts as other pages and programs show them: without links, citations and notes.

use super::html::{close_up, isolated, plain};
use super::inputs::Inputs;
use crate::escape;
use crate::lang::Lang;
use crate::model::{Body, SlotKind};
use crate::site::{Edition, Prose, Resolved};

/// A text without links and citations: for cards, which stand inside links and on many pages.
pub(super) fn bare(inputs: &Inputs<'_>, lang: Lang, prose: &Prose) -> String {
    bare_until(
        inputs,
        lang,
        &prose.body,
        &prose.targets,
        prose.body.html.len(),
    )
}

/// The summary of an edition, or what stands before `<!-- more -->`, as ready inline HTML.
pub(super) fn teaser(inputs: &Inputs<'_>, lang: Lang, edition: &Edition) -> Option<String> {
    let excerpt = || {
        let linked = edition.text.as_ref()?;
        let body = &linked.text.body;
        let text = bare_until(inputs, lang, body, &linked.targets, body.more? as usize);
        Some(isolated(&plain(&text), inputs.direction(lang)))
    };
    edition
        .summary
        .as_ref()
        .map(|prose| bare(inputs, lang, prose))
        .or_else(excerpt)
}

/// Whether the titles of other entities may stand in it.
pub(super) fn names_others(edition: &Edition) -> bool {
    let targets = match (&edition.summary, &edition.text) {
        (Some(summary), _) => &*summary.targets,
        (None, Some(linked)) => &*linked.targets,
        (None, None) => return false,
    };
    let is_cut = edition
        .text
        .as_ref()
        .is_some_and(|linked| linked.text.body.more.is_some());
    let is_shown = edition.summary.is_some() || is_cut;
    is_shown
        && targets
            .iter()
            .any(|target| matches!(target, Resolved::Entity(..)))
}

/// The same as plain text, for metadata and feeds.
pub(super) fn description(inputs: &Inputs<'_>, lang: Lang, edition: &Edition) -> Option<String> {
    teaser(inputs, lang, edition).map(|html| plain(&html))
}

fn bare_until(
    inputs: &Inputs<'_>,
    lang: Lang,
    body: &Body,
    targets: &[Resolved],
    end: usize,
) -> String {
    let mut out = String::with_capacity(end);
    let mut from = 0;
    for (slot, target) in body
        .slots
        .iter()
        .zip(targets)
        .filter(|(slot, _)| slot.at as usize <= end)
    {
        let at = slot.at as usize;
        out.push_str(body.html.get(from..at).unwrap_or_default());
        from = at;
        match (&slot.kind, target) {
            (SlotKind::Name(_), Resolved::Entity(id, _)) => {
                out.push_str(&isolated(inputs.title(*id, lang), inputs.direction(lang)));
            }
            (SlotKind::Name(_), Resolved::Hidden(words) | Resolved::Broken(words)) => {
                escape::push_quoted(&mut out, words);
            }
            (SlotKind::Citations(_), _) => close_up(&mut out),
            _ => {}
        }
    }
    out.push_str(body.html.get(from..end).unwrap_or_default());
    out
}
