//! The page of an entity whose kind has no presenter of its own: all that it states, key by key, in the order of its declaration.

use super::shell::Draft;
use super::when;
use crate::site::{EntityId, Found, Getter as _, Read as _, StatedDate, Statement, Texts};
use crate::view::Part;
use crate::yaml::{Key, Value};

/// What is shown of the values under one key.
#[derive(Default)]
struct Shown {
    cards: Vec<Part>,
    dates: Vec<Part>,
    texts: Vec<Part>,
    html: Vec<Part>,
}

/// Sets `facts`: for each key that is stated its entries, dates, plain texts and texts with inline Markdown.
pub(super) fn present(draft: &mut Draft<'_, '_>, id: EntityId) {
    let scene = draft.scene;
    let entity = scene.entity(id);
    let row = scene.stage.site.schema.kind(entity.key.kind);
    let mut facts = Vec::new();
    for (number, key) in row.table.numbered() {
        let mut shown = Shown::default();
        for statement in entity.record.all(number) {
            show(draft, &mut shown, statement);
        }
        let texts = Texts::get(Found::InRecord(&entity.record, number));
        shown.text(draft, texts);
        if entity.record.get(number).is_some() {
            facts.push(shown.part(draft, &row.word, key));
        }
    }
    draft.set("facts", Part::list(facts));
}

fn show(draft: &mut Draft<'_, '_>, shown: &mut Shown, statement: Statement<'_>) {
    let (scene, lang) = (draft.scene, draft.lang);
    if let Some(date) = StatedDate::read(statement).filter(|_| is_date(statement)) {
        shown.dates.push(when::full(scene, lang, date));
        return;
    }
    match &statement.stated.value {
        Value::Ref { .. } => {
            let card = statement.entity().and_then(|id| scene.card(id, lang));
            shown.cards.extend(card);
        }
        Value::Text(text) => shown.texts.push(Part::text(text)),
        Value::Word(word) => shown.texts.push(Part::text(word)),
        Value::Number(number) => {
            let number = scene.strings(lang).locale.decimal(*number);
            shown.texts.push(Part::text(&number));
        }
        Value::Date(date) => shown.dates.push(when::bare(&scene.stage, lang, date)),
        Value::List(items) => items
            .iter()
            .for_each(|item| show(draft, shown, statement.other(item))),
        Value::Map(_, entries) => {
            for (_, value) in entries {
                let inner = statement.other(value);
                show(draft, shown, inner);
                shown.text(draft, Texts::get(Found::InMap(Some(inner))));
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

impl Shown {
    /// A text in the language of the page, or in the first that has one.
    fn text(&mut self, draft: &mut Draft<'_, '_>, texts: Texts<'_>) {
        let lang = draft.lang;
        self.html.extend(draft.filler.prose_in(texts, lang));
        let plain = texts.plain_or_first(lang);
        self.texts.extend(plain.map(|text| Part::text(text)));
    }

    fn part(self, draft: &Draft<'_, '_>, word: &str, key: &Key) -> Part {
        let label = draft.scene.strings(draft.lang);
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
