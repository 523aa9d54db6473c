//! Edits of what is drawn: places, zones, layers, and of translations that say from what they were made.

use std::fs;
use std::path::Path;

use bayan::session::Session;
use bayan::translations::Mark;

use super::{Dice, Edit, put, text};

/// What a site needs for them: two places, a layer, an article with a map beside it.
pub(crate) const FILES: [(&str, &str); 5] = [
    (
        "content/places/p.md",
        "---\ntitle:\n  ar: مكان\n  en: Place\ntype: town\nlat: 35.9\nlon: 36.6\n---\n",
    ),
    (
        "content/places/q.md",
        "---\ntitle:\n  ar: آخر\n  en: Other\ntype: city\nlat: 36.2\nlon: 37.1\n---\n",
    ),
    ("content/places/area.geojson", AREA),
    (
        "content/articles/one.en.md",
        "---\ntitle: One\ndate: 2024-01-01\nplaces: [p]\n---\n\nText about words.\n\n## First {#first}\n\nWords.\n",
    ),
    (
        "content/articles/one.ar.md",
        "---\ntitle: واحد\ndate: 2024-01-01\n---\n\nنص.\n\n## أول {#first}\n\nكلمات.\n",
    ),
];

const AREA: &str = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "z",
 "properties": {"title": {"ar": "منطقة", "en": "Zone"}, "kind": "area", "certainty": "approximate", "source": "s"},
 "geometry": {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}}]}"#;

/// All of them.
pub(crate) const ALL: [Edit; 11] = [
    ("a place elsewhere", place),
    ("the name of a place", named),
    ("an outline of a place", outline),
    ("the form of a zone", form),
    ("the words of a zone", words),
    ("a layer that cannot be read", broken),
    ("a layer that is gone", gone),
    ("the layers of the configuration", layers),
    ("the borders of the configuration", borders),
    ("the places of an article", places),
    ("a translation marked", marked),
];

fn area(root: &Path) -> String {
    let known = text(&root.join("content/places/area.geojson"));
    if known.ends_with("]}") {
        known
    } else {
        AREA.to_owned()
    }
}

fn place(root: &Path, dice: &mut Dice) {
    let path = root.join("content/places/p.md");
    let old = text(&path);
    let lines = old.lines().map(|line| {
        if line.starts_with("lat: ") {
            format!("lat: 35.{}\n", 1 + dice.roll(9))
        } else {
            format!("{line}\n")
        }
    });
    put(&path, &lines.collect::<String>());
}

fn named(root: &Path, dice: &mut Dice) {
    let path = root.join("content/places/q.md");
    put(
        &path,
        &text(&path).replacen("en: ", &format!("en: N{} ", dice.roll(100)), 1),
    );
}

fn outline(root: &Path, _: &mut Dice) {
    let path = root.join("content/places/p.md");
    let old = text(&path);
    let new = old.replacen("geometry: area.geojson#z\n", "", 1);
    put(
        &path,
        &if new == old {
            old.replacen("type:", "geometry: area.geojson#z\ntype:", 1)
        } else {
            new
        },
    );
}

fn form(root: &Path, dice: &mut Dice) {
    let text = area(root).replace("[37, 36]", &format!("[37.{}, 36]", dice.roll(9)));
    put(&root.join("content/places/area.geojson"), &text);
}

fn words(root: &Path, dice: &mut Dice) {
    let text = area(root).replacen("\"en\": \"", &format!("\"en\": \"N{} ", dice.roll(100)), 1);
    put(&root.join("content/places/area.geojson"), &text);
}

fn broken(root: &Path, _: &mut Dice) {
    put(
        &root.join("content/places/area.geojson"),
        "{\"type\": \"FeatureCollection\", \"features\": [",
    );
}

fn gone(root: &Path, _: &mut Dice) {
    drop(fs::remove_file(root.join("content/places/area.geojson")));
}

/// Adds a line to the settings of the map, or takes it out.
fn setting(root: &Path, line: &str) {
    let path = root.join("bayan.yaml");
    let old = text(&path);
    let base = if old.contains("map:\n") {
        old
    } else {
        format!("{}\nmap:\n  engine: svg\n", old.trim_end())
    };
    let new = base.replacen(line, "", 1);
    put(
        &path,
        &if new == base {
            base.replacen("map:\n", &format!("map:\n{line}"), 1)
        } else {
            new
        },
    );
}

fn layers(root: &Path, _: &mut Dice) {
    setting(root, "  layers: [places/area.geojson]\n");
}

fn borders(root: &Path, _: &mut Dice) {
    setting(root, "  boundaries: de-facto\n");
}

fn places(root: &Path, dice: &mut Dice) {
    let path = root.join("content/articles/one.en.md");
    let old = text(&path);
    let lines: Vec<&str> = old
        .lines()
        .filter(|line| !line.starts_with("places:"))
        .collect();
    let line = format!(
        "date: 2024-01-01\nplaces: {}",
        ["[p]", "[q, p]", "[]", "[q]"][dice.roll(4)]
    );
    put(
        &path,
        &format!(
            "{}\n",
            lines.join("\n").replacen("date: 2024-01-01", &line, 1)
        ),
    );
}

/// As `bayan translations mark` does it; where it is refused, a text that it would be about is changed.
fn marked(root: &Path, dice: &mut Dice) {
    let mark = Mark {
        entry: "articles/one".to_owned(),
        lang: "ar".to_owned(),
        from: Some("en".to_owned()),
    };
    let today = super::super::options().today;
    if Session::new(root.to_owned(), None)
        .mark(&[mark], today)
        .is_err()
        || dice.roll(2) == 0
    {
        let path = root.join("content/articles/one.en.md");
        put(
            &path,
            &text(&path).replacen("Words", &format!("Words {}", dice.roll(100)), 1),
        );
    }
}
