//! The letters of a list by title: where each begins, and what stands under it.

use super::builder::ViewBuilder;
use crate::kind::Kind;
use crate::site::EntityId;
use crate::view::Part;

/// A list of fewer entries is read at a glance.
const LONG: usize = 8;

/// What stands under one letter: its place among the letters of the language, and the entries.
struct LetterSection {
    letter: Option<usize>,
    entries: Vec<Part>,
}

/// Sets `entries`, `sections` and `letters`: all entries of a kind by title, the same under their letters, and the letters.
pub(super) fn set<'s, 'a>(
    view: &mut ViewBuilder<'s, 'a>,
    kind: Kind,
    entry: impl Fn(&mut ViewBuilder<'s, 'a>, EntityId) -> Option<Part>,
) {
    let (shared, lang) = (view.shared, view.lang);
    let locale = &shared.strings(lang).locale;
    let mut sections: Vec<LetterSection> = Vec::new();
    for id in shared.by_title(kind, lang) {
        let Some(entry) = entry(view, *id) else {
            continue;
        };
        let letter = locale.letter(shared.inputs.title(*id, lang));
        match sections.last_mut() {
            Some(last) if last.letter == letter => last.entries.push(entry),
            _ => sections.push(LetterSection {
                letter,
                entries: vec![entry],
            }),
        }
    }
    let all: Vec<Part> = sections
        .iter()
        .flat_map(|section| section.entries.iter().cloned())
        .collect();
    let is_indexed = !locale.letters().is_empty() && all.len() >= LONG && sections.len() > 1;
    if !is_indexed && !all.is_empty() {
        sections = vec![LetterSection {
            letter: None,
            entries: all.clone(),
        }];
    }
    let letters = if is_indexed {
        letters(view, &sections)
    } else {
        Vec::new()
    };
    let sections: Vec<Part> = sections
        .into_iter()
        .map(|section| part(view, section, is_indexed))
        .collect();
    view.set("entries", Part::list(all));
    view.set("letters", Part::list(letters));
    view.set("sections", Part::list(sections));
}

/// The language's own alphabet whole, of the others the letters that occur, and what stands under none.
fn letters(view: &ViewBuilder<'_, '_>, sections: &[LetterSection]) -> Vec<Part> {
    let locale = &view.shared.strings(view.lang).locale;
    let occurs = |letter: Option<usize>| sections.iter().any(|section| section.letter == letter);
    let part = |letter: Option<usize>| {
        let id = occurs(letter).then(|| id(view, letter));
        Part::map([
            ("text", Part::text(text(view, letter))),
            ("id", Part::maybe_text(id.as_deref())),
        ])
    };
    let numbered = locale.letters().iter().enumerate();
    let shown = numbered
        .filter(|(index, letter)| letter.own || occurs(Some(*index)))
        .map(|(index, _)| Some(index));
    shown
        .chain(occurs(None).then_some(None))
        .map(part)
        .collect()
}

fn part(view: &ViewBuilder<'_, '_>, section: LetterSection, is_indexed: bool) -> Part {
    let id = is_indexed.then(|| id(view, section.letter));
    let text = is_indexed.then(|| text(view, section.letter));
    Part::map([
        ("letter", Part::maybe_text(text)),
        ("id", Part::maybe_text(id.as_deref())),
        ("entries", Part::list(section.entries)),
    ])
}

fn text<'d>(view: &ViewBuilder<'d, '_>, letter: Option<usize>) -> &'d str {
    let strings = view.shared.strings(view.lang);
    let found = letter.and_then(|index| strings.locale.letters().get(index));
    found.map_or_else(
        || strings.get("letters_other"),
        |letter| letter.text.as_str(),
    )
}

/// With the mark of ids that no editor can write; without blanks, which an id may not hold.
fn id(view: &ViewBuilder<'_, '_>, letter: Option<usize>) -> String {
    match letter {
        Some(_) => format!("_letter-{}", text(view, letter)),
        None => "_letter-other".to_owned(),
    }
}
