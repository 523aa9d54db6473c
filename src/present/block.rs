//! Blocks of the theme: what their templates get.

use super::fill::{Filler, Filling, without_blocks};
use super::html::isolated;
use super::map;
use crate::diagnostic::Location;
use crate::lang::{Lang, PerLang};
use crate::model::{Slot, SlotKind};
use crate::site::{LinkedBlock, Resolved};
use crate::view::{Part, Segment};
use crate::yaml::{Item, Stated, Value};

impl Filler<'_, '_> {
    /// The variables of a block; its template is rendered later. It stands apart from the sentences around it and
    /// speaks the language of the page, as the cards do that it shows.
    pub(super) fn block(&mut self, filling: &mut Filling<'_>, slot: &Slot, target: &Resolved) {
        let (SlotKind::Block { name, data }, Resolved::Block(leads)) = (&slot.kind, target) else {
            return;
        };
        let block = LinkedBlock { data, leads };
        let cards = self.look_into(filling, block);
        let map = (**name == *"map")
            .then(|| map::of_block(self, block))
            .flatten();
        let data = data.stated.as_ref();
        let data = data.map(|stated| self.told(filling, block, "", stated));
        let claims = self.claims_of_block(name, block);
        let parts = [
            ("root", Part::text(&self.root)),
            ("strings", self.shared.strings(self.lang).part.clone()),
            ("lang", Part::text(self.lang.as_str())),
            ("dir", Part::text(self.shared.direction(self.lang).as_str())),
            ("data", Part::maybe(data)),
            ("cards", Part::map(cards)),
            ("map", Part::maybe(map)),
            ("claims", claims),
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

    /// The claims that a block names; in the block of that name, those of an entry that it names too.
    fn claims_of_block(&mut self, name: &str, block: LinkedBlock<'_>) -> Part {
        let site = self.shared.inputs.site;
        let mut named = Vec::new();
        block
            .data
            .each(&mut |item, stated| match (item, &stated.value) {
                (Item::Claim, Value::Text(id)) => {
                    let found = site.claims.find(&site.entities, id);
                    named.extend(found.map(|(_, claim)| claim));
                }
                (_, Value::Ref { .. }) if name == "claims" => {
                    let entry = block.leads.entity(&stated.value);
                    named.extend(entry.into_iter().flat_map(|id| site.entity(id).claims()));
                }
                _ => {}
            });
        let shown: Vec<Part> = named
            .into_iter()
            .filter_map(|claim| self.claim(claim))
            .collect();
        Part::list(shown)
    }

    /// The cards of all whom a block names, as written; pictures that are not there are told.
    fn look_into(&mut self, filling: &Filling<'_>, block: LinkedBlock<'_>) -> Vec<(String, Part)> {
        let (shared, lang) = (self.shared, self.lang);
        let mut cards = Vec::new();
        block.data.each(&mut |item, stated| match &stated.value {
            Value::Ref { written, .. } => {
                let id = block.leads.entity(&stated.value);
                let card = id.and_then(|id| shared.card(id, lang));
                cards.extend(card.map(|card| (written.to_string(), card)));
            }
            Value::Text(src) if matches!(item, Item::Picture) => {
                self.block_source(&Location::new(filling.path, stated.span), src);
            }
            _ => {}
        });
        cards
    }

    /// The data with its texts filled, in its own order: so are citations numbered.
    fn told(
        &mut self,
        filling: &Filling<'_>,
        block: LinkedBlock<'_>,
        key: &str,
        stated: &Stated,
    ) -> Part {
        if let Some(bare) = stated.bare() {
            return self.told(filling, block, key, bare);
        }
        match &stated.value {
            Value::List(items) => {
                let told = items
                    .iter()
                    .map(|item| self.told(filling, block, key, item));
                Part::list(told.collect::<Vec<_>>())
            }
            Value::Map(table, entries) => {
                let named = entries.iter().filter_map(|(number, value)| {
                    let key = &table.key(*number)?.name;
                    let told = self.told(filling, block, key, value);
                    Some((key.to_string(), told))
                });
                Part::map(named.collect::<Vec<_>>())
            }
            Value::ByLang(values) => match stated.direct() {
                Some((lang, only)) => self.told_text(filling, block, only, lang),
                None => self.told_in(filling, block, key, values),
            },
            Value::Text(text) | Value::Ref { written: text, .. } | Value::Inline { text, .. } => {
                Part::text(text)
            }
            Value::Word(word) => Part::text(word),
            Value::Date(date) => Part::text(date.as_str()),
            Value::Bool(value) => Part::bool(*value),
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                Part::int(*number as i64)
            }
            Value::Number(number) => Part::float(*number),
            Value::Free(value) => Part::free(value),
            Value::Named(_) => Part::none(),
        }
    }

    /// Of a map of languages the text that the reader is shown, under the language of the page also where it is that of
    /// another; the others stay as they are written.
    fn told_in(
        &mut self,
        filling: &Filling<'_>,
        block: LinkedBlock<'_>,
        key: &str,
        langs: &PerLang<Stated>,
    ) -> Part {
        let own = self.lang;
        let has = |lang: &Lang| langs.contains_key(lang);
        let shown = [own, filling.words].into_iter().find(has);
        let shown = shown.or_else(|| langs.keys().next().copied());
        let text = shown.and_then(|lang| Some((lang, langs.get(&lang)?)));
        let mut told = text.map(|(lang, stated)| match &stated.value {
            Value::Text(text) if lang != own && key != "alt" => {
                let html = isolated(text, self.shared.direction(lang));
                Part::html(&self.foreign(lang, &html))
            }
            _ => self.told_text(filling, block, stated, lang),
        });
        let mut all = Vec::with_capacity(langs.len() + 1);
        for (lang, stated) in langs {
            let shown = if *lang == own { told.take() } else { None };
            all.push((
                lang.to_string(),
                shown.unwrap_or_else(|| as_written(stated)),
            ));
        }
        all.extend(told.map(|part| (own.to_string(), part)));
        Part::map(all)
    }

    fn told_text(
        &mut self,
        filling: &Filling<'_>,
        block: LinkedBlock<'_>,
        stated: &Stated,
        words: Lang,
    ) -> Part {
        let Value::Inline { index, .. } = &stated.value else {
            return as_written(stated);
        };
        let (body, targets) = (block.data.inline.get(*index), block.leads.texts.get(*index));
        let Some((body, targets)) = body.zip(targets) else {
            return as_written(stated);
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

fn as_written(stated: &Stated) -> Part {
    match &stated.value {
        Value::Text(text) | Value::Inline { text, .. } => Part::text(text),
        _ => Part::none(),
    }
}
