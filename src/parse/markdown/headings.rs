//! Headings: their ids, the outline, and the level that they are shown at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, HeadingLevel};

use super::buffer::{Buffer, BufferOffset};
use super::flavour::Flavour;
use super::overrides::Override;
use super::writer::Writer;
use super::written::trimmed;
use crate::diagnostic::{Code, Diagnostic, quoted};
use crate::escape;
use crate::locale::{heading_slug, slug};
use crate::model::Heading;
use crate::model::body::{SlotKind, Target};
use crate::model::section::HeadingName;

/// What headings of one text know of each other.
pub(super) struct Headings<'a> {
    open: Option<OpenHeading<'a>>,
    /// Ids that some heading states, so that none made from words takes them first.
    stated: BTreeSet<&'a str>,
    /// Ids given so far, with the place that stated them.
    given: BTreeMap<Arc<str>, Range<usize>>,
    /// For each base of a made id, the last number tried, so that many equal headings stay linear.
    numbers: BTreeMap<String, u32>,
    has_first_level: bool,
    /// Ids that earlier editions of the program made of the same words; addresses may still name them.
    former: Vec<Arc<str>>,
}

struct OpenHeading<'a> {
    level: u8,
    id: Option<CowStr<'a>>,
    /// Classes and attributes, written out.
    attributes: String,
    /// What the editor says of direction and language.
    stated: Option<Override>,
    /// What is written before it.
    from: BufferOffset,
    range: Range<usize>,
}

type Extras<'a> = (Vec<CowStr<'a>>, Vec<(CowStr<'a>, Option<CowStr<'a>>)>);

impl<'a> Headings<'a> {
    /// Reads ahead which ids the text states.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            open: None,
            stated: stated_ids(text),
            given: BTreeMap::new(),
            numbers: BTreeMap::new(),
            has_first_level: false,
            former: Vec::new(),
        }
    }

    /// Moves all headings one level down where the text uses the first, which belongs to the page's title.
    pub(super) fn shift(&self, out: &mut Buffer) {
        if !self.has_first_level {
            return;
        }
        for &at in &out.levels {
            let lower = match out.html.as_bytes().get(at) {
                Some(b'1') => "2",
                Some(b'2') => "3",
                Some(b'3') => "4",
                Some(b'4') => "5",
                _ => "6",
            };
            // OK because `levels` holds the places of single digits; one byte for one byte moves nothing.
            out.html.replace_range(at..=at, lower);
        }
        for heading in &mut out.outline {
            heading.level = (heading.level + 1).min(6);
        }
    }

    /// An id from the words of a heading that no other heading has or states.
    fn make_id(&mut self, words: &str) -> Arc<str> {
        let base = match heading_slug(words) {
            empty if empty.is_empty() => "section".to_owned(),
            // No number behind such an id would make it free.
            slug if is_of_page(&slug) => format!("section-{slug}"),
            slug => slug,
        };
        if !self.is_taken(&base) {
            return base.into();
        }
        let mut number = self.numbers.get(&base).copied().unwrap_or(1);
        let id = loop {
            number += 1;
            let id = format!("{base}-{number}");
            if !self.is_taken(&id) {
                break id;
            }
        };
        self.numbers.insert(base, number);
        id.into()
    }

    fn is_taken(&self, id: &str) -> bool {
        self.given.contains_key(id) || self.stated.contains(id)
    }
}

impl<'a> Headings<'a> {
    pub(super) fn start(
        &mut self,
        writer: &mut Writer<'_>,
        level: HeadingLevel,
        id: Option<CowStr<'a>>,
        extras: Extras<'a>,
        range: Range<usize>,
    ) {
        if writer.flavour() == Flavour::Inline {
            return;
        }
        writer.begin_block();
        self.has_first_level |= level == HeadingLevel::H1 && writer.flavour() == Flavour::Document;
        let range = trimmed(writer.source(), range);
        let (attributes, stated) = heading_attributes(writer, extras, &range);
        self.open = Some(OpenHeading {
            level: level as u8,
            id,
            attributes,
            stated,
            from: writer.begin_heading(),
            range,
        });
    }

    pub(super) fn end(&mut self, writer: &mut Writer<'_>) {
        let Some(mut heading) = self.open.take() else {
            return;
        };
        let turned = writer.end_heading_run(heading.stated.as_ref());
        let words = writer.heading_words();
        let mut tag = format!("<h{}", heading.level);
        let mut former = None;
        if writer.flavour() == Flavour::Document {
            let stated = heading.id.take();
            let entry = self.entry(writer, &heading, stated.as_deref(), (&words, &turned));
            tag.push_str(" id=\"");
            escape::push_any(&mut tag, &entry.id);
            tag.push('"');
            former = stated
                .is_none()
                .then(|| self.former_id(&words, &entry.id))
                .flatten();
            writer.list_heading(entry);
        }
        tag.push_str(&heading.attributes);
        tag.push_str(&turned);
        tag.push('>');
        if let Some(id) = former {
            tag.push_str("<span id=\"");
            escape::push_any(&mut tag, &id);
            tag.push_str("\"></span>");
        }
        writer.enclose_heading(heading.from, &tag, &format!("</h{}>\n", heading.level));
    }

