//! Editions, and the facts that every kind may state.

use std::sync::Arc;

use super::OPENING;
use super::group::Group;
use super::linker::{Linker, date, is_true, text, text_list, text_lists};
use super::merge::{Fact, Merged};
use super::prose;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Location, quoted};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::model::schema::{
    ARTICLE_DATE, DRAFT, IMAGE_ALT, IMAGE_CREDIT, REVIEWED, SLUG, STATE, SUMMARY, TEMPLATE, TITLE,
    UPDATED,
};
use crate::model::{Document, SlotKind, section};
use crate::site::{Common, Correction, Edition, EntityId, Followed, Linked, SourceUse};
use crate::source::SourcePath;
use crate::yaml::Value;

/// The edition of a group in one language.
pub(super) fn edition(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
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
    let summary = files
        .by_lang(SUMMARY)
        .and_then(|fact| linker.prose(Some(fact)).remove(&lang));
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
    let followed = followed(&files, &title);
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
            .and_then(|fact| Some((text(Some(fact))?, fact.location()))),
        draft: files
            .both()
            .any(|document| is_true(document.get(DRAFT).map(|stated| Fact { document, stated }))),
        date: if group.key.kind == Kind::ARTICLE {
            article_date(linker, group, &files)
        } else {
            None
        },
        updated: date(files.fact(UPDATED)),
        reviewed: date(files.fact(REVIEWED)),
        image_alt: files.text(IMAGE_ALT),
        image_credit: files.text(IMAGE_CREDIT),
        followed,
        original: None,
        is_whole: group.is_whole(),
    })
}

