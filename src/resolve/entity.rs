//! A group → its entity: the record linked, the editions put together, and what is doubtful in what they say.

use super::commons::editions;
use super::group::Group;
use super::linker::Linker;
use super::{OPENING, link, numbers, places, tenure};
use crate::diagnostic::{Code, Location, quoted};
use crate::lang::Lang;
use crate::model::Schema;
use crate::model::front_matter::FrontMatter;
use crate::model::schema::{CORRECTIONS, FORMER_IDS, IMAGE, IMAGE_ALT};
use crate::site::{Entity, Record, Statement};
use crate::source::Span;

/// Merges the files of a group into an entity.
pub(super) fn entity(linker: &mut Linker<'_>, group: &Group<'_>) -> Entity {
    let record = link::record(linker, group);
    image_alt(linker, group, &record);
    corrections(linker, group, &record);
    former_ids(linker, group, &record);
    let schema = std::sync::Arc::clone(&linker.options.schema);
    let date = schema.kind(group.key.kind).table.find("date");
    if date.is_some_and(|(number, key)| key.is_required && record.get(number).is_none()) {
        require_date(linker, group, &schema);
    }
    let editions = editions(linker, group, &record);
    let entity = Entity {
        key: group.key.clone(),
        date: date.map(|(number, _)| number),
        record,
        editions,
    };
    if let Some(place) = entity.place() {
        places::is_half_located(linker, &entity.record);
        places::check(linker, place);
    }
    tenure::check(linker, &entity);
    numbers::check(linker, &entity);
    entity
}

/// What is told in the order of time has no place in it without a date.
fn require_date(linker: &mut Linker<'_>, group: &Group<'_>, schema: &Schema) {
    let row = schema.kind(group.key.kind);
    let number = row
        .table
        .find("date")
        .map_or(u16::MAX, |(number, _)| number);
    // A file of the entry that was not read may state it.
    let is_lacking = group.lacks(number, "date") && !linker.is_unread(&group.key.id);
    if let (true, Some(first)) = (is_lacking, group.files.first()) {
        linker.report(
            Code::MissingKey,
            &Location::new(&first.path, empty_date(&first.source).unwrap_or(OPENING)),
            format!("`date` is missing: every {} has one", row.word),
            Some("add a line such as `date: 2019-05-30`".to_owned()),
        );
    }
}

/// The line of front matter whose `date:` nothing follows.
fn empty_date(source: &str) -> Option<Span> {
    let keys = FrontMatter::of(source).keys()?;
    let mut start = keys.start as usize;
    for line in source.get(keys.range())?.split_inclusive('\n') {
        if line.trim_end() == "date:" {
            return Some(Span::new(start, start + "date:".len()));
        }
        start += line.len();
    }
    None
}

/// The languages that are published and that a text lacks.
fn lacking<'g>(group: &'g Group<'_>, has: impl Fn(Lang) -> bool + 'g) -> Vec<&'g str> {
    let lacking = group.editions.keys().filter(|lang| !has(**lang));
    lacking.map(Lang::as_str).collect()
}

fn image_alt(linker: &mut Linker<'_>, group: &Group<'_>, record: &Record) {
    let Some(image) = record.get(IMAGE) else {
        return;
    };
    let has = |lang| {
        record
            .all(IMAGE_ALT)
            .any(|text| text.in_lang(lang).is_some())
    };
    let lacking = lacking(group, has);
    if !lacking.is_empty() {
        let message = format!("this picture has no `image_alt` in {}", lacking.join(", "));
        let help = "say in a few words what the picture shows".to_owned();
        linker.report(
            Code::ImageWithoutAlt,
            &image.location(),
            message,
            Some(help),
        );
    }
}

/// Ids that references may still use; one that another entry has today would never be reached.
fn former_ids(linker: &mut Linker<'_>, group: &Group<'_>, record: &Record) {
    let Some(list) = record.get(FORMER_IDS) else {
        return;
    };
    for item in list.items().iter().map(|item| list.other(item)) {
        let Some(id) = item.stated.value.text() else {
            continue;
        };
        let kind = group.key.kind;
        if linker.with_id(id).iter().any(|key| key.kind == kind) {
            let message = format!("{} is the id of an entry that exists", quoted(id));
            let help = "delete it here, or give the other entry another id".to_owned();
            linker.report(Code::TakenId, &item.location(), message, Some(help));
        }
    }
}

/// A correction is owed in every language that the page has.
fn corrections(linker: &mut Linker<'_>, group: &Group<'_>, record: &Record) {
    let Some(list) = record.get(CORRECTIONS) else {
        return;
    };
    for item in list.items().iter().map(|item| list.other(item)) {
        let text = item.stated.value.get("text");
        let text = text.map(|text| Statement::other(item, text));
        let has = |lang| text.is_some_and(|text| text.in_lang(lang).is_some());
        let owed = lacking(group, has);
        if !owed.is_empty() {
            linker.report(
                Code::MissingTranslation,
                &item.location(),
                format!("this correction is owed in {}", owed.join(", ")),
                Some("add its text in each language of the page".to_owned()),
            );
        }
    }
}
