//! Filling the slots of a text for one page: links, citations, pictures, phrases, blocks.

use std::collections::BTreeSet;

use super::cite::Citations;
use super::html::{attribute, close_up, isolated, push_under};
use super::inputs::media_route;
use super::nearby;
use super::shared::SharedViews;
use crate::diagnostic::nearest::Suggestions;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::escape;
use crate::lang::Lang;
use crate::locale::bidi::is_invisible_mark;
use crate::model::{Body, Slot, SlotKind};
use crate::page::{Route, encoded};
use crate::site::{Correction, Edition, Entity, EntityId, Linked, Prose, Resolved, Texts};
use crate::source::SourcePath;
use crate::view::{Part, Segment};

/// Fills the texts of one page, and gathers what they cite, show and get wrong.
pub(super) struct Filler<'s, 'a> {
    pub shared: &'s SharedViews<'a>,
    /// The language of the page.
    pub lang: Lang,
    /// The page.
    route: &'s Route,
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
    open: Vec<bool>,
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

    fn link_start(
        &mut self,
        filling: &mut Filling<'_>,
        slot: &Slot,
        target: &Resolved,
        title: Option<&str>,
    ) {
        let Some((href, lang)) = self.href(filling, slot, target) else {
            filling.open.push(false);
            return;
        };
        filling.open.push(true);
        filling.out.push_str("<a href=\"");
        escape::push_quoted(&mut filling.out, &href);
        filling.out.push('"');
        if let Some(lang) = lang.filter(|lang| *lang != self.lang) {
            filling.out.push_str(&format!(" hreflang=\"{lang}\""));
        }
        if let Some(title) = title {
            let title = attribute(title, self.shared.direction(filling.words));
            filling.out.push_str(&format!(" title=\"{title}\""));
        }
        if matches!(target, Resolved::Address(_)) {
            filling.out.push_str(" rel=\"external\"");
        }
        filling.out.push('>');
    }

    /// The finished address, and the language of the page it leads to where that is known.
    fn href(
        &mut self,
        filling: &Filling<'_>,
        slot: &Slot,
        target: &Resolved,
    ) -> Option<(String, Option<Lang>)> {
        match target {
            Resolved::Entity(id, fragment) => {
                self.entity_href(filling, slot, *id, fragment.as_deref())
            }
            Resolved::Anchor(id) => {
                // `#` and `#top` are the top of any page.
                let top = matches!(&**id, "" | "top");
                if let Some(known) = filling.anchors.filter(|_| !top) {
                    self.check_anchor(filling.path, slot, id, "this page", known);
                }
                let under = filling
                    .under
                    .filter(|_| !top)
                    .map_or_else(String::new, |under| format!("{under}."));
                Some((format!("#{under}{}", encoded(id)), None))
            }
            Resolved::Address(address) => Some((address.to_string(), None)),
            Resolved::Path(path) => self.path_href(filling, slot, path).map(|href| (href, None)),
            Resolved::Hidden(_)
            | Resolved::Broken(_)
            | Resolved::Citations(_)
            | Resolved::Block { .. }
            | Resolved::Nothing => None,
        }
    }

    fn entity_href(
        &mut self,
        filling: &Filling<'_>,
        slot: &Slot,
        entity: EntityId,
        fragment: Option<&str>,
    ) -> Option<(String, Option<Lang>)> {
        let shown = self.shared.inputs.pages.shown(entity, self.lang)?;
        let anchor = match (&shown.anchor, fragment) {
            // An entry of a list has no headings of its own.
            (Some(anchor), fragment) => {
                let known = [anchor.to_string()];
                fragment.into_iter().for_each(|id| {
                    self.check_anchor(
                        filling.path,
                        slot,
                        id,
                        &nearby::title(self.shared, entity, self.lang),
                        &known,
                    );
                });
                format!("#{anchor}")
            }
            (None, Some(fragment)) => {
                let is_known = nearby::has_anchor(self.shared, entity, shown.words, fragment);
                // A text in another language names the headings of that language's page.
                if !is_known
                    && shown.words == filling.words
                    && nearby::is_whole(self.shared, entity)
                {
                    let known = nearby::anchors_of(self.shared, entity, shown.words);
                    let title = nearby::title(self.shared, entity, self.lang);
                    self.check_anchor(filling.path, slot, fragment, &title, &known);
                }
                if is_known {
                    format!("#{}", encoded(fragment))
                } else {
                    String::new()
                }
            }
            (None, None) => String::new(),
        };
        if shown.route == *self.route && !anchor.is_empty() {
            return Some((anchor, None));
        }
        Some((
            format!(
                "{}{}{anchor}",
                self.root,
                shown.route.link(self.shared.inputs.portable)
            ),
            Some(shown.page),
        ))
    }

