//! How maps are drawn, and the phases that they are told in.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::checker::Checker;
use super::values::{list, text, texts, word};
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::edtf::{Day, Edtf};
use crate::lang::PerLang;
use crate::source::Span;
use crate::yaml::{Stated, Value};

/// How maps are drawn.
#[derive(Clone, Debug)]
pub struct MapSettings {
    /// Draw borders that are not agreed as such, and what is claimed; otherwise who holds the land.
    pub neutral: bool,
    /// Ids of the places that the first map is fitted to, each with the place that states it.
    pub fit: Vec<(Arc<str>, Span)>,
    /// GeoJSON files under `content/`, each with the place that states it.
    pub layers: Vec<(Arc<str>, Span)>,
    /// Where the detailed map is asked for; `None` where there is none.
    pub detail: Option<Span>,
    /// What the page tells one by one: from each snapshot until before the next, the last without end.
    pub phases: Vec<Phase>,
}

/// A span of time that has a small map of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The day that it begins on.
    pub first: Day,
    /// Its last day; that of the last phase is after all others.
    pub last: Day,
    /// The same as an interval.
    pub range: Edtf,
    /// What it is called, if anything, in every language of the site.
    pub title: PerLang<Arc<str>>,
    /// What it was, in a sentence, in every language of the site.
    pub sentence: PerLang<Arc<str>>,
}

/// A snapshot as stated.
struct StatedSnapshot {
    day: Day,
    date: Edtf,
    title: PerLang<Arc<str>>,
    sentence: PerLang<Arc<str>>,
    span: Span,
}

pub(super) fn settings(checker: &mut Checker<'_>) -> MapSettings {
    let Some(map) = checker.get("map").cloned() else {
        return MapSettings {
            neutral: true,
            fit: Vec::new(),
            layers: Vec::new(),
            detail: None,
            phases: Vec::new(),
        };
    };
    let field = |name: &str| map.value.get(name);
    let place = |stated: &Stated| match &stated.value {
        Value::Ref { written, .. } => Some((Arc::clone(written), stated.span)),
        _ => None,
    };
    let path = |stated: &Stated| Some((text(stated)?, stated.span));
    MapSettings {
        neutral: field("boundaries").and_then(word) != Some("de-facto"),
        layers: field("layers")
            .map(list)
            .unwrap_or_default()
            .iter()
            .filter_map(path)
            .collect(),
        fit: field("fit")
            .map(list)
            .unwrap_or_default()
            .iter()
            .filter_map(place)
            .collect(),
        detail: field("engine")
            .filter(|engine| word(engine) == Some("maplibre"))
            .map(|engine| engine.span),
        phases: field("snapshots")
            .map(|stated| phases(checker, stated))
            .unwrap_or_default(),
    }
}

/// None at all where one of the snapshots is not sound: what holds outside of the others might lie in it.
fn phases(checker: &mut Checker<'_>, stated: &Stated) -> Vec<Phase> {
    let items = list(stated);
    let snapshots: Vec<StatedSnapshot> = items
        .iter()
        .filter_map(|item| snapshot(checker, item))
        .collect();
    if checker.is_faulty(stated.span) || !is_ordered(checker, &snapshots) {
        return Vec::new();
    }
    let next = snapshots
        .iter()
        .skip(1)
        .map(|next| Some(next.day))
        .chain([None]);
    snapshots
        .iter()
        .zip(next)
        .map(|(snapshot, next)| phase(snapshot, next))
        .collect()
}

fn phase(snapshot: &StatedSnapshot, next: Option<Day>) -> Phase {
    let last = next.map_or(Day::FAR_FUTURE, |next| {
        Day::from_epoch_days(next.epoch_days() - 1)
    });
    let end = next.map_or_else(|| "..".to_owned(), |_| last.to_string());
    let range = if last == snapshot.day {
        snapshot.day.to_string()
    } else {
        format!("{}/{end}", snapshot.day)
    };
    // Both ends are days that can be written, so that the beginning never stands for the whole.
    let range = Edtf::parse(&range).unwrap_or_else(|_| snapshot.date.clone());
    Phase {
        first: snapshot.day,
        last,
        range,
        title: snapshot.title.clone(),
        sentence: snapshot.sentence.clone(),
    }
}

fn snapshot(checker: &mut Checker<'_>, item: &Stated) -> Option<StatedSnapshot> {
    let Some((date, span)) = item.value.get("date").and_then(dated) else {
        if !checker.is_faulty(item.span) {
            let help = "add `date:` with the day that the phase begins on".to_owned();
            checker.report(
                Code::MissingKey,
                Some(item.span),
                "a snapshot has no `date`",
                Some(help),
            );
        }
        return None;
    };
    let [title, sentence] = ["title", "sentence"].map(|key| whole_texts(checker, item, key, date));
    Some(StatedSnapshot {
        day: date.earliest(),
        date: date.clone(),
        title,
        sentence,
        span,
    })
}

/// A text of a snapshot; what is said in one language is owed in all.
fn whole_texts(
    checker: &mut Checker<'_>,
    item: &Stated,
    key: &str,
    date: &Edtf,
) -> PerLang<Arc<str>> {
    let stated = item.value.get(key);
    let texts = texts(stated);
    if let Some(stated) = stated {
        for lang in checker
            .codes
            .clone()
            .into_iter()
            .filter(|lang| !texts.contains_key(lang))
        {
            let message = format!("the snapshot of {date} has no {key} in {lang}");
            checker.report(
                Code::MissingTitle,
                Some(stated.span),
                message,
                Some(format!("add a line `{lang}: …`")),
            );
        }
    }
    texts
}

fn dated(stated: &Stated) -> Option<(&Edtf, Span)> {
    match &stated.value {
        Value::Date(date) => Some((date, stated.span)),
        _ => None,
    }
}

/// Whether each begins after the one before it.
fn is_ordered(checker: &mut Checker<'_>, snapshots: &[StatedSnapshot]) -> bool {
    let pairs = snapshots.iter().zip(snapshots.iter().skip(1));
    let Some((before, wrong)) = pairs
        .into_iter()
        .find(|(before, after)| after.day <= before.day)
    else {
        return true;
    };
    let written = quoted(&wrong.day.to_string());
    let (message, label, help) = if wrong.day == before.day {
        (
            format!("{written} stands twice"),
            "the first",
            "delete one of the two".to_owned(),
        )
    } else {
        let days: BTreeSet<Day> = snapshots.iter().map(|snapshot| snapshot.day).collect();
        let days = days
            .iter()
            .map(Day::to_string)
            .collect::<Vec<_>>()
            .join(", ");
        (
            format!("{written} stands after a later day"),
            "the later day",
            format!("write them in order: {days}"),
        )
    };
    let path = &checker.file.path;
    let at = |span: Span| Location::new(path, span);
    let diagnostic = Diagnostic::at(Code::UnorderedSnapshots, at(wrong.span), message)
        .label(at(before.span), label);
    checker.add(diagnostic.help(help));
    false
}
