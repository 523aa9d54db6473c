//! Cross-checks between languages: gathers what the editions of an entity say, section by section, and what each text
//! of its records says in each language. Linear: facts of a text were found when it was parsed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::group::Group;
use super::linker::Linker;
use super::names::Meaning;
use super::said::{Faults, Said, compare};
use crate::diagnostic::Severity;
use crate::kind::{Kind, Kinds};
use crate::lang::{Lang, PerLang};
use crate::locale::{Mentioned, Quantity, mentions};
use crate::model::front_matter::FrontMatter;
use crate::model::section::counterparts;
use crate::model::{Body, Citation, Document, Schema, SlotKind, Target};
use crate::site::{Edition, EntityId, Link, Linked, Resolved};
use crate::source::{SourcePath, Span};
use crate::yaml::{Item, Many, Scope, Stated, Value};

/// Compares every language with the original, or with the first of the site where none is named.
pub(super) fn check(linker: &mut Linker<'_>, group: &Group<'_>, editions: &PerLang<Edition>) {
    if !group.is_sound() || editions.len() < 2 {
        return;
    }
    let order = order(linker, editions);
    let Some((first, others)) = order.split_first() else {
        return;
    };
    for other in others {
        // A translation follows the edition that it names.
        let named = editions
            .get(other)
            .and_then(|edition| Some(edition.original.as_ref()?.lang));
        let first = named
            .filter(|lang| editions.contains_key(lang))
            .unwrap_or(*first);
        bodies(linker, group, editions, [first, *other]);
    }
    for texts in texts(&linker.options.schema, group, editions) {
        let mut said = order
            .iter()
            .filter_map(|lang| Some(said_of(linker, *lang, texts.get(lang)?)));
        let Some(first) = said.next() else { continue };
        let rest: Vec<Said<'_>> = said.collect();
        rest.iter().for_each(|other| compare(linker, &first, other));
    }
}

/// Originals first, then in the order of the site.
fn order(linker: &Linker<'_>, editions: &PerLang<Edition>) -> Vec<Lang> {
    let mut order: Vec<Lang> = linker
        .options
        .languages
        .iter()
        .copied()
        .filter(|lang| editions.contains_key(lang))
        .collect();
    let named = |lang: Lang| {
        editions.values().any(|one| {
            one.original
                .as_ref()
                .is_some_and(|original| original.lang == lang)
        })
    };
    order.sort_by_key(|lang| {
        (
            !named(*lang),
            editions.get(lang).is_some_and(|one| one.original.is_some()),
        )
    });
    order
}

/// Section by section where all headings have counterparts; otherwise as wholes.
fn bodies(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
    editions: &PerLang<Edition>,
    [first, second]: [Lang; 2],
) {
    let text = |lang: Lang| {
        editions
            .get(&lang)
            .and_then(|edition| Some((edition, edition.text.as_ref()?)))
    };
    let (Some((one, one_text)), Some((other, other_text))) = (text(first), text(second)) else {
        return;
    };
    let pairs = counterparts(&one_text.text.outline, &other_text.text.outline);
    let mut firsts = sections(linker, group, first, (&one.path, one_text));
    let mut seconds = sections(linker, group, second, (&other.path, other_text));
    let is_whole =
        pairs.len() == other_text.text.outline.len() && pairs.iter().all(Option::is_some);
    if !is_whole {
        firsts = whole(firsts);
        seconds = whole(seconds);
    }
    let partner = |index: usize| match index.checked_sub(1) {
        Some(heading) if is_whole => pairs.get(heading).copied().flatten().map(|index| index + 1),
        _ => Some(index),
    };
    for (index, said) in firsts.iter().enumerate() {
        if let Some(other) = partner(index).and_then(|index| seconds.get(index)) {
            compare(linker, said, other);
        }
    }
}