    /// What the outline says of a heading with these words, whose tag owes these attributes to them.
    fn entry(
        &mut self,
        writer: &mut Writer<'_>,
        heading: &OpenHeading<'_>,
        stated: Option<&str>,
        (words, turned): (&str, &str),
    ) -> Heading {
        let id = match stated {
            Some(id) => self.state_id(writer, id, &heading.range),
            None => self.make_id(words),
        };
        self.given.insert(Arc::clone(&id), heading.range.clone());
        let (words, mut names) = words_alone(writer.out(), heading.from);
        let attributes = heading
            .stated
            .as_ref()
            .map_or_else(|| turned.to_owned(), Override::attributes);
        let (open, close) = if attributes.is_empty() {
            (String::new(), "")
        } else {
            (format!("<bdi{attributes}>"), "</bdi>")
        };
        let blank = words.len() - words.trim_start().len();
        for name in &mut names {
            let moved = |at: usize| (at + open.len()).saturating_sub(blank);
            name.at = moved(name.at.start)..moved(name.at.end);
        }
        let html = format!("{open}{}{close}", words.trim()).into();
        Heading {
            level: heading.level,
            section: Arc::clone(&id),
            id,
            explicit: stated.is_some(),
            html,
            names,
            span: writer.span(&heading.range),
        }
    }

    /// The id that the words of a heading had before ids were made as elsewhere, if it is another and free.
    fn former_id(&mut self, words: &str, id: &str) -> Option<Arc<str>> {
        let former = slug(words);
        if former.is_empty()
            || id.starts_with(&*former)
            || is_of_page(&former)
            || self.is_taken(&former)
        {
            return None;
        }
        let former: Arc<str> = former.into();
        self.given.insert(Arc::clone(&former), 0..0);
        self.former.push(Arc::clone(&former));
        Some(former)
    }

    /// The ids that links may name beside those of the outline.
    pub(super) fn former_ids(self) -> Vec<Arc<str>> {
        self.former
    }

    /// The id that an editor states, or a free one beside it where two headings state the same.
    fn state_id(&mut self, writer: &mut Writer<'_>, id: &str, range: &Range<usize>) -> Arc<str> {
        if is_of_page(id) {
            let message = format!("the id {} belongs to the page itself", quoted(id));
            let help = "give the heading another id: one that begins with a letter, and is no `cite-1`, `ref-1` or `fn-1`"
                .to_owned();
            writer
                .report()
                .add(Code::DuplicateHeadingId, range, message, Some(help));
            return self.make_id(id.trim_start_matches('_'));
        }
        let Some(first) = self.given.get(id).cloned() else {
            return id.into();
        };
        let report = writer.report();
        let first = report.location(&first);
        let diagnostic = Diagnostic::at(
            Code::DuplicateHeadingId,
            report.location(range),
            format!("two headings have the id {}", quoted(id)),
        );
        report.push(
            diagnostic
                .label(first, "the first one")
                .help("give one of them another id"),
        );
        self.make_id(id)
    }
}

/// Classes pass; of the other attributes those of language do, and the rest is raw HTML in disguise.
fn heading_attributes(
    writer: &mut Writer<'_>,
    (classes, attributes): Extras<'_>,
    range: &Range<usize>,
) -> (String, Option<Override>) {
    let mut written = String::new();
    if !classes.is_empty() {
        let classes: Vec<&str> = classes.iter().map(|class| &**class).collect();
        write_attribute(&mut written, "class", &classes.join(" "));
    }
    let (stated, others): (Vec<_>, Vec<_>) = attributes
        .into_iter()
        .partition(|(name, _)| matches!(&**name, "lang" | "dir"));
    for (name, value) in others {
        let sound = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if writer.options().raw_html && sound {
            write_attribute(&mut written, &name, value.as_deref().unwrap_or_default());
        } else {
            writer.report().add(
                Code::RawHtml,
                range,
                format!("the attribute {} of a heading is left out", quoted(&name)),
                None,
            );
        }
    }
    if stated.is_empty() {
        return (written, None);
    }
    let pairs = stated.iter().map(|(name, value)| {
        (
            &**name,
            value.as_deref().unwrap_or_default().trim_matches('"'),
        )
    });
    let stated = Override::read(pairs, range, writer.report());
    written.push_str(&stated.attributes());
    (written, Some(stated))
}

fn write_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape::push_any(out, value);
    out.push('"');
}

/// The words of a heading as HTML: links, notes and citations are slots, and so not in it; names of entities are put back,
/// as they were written and with their places.
fn words_alone(out: &Buffer, start: BufferOffset) -> (String, Vec<HeadingName>) {
    let mut words = String::new();
    let mut names = Vec::new();
    let mut from = start.html;
    for slot in out.slots.iter().skip(start.slots) {
        let text = match &slot.kind {
            SlotKind::Name(Target::Entity { name, .. }) => name,
            SlotKind::Picture { alt, .. } => alt,
            _ => continue,
        };
        words.push_str(out.html.get(from..slot.at as usize).unwrap_or_default());
        let begins = words.len();
        escape::push_text(&mut words, text);
        if matches!(slot.kind, SlotKind::Name(_)) {
            names.push(HeadingName {
                at: begins..words.len(),
                slot: slot.span,
            });
        }
        from = slot.at as usize;
    }
    words.push_str(out.html.get(from..).unwrap_or_default());
    (words, names)
}

/// Whether a page gives this id to a note, a citation or a part of itself.
fn is_of_page(id: &str) -> bool {
    let number = ["fn-", "fnref-", "cite-", "ref-"]
        .iter()
        .find_map(|start| id.strip_prefix(start));
    id.starts_with('_')
        || number.is_some_and(|number| {
            number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
        })
}

/// Everything that looks like `{… #id …}`. Too much does no harm: an id made from words then avoids it.
fn stated_ids(text: &str) -> BTreeSet<&str> {
    let inside = text
        .split('{')
        .skip(1)
        .filter_map(|after| after.split(['}', '\n']).next());
    inside
        .flat_map(str::split_ascii_whitespace)
        .filter_map(|word| word.strip_prefix('#'))
        .collect()
}
