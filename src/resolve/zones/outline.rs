//! What an outline is made of: a geometry, a line through places, a strip along a line, or words.

use super::{PLACES, Source, Zoner, is_line, number, text};
use crate::diagnostic::nearest::listed;
use crate::diagnostic::{Code, quoted};
use crate::map::{LonLat, Outline, Strip, ZoneShape};
use crate::yaml::{Stated, Value};

/// Each point of the line makes a piece of the strip, and pieces that overlap are put together: with 4,000 points of a zigzag that
/// took 1.3 GB.
const MOST_POINTS: usize = 1_500;

/// Farther from its line than this, kilometres, the end of a strip is not the one that is meant.
const FAR: f64 = 10.0;

impl<'a> Zoner<'_, '_, 'a> {
    /// The outline of a feature; `None` where it has none and that is reported.
    pub(super) fn outline(
        &mut self,
        source: Source<'a>,
        kind: &'static str,
        has_note: bool,
    ) -> Option<Outline> {
        let derive = source.get("derive");
        match (&source.feature.geometry, derive) {
            (Some(geometry), Some(derive)) => {
                let message = format!("{} has a geometry and `derive`", source.name());
                let help = "delete one of them: write \"geometry\": null beside `derive`";
                self.linker.report(
                    Code::WrongGeometry,
                    &source.of(derive),
                    message,
                    Some(help.to_owned()),
                );
                Some(Outline::Given(geometry.shape.clone()))
            }
            (Some(geometry), None) => {
                let fits = if is_line(kind) {
                    geometry.shape.areas.is_empty()
                } else {
                    geometry.shape.lines.is_empty()
                };
                if !fits {
                    let (wanted, found) = if is_line(kind) {
                        ("a line", "an area")
                    } else {
                        ("an area", "a line")
                    };
                    let message = format!(
                        "{} is {found}, and its kind, {kind}, is {wanted}",
                        source.name()
                    );
                    let help = if is_line(kind) {
                        "draw a line, or change its `kind`"
                    } else {
                        "draw an area, change its `kind`, or derive it: {\"buffer_of\": \"the id of a line\", \"km\": 6}"
                    };
                    let at = crate::diagnostic::Location::new(&source.layer.path, geometry.span);
                    self.linker
                        .report(Code::WrongGeometry, &at, message, Some(help.to_owned()));
                    return None;
                }
                Some(Outline::Given(geometry.shape.clone()))
            }
            (None, Some(derive)) => self.derived(source, kind, derive),
            (None, None) if !source.feature.sound => None,
            (None, None) if has_note => Some(Outline::Words),
            (None, None) => {
                let message = format!("{} has neither a geometry nor `derive`", source.name());
                let help = "draw it, or say in `note` why nothing is drawn".to_owned();
                self.linker
                    .report(Code::WrongGeometry, &source.at(), message, Some(help));
                None
            }
        }
    }

    fn derived(
        &mut self,
        source: Source<'a>,
        kind: &'static str,
        derive: &'a Stated,
    ) -> Option<Outline> {
        if let Some(through) = derive.value.get("through") {
            let lines = vec![self.through(source, through)];
            if !is_line(kind) {
                let message = format!(
                    "{} is a line, and its kind, {kind}, is an area",
                    source.name()
                );
                let help = "make the line a feature of its own, of the kind `highway` or `line`, and name it in `buffer_of`";
                self.linker.report(
                    Code::WrongGeometry,
                    &source.of(through),
                    message,
                    Some(help.to_owned()),
                );
                return None;
            }
            return Some(Outline::Given(ZoneShape {
                lines,
                areas: Vec::new(),
            }));
        }
        let Some(stated) = derive.value.get("buffer_of") else {
            let message = "`derive` says neither `buffer_of` nor `through`";
            let help = "name the line that the strip runs along: \"buffer_of\": \"m4\"".to_owned();
            self.linker
                .report(Code::MissingKey, &source.of(derive), message, Some(help));
            return None;
        };
        let lines = self.lines(source, stated)?;
        let points: usize = lines.iter().map(Vec::len).sum();
        if points > MOST_POINTS {
            let message = format!(
                "a strip runs along a line of {points} points, and {MOST_POINTS} are the most"
            );
            let help = "simplify the line: `mapshaper in.geojson -simplify 10% keep-shapes -o precision=0.001 out.geojson`";
            self.linker.report(
                Code::OversizedLayer,
                &source.of(stated),
                message,
                Some(help.to_owned()),
            );
            return None;
        }
        let Some(km) = number(derive.value.get("km")) else {
            if source.feature.sound {
                let help = "say how far it reaches to each side: \"km\": 6".to_owned();
                self.linker.report(
                    Code::MissingKey,
                    &source.of(derive),
                    "`km` is missing in `derive`",
                    Some(help),
                );
            }
            return None;
        };
        let sides = match derive.value.get("side").and_then(|side| side.value.word()) {
            Some("left") => [true, false],
            Some("right") => [false, true],
            _ => [true, true],
        };
        let [from, to] = ["from", "to"].map(|name| derive.value.get(name));
        let strip = Strip {
            lines,
            from: from.and_then(|end| self.end(source, end)),
            to: to.and_then(|end| self.end(source, end)),
            km,
            sides,
        };
        for (gap, end) in strip.gaps().into_iter().zip([from, to]) {
            if let Some((gap, end)) = gap.zip(end).filter(|(gap, _)| *gap > FAR) {
                let message = format!(
                    "this lies {} km away from the line that is cut here",
                    gap.round()
                );
                let help = "name a place beside the line, or put the line through it".to_owned();
                self.linker
                    .report(Code::OutOfRange, &source.of(end), message, Some(help));
            }
        }
        Some(Outline::Along(strip))
    }