fn whole(sections: Vec<Said<'_>>) -> Vec<Said<'_>> {
    let mut sections = sections.into_iter();
    let mut first = sections.next();
    if let Some(first) = &mut first {
        sections.for_each(|section| first.absorb(section));
    }
    first.into_iter().collect()
}

/// What stands before the first heading, and then under each in the order of the outline.
fn sections<'a>(
    linker: &Linker<'_>,
    group: &Group<'_>,
    lang: Lang,
    (path, linked): (&'a SourcePath, &'a Linked),
) -> Vec<Said<'a>> {
    let text = &linked.text;
    let intro = std::iter::once(Said::new(lang, path, None));
    let mut said: Vec<Said<'a>> = intro
        .chain(
            text.outline
                .iter()
                .map(|heading| Said::new(lang, path, Some(heading.span))),
        )
        .collect();
    let starts: BTreeMap<u32, usize> = text
        .outline
        .iter()
        .map(|heading| heading.span.start)
        .zip(1..)
        .collect();
    let section = |span: Span| {
        starts
            .range(..=span.start)
            .next_back()
            .map_or(0, |(_, index)| *index)
    };
    for (what, span) in &text.body.mentions {
        if let Some(said) = said.get_mut(section(*span)) {
            said.mentions.push((*what, *span));
        }
    }
    for (slot, target) in text.body.slots.iter().zip(&linked.targets) {
        if let Some(said) = said.get_mut(section(slot.span)) {
            add(linker, said, &slot.kind, target, slot.span);
        }
    }
    for file in group.files.iter().filter(|file| file.path == *path) {
        let start = body_start(file);
        for (span, what) in faults(linker, file).filter(|(span, _)| span.start >= start) {
            if let Some(said) = said.get_mut(section(span)) {
                said.faults = said.faults.max(what);
            }
        }
    }
    said
}

/// What is already reported of the texts of a file, and where.
fn faults<'f>(
    linker: &'f Linker<'_>,
    file: &'f Document,
) -> impl Iterator<Item = (Span, Faults)> + 'f {
    let errors = linker
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    let places = errors
        .filter_map(|one| one.primary.as_ref())
        .filter(|at| at.path == file.path);
    let links = places.filter_map(|at| Some((at.span?, Faults::Links)));
    links.chain(file.faults.iter().map(|span| (*span, Faults::Words)))
}

/// Where the text of a file begins, behind its front matter.
fn body_start(file: &Document) -> u32 {
    FrontMatter::of(&file.source)
        .text_start()
        .unwrap_or_default()
}

fn add(linker: &Linker<'_>, said: &mut Said<'_>, kind: &SlotKind, target: &Resolved, span: Span) {
    match (kind, target) {
        (_, Resolved::Entity(id, _)) => drop(said.links.insert(*id, span)),
        (_, Resolved::Address(address)) => drop(said.addresses.insert(address.clone(), span)),
        (SlotKind::Block { data, .. }, Resolved::Block(leads)) => {
            let named = leads.links.iter().filter_map(|link| match link {
                Link::To(id) => Some((*id, span)),
                _ => None,
            });
            said.links.extend(named);
            let inner = data.inline.iter().zip(&leads.texts);
            let slots = inner.flat_map(|(body, targets)| body.slots.iter().zip(&**targets));
            for (slot, target) in slots {
                add(linker, said, &slot.kind, target, slot.span);
            }
        }
        (SlotKind::Citations(citations), Resolved::Citations(_)) => {
            citations
                .iter()
                .for_each(|citation| add_citation(linker, said, citation));
        }
        _ => {}
    }
}

fn add_citation(linker: &Linker<'_>, said: &mut Said<'_>, citation: &Citation) {
    let Some(id) = found(linker, &citation.source, Kinds::one(Kind::SOURCE)) else {
        return;
    };
    let pages = citation
        .locator
        .as_deref()
        .map(|locator| numbers(linker, said.lang, locator))
        .unwrap_or_default();
    said.cited.insert((id, pages), citation.span);
}

fn numbers(linker: &Linker<'_>, lang: Lang, text: &str) -> Vec<Quantity> {
    let Some(months) = linker.options.months.get(&lang) else {
        return Vec::new();
    };
    let found = mentions(text, months)
        .into_iter()
        .filter_map(|mention| match mention.what {
            Mentioned::Number(number) => Some(number),
            Mentioned::Date(_) | Mentioned::InName(_) => None,
        });
    found.collect()
}

/// What a reference means, without a word about it: problems were reported where it was resolved.
fn found(linker: &Linker<'_>, written: &str, kinds: Kinds) -> Option<EntityId> {
    match linker.look_up(written, kinds) {
        Meaning::One(id) | Meaning::Former(id, _) => Some(id),
        Meaning::Hidden | Meaning::Several(_) | Meaning::OtherKind(_) | Meaning::Nothing(_) => None,
    }
}

/// A text and the file that states it.
type InFile<'a> = (&'a Document, &'a Stated);

