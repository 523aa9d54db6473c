//! Filling the slots of a text for one page: links, citations, pictures, phrases, blocks.

use std::collections::BTreeSet;

use super::cite::Citations;
use super::html::{close_up, push_under};
use super::nearby;
use super::shared::SharedViews;
use crate::diagnostic::nearest::Suggestions;
use crate::diagnostic::{Diagnostic, Location};
use crate::escape;
use crate::lang::Lang;
use crate::model::{Body, Slot, SlotKind};
use crate::page::Route;
use crate::site::{Correction, Edition, Entity, Linked, Prose, Resolved, Texts};
use crate::source::SourcePath;
use crate::view::{Part, Segment};

/// Fills the texts of one page, and gathers what they cite, show and get wrong.
pub(super) struct Filler<'s, 'a> {
    pub shared: &'s SharedViews<'a>,
    /// The language of the page.
    pub lang: Lang,
    /// The page.
    pub(super) route: &'s Route,
    /// What links begin with.
    pub root: String,
    /// The citations of the page so far.
    pub citations: Citations,
    /// Pictures and files that the page shows or links to.
    pub attachments: BTreeSet<SourcePath>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// For what leads nowhere.
    pub suggestions: Suggestions,
}

/// One text being filled.
pub(super) struct Filling<'b> {
    pub(super) path: &'b SourcePath,
    /// The language of the text, which is not the page's where another language is shown in its place.
    pub(super) words: Lang,
    /// The ids of the text; `None` where any may exist.
    pub(super) anchors: Option<&'b [String]>,
    /// What its ids are put under, where it shares its page with others.
    pub(super) under: Option<&'b str>,
    pub(super) out: String,
    pub(super) segments: Vec<Segment>,
    /// For each open link, whether its tag was written.
    pub(super) open: Vec<bool>,
}

impl Filling<'_> {
    /// A piece of HTML that parsing made.
    fn push(&mut self, html: &str) {
        match self.under {
            Some(under) => push_under(&mut self.out, html, under),
            None => self.out.push_str(html),
        }
    }
}

/// Where blocks cannot stand; parsing reports them there.
pub(super) fn without_blocks(segments: Vec<Segment>) -> String {
    let html = segments.into_iter().map(|segment| match segment {
        Segment::Html(html) => html,
        Segment::Block { .. } => String::new(),
    });
    html.collect()
}

impl<'s, 'a> Filler<'s, 'a> {
    pub(super) fn new(shared: &'s SharedViews<'a>, lang: Lang, route: &'s Route) -> Self {
        Self {
            shared,
            lang,
            route,
            root: shared.root(route),
            citations: Citations::default(),
            attachments: BTreeSet::new(),
            diagnostics: Vec::new(),
            suggestions: Suggestions::default(),
        }
    }

    /// The text of an edition, with its blocks still to be rendered.
    pub(super) fn text(&mut self, edition: &Edition, words: Lang) -> Vec<Segment> {
        let Some(Linked { text, targets, .. }) = &edition.text else {
            return Vec::new();
        };
        let anchors = edition.is_whole.then(|| nearby::anchors_of_text(text));
        self.fill(
            &text.body,
            targets,
            words,
            (&edition.path, anchors.as_deref(), None),
        )
    }

    /// The text of an edition on a page with others, as ready HTML; its ids stand under one that only it has.
    pub(super) fn text_among(&mut self, edition: &Edition, words: Lang, under: &str) -> String {
        let Some(Linked { text, targets, .. }) = &edition.text else {
            return String::new();
        };
        let anchors = edition.is_whole.then(|| nearby::anchors_of_text(text));
        let segments = self.fill(
            &text.body,
            targets,
            words,
            (&edition.path, anchors.as_deref(), Some(under)),
        );
        without_blocks(segments)
    }

    /// A text of front matter as ready HTML.
    pub(super) fn prose(&mut self, prose: &Prose, words: Lang) -> Part {
        Part::html(&self.prose_html(prose, words))
    }

    /// A text of front matter in the language of the page, or in `words` where that language lacks it.
    pub(super) fn prose_in(&mut self, texts: Texts<'_>, words: Lang) -> Option<Part> {
        self.prose_among(texts, words, |_| true)
    }