    /// The lines of another feature.
    fn lines(&mut self, source: Source<'a>, stated: &'a Stated) -> Option<Vec<Vec<LonLat>>> {
        let id = text(stated)?;
        let Some(line) = self.by_id.get(&*id).copied() else {
            let all = self
                .by_id
                .iter()
                .filter(|(_, one)| one.word("kind").is_some_and(is_line))
                .map(|(id, _)| *id);
            let near = self.linker.suggestions.did_you_mean(&id, all.clone());
            let help =
                near.or_else(|| listed(all).map(|known| format!("lines of this map are {known}")));
            let message = format!("{} names no line of this map", quoted(&id));
            self.linker
                .report(Code::UnknownReference, &source.of(stated), message, help);
            return None;
        };
        let lines = match (
            &line.feature.geometry,
            line.get("derive")
                .and_then(|derive| derive.value.get("through")),
        ) {
            (Some(geometry), _) => geometry.shape.lines.clone(),
            (None, Some(through)) => vec![self.points(line, through)],
            (None, None) => Vec::new(),
        };
        if lines.is_empty() && line.feature.sound {
            let message = format!("{} is no line", quoted(&id));
            let help = "name a feature that is drawn as a line".to_owned();
            self.linker
                .report(Code::WrongGeometry, &source.of(stated), message, Some(help));
        }
        (!lines.is_empty()).then_some(lines)
    }

    /// The line through places, and what is wrong with it.
    fn through(&mut self, source: Source<'_>, through: &Stated) -> Vec<LonLat> {
        let items: &[Stated] = match &through.value {
            Value::List(items) => items,
            _ => &[],
        };
        for item in items {
            if let (Some(id), _) = self.entity(source, Some(item)) {
                self.position(source, item, id);
            }
        }
        let points = self.points(source, through);
        if items.len() < 2 {
            let message = "a line leads through two places at least";
            self.linker.report(
                Code::WrongGeometry,
                &source.of(through),
                message,
                Some("name them in their order".to_owned()),
            );
        }
        points
    }

    /// Where the places lie that a line leads through; nothing is reported.
    fn points(&mut self, source: Source<'_>, through: &Stated) -> Vec<LonLat> {
        let Value::List(items) = &through.value else {
            return Vec::new();
        };
        let before = self.linker.diagnostics.len();
        let ids: Vec<_> = items
            .iter()
            .filter_map(|item| self.entity(source, Some(item)).0)
            .collect();
        self.linker.diagnostics.truncate(before);
        ids.into_iter()
            .filter_map(|id| self.coordinates(id))
            .collect()
    }

    fn coordinates(&self, id: crate::site::EntityId) -> Option<LonLat> {
        self.entities.get(id.index())?.place()?.position()
    }

    fn position(
        &mut self,
        source: Source<'_>,
        stated: &Stated,
        id: crate::site::EntityId,
    ) -> Option<LonLat> {
        let found = self.coordinates(id);
        if found.is_none() {
            let help = "add `lat` and `lon` to its file".to_owned();
            self.linker.report(
                Code::MissingKey,
                &source.of(stated),
                "this place has no coordinates",
                Some(help),
            );
        }
        found
    }

    /// Where a strip begins or ends: the id of a place, or a position.
    fn end(&mut self, source: Source<'_>, stated: &Stated) -> Option<LonLat> {
        let Value::Free(value) = &stated.value else {
            return None;
        };
        if let Some(written) = value.as_str() {
            let reference = Value::Ref {
                number: 0,
                written: written.into(),
                kinds: PLACES,
            };
            let reference = Stated {
                value: reference,
                span: stated.span,
            };
            let id = self.entity(source, Some(&reference)).0?;
            return self.position(source, stated, id);
        }
        let numbers: Vec<f64> = value
            .as_sequence()
            .into_iter()
            .flatten()
            .filter_map(serde_yaml::Value::as_f64)
            .collect();
        match *numbers {
            [lon, lat] if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) => {
                Some(LonLat { lon, lat })
            }
            _ => {
                let help = "write the id of a place, or [longitude, latitude]".to_owned();
                let message = "neither a place nor a position stands here";
                self.linker
                    .report(Code::WrongType, &source.of(stated), message, Some(help));
                None
            }
        }
    }
}