/// All texts of front matter that stand in more than one language, each with its languages.
fn texts<'a>(
    schema: &Schema,
    group: &Group<'a>,
    editions: &PerLang<Edition>,
) -> Vec<PerLang<InFile<'a>>> {
    let is_text = |item: &Item| matches!(item, Item::Text | Item::Inline);
    // By key and, in lists, by place.
    let mut own_texts: BTreeMap<(u16, usize), PerLang<InFile<'a>>> = BTreeMap::new();
    let mut found = Vec::new();
    for file in group.files.iter().map(|file| &***file) {
        let keys = schema.keys(file.role);
        for (number, key) in keys.filter(|(_, key)| key.scope != Scope::Edition) {
            let Some(stated) = file.get(number) else {
                continue;
            };
            match &stated.value {
                Value::ByLang(_) | Value::List(_)
                    if is_text(&key.shape.item) && key.shape.many != Many::ListsByLang =>
                {
                    for (place, values) in stated
                        .one_or_more()
                        .iter()
                        .filter_map(|one| one.value.by_lang())
                        .enumerate()
                    {
                        own_texts
                            .entry((number, place))
                            .or_default()
                            .extend(values.iter().map(|(lang, text)| (*lang, (file, text))));
                    }
                }
                _ => maps(file, stated, &mut found),
            }
        }
    }
    let mut all: Vec<_> = own_texts.into_values().chain(found).collect();
    all.iter_mut()
        .for_each(|texts| texts.retain(|lang, _| editions.contains_key(lang)));
    all.retain(|texts| texts.len() > 1);
    all
}

/// Maps of languages inside a value, however deep.
fn maps<'a>(file: &'a Document, stated: &'a Stated, found: &mut Vec<PerLang<InFile<'a>>>) {
    match &stated.value {
        Value::ByLang(values) => found.push(
            values
                .iter()
                .filter(|(_, text)| matches!(text.value, Value::Text(_) | Value::Inline { .. }))
                .map(|(lang, text)| (*lang, (file, text)))
                .collect(),
        ),
        Value::List(items) => items.iter().for_each(|item| maps(file, item, found)),
        Value::Map(_, entries) => entries
            .iter()
            .for_each(|(_, entry)| maps(file, entry, found)),
        _ => {}
    }
}

fn said_of<'a>(linker: &Linker<'_>, lang: Lang, (file, stated): &InFile<'a>) -> Said<'a> {
    let mut said = Said::new(lang, &file.path, Some(stated.span));
    let within = |span: &Span| stated.span.start <= span.start && span.end <= stated.span.end;
    let own = faults(linker, file)
        .filter(|(span, _)| within(span))
        .map(|(_, what)| what);
    said.faults = own.max().unwrap_or(Faults::None);
    match &stated.value {
        Value::Text(text) => {
            let found = linker
                .options
                .months
                .get(&lang)
                .map(|months| mentions(text, months))
                .unwrap_or_default();
            // As it stands in the file, unless the value is spelt otherwise there.
            let written = file.source.get(stated.span.range()).unwrap_or_default();
            let offset = written
                .find(&**text)
                .map(|at| stated.span.range().start + at);
            let place = |range: Range<usize>| {
                offset.map_or(stated.span, |offset| {
                    Span::new(offset + range.start, offset + range.end)
                })
            };
            said.mentions = found
                .into_iter()
                .map(|mention| (mention.what, place(mention.range)))
                .collect();
        }
        Value::Inline { index, .. } => {
            if let Some(body) = file.inline.get(*index) {
                said.mentions.clone_from(&body.mentions);
                slots(linker, &mut said, body);
            }
        }
        _ => {}
    }
    said
}

fn slots(linker: &Linker<'_>, said: &mut Said<'_>, body: &Body) {
    for slot in &body.slots {
        match &slot.kind {
            SlotKind::Citations(citations) => {
                citations
                    .iter()
                    .for_each(|citation| add_citation(linker, said, citation));
            }
            SlotKind::Name(target) | SlotKind::LinkStart { target, .. } => match target {
                Target::Entity { kind, name, .. } => {
                    let id = found(linker, name, kind.map_or(Kinds::ANY, Kinds::one));
                    said.links.extend(id.map(|id| (id, slot.span)));
                }
                Target::Address(address) => drop(said.addresses.insert(address.clone(), slot.span)),
                Target::File { .. } | Target::Anchor(_) | Target::Path(_) => {}
            },
            SlotKind::LinkEnd
            | SlotKind::Picture { .. }
            | SlotKind::Phrase(_)
            | SlotKind::Number(_)
            | SlotKind::Block { .. } => {}
        }
    }
}
