//! Blocks of the theme: what their templates get.

use serde_yaml::{Mapping, Value};

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fill::{Filler, Filling, without_blocks};
use super::html::isolated;
use super::map;
use crate::diagnostic::Location;
use crate::lang::Lang;
use crate::model::body::INLINE;
use crate::model::{Body, Slot, SlotKind};
use crate::site::Resolved;
use crate::view::{Part, Segment};

/// The texts of a block, and where their slots lead.
struct BlockTexts<'b> {
    bodies: &'b BTreeMap<Arc<str>, Body>,
    targets: &'b BTreeMap<Arc<str>, Vec<Resolved>>,
}

impl Filler<'_, '_> {
    /// The variables of a block; its template is rendered later. It stands apart from the sentences around it and
    /// speaks the language of the page, as the cards do that it shows.
    pub(super) fn block(&mut self, filling: &mut Filling<'_>, slot: &Slot, target: &Resolved) {
        let (
            SlotKind::Block {
                name,
                data,
                places,
                texts: bodies,
            },
            Resolved::Block {
                named,
                texts: targets,
            },
        ) = (&slot.kind, target)
        else {
            return;
        };
        if let Some(src) = data.get("src").and_then(Value::as_str) {
            self.block_source(&Location::new(filling.path, slot.span), src, places);
        }
        let map = (**name == *"map")
            .then(|| map::of_block(self, data, named))
            .flatten();
        let data = self.told(filling, "", data, &BlockTexts { bodies, targets });
        let cards = named.iter().filter_map(|(written, id)| {
            Some((written.to_string(), self.shared.card(*id, self.lang)?))
        });
        let parts = [
            ("root", Part::text(&self.root)),
            ("strings", self.shared.strings(self.lang).part.clone()),
            ("lang", Part::text(self.lang.as_str())),
            ("dir", Part::text(self.shared.direction(self.lang).as_str())),
            ("data", data),
            ("cards", Part::map(cards)),
            ("map", Part::maybe(map)),
        ];
        let is_foreign = filling.words != self.lang;
        if is_foreign {
            let (lang, dir) = (self.lang, self.shared.direction(self.lang).as_str());
            filling
                .out
                .push_str(&format!("<div lang=\"{lang}\" dir=\"{dir}\">"));
        }
        filling
            .segments
            .push(Segment::Html(std::mem::take(&mut filling.out)));
        filling.segments.push(Segment::Block {
            template: format!("blocks/{name}.html").into(),
            parts: parts.into(),
        });
        if is_foreign {
            filling.out.push_str("</div>");
        }
    }

    /// The data with its texts filled, in its own order: so are citations numbered.
    fn told(
        &mut self,
        filling: &Filling<'_>,
        key: &str,
        value: &Value,
        texts: &BlockTexts<'_>,
    ) -> Part {
        match value {
            Value::Sequence(items) => Part::list(
                items
                    .iter()
                    .map(|item| self.told(filling, "", item, texts))
                    .collect::<Vec<_>>(),
            ),
            Value::Mapping(map) if INLINE.contains(&key) || self.is_by_language(map) => {
                self.told_in(filling, key, map, texts)
            }
            Value::Mapping(map) if map.keys().all(Value::is_string) => {
                let entries = map
                    .iter()
                    .filter_map(|(key, value)| Some((key.as_str()?, value)));
                let entries = entries
                    .map(|(key, value)| (key.to_owned(), self.told(filling, key, value, texts)));
                Part::map(entries.collect::<Vec<_>>())
            }
            Value::String(text) if INLINE.contains(&key) => {
                self.told_text(filling, text, filling.words, texts)
            }
            _ => Part::free(value),
        }
    }

    /// Whether a map holds one text in several languages.
    fn is_by_language(&self, map: &Mapping) -> bool {
        let languages = &self.shared.inputs.config.languages;
        let is_language = |key: &Value| {
            languages
                .iter()
                .any(|one| key.as_str() == Some(one.code.as_str()))
        };
        !map.is_empty() && map.keys().all(is_language)
    }

    /// Of a map of languages the text that the reader is shown, under the language of the page also where it is that of
    /// another; the others stay as they are written.
    fn told_in(
        &mut self,
        filling: &Filling<'_>,
        key: &str,
        langs: &Mapping,
        texts: &BlockTexts<'_>,
    ) -> Part {
        let own = self.lang;
        let shown = [own, filling.words]
            .into_iter()
            .find(|lang| langs.get(lang.as_str()).is_some_and(Value::is_string));
        let shown = shown.or_else(|| langs.keys().find_map(|lang| Lang::parse(lang.as_str()?)));
        let text = shown.and_then(|lang| Some((lang, langs.get(lang.as_str())?.as_str()?)));
        let mut told = text.map(|(lang, text)| {
            if INLINE.contains(&key) {
                self.told_text(filling, text, lang, texts)
            } else if lang == own || key == "alt" {
                Part::text(text)
            } else {
                let html = isolated(text, self.shared.direction(lang));
                Part::html(&self.foreign(lang, &html))
            }
        });
        let mut all = Vec::with_capacity(langs.len() + 1);
        for (lang, text) in langs
            .iter()
            .filter_map(|(lang, text)| Some((lang.as_str()?, text)))
        {
            let shown = if lang == own.as_str() {
                told.take()
            } else {
                None
            };
            all.push((lang.to_owned(), shown.unwrap_or_else(|| Part::free(text))));
        }
        all.extend(told.map(|part| (own.as_str().to_owned(), part)));
        Part::map(all)
    }

    fn told_text(
        &mut self,
        filling: &Filling<'_>,
        text: &str,
        words: Lang,
        texts: &BlockTexts<'_>,
    ) -> Part {
        let (Some(body), Some(targets)) = (texts.bodies.get(text), texts.targets.get(text)) else {
            return Part::text(text);
        };
        let segments = self.fill(
            body,
            targets,
            words,
            (filling.path, filling.anchors, filling.under),
        );
        let html = without_blocks(segments);
        // What the block around it does not say.
        Part::html(&if words == self.lang {
            html
        } else {
            self.foreign(words, &html)
        })
    }
}
