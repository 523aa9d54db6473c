//! Statements → where they lead, and what is wrong with them.
//!
//! Statements are walked by their declarations; no key is named here. What a declaration asks for (required, unique, a country,
//! a tag, a path) is checked on the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::linker::{LinkTarget, Linker};
use super::shapes;
use crate::diagnostic::{Code, Location, quoted};
use crate::kind::is_id;
use crate::lang::Lang;
use crate::model::{BlockData, Body, Document};
use crate::site::{Leads, Link, Resolved};
use crate::yaml::{Item, Key, Stated, Table, Value};

/// A file that is being linked.
pub(super) struct Linking<'d> {
    document: &'d Document,
    inline: &'d [Arc<Body>],
    /// How its texts are read. It is handed in: texts hold blocks, whose texts are texts again.
    read: LinkText,
    /// Nothing in it was wrong; otherwise what is absent may stand there unread.
    sound: bool,
    links: Vec<Link>,
    texts: Vec<Arc<[Resolved]>>,
}

/// One target for each slot of a text.
pub(super) type LinkText = fn(&mut Linker<'_>, &Body, &Document) -> Vec<Resolved>;

impl<'d> Linking<'d> {
    /// For statements that hold so many references and these texts.
    pub(super) fn new(
        document: &'d Document,
        (references, inline): (u32, &'d [Arc<Body>]),
        read: LinkText,
    ) -> Self {
        Self {
            document,
            inline,
            read,
            sound: document.sound,
            links: vec![Link::Unread; references as usize],
            texts: vec![Arc::default(); inline.len()],
        }
    }

    pub(super) fn finish(self) -> Leads {
        Leads {
            links: self.links.into(),
            texts: self.texts.into(),
        }
    }

    /// Links the data of a block, which stands in a text.
    pub(super) fn block(mut self, linker: &mut Linker<'_>, data: &BlockData) -> Leads {
        self.sound = data.sound;
        if let Some(stated) = &data.stated
            && let Value::Map(table, entries) = &stated.value
        {
            self.map(linker, table, entries, stated);
        }
        self.finish()
    }

    fn map(
        &mut self,
        linker: &mut Linker<'_>,
        table: &Table,
        entries: &[(u16, Stated)],
        stated: &Stated,
    ) {
        if self.sound {
            required(linker, self.document, table, stated);
        }
        for (number, value) in entries {
            if let Some(key) = table.key(*number) {
                self.statement(linker, key, value);
            }
        }
    }

    pub(super) fn statement(&mut self, linker: &mut Linker<'_>, key: &Key, stated: &Stated) {
        let document = self.document;
        let at = || Location::new(&document.path, stated.span);
        match &stated.value {
            Value::Ref {
                number,
                written,
                kinds,
            } => {
                let link = match linker.find(written, *kinds, &at()) {
                    LinkTarget::To(id) => Link::To(id),
                    LinkTarget::Hidden => Link::Hidden,
                    LinkTarget::Broken => Link::Broken,
                };
                if let (Link::Broken, Item::RefOrTexts(_)) = (&link, &key.shape.item) {
                    linker.or_named();
                }
                if let Some(slot) = self.links.get_mut(*number as usize) {
                    *slot = link;
                }
            }
            Value::Inline { index, .. } => {
                if let Some((slot, body)) = self.texts.get_mut(*index).zip(self.inline.get(*index))
                {
                    *slot = (self.read)(linker, body, document).into();
                }
            }
            Value::Text(text) => shapes::text(linker, &key.shape.item, text, &at()),
            Value::List(items) => {
                unique(linker, document, key, items);
                count(linker, document, key, stated);
                items
                    .iter()
                    .for_each(|item| self.statement(linker, key, item));
            }
            Value::Map(table, entries) => self.map(linker, table, entries, stated),
            Value::Named(entries) => entries
                .iter()
                .for_each(|(.., value)| self.statement(linker, key, value)),
            Value::ByLang(values) => values
                .values()
                .for_each(|value| self.statement(linker, key, value)),
            Value::Bool(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::Word(_)
            | Value::Free(_) => {}
        }
    }
}

/// What a map is about nothing without; reported at the map.
pub(super) fn required(
    linker: &mut Linker<'_>,
    document: &Document,
    table: &Table,
    stated: &Stated,
) {
    let required = table.numbered().filter(|(_, key)| key.is_required);
    for (_, key) in required.filter(|(number, _)| stated.value.at(*number).is_none()) {
        let at = Location::new(&document.path, stated.span);
        let message = format!("`{}` is missing here", key.name);
        let help = format!("add `{}: …`", key.name);
        linker.report(Code::MissingKey, &at, message, Some(help));
    }
}

/// A list that is read at a glance has an end: so many entries, in each language that it is written in.
fn count(linker: &mut Linker<'_>, document: &Document, key: &Key, list: &Stated) {
    let Some((fewest, most)) = key.between.filter(|_| document.sound) else {
        return;
    };
    let items = list.value.items();
    let langs: BTreeSet<Lang> = items
        .iter()
        .filter_map(|item| item.value.by_lang())
        .flat_map(|texts| texts.keys().copied())
        .collect();
    let has = |lang: Lang| {
        let of = |item: &&Stated| {
            item.value
                .by_lang()
                .is_some_and(|texts| texts.contains_key(&lang))
        };
        (format!(" in {lang}"), items.iter().filter(of).count())
    };
    let counted: Vec<(String, usize)> = if document.lang.is_some() || langs.is_empty() {
        vec![(String::new(), items.len())]
    } else {
        langs.into_iter().map(has).collect()
    };
    for (place, number) in counted {
        if !(fewest..=most).contains(&number) {
            let at = Location::new(&document.path, list.span);
            let message = format!("`{}` has {number} entries{place}", key.name);
            let help = format!("write {fewest} to {most}");
            linker.report(Code::WrongCount, &at, message, Some(help));
        }
    }
}

/// The id of a record is an id in the page: sound, and unique in its list.
fn unique(linker: &mut Linker<'_>, document: &Document, list: &Key, items: &[Stated]) {
    let Item::Fields(table) = &list.shape.item else {
        return;
    };
    for (number, _) in table.numbered().filter(|(_, key)| key.is_unique) {
        let mut seen: Vec<&Arc<str>> = Vec::new();
        let ids = items.iter().filter_map(|item| item.value.at(number));
        for (stated, id) in ids.filter_map(|stated| Some((stated, stated.value.text()?))) {
            let at = Location::new(&document.path, stated.span);
            if !is_id(id) {
                let help = "write it in lower-case Latin letters, digits and hyphens".to_owned();
                let message = format!("{} is not an id", quoted(id));
                linker.report(Code::InvalidId, &at, message, Some(help));
            } else if seen.contains(&id) {
                let message = format!("two {} have the id {}", list.name, quoted(id));
                let help = "give one of them another id".to_owned();
                linker.report(Code::DuplicateKey, &at, message, Some(help));
            }
            seen.push(id);
        }
    }
}
