//! Editions: what an entity, a list or the home page says in one language.

use std::sync::Arc;

use super::OPENING;
use super::group::Group;
use super::linker::Linker;
use super::merge::Fact;
use super::{originals, pairs, prose};
use crate::diagnostic::{Code, Location, quoted};
use crate::edtf::Edtf;
use crate::lang::{Lang, PerLang};
use crate::model::schema::{
    DRAFT, IMAGE_ALT, IMAGE_CREDIT, REVIEWED, SLUG, STATE, SUMMARY, TEMPLATE, TITLE, UPDATED,
};
use crate::model::{Document, SlotKind, section};
use crate::site::{Edition, Followed, Linked, Record};
use crate::yaml::{Value, refused};

/// The editions of a group.
pub(super) fn editions(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
    record: &Record,
) -> PerLang<Edition> {
    let made = group
        .editions
        .iter()
        .filter_map(|(lang, own)| Some((*lang, edition(linker, group, record, *lang, *own)?)));
    let mut editions = made.collect();
    originals::settle(linker, group, &mut editions);
    pairs::check(linker, group, &editions);
    editions
}

fn edition(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
    record: &Record,
    lang: Lang,
    own: Option<&Document>,
) -> Option<Edition> {
    let files = Files {
        own,
        neutral: group.neutral(),
        lang,
    };
    let document = own.or(files.neutral)?;
    let title = files
        .text(TITLE)
        .unwrap_or_else(|| untitled(linker, group, document, lang));
    let slug = files.fact(SLUG);
    let mut summaries = record.all(SUMMARY).rev();
    let summary = summaries.find_map(|stated| stated.in_lang(lang)?.prose());
    let linked = own
        .and_then(|own| own.text.as_ref().map(|text| (own, text)))
        .map(|(own, text)| Linked {
            targets: prose::targets(linker, &text.body, own),
            text: Arc::clone(text),
            has_blocks: text
                .body
                .slots
                .iter()
                .any(|slot| matches!(slot.kind, SlotKind::Block { .. })),
        });
    let brief = linker.options.schema.own(document.role).find("brief");
    let brief = brief.and_then(|(number, _)| files.lines(number));
    let followed = followed(&files, &title, brief.as_ref());
    Some(Edition {
        path: document.path.clone(),
        title,
        summary,
        text: linked,
        slug: slug
            .and_then(|fact| slug_of(linker, fact))
            .unwrap_or_else(|| Arc::clone(&group.key.id)),
        slug_span: slug.map(|fact| fact.stated.span),
        template: files
            .fact(TEMPLATE)
            .and_then(|fact| Some((Arc::clone(fact.stated.value.text()?), fact.location()))),
        draft: files
            .both()
            .filter_map(|document| document.get(DRAFT))
            .any(|stated| stated.value.is_true()),
        updated: files.day(UPDATED),
        reviewed: files.day(REVIEWED),
        image_alt: files.text(IMAGE_ALT),
        image_credit: files.text(IMAGE_CREDIT),
        followed,
        original: None,
        is_whole: group.is_whole(),
    })
}

/// What a translator must follow, in the order of the page.
fn followed(files: &Files<'_>, title: &Arc<str>, brief: Option<&Arc<str>>) -> Followed {
    let head = [
        (section::TITLE, Some(title)),
        (section::SUMMARY, files.inline(SUMMARY)),
        (section::BRIEF, brief),
        (section::STATE, files.inline(STATE)),
    ];
    let text = files
        .own
        .and_then(|own| Some((Arc::clone(&own.source), Arc::clone(own.text.as_ref()?))));
    Followed {
        head: head.map(|(id, text)| (id, text.map(Arc::clone))),
        text,
    }
}

/// The files that speak for one edition, nearest first.
struct Files<'a> {
    own: Option<&'a Document>,
    neutral: Option<&'a Document>,
    lang: Lang,
}

