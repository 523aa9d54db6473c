//! Links in texts: where they lead from this page, and what is said of those that lead nowhere.

use super::fill::{Filler, Filling};
use super::html::{attribute, isolated};
use super::inputs::media_route;
use super::nearby;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::escape;
use crate::lang::Lang;
use crate::locale::bidi::is_invisible_mark;
use crate::model::Slot;
use crate::page::{Route, encoded};
use crate::site::{EntityId, Resolved};
use crate::source::SourcePath;

impl Filler<'_, '_> {
    pub(super) fn link_start(
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

    pub(super) fn name(
        &mut self,
        filling: &mut Filling<'_>,
        slot: &Slot,
        target: &Resolved,
        id: EntityId,
    ) {
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
