//! The page of an entity whose kind has no presenter of its own: all that it states, key by key, in the order of its declaration.

use super::builder::ViewBuilder;
use super::date;
use super::stated_date::stated_date;
use crate::site::{EntityId, Found, Getter as _, Read as _, StatedDate, Statement, Texts};
use crate::view::Part;
use crate::yaml::{Key, Value};

/// What is shown of the values under one key.
#[derive(Default)]
struct StatedValues {
    cards: Vec<Part>,
    dates: Vec<Part>,
    texts: Vec<Part>,
    html: Vec<Part>,
}

/// Sets `facts`: for each key that is stated its entries, dates, plain texts and texts with inline Markdown.
pub(super) fn present(view: &mut ViewBuilder<'_, '_>, id: EntityId) {
    let shared = view.shared;
    let entity = shared.entity(id);
    let row = shared.inputs.site.schema.kind(entity.key.kind);
    let mut facts = Vec::new();
    for (number, key) in row.table.numbered() {
        let mut shown = StatedValues::default();
        for statement in entity.record.all(number) {
            show(view, &mut shown, statement);
        }
        let texts = Texts::get(Found::InRecord(&entity.record, number));
        shown.text(view, texts);
        if entity.record.get(number).is_some() {
            facts.push(shown.part(view, &row.word, key));
        }
    }
    view.set("facts", Part::list(facts));
}

fn show(view: &mut ViewBuilder<'_, '_>, shown: &mut StatedValues, statement: Statement<'_>) {
    let (shared, lang) = (view.shared, view.lang);
    if let Some(date) = StatedDate::read(statement).filter(|_| is_date(statement)) {
        shown.dates.push(stated_date(shared, lang, date));
        return;
    }
    match &statement.stated.value {
        Value::Ref { .. } => {
            let card = statement.entity().and_then(|id| shared.card(id, lang));
            shown.cards.extend(card);
        }
        Value::Text(text) => shown.texts.push(Part::text(text)),
        Value::Word(word) => shown.texts.push(Part::text(word)),
        Value::Number(number) => {
            let number = shared.strings(lang).locale.decimal(*number);
            shown.texts.push(Part::text(&number));
        }
        Value::Date(date) => shown.dates.push(date::bare(&shared.inputs, lang, date)),
        Value::List(items) => items
            .iter()
            .for_each(|item| show(view, shown, statement.other(item))),
        Value::Map(_, entries) => {
            for (_, value) in entries {
                let inner = statement.other(value);
                show(view, shown, inner);
                shown.text(view, Texts::get(Found::InMap(Some(inner))));
            }
        }
        Value::Inline { .. }
        | Value::Bool(_)
        | Value::Named(_)
        | Value::ByLang(_)
        | Value::Free(_) => {}
    }
}

/// Whether a map is a date spelt out, and not another record with a value.
fn is_date(statement: Statement<'_>) -> bool {
    matches!(&statement.stated.value, Value::Map(table, _) if table.name == "date")
}

impl StatedValues {
    /// A text in the language of the page, or in the first that has one.
    fn text(&mut self, view: &mut ViewBuilder<'_, '_>, texts: Texts<'_>) {
        let lang = view.lang;
        self.html.extend(view.filler.prose_in(texts, lang));
        let plain = texts.plain_or_first(lang);
        self.texts.extend(plain.map(|text| Part::text(text)));
    }

    fn part(self, view: &ViewBuilder<'_, '_>, word: &str, key: &Key) -> Part {
        let label = view.shared.strings(view.lang);
        let label = label.find(&format!("keys.{word}.{}", key.name));
        Part::map([
            ("key", Part::text(&key.name)),
            ("label", Part::text(label.unwrap_or(&key.name))),
            ("cards", Part::list(self.cards)),
            ("dates", Part::list(self.dates)),
            ("texts", Part::list(self.texts)),
            ("html", Part::list(self.html)),
        ])
    }
}