/// What a translator must follow, in the order of the page.
fn followed(files: &Files<'_>, title: &Arc<str>) -> Followed {
    let head = [
        (section::TITLE, Some(title)),
        (section::SUMMARY, files.inline(SUMMARY)),
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
        self.both()
            .find_map(|document| document.get(number).map(|stated| Fact { document, stated }))
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

    fn text(&self, number: u16) -> Option<Arc<str>> {
        super::linker::texts(self.by_lang(number)).remove(&self.lang)
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
    let slug = text(Some(fact))?;
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
    Some(slug)
}

/// Each edition has its own day of publication; absent, another's.
fn article_date(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
    files: &Files<'_>,
) -> Option<crate::site::StatedDate> {
    let other = || {
        group.files.iter().find_map(|document| {
            document
                .get(ARTICLE_DATE)
                .map(|stated| Fact { document, stated })
        })
    };
    let stated = files.fact(ARTICLE_DATE).or_else(other);
    linker.stated_date(stated)
}

/// The facts that every kind may state.
pub(super) fn common(linker: &mut Linker<'_>, group: &Group<'_>, merged: &Merged<'_>) -> Common {
    let image = merged.get("image").and_then(|fact| {
        Some((
            text(Some(fact))?,
            fact.document.path.clone(),
            fact.stated.span,
        ))
    });
    if let Some((_, path, span)) = &image {
        image_alt(linker, group, merged, path, *span);
    }
    Common {
        names: text_lists(merged.all("names")),
        tags: tags(linker, merged.get("tags")),
        sources: sources(linker, merged.get("sources")),
        image,
        same_as: text_list(merged.get("same_as")),
        corrections: corrections(linker, group, merged.get("corrections")),
        aliases: aliases(linker, merged.get("aliases")),
        former_ids: text_list(merged.get("former_ids")),
        params: merged
            .get("params")
            .and_then(|fact| match &fact.stated.value {
                Value::Free(value) => Some(Arc::clone(value)),
                _ => None,
            }),
    }
}

fn image_alt(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
    merged: &Merged<'_>,
    path: &SourcePath,
    span: crate::source::Span,
) {
    let lacking: Vec<&str> = group
        .editions
        .keys()
        .filter(|lang| {
            !merged
                .all("image_alt")
                .any(|fact| super::linker::texts(Some(fact)).contains_key(lang))
        })
        .map(Lang::as_str)
        .collect();
    if !lacking.is_empty() {
        let message = format!("this picture has no `image_alt` in {}", lacking.join(", "));
        linker.report(
            Code::ImageWithoutAlt,
            &Location::new(path, span),
            message,
            Some("say in a few words what the picture shows".to_owned()),
        );
    }
}

/// Ids of tags, declared in the configuration; others are reported.
pub(super) fn tags(linker: &mut Linker<'_>, fact: Option<Fact<'_>>) -> Vec<Arc<str>> {
    let mut tags = Vec::new();
    for item in fact.into_iter().flat_map(Fact::items) {
        let Some(tag) = text(Some(item)) else {
            continue;
        };
        if linker.options.tags.contains(&tag) {
            tags.push(tag);
        } else {
            let help = did_you_mean(&tag, linker.options.tags.iter().map(|tag| &**tag))
                .unwrap_or_else(|| "declare it under `tags:` in the configuration".to_owned());
            linker.report(
                Code::UnknownTag,
                &item.location(),
                format!("{} is not a declared tag", quoted(&tag)),
                Some(help),
            );
        }
    }
    tags
}

fn sources(linker: &mut Linker<'_>, fact: Option<Fact<'_>>) -> Vec<SourceUse> {
    let items: Vec<Fact<'_>> = fact.into_iter().flat_map(Fact::items).collect();
    items
        .into_iter()
        .filter_map(|item| {
            linker.require(item, "source");
            let source: EntityId = linker.entity_at(item, "source")?;
            Some(SourceUse {
                source,
                note: linker.prose(item.get("note")),
                paragraph: text(item.get("paragraph")),
            })
        })
        .collect()
}

/// A correction is owed in every language that the page has.
fn corrections(
    linker: &mut Linker<'_>,
    group: &Group<'_>,
    fact: Option<Fact<'_>>,
) -> Vec<Correction> {
    let items: Vec<Fact<'_>> = fact.into_iter().flat_map(Fact::items).collect();
    items
        .into_iter()
        .map(|item| {
            let mut text = linker.prose(item.get("text"));
            // An edition that is not published has no corrections that anyone could read.
            text.retain(|lang, _| group.editions.contains_key(lang));
            let owed: Vec<&str> = group
                .editions
                .keys()
                .filter(|lang| !text.contains_key(lang))
                .map(Lang::as_str)
                .collect();
            if !owed.is_empty() {
                linker.report(
                    Code::MissingTranslation,
                    &item.location(),
                    format!("this correction is owed in {}", owed.join(", ")),
                    Some("add its text in each language of the page".to_owned()),
                );
            }
            Correction {
                date: date(item.get("date")),
                text,
            }
        })
        .collect()
}

fn aliases(
    linker: &mut Linker<'_>,
    fact: Option<Fact<'_>>,
) -> Vec<(Arc<str>, SourcePath, crate::source::Span)> {
    let mut aliases = Vec::new();
    for item in fact.into_iter().flat_map(Fact::items) {
        let Some(alias) = text(Some(item)) else {
            continue;
        };
        let sound = is_site_path(&alias);
        if sound {
            aliases.push((alias, item.document.path.clone(), item.stated.span));
        } else {
            linker.report(
                Code::InvalidAlias,
                &item.location(),
                format!("{} is not an absolute path inside the site", quoted(&alias)),
                Some("write it as /old/address/, with its letters as they are read and not percent-encoded".to_owned()),
            );
        }
    }
    aliases
}

/// An absolute path of plain parts: no `..`, nothing empty or encoded, and no line end, which would break the manifest.
fn is_site_path(alias: &str) -> bool {
    let bad = |c: char| c.is_control() || matches!(c, '\\' | '?' | '#' | '<' | '>' | '"' | '%');
    let inner = alias
        .strip_prefix('/')
        .map(|inner| inner.strip_suffix('/').unwrap_or(inner));
    inner.is_some_and(|inner| {
        inner
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.contains(bad))
    })
}
