//! What the data of blocks name.

use std::sync::Arc;

use super::linker::{LinkTarget, Linker};
use super::names::Meaning;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Location, isolated, quoted};
use crate::kind::{Kind, Kinds};
use crate::site::EntityId;
use crate::yaml::{FOREIGN_COMMAS, foreign_comma};

/// Where a text of the data stands; the block, where it is none of them.
type Place<'a> = dyn Fn(&str) -> Location + 'a;

/// The keys of the block `map`.
const MAP: [&str; 7] = [
    "places", "zones", "fit", "title", "note", "caption", "credit",
];

/// The keys of a block's data that name entities are those of front matter; a bare text elsewhere is just a text.
const NAMING: [(&str, Kind); 17] = [
    ("by", Kind::ACTOR),
    ("article", Kind::ARTICLE),
    ("articles", Kind::ARTICLE),
    ("event", Kind::EVENT),
    ("events", Kind::EVENT),
    ("actor", Kind::ACTOR),
    ("actors", Kind::ACTOR),
    ("agreement", Kind::AGREEMENT),
    ("agreements", Kind::AGREEMENT),
    ("place", Kind::PLACE),
    ("places", Kind::PLACE),
    ("source", Kind::SOURCE),
    ("sources", Kind::SOURCE),
    ("term", Kind::TERM),
    ("terms", Kind::TERM),
    ("page", Kind::PAGE),
    ("pages", Kind::PAGE),
];

/// What a block lists where its data is a bare list.
fn listed_by(block: &str) -> Option<Kind> {
    match block {
        "timeline" => Some(Kind::EVENT),
        "map" => Some(Kind::PLACE),
        _ => None,
    }
}

/// The entities that the data of a block names, by the texts that name them.
pub(super) fn named(
    linker: &mut Linker<'_>,
    block: &str,
    data: &serde_yaml::Value,
    place: &Place<'_>,
) -> Vec<(Arc<str>, EntityId)> {
    let mut found = Vec::new();
    if block == "map" {
        check_map(linker, data, place);
        found.extend(
            data.get("fit")
                .into_iter()
                .flat_map(|fit| ids(linker, fit, Kind::PLACE, place)),
        );
    }
    // A bare list of ids under a block that is named for what it shows.
    if let (serde_yaml::Value::Sequence(_), Some(kind)) = (data, listed_by(block)) {
        found.extend(ids(linker, data, kind, place));
    }
    let mut open = vec![data];
    while let Some(value) = open.pop() {
        match value {
            serde_yaml::Value::Mapping(map) => {
                for (key, value) in map {
                    let kind = key
                        .as_str()
                        .and_then(|key| NAMING.iter().find(|(name, _)| *name == key));
                    match kind {
                        Some((_, kind)) => found.extend(ids(linker, value, *kind, place)),
                        None => open.push(value),
                    }
                }
            }
            serde_yaml::Value::Sequence(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

fn ids(
    linker: &mut Linker<'_>,
    value: &serde_yaml::Value,
    kind: Kind,
    place: &Place<'_>,
) -> Vec<(Arc<str>, EntityId)> {
    let names: Vec<&str> = match value {
        serde_yaml::Value::String(name) => vec![name],
        serde_yaml::Value::Sequence(items) => {
            items.iter().filter_map(serde_yaml::Value::as_str).collect()
        }
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for name in names {
        if is_joined(linker, name, kind) {
            arabic_comma(linker, name, &place(name));
            continue;
        }
        if let LinkTarget::To(id) = linker.find(name, Kinds::one(kind), &place(name)) {
            found.push((name.into(), id));
        }
    }
    found
}

/// Whether Arabic commas stand between what an editor meant as items; in a name they may belong to it.
fn is_joined(linker: &Linker<'_>, name: &str, kind: Kind) -> bool {
    name.contains(FOREIGN_COMMAS)
        && matches!(linker.look_up(name, Kinds::one(kind)), Meaning::Nothing(_))
}

/// Reports items that Arabic commas stand between.
pub(super) fn arabic_comma(linker: &mut Linker<'_>, written: &str, at: &Location) {
    let message = foreign_comma(written);
    let fixed = isolated(&format!("[{}]", written.replace(FOREIGN_COMMAS, ",")));
    linker.report(
        Code::ArabicComma,
        at,
        message,
        Some(format!("separate them with the Latin comma: {fixed}")),
    );
}

/// The program draws maps: what it would not read, a reader would miss.
fn check_map(linker: &mut Linker<'_>, data: &serde_yaml::Value, place: &Place<'_>) {
    if let serde_yaml::Value::Mapping(map) = data {
        for key in map
            .keys()
            .filter_map(serde_yaml::Value::as_str)
            .filter(|key| !MAP.contains(key))
        {
            let help = did_you_mean(key, MAP)
                .unwrap_or_else(|| format!("a map has the keys {}", MAP.join(", ")));
            linker.report(
                Code::UnknownKey,
                &place(key),
                format!("a map has no key {}", quoted(key)),
                Some(help),
            );
        }
    }
    let places = if data.is_sequence() {
        Some(data)
    } else {
        data.get("places")
    };
    let lists = |list: &serde_yaml::Value| {
        list.is_string() || list.as_sequence().is_some_and(|list| !list.is_empty())
    };
    if ![places, data.get("zones")].into_iter().flatten().any(lists) {
        let help = "list the ids of places or zones: `places: [saraqib]`".to_owned();
        linker.report(
            Code::InvalidBlock,
            &place(""),
            "a map without places and zones shows nothing",
            Some(help),
        );
    }
}