    /// The text of a correction; an edition that is not published has none that anyone could read.
    pub(super) fn correction(
        &mut self,
        entity: &Entity,
        correction: Correction<'_>,
        words: Lang,
    ) -> Option<Part> {
        let is_shown = |lang: Lang| entity.editions.contains_key(&lang);
        self.prose_among(correction.text(), words, is_shown)
    }

    fn prose_among(
        &mut self,
        texts: Texts<'_>,
        words: Lang,
        is_shown: impl Fn(Lang) -> bool,
    ) -> Option<Part> {
        let has = |lang: &Lang| is_shown(*lang) && texts.prose(*lang).is_some();
        let first = || texts.languages().filter(has).min();
        let lang = [self.lang, words].into_iter().find(has).or_else(first)?;
        let html = self.prose_html(&texts.prose(lang)?, lang);
        Some(if lang == self.lang {
            Part::html(&html)
        } else {
            Part::html(&self.foreign(lang, &html))
        })
    }

    /// Words of another language, marked as such.
    pub(super) fn foreign(&self, lang: Lang, html: &str) -> String {
        format!(
            "<span lang=\"{lang}\" dir=\"{}\">{html}</span>",
            self.shared.direction(lang).as_str()
        )
    }

    fn prose_html(&mut self, prose: &Prose, words: Lang) -> String {
        without_blocks(self.fill(
            &prose.body,
            &prose.targets,
            words,
            (&prose.path, None, None),
        ))
    }

    pub(super) fn fill(
        &mut self,
        body: &Body,
        targets: &[Resolved],
        words: Lang,
        (path, anchors, under): (&SourcePath, Option<&[String]>, Option<&str>),
    ) -> Vec<Segment> {
        let mut filling = Filling {
            path,
            words,
            anchors,
            under,
            out: String::with_capacity(body.html.len() + body.slots.len() * 64),
            segments: Vec::new(),
            open: Vec::new(),
        };
        let mut from = 0;
        for (slot, target) in body.slots.iter().zip(targets) {
            let at = slot.at as usize;
            filling.push(body.html.get(from..at).unwrap_or_default());
            from = at;
            self.slot(&mut filling, slot, target);
        }
        filling.push(body.html.get(from..).unwrap_or_default());
        filling.segments.push(Segment::Html(filling.out));
        filling.segments
    }

    fn slot(&mut self, filling: &mut Filling<'_>, slot: &Slot, target: &Resolved) {
        match (&slot.kind, target) {
            (SlotKind::LinkStart { title, .. }, _) => {
                self.link_start(filling, slot, target, title.as_deref());
            }
            (SlotKind::LinkEnd, _) => {
                if filling.open.pop() == Some(true) {
                    filling.out.push_str("</a>");
                }
            }
            (SlotKind::Name(_), Resolved::Entity(id, _)) => self.name(filling, slot, target, *id),
            (SlotKind::Name(_), Resolved::Hidden(words) | Resolved::Broken(words)) => {
                escape::push_quoted(&mut filling.out, words);
            }
            (
                SlotKind::Picture {
                    address,
                    alt,
                    title,
                },
                _,
            ) => {
                let at = Location::new(filling.path, slot.span);
                let words = filling.words;
                self.picture(
                    &mut filling.out,
                    (&at, words),
                    address,
                    alt,
                    title.as_deref(),
                );
            }
            (SlotKind::Citations(_), Resolved::Citations(cited)) => {
                close_up(&mut filling.out);
                let direction = self.shared.direction(filling.words);
                self.citations.cite(
                    self.shared.strings(filling.words),
                    &mut filling.out,
                    cited,
                    direction,
                );
            }
            (SlotKind::Phrase(key), _) => {
                escape::push_quoted(
                    &mut filling.out,
                    self.shared.strings(filling.words).get(key),
                );
            }
            (SlotKind::Number(number), _) => {
                let number = i64::try_from(*number).unwrap_or(i64::MAX);
                filling
                    .out
                    .push_str(&self.shared.strings(filling.words).locale.number(number));
            }
            (SlotKind::Block { .. }, Resolved::Block { .. }) => self.block(filling, slot, target),
            (SlotKind::Name(_) | SlotKind::Citations(_) | SlotKind::Block { .. }, _) => {}
        }
    }
}
