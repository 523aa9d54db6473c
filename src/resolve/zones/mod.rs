//! Features of layers → zones: what they name is looked up, and what an outline is made of is put together.

pub(super) mod blocks;
mod checks;
mod outline;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::linker::{LinkTarget, Linker};
use crate::diagnostic::nearest::listed;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::edtf::Edtf;
use crate::kind::{Kind, Kinds};
use crate::lang::PerLang;
use crate::map::{Outline, ZonePlan};
use crate::model::layer::LINE_KINDS;
use crate::model::{Feature, Layer};
use crate::site::{Entity, EntityId, Zone};
use crate::yaml::{Stated, Value};

/// Roads and rivers are there; zones begin and end.
const LASTING: [&str; 2] = ["highway", "river"];

/// A feature and the layer that holds it.
#[derive(Clone, Copy)]
struct Source<'a> {
    layer: &'a Layer,
    feature: &'a Feature,
}

/// What zones are linked with.
struct Zoner<'l, 'n, 'a> {
    linker: &'l mut Linker<'n>,
    entities: &'a [Arc<Entity>],
    /// All features of the map by id.
    by_id: BTreeMap<&'a str, Source<'a>>,
    /// The country of most places.
    home: Option<Arc<str>>,
}

/// The zones of all layers of the map, then the outlines of places.
pub(super) fn link(
    linker: &mut Linker<'_>,
    entities: &[Arc<Entity>],
    layers: &[Arc<Layer>],
) -> Vec<Zone> {
    let mut zoner = Zoner {
        linker,
        entities,
        by_id: BTreeMap::new(),
        home: checks::home(entities),
    };
    let mut sources = Vec::new();
    for layer in layers.iter().filter(|layer| layer.of_map) {
        for feature in &layer.features {
            let source = Source { layer, feature };
            if zoner.enter(source) {
                sources.push(source);
            }
        }
    }
    let mut zones: Vec<Zone> = sources
        .into_iter()
        .filter_map(|source| zoner.zone(source))
        .collect();
    for (index, entity) in entities.iter().enumerate() {
        zones.extend(zoner.place(layers, EntityId::at(index), entity));
    }
    zones
}

impl<'a> Source<'a> {
    fn at(self) -> Location {
        Location::new(&self.layer.path, self.feature.span)
    }

    fn of(self, stated: &Stated) -> Location {
        Location::new(&self.layer.path, stated.span)
    }

    fn name(self) -> String {
        quoted(self.feature.id.as_deref().unwrap_or_default())
    }

    fn get(self, name: &str) -> Option<&'a Stated> {
        self.feature.get(name)
    }

    fn word(self, name: &str) -> Option<&'static str> {
        match &self.get(name)?.value {
            // The words of features are those of the program.
            Value::Word(Cow::Borrowed(word)) => Some(word),
            _ => None,
        }
    }

    fn texts(self, name: &str) -> PerLang<Arc<str>> {
        match self.get(name).map(|stated| &stated.value) {
            Some(Value::ByLang(values)) => values
                .iter()
                .filter_map(|(lang, stated)| Some((*lang, text(stated)?)))
                .collect(),
            _ => PerLang::new(),
        }
    }

    fn date(self, name: &str) -> Option<Edtf> {
        match &self.get(name)?.value {
            Value::Date(date) => Some(date.clone()),
            _ => None,
        }
    }
}

fn text(stated: &Stated) -> Option<Arc<str>> {
    match &stated.value {
        Value::Text(text) => Some(Arc::clone(text)),
        _ => None,
    }
}