impl<'a> Files<'a> {
    fn both(&self) -> impl Iterator<Item = &'a Document> {
        [self.own, self.neutral].into_iter().flatten()
    }

    fn fact(&self, number: u16) -> Option<Fact<'a>> {
        self.both().find_map(|document| Fact::of(document, number))
    }

    /// The file that has this text in the language of the edition.
    fn by_lang(&self, number: u16) -> Option<Fact<'a>> {
        self.both().find_map(|document| {
            let stated = document.get(number)?;
            matches!(&stated.value, Value::ByLang(values) if values.contains_key(&self.lang))
                .then_some(Fact { document, stated })
        })
    }

    /// The Markdown of a text in the language of the edition.
    fn inline(&self, number: u16) -> Option<&'a Arc<str>> {
        match &self.by_lang(number)?.stated.value {
            Value::ByLang(values) => match &values.get(&self.lang)?.value {
                Value::Inline { text, .. } => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// The Markdown of a list of texts in the language of the edition.
    fn lines(&self, number: u16) -> Option<Arc<str>> {
        let lists = self.both().filter_map(|document| document.get(number));
        let mut texts = lists.map(|list| {
            let items = list.value.items().iter();
            let texts =
                items.filter_map(|item| match &item.value.by_lang()?.get(&self.lang)?.value {
                    Value::Inline { text, .. } => Some(&**text),
                    _ => None,
                });
            texts.collect::<Vec<_>>().join("\n")
        });
        texts.find(|text| !text.is_empty()).map(Into::into)
    }

    fn text(&self, number: u16) -> Option<Arc<str>> {
        let stated = self
            .by_lang(number)?
            .stated
            .value
            .by_lang()?
            .get(&self.lang)?;
        stated.value.text().map(Arc::clone)
    }

    fn day(&self, number: u16) -> Option<Edtf> {
        self.fact(number)?.stated.value.date().cloned()
    }
}

/// Nothing is reported where the title may stand in front matter that could not be read. List and home pages have names of their own.
fn untitled(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
    document: &Document,
    lang: Lang,
) -> Arc<str> {
    if !group.key.id.is_empty() && group.lacks(TITLE, "title") {
        let lacking = if document.lang.is_some() {
            vec![lang]
        } else {
            untitled_languages(group, document)
        };
        let names: Vec<&str> = lacking.iter().map(Lang::as_str).collect();
        let lines: Vec<String> = names.iter().map(|name| format!("`{name}: …`")).collect();
        let help = match (document.lang, lines.as_slice()) {
            (Some(_), _) => "add a line `title: …`".to_owned(),
            (None, [line]) => format!("add `title:` with a line {line}"),
            (None, _) => format!("add `title:` with a line for each: {}", lines.join(", ")),
        };
        // One message for all languages of a record, at the first of them.
        if lacking.first() == Some(&lang) {
            let at = Location::new(&document.path, OPENING);
            linker.report(
                Code::MissingTitle,
                &at,
                format!("the title is missing in {}", names.join(" and ")),
                Some(help),
            );
        }
    }
    Arc::clone(&group.key.id)
}

/// The languages that a neutral record alone speaks for, and has no title in.
fn untitled_languages(group: &Group<'_>, neutral: &Document) -> Vec<Lang> {
    let titled = |lang: &Lang| matches!(neutral.get(TITLE).map(|title| &title.value), Some(Value::ByLang(titles)) if titles.contains_key(lang));
    let alone = group
        .editions
        .iter()
        .filter(|(lang, own)| own.is_none() && !titled(lang));
    alone.map(|(lang, _)| *lang).collect()
}

fn slug_of(linker: &mut Linker<'_>, fact: Fact<'_>) -> Option<Arc<str>> {
    let slug = Arc::clone(fact.stated.value.text()?);
    let bad = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || crate::yaml::is_hidden(c)
            || matches!(
                c,
                '/' | '\\' | '?' | '#' | '%' | '<' | '>' | ':' | '"' | '|' | '*'
            )
    };
    if slug.contains(bad) || slug.starts_with('.') || slug.len() > 200 {
        let better: String = slug.chars().map(|c| if bad(c) { '-' } else { c }).collect();
        linker.report(
            Code::InvalidId,
            &fact.location(),
            format!("{} cannot be part of an address", quoted(&slug)),
            Some(format!(
                "write for instance {}",
                quoted(better.trim_matches(['-', '.']))
            )),
        );
        return None;
    }
    if let Some(why) = refused(&slug) {
        let message = format!("{} cannot be part of an address", quoted(&slug));
        let plain = slug.trim_end_matches('.').replace('.', "-");
        let better = refused(&plain).map_or_else(|| plain.clone(), |_| format!("{plain}-1"));
        let help = format!("{why}; write for instance {}", quoted(&better));
        linker.report(Code::InvalidId, &fact.location(), message, Some(help));
        return None;
    }
    Some(slug)
}
