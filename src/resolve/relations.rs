//! Who names whom: the backlinks of every entity.

use crate::site::{
    Agent, Entity, EntityId, Facts, Linked, Prose, Relation, Resolved, Role, StatedDate,
};

/// Whom an entity names and as what, sorted and without repetition.
pub(super) fn outgoing(entity: &Entity) -> Vec<(EntityId, Role)> {
    let mut outgoing = Vec::new();
    let mut add = |role: Role, to: EntityId| outgoing.push((to, role));
    stated(entity, &mut |key, to| add(Role::Key(key), to));
    written(entity, &mut add);
    outgoing.sort_unstable();
    outgoing.dedup();
    outgoing
}

/// For each entity, who names it and as what, sorted and without repetition, from whom each of them names.
pub(super) fn incoming<'a>(
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

/// What the facts name.
fn stated(entity: &Entity, add: &mut impl FnMut(&'static str, EntityId)) {
    let mut all = |key: &'static str, ids: &[EntityId]| ids.iter().for_each(|id| add(key, *id));
    match &entity.facts {
        Facts::Article(article) => {
            let authors: Vec<EntityId> = article.authors.iter().filter_map(agent).collect();
            all("authors", &authors);
            all("actors", &article.actors);
            all("events", &article.events);
            all("agreements", &article.agreements);
            all("places", &article.places);
            all("related", &article.related);
        }
        Facts::Event(event) => {
            all(
                "actors",
                &event.actors.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            );
            all("places", &event.places);
            all("agreements", &event.agreements);
            all(
                "readouts",
                &event
                    .readouts
                    .iter()
                    .filter_map(|readout| readout.by)
                    .collect::<Vec<_>>(),
            );
        }
        Facts::Actor(actor) => {
            all("member_of", &actor.member_of);
            all(
                "offices",
                &actor
                    .offices
                    .iter()
                    .filter_map(|office| office.of)
                    .collect::<Vec<_>>(),
            );
        }
        Facts::Agreement(agreement) => {
            agreement
                .roles
                .iter()
                .for_each(|(role, ids)| all(role, ids));
            agreement
                .relations
                .iter()
                .for_each(|(relation, id)| all(relation, &[*id]));
            all("places", &agreement.places);
            agreement
                .provisions
                .iter()
                .for_each(|provision| all("places", &provision.places));
        }
        Facts::Place(place) => all("within", &place.within.into_iter().collect::<Vec<_>>()),
        Facts::Source(source) => {
            all(
                "publisher",
                &source
                    .publisher
                    .iter()
                    .filter_map(agent)
                    .collect::<Vec<_>>(),
            );
            all(
                "derived_from",
                &source.derived_from.into_iter().collect::<Vec<_>>(),
            );
        }
        Facts::Term(_) | Facts::Page(_) => {}
    }
}

fn agent(agent: &Agent) -> Option<EntityId> {
    match agent {
        Agent::Actor(id) => Some(*id),
        Agent::Named(_) => None,
    }
}

/// What texts name and cite.
fn written(entity: &Entity, add: &mut impl FnMut(Role, EntityId)) {
    entity
        .common
        .sources
        .iter()
        .for_each(|one| add(Role::Citation, one.source));
    let editions = entity.editions.values();
    let summaries = editions
        .clone()
        .filter_map(|edition| edition.summary.as_ref())
        .map(|prose| &prose.targets);
    let bodies = editions
        .filter_map(|edition| edition.text.as_ref())
        .map(|linked: &Linked| &linked.targets);
    let inner = inner_prose(entity).into_iter().map(|prose| &prose.targets);
    for target in summaries.chain(bodies).chain(inner).flatten() {
        led_to(target, add);
    }
    single_sources(entity, add);
}

fn led_to(target: &Resolved, add: &mut dyn FnMut(Role, EntityId)) {
    match target {
        Resolved::Entity(id, _) => add(Role::Mention, *id),
        Resolved::Citations(citations) => citations
            .iter()
            .for_each(|cited| add(Role::Citation, cited.source)),
        Resolved::Block { named, texts } => {
            named.iter().for_each(|(_, id)| add(Role::Mention, *id));
            texts
                .values()
                .flatten()
                .for_each(|target| led_to(target, add));
        }
        Resolved::Hidden(_)
        | Resolved::Broken(_)
        | Resolved::Anchor(_)
        | Resolved::Path(_)
        | Resolved::Address(_)
        | Resolved::Nothing => {}
    }
}

fn inner_prose(entity: &Entity) -> Vec<&Prose> {
    let mut all: Vec<&Prose> = entity
        .common
        .corrections
        .iter()
        .flat_map(|one| one.text.values())
        .collect();
    match &entity.facts {
        Facts::Event(event) => all.extend(
            event
                .readouts
                .iter()
                .flat_map(|readout| readout.says.values()),
        ),
        Facts::Actor(actor) => all.extend(
            actor
                .offices
                .iter()
                .flat_map(|office| office.title.values()),
        ),
        Facts::Agreement(agreement) => {
            all.extend(
                agreement
                    .statuses
                    .iter()
                    .flat_map(|status| status.note.values()),
            );
            all.extend(
                agreement
                    .provisions
                    .iter()
                    .flat_map(|provision| provision.text.values()),
            );
            all.extend(
                agreement
                    .provisions
                    .iter()
                    .flat_map(|provision| &provision.progress)
                    .flat_map(|progress| progress.note.values()),
            );
        }
        Facts::Article(_)
        | Facts::Place(_)
        | Facts::Source(_)
        | Facts::Term(_)
        | Facts::Page(_) => {}
    }
    all
}

/// Sources that a single fact names.
fn single_sources(entity: &Entity, add: &mut impl FnMut(Role, EntityId)) {
    let mut cite =
        |source: Option<EntityId>| source.into_iter().for_each(|id| add(Role::Citation, id));
    for date in dates(entity) {
        cite(date.source);
        date.rivals.iter().for_each(|(_, source)| cite(*source));
    }
    match &entity.facts {
        Facts::Event(event) => event
            .readouts
            .iter()
            .for_each(|readout| cite(readout.source)),
        Facts::Actor(actor) => actor.offices.iter().for_each(|office| {
            cite(office.source);
            office.attested.iter().for_each(|(_, source)| cite(*source));
        }),
        Facts::Agreement(agreement) => {
            agreement
                .documents
                .iter()
                .for_each(|document| cite(document.source));
            agreement
                .statuses
                .iter()
                .for_each(|status| cite(status.source));
            let progress = agreement
                .provisions
                .iter()
                .flat_map(|provision| &provision.progress);
            progress.for_each(|progress| cite(progress.source));
        }
        Facts::Place(place) => place.titles.iter().for_each(|title| cite(title.source)),
        Facts::Article(_) | Facts::Source(_) | Facts::Term(_) | Facts::Page(_) => {}
    }
}

/// Every date that an entity states.
fn dates(entity: &Entity) -> Vec<&StatedDate> {
    let mut dates: Vec<&StatedDate> = entity
        .editions
        .keys()
        .filter_map(|lang| entity.date(*lang))
        .collect();
    match &entity.facts {
        Facts::Event(event) => dates.extend(
            event
                .readouts
                .iter()
                .filter_map(|readout| readout.date.as_ref()),
        ),
        Facts::Actor(actor) => {
            let ends = actor
                .offices
                .iter()
                .flat_map(|office| office.from.iter().chain(&office.to));
            dates.extend(
                ends.chain(
                    actor
                        .offices
                        .iter()
                        .flat_map(|office| office.attested.iter().map(|(day, _)| day)),
                ),
            );
        }
        Facts::Agreement(agreement) => {
            dates.extend(agreement.dates.iter().map(|(_, date)| date));
            dates.extend(
                agreement
                    .statuses
                    .iter()
                    .filter_map(|status| status.date.as_ref()),
            );
            let progress = agreement
                .provisions
                .iter()
                .flat_map(|provision| &provision.progress);
            dates.extend(progress.filter_map(|progress| progress.date.as_ref()));
            dates.extend(
                agreement
                    .provisions
                    .iter()
                    .filter_map(|provision| provision.deadline.as_ref()),
            );
        }
        Facts::Place(place) => dates.extend(
            place
                .titles
                .iter()
                .flat_map(|title| title.from.iter().chain(&title.to)),
        ),
        Facts::Article(_) | Facts::Source(_) | Facts::Term(_) | Facts::Page(_) => {}
    }
    dates
}
