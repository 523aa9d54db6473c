//! Claims name each other across the whole site: each id stands once, and each reference leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::block_values;
use super::group::Group;
use super::linker::Linker;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::site::{ClaimIndex, Edition, Entity};
use crate::yaml::Item;

/// The claims of a site, with what is wrong about their ids.
pub(super) fn link(
    linker: &mut Linker<'_>,
    entities: &[Arc<Entity>],
    hidden: &[Group<'_>],
) -> ClaimIndex {
    let claims = ClaimIndex::of(entities);
    duplicates(linker, entities);
    let mut hidden_ids = None;
    for claim in entities.iter().flat_map(|entity| entity.claims()) {
        for relation in claim.relations().iter() {
            let Some((written, at)) = relation.claim().zip(relation.claim_statement()) else {
                continue;
            };
            if claims.entity(written).is_some() {
                if claim.id() == Some(written) {
                    let message = "a claim says something of itself";
                    let help = Some("name another claim".to_owned());
                    linker.report(Code::UnknownReference, &at.location(), message, help);
                }
                continue;
            }
            let hidden_ids = hidden_ids.get_or_insert_with(|| ids_of(linker, hidden));
            if !hidden_ids.contains(written) {
                dead(linker, &claims, written, &at.location());
            }
        }
    }
    claims
}

/// Reports claims that blocks name and nobody makes.
pub(super) fn blocks<'e>(
    linker: &mut Linker<'_>,
    editions: impl Iterator<Item = &'e Edition>,
    claims: &ClaimIndex,
    hidden: &[Group<'_>],
) {
    let mut hidden_ids = None;
    block_values::each(editions, &mut |path, item, stated| {
        if let (Item::Claim, Some(id)) = (item, stated.value.text())
            && claims.entity(id).is_none()
            && !hidden_ids
                .get_or_insert_with(|| ids_of(linker, hidden))
                .contains(id)
        {
            dead(linker, claims, id, &Location::new(path, stated.span));
        }
    });
}

/// Reports a reference to a claim that nobody makes.
fn dead(linker: &mut Linker<'_>, claims: &ClaimIndex, written: &str, at: &Location) {
    let near = linker.suggestions.did_you_mean(written, claims.ids());
    let help = near.or_else(|| {
        let known = claims.ids().count();
        Some(format!("the site has {known} claims; write the id of one"))
    });
    let message = format!("{} names no claim", quoted(written));
    linker.report(Code::UnknownReference, at, message, help);
}

/// Two claims of one entity with one id are reported where its list is read.
fn duplicates(linker: &mut Linker<'_>, entities: &[Arc<Entity>]) {
    let mut first: BTreeMap<&Arc<str>, (usize, Location)> = BTreeMap::new();
    for (index, entity) in entities.iter().enumerate() {
        for claim in entity.claims() {
            let Some((id, at)) = claim.id().zip(claim.id_statement()) else {
                continue;
            };
            match first.get(id) {
                Some((other, earlier)) if *other != index => {
                    let message = format!("another claim has the id {}", quoted(id));
                    let help =
                        "the id of a claim stands once in the site; give one of them another";
                    let diagnostic = Diagnostic::at(Code::DuplicateClaim, at.location(), message)
                        .label(earlier.clone(), "the same id")
                        .help(help);
                    linker.diagnostics.push(diagnostic);
                }
                Some(_) => {}
                None => drop(first.insert(id, (index, at.location()))),
            }
        }
    }
}

/// The ids of claims that are not published: whoever names one is not wrong.
fn ids_of(linker: &Linker<'_>, hidden: &[Group<'_>]) -> BTreeSet<Arc<str>> {
    let schema = &linker.options.schema;
    let files = hidden.iter().flat_map(|group| &group.files);
    let lists = files.filter_map(|file| {
        let (number, _) = schema.own(file.role).find("claims")?;
        file.get(number)
    });
    let claims = lists.flat_map(|list| list.value.items());
    let ids = claims.filter_map(|claim| claim.value.get("id"));
    ids.filter_map(|id| id.value.text().cloned()).collect()
}