fn number(stated: Option<&Stated>) -> Option<f64> {
    match stated?.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

impl<'a> Zoner<'_, '_, 'a> {
    /// Ids are those of anchors and of `buffer_of`: one stands for one feature, in whatever file.
    fn enter(&mut self, source: Source<'a>) -> bool {
        let Some(id) = source.feature.id.as_deref() else {
            return false;
        };
        if let Some(first) = self.by_id.get(id) {
            let message = format!("a second feature is called {}", quoted(id));
            let diagnostic = Diagnostic::at(Code::DuplicateFeature, source.at(), message)
                .label(first.at(), "the first");
            self.linker
                .diagnostics
                .push(diagnostic.help("give one of them another id"));
            return false;
        }
        self.by_id.insert(id, source);
        true
    }

    /// A zone; `None` also for that of an agreement which is not published: it would tell of it.
    fn zone(&mut self, source: Source<'a>) -> Option<Zone> {
        let id = source.feature.id.clone()?;
        let title = source.texts("title");
        checks::titles(self, source, &title);
        let (agreement, hidden) = self.entity(source, source.get("agreement"));
        if hidden {
            return None;
        }
        let actors = match source.get("actors").map(|stated| &stated.value) {
            Some(Value::List(items)) => items
                .iter()
                .filter_map(|item| self.entity(source, Some(item)).0)
                .collect(),
            _ => Vec::new(),
        };
        let note = source.texts("note");
        let kind = source.word("kind");
        if kind.is_none() {
            self.require(source, "kind", "area");
        }
        checks::period(self, source, kind);
        checks::phases(self, source);
        checks::origin(self, source);
        Some(Zone {
            at: source.at(),
            kind: kind?,
            place: None,
            agreement,
            actors,
            from: source.date("valid_from"),
            to: source.date("valid_to"),
            certainty: source.word("certainty"),
            precision_km: number(source.get("precision_km")),
            source: self.entity(source, source.get("source")).0,
            is_derived: source.get("derive").is_some(),
            along: source
                .get("derive")
                .and_then(|derive| text(derive.value.get("buffer_of")?)),
            plan: ZonePlan {
                outline: self.outline(source, kind?, !note.is_empty())?,
                clip_to: self.clip(source),
            },
            id,
            title,
            note,
        })
    }

    /// What must stand there; reported at the feature, unless it may stand there unread.
    fn require(&mut self, source: Source<'_>, name: &str, example: &str) {
        if source.feature.sound {
            let message = format!("`{name}` is missing in {}", source.name());
            let help = format!("add \"{name}\": \"{example}\" to its properties");
            self.linker
                .report(Code::MissingKey, &source.at(), message, Some(help));
        }
    }

    /// The entity that a property names, and whether it is one that is not published.
    fn entity(&mut self, source: Source<'_>, stated: Option<&Stated>) -> (Option<EntityId>, bool) {
        let Some((Value::Ref { written, kinds, .. }, at)) =
            stated.map(|stated| (&stated.value, source.of(stated)))
        else {
            return (None, false);
        };
        match self.linker.find(written, *kinds, &at) {
            LinkTarget::To(id) => (Some(id), false),
            LinkTarget::Hidden => (None, true),
            LinkTarget::Broken => (None, false),
        }
    }

    /// The country that an outline ends at; none where its coordinates are swapped, since nothing would be left of it.
    fn clip(&mut self, source: Source<'_>) -> Option<String> {
        let is_swapped = checks::is_swapped(self, source);
        let stated = source.get("clip_to")?;
        let code = text(stated)?;
        super::places::is_country(self.linker, &code, &source.of(stated), true)
            .then(|| code.to_string())
            .filter(|_| !is_swapped)
    }

    /// The outline of a place whose file names one.
    fn place(&mut self, layers: &[Arc<Layer>], id: EntityId, entity: &Entity) -> Option<Zone> {
        let place = entity.place()?;
        let stated = place.geometry()?;
        let (written, at) = (stated.text()?, stated.location());
        let path = &at.path;
        let (name, fragment) = written
            .split_once('#')
            .map_or((&**written, None), |(name, id)| (name, Some(id)));
        let wanted = path.join(name)?;
        // One that does not exist was reported when it was looked for.
        let layer = layers.iter().find(|layer| layer.path == wanted)?;
        let found = match fragment {
            Some(id) => layer
                .features
                .iter()
                .find(|feature| feature.id.as_deref() == Some(id)),
            None => layer.features.first().filter(|_| layer.features.len() == 1),
        };
        let Some(feature) = found else {
            let ids = layer
                .features
                .iter()
                .filter_map(|feature| feature.id.as_deref());
            let (message, help) = match fragment {
                Some(id) if !layer.features.is_empty() => {
                    let nearest = self.linker.suggestions.did_you_mean(id, ids);
                    (
                        format!("{} has no feature {}", quoted(name), quoted(id)),
                        nearest,
                    )
                }
                None if layer.features.len() > 1 => {
                    let all: Vec<String> = ids.map(|id| format!("{name}#{id}")).collect();
                    let help = listed(all.iter().map(String::as_str));
                    let message = format!("{} has {} features", quoted(name), layer.features.len());
                    (message, help.map(|all| format!("say which one: {all}")))
                }
                _ => return None,
            };
            self.linker.report(Code::MissingLayer, &at, message, help);
            return None;
        };
        let shape = feature.geometry.as_ref()?.shape.clone();
        checks::is_swapped(self, Source { layer, feature });
        Some(Zone {
            id: entity.key.id.clone(),
            at,
            title: entity
                .editions
                .iter()
                .map(|(lang, edition)| (*lang, Arc::clone(&edition.title)))
                .collect(),
            kind: if shape.areas.is_empty() {
                "line"
            } else {
                "area"
            },
            place: Some(id),
            agreement: None,
            actors: Vec::new(),
            from: None,
            to: None,
            certainty: matches!(place.precision(), Some("area" | "approximate"))
                .then_some("approximate"),
            precision_km: place.radius_km(),
            source: entity
                .every()
                .sources()
                .iter()
                .find_map(crate::site::SourceUse::source),
            note: PerLang::new(),
            is_derived: false,
            along: None,
            plan: ZonePlan {
                outline: Outline::Given(shape),
                clip_to: None,
            },
        })
    }
}

/// Whether a kind is a line; all others are areas.
fn is_line(kind: &str) -> bool {
    LINE_KINDS.contains(&kind)
}

/// Kinds that the references of a feature's `derive` may mean.
const PLACES: Kinds = Kinds::one(Kind::PLACE);
