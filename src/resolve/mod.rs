//! Resolving: all documents in, one [`Site`] out. The linker of this compiler.
//!
//! Runs on every build; keep it linear. Anything costly per file belongs in [`crate::parse`]; what is costly for each entity is done
//! again only where it may come out otherwise ([`Earlier`]).

mod block_values;
mod claims;
mod commons;
mod earlier;
mod entity;
mod group;
mod headings;
mod hijri;
mod link;
mod linker;
mod linking;
mod lookalikes;
mod merge;
mod names;
mod numbers;
mod originals;
mod pairs;
mod places;
mod prose;
mod said;
mod shapes;
mod tenure;
mod zones;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::edtf::Day;
use crate::kind::Kind;
use crate::lang::{Lang, PerLang};
use crate::locale::{MonthWords, Script};
use crate::model::{Document, FileRole, Layer, Schema};
use crate::site::{Entity, EntityId, IndexPage, Relation, Role, Site, outgoing};
use crate::source::Span;
pub use earlier::Earlier;

use earlier::Outcome;
use group::Group;
use linker::Linker;
use names::Names;

/// The opening `---` of a file, where what is missing from the front matter is reported.
const OPENING: Span = Span { start: 0, end: 3 };

/// What resolving sees besides the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveOptions {
    /// The kinds and their keys.
    pub schema: Arc<Schema>,
    /// The languages of the site.
    pub languages: Vec<Lang>,
    /// Whether any language shows the Hijri date beside the Gregorian.
    pub hijri: bool,
    /// The names of months in each, for reading texts.
    pub months: PerLang<Arc<MonthWords>>,
    /// The script of each.
    pub scripts: PerLang<Script>,
    /// The ids of declared tags.
    pub tags: BTreeSet<Arc<str>>,
    /// Build drafts.
    pub drafts: bool,
    /// Build what is not yet due.
    pub future: bool,
    /// The day that publish dates are compared with.
    pub today: Day,
    /// The day that the first phase of the map begins on, if it is told in phases.
    pub first_snapshot: Option<Day>,
    /// Names of what is content, but lies or is called wrongly: reported there, and not again where it is named.
    pub misplaced: BTreeSet<String>,
}

/// A resolved site, and what is wrong with it.
#[derive(Debug)]
pub struct Resolution {
    /// The site.
    pub site: Site,
    /// The problems, shared with the next builds.
    pub problems: Vec<Arc<[Diagnostic]>>,
}

/// Links all documents into a site. What `earlier` holds is not done again where it stands; with an empty one the result is the same.
pub fn site(
    options: &ResolveOptions,
    documents: &[Arc<Document>],
    layers: &[Arc<Layer>],
    earlier: &mut Earlier,
) -> Resolution {
    let mut before = std::mem::take(earlier);
    let mut diagnostics = Vec::new();
    let groups = group::by_entity(options, documents).unload(&mut diagnostics);
    let (published, hidden): (Vec<Group<'_>>, Vec<Group<'_>>) =
        groups.entities.into_iter().partition(Group::is_published);
    let standing = before.standing(options, &published, &hidden);
    let names = standing.names();
    let again = |(index, group)| {
        standing
            .outcome(index, group)
            .unwrap_or_else(|| linked(options, names, group))
    };
    let linked: Vec<Outcome> = published.par_iter().enumerate().map(again).collect();
    let entities: Vec<Arc<Entity>> = linked.iter().map(|one| Arc::clone(&one.entity)).collect();
    let mut linker = Linker::new(options, names);
    linker.diagnostics = diagnostics;
    hijri::check(&mut linker, &published);
    places::twins(&mut linker, &entities, &published);
    headings::check(&mut linker, &entities);
    let claims = claims::link(&mut linker, &entities, &hidden);
    let zones = zones::link(&mut linker, &entities, layers);
    let home = index(&mut linker, &groups.home);
    let lists = groups
        .lists
        .iter()
        .map(|(kind, group)| (*kind, index(&mut linker, group)))
        .collect::<BTreeMap<Kind, IndexPage>>();
    let texts = entities
        .iter()
        .map(|entity| &entity.editions)
        .chain([&home.editions])
        .chain(lists.values().map(|list| &list.editions));
    let editions = texts.flat_map(PerLang::values);
    claims::blocks(&mut linker, editions.clone(), &claims, &hidden);
    zones::blocks::check(&mut linker, editions, layers, &zones);
    let by_key = published
        .iter()
        .enumerate()
        .map(|(index, group)| (group.key.clone(), EntityId::at(index)))
        .collect();
    let hidden_keys = hidden.iter().map(|group| group.key.clone()).collect();
    let incoming = incoming(linked.iter().map(|one| &*one.outgoing));
    let (own, _) = linker.finish();
    let others = linked
        .iter()
        .map(|one| &one.problems)
        .filter(|problems| !problems.is_empty());
    let problems = std::iter::once(own.into())
        .chain(others.map(Arc::clone))
        .collect();
    *earlier = Earlier::of(options, &published, &hidden, standing.into_names(), linked);
    let (hidden, omitted) = (hidden_keys, groups.omitted);
    let entities = headings::entitled(entities);
    let entitled = |page: &mut IndexPage| {
        if let Some(changed) = headings::editions(&page.editions, &entities, &BTreeSet::new()) {
            page.editions = changed;
        }
    };
    let (mut home, mut lists) = (home, lists);
    entitled(&mut home);
    lists.values_mut().for_each(entitled);
    Resolution {
        site: Site {
            schema: Arc::clone(&options.schema),
            entities,
            by_key,
            hidden,
            incoming,
            claims,
            home,
            zones,
            lists,
            omitted,
        },
        problems,
    }
}

/// Links one entity by itself: what it says and what is wrong with it depends on its files and all names alone.
fn linked(options: &ResolveOptions, names: &Names, group: &Group<'_>) -> Outcome {
    let mut linker = Linker::new(options, names);
    let entity = entity::entity(&mut linker, group);
    let (problems, asked) = linker.finish();
    Outcome {
        outgoing: outgoing(&options.schema, &entity.record, &entity.editions).into(),
        entity: Arc::new(entity),
        problems: problems.into(),
        asked: Arc::new(asked),
    }
}

/// What the `_index` files of a folder, or of the site, say.
fn index(linker: &mut Linker<'_>, group: &Group<'_>) -> IndexPage {
    let record = link::record(linker, group);
    IndexPage {
        editions: commons::editions(linker, group, &record),
        record,
    }
}

/// For each entity, who names it and as what, sorted and without repetition, from whom each of them names.
fn incoming<'a>(
    outgoing: impl ExactSizeIterator<Item = &'a [(EntityId, Role)]>,
) -> Vec<Vec<Relation>> {
    let mut incoming: Vec<Vec<Relation>> = vec![Vec::new(); outgoing.len()];
    for (index, named) in outgoing.enumerate() {
        let from = EntityId::at(index);
        for (to, role) in named.iter().filter(|(to, _)| *to != from) {
            if let Some(relations) = incoming.get_mut(to.index()) {
                relations.push(Relation { from, role: *role });
            }
        }
    }
    incoming
}

/// Whether a file stands for an entity of a kind.
fn is_entity(role: FileRole) -> Option<Kind> {
    match role {
        FileRole::Entity(kind) => Some(kind),
        FileRole::List(_) | FileRole::Home => None,
    }
}