    fn check_anchor(
        &mut self,
        path: &SourcePath,
        slot: &Slot,
        id: &str,
        page: &str,
        known: &[String],
    ) {
        if known.iter().any(|one| one == id) {
            return;
        }
        let near = self
            .suggestions
            .did_you_mean(id, known.iter().map(String::as_str));
        let help = near.unwrap_or_else(|| {
            "link to the id of a heading, or give the heading one: ## Words {#id}".to_owned()
        });
        let diagnostic = Diagnostic::at(
            Code::DeadAnchor,
            Location::new(path, slot.span),
            format!("{page} has no heading with the id {}", quoted(id)),
        )
        .help(help);
        self.diagnostics.push(diagnostic);
    }

    /// `/ar/timeline/` is a page or static file of the site; anything else lies beside the file.
    fn path_href(&mut self, filling: &Filling<'_>, slot: &Slot, written: &str) -> Option<String> {
        let (path, id) = written.split_once('#').unwrap_or((written, ""));
        let fragment = if id.is_empty() {
            String::new()
        } else {
            format!("#{}", encoded(id))
        };
        let found = match path.strip_prefix('/') {
            Some(inside) => self.site_route(inside),
            None => self.beside(&Location::new(filling.path, slot.span), path),
        };
        if found.is_none() {
            self.dead_link(filling, slot, path);
        }
        let page = found.as_ref().filter(|_| !matches!(id, "" | "top"));
        if let Some((known, name)) =
            page.and_then(|route| nearby::anchors_of_page(self.shared, route))
        {
            self.check_anchor(filling.path, slot, id, &name, &known);
        }
        found.map(|route| {
            format!(
                "{}{}{fragment}",
                self.root,
                route.link(self.shared.inputs.portable)
            )
        })
    }

    fn site_route(&self, path: &str) -> Option<Route> {
        let pages = &self.shared.inputs.pages.by_route;
        let slashed = Route::new(format!("{}/", path.trim_end_matches('/')));
        let exact = Route::new(path);
        let page = [exact.clone(), slashed]
            .into_iter()
            .find(|route| pages.contains_key(route));
        page.or_else(|| self.shared.is_static(path).then_some(exact))
    }

    fn beside(&mut self, at: &Location, path: &str) -> Option<Route> {
        let asset = self.shared.attachment(&at.path.join(path)?)?;
        self.publish(asset, at);
        Some(media_route(&asset.path))
    }

    fn dead_link(&mut self, filling: &Filling<'_>, slot: &Slot, path: &str) {
        let pages = &self.shared.inputs.pages.by_route;
        let routes: Vec<String> = pages
            .keys()
            .filter(|route| route.as_str().len().abs_diff(path.len()) < 8)
            .map(|route| format!("/{}", route.as_str()))
            .collect();
        let near = self
            .suggestions
            .did_you_mean(path, routes.iter().map(String::as_str));
        let help = near.unwrap_or_else(|| {
            "link to an entry as [[id]], or to a page of this site as /ar/timeline/".to_owned()
        });
        let help = nearby::without_scheme(path).unwrap_or(help);
        let message = format!("{} leads nowhere", quoted(path));
        let (message, help) = match path.chars().find(|c| is_invisible_mark(*c)) {
            Some(mark) => {
                let visible: String = path.chars().filter(|c| !is_invisible_mark(*c)).collect();
                let why = format!(
                    "{message}: the address holds an invisible mark (U+{:04X})",
                    u32::from(mark)
                );
                (why, format!("write it again by hand: {}", quoted(&visible)))
            }
            None => (message, help),
        };
        let at = Location::new(filling.path, slot.span);
        self.diagnostics
            .push(Diagnostic::at(Code::DeadLink, at, message).help(help));
    }

    fn name(&mut self, filling: &mut Filling<'_>, slot: &Slot, target: &Resolved, id: EntityId) {
        // The name belongs to the sentence, the address to the reader. Where the entry is hidden from readers of this
        // language, its name stays without a link.
        let editions = &self.shared.entity(id).editions;
        let own = editions
            .get(&filling.words)
            .map(|edition| (edition, filling.words));
        let shown = || self.shared.edition(id, self.lang);
        let first = || {
            editions
                .iter()
                .next()
                .map(|(lang, edition)| (edition, *lang))
        };
        let Some((edition, words)) = own.or_else(shown).or_else(first) else {
            return;
        };
        self.link_start(filling, slot, target, None);
        let title = isolated(&edition.title, self.shared.direction(words));
        filling.out.push_str(&if words == filling.words {
            title
        } else {
            self.foreign(words, &title)
        });
        if filling.open.pop() == Some(true) {
            filling.out.push_str("</a>");
        }
    }
}
