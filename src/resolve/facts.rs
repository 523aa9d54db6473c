//! Statements of one entity → its typed facts.

use std::sync::Arc;

use super::group::Group;
use super::linker::{Linker, date, is_true, number, text, text_lists, texts, word};
use super::merge::{self, Fact, Merged};
use super::{OPENING, commons};
use crate::diagnostic::{Code, Location, quoted};
use crate::kind::{Kind, is_id};
use crate::lang::PerLang;
use crate::model::schema::{AGREEMENT_ROLES, ARTICLE_DATE};
use crate::site::{
    Actor, Agreement, Article, Entity, Event, Facts, FreePage, MapLabel, Office, Place, PlaceTitle,
    Progress, Provision, Readout, Source, Status, Term, TextCopy,
};
use crate::source::Span;

/// The dates of an agreement besides the day of signature or adoption.
const OTHER_DATES: [&str; 5] = ["announced", "in_force", "applied", "expires", "ended"];

/// Merges the files of a group into an entity.
pub(super) fn entity(linker: &mut Linker<'_>, group: &Group<'_>) -> Entity {
    let merged = merge::facts(linker, group);
    let common = commons::common(linker, group, &merged);
    let facts = facts(linker, group, &merged);
    let editions: PerLang<_> = super::editions(linker, group);
    require_date(linker, group, &merged);
    Entity {
        key: group.key.clone(),
        common,
        facts,
        editions,
    }
}

/// Articles, events and agreements are told in the order of time: without a date they have no place in it.
fn require_date(linker: &mut Linker<'_>, group: &Group<'_>, merged: &Merged<'_>) {
    let schema = std::sync::Arc::clone(&linker.options.schema);
    let row = schema.kind(group.key.kind);
    let number = row
        .table
        .find("date")
        .map_or(u16::MAX, |(number, _)| number);
    let dated = match group.key.kind {
        Kind::ARTICLE => group
            .files
            .iter()
            .any(|file| file.get(ARTICLE_DATE).is_some()),
        Kind::EVENT | Kind::AGREEMENT => merged.get("date").is_some(),
        _ => true,
    };
    if let (false, true, Some(first)) = (dated, group.lacks(number, "date"), group.files.first()) {
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
    let mut start = 0;
    for (index, line) in source.split_inclusive('\n').enumerate() {
        match line.trim_end() {
            "---" if index > 0 => return None,
            "date:" => return Some(Span::new(start, start + "date:".len())),
            _ => start += line.len(),
        }
    }
    None
}

fn facts(linker: &mut Linker<'_>, group: &Group<'_>, merged: &Merged<'_>) -> Facts {
    match group.key.kind {
        Kind::ARTICLE => Facts::Article(article(linker, merged)),
        Kind::EVENT => Facts::Event(event(linker, merged)),
        Kind::ACTOR => Facts::Actor(actor(linker, merged)),
        Kind::AGREEMENT => Facts::Agreement(agreement(linker, merged)),
        Kind::PLACE => Facts::Place(place(linker, merged)),
        Kind::SOURCE => Facts::Source(source(linker, merged)),
        Kind::TERM => Facts::Term(Term {
            preferred: text_lists(merged.all("use")),
            avoided: text_lists(merged.all("avoid")),
        }),
        // OK because the shape allows whole numbers from -1000 to 1000 only.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the shape allows small whole numbers only"
        )]
        _ => Facts::Page(FreePage {
            weight: number(merged.get("weight")).unwrap_or_default() as i32,
        }),
    }
}

fn article(linker: &mut Linker<'_>, merged: &Merged<'_>) -> Article {
    let authors: Vec<Fact<'_>> = merged
        .get("authors")
        .into_iter()
        .flat_map(Fact::items)
        .collect();
    Article {
        authors: authors
            .into_iter()
            .filter_map(|author| linker.agent(author))
            .collect(),
        actors: linker.entities(merged.get("actors")),
        events: linker.entities(merged.get("events")),
        agreements: linker.entities(merged.get("agreements")),
        places: linker.entities(merged.get("places")),
        related: linker.entities(merged.get("related")),
    }
}

fn event(linker: &mut Linker<'_>, merged: &Merged<'_>) -> Event {
    let actors: Vec<Fact<'_>> = merged
        .get("actors")
        .into_iter()
        .flat_map(Fact::items)
        .collect();
    actors
        .iter()
        .for_each(|part| linker.require(*part, "actor"));
    let readouts: Vec<Fact<'_>> = merged
        .get("readouts")
        .into_iter()
        .flat_map(Fact::items)
        .collect();
    Event {
        date: linker.stated_date(merged.get("date")),
        kind: word(merged.get("type")),
        places: linker.entities(merged.get("places")),
        actors: actors
            .into_iter()
            .filter_map(|part| Some((linker.entity_at(part, "actor")?, word(part.get("as")))))
            .collect(),
        agreements: linker.entities(merged.get("agreements")),
        planned: is_true(merged.get("planned")),
        readouts: readouts
            .into_iter()
            .map(|fact| readout(linker, fact))
            .collect(),
    }
}

fn readout(linker: &mut Linker<'_>, fact: Fact<'_>) -> Readout {
    Readout {
        by: linker.entity_at(fact, "by"),
        date: linker.stated_date(fact.get("date")),
        source: linker.entity_at(fact, "source"),
        says: linker.prose(fact.get("says")),
    }
}

fn actor(linker: &mut Linker<'_>, merged: &Merged<'_>) -> Actor {
    let offices: Vec<Fact<'_>> = merged
        .get("offices")
        .into_iter()
        .flat_map(Fact::items)
        .collect();
    Actor {
        kind: word(merged.get("type")),
        country: text(merged.get("country")),
        member_of: linker.entities(merged.get("member_of")),
        offices: offices
            .into_iter()
            .map(|fact| office(linker, fact))
            .collect(),
    }
}

fn office(linker: &mut Linker<'_>, fact: Fact<'_>) -> Office {
    let attested: Vec<Fact<'_>> = fact
        .get("attested")
        .into_iter()
        .flat_map(Fact::items)
        .collect();
    Office {
        title: linker.prose(fact.get("title")),
        of: linker.entity_at(fact, "of"),
        from: linker.stated_date(fact.get("from")),
        to: linker.stated_date(fact.get("to")),
        attested: attested
            .into_iter()
            .filter_map(|day| {
                Some((
                    linker.stated_date(day.get("date"))?,
                    linker.entity_at(day, "source"),
                ))
            })
            .collect(),
        source: linker.entity_at(fact, "source"),
    }
}

fn agreement(linker: &mut Linker<'_>, merged: &Merged<'_>) -> Agreement {
    let list = |name: &str| {
        merged
            .get(name)
            .into_iter()
            .flat_map(Fact::items)
            .collect::<Vec<_>>()
    };
    check_provision_ids(linker, &list("provisions"));
    for relation in list("relations") {
        linker.require(relation, "type");
        linker.require(relation, "agreement");
    }
    let mut statuses: Vec<Status> = list("status")
        .into_iter()
        .filter_map(|fact| status(linker, fact))
        .collect();
    // Stable: of two on one day the later in the file is the later in time.
    statuses.sort_by_key(|status| status.date.as_ref().map(|date| date.value.earliest()));
    Agreement {
        kind: word(merged.get("type")),
        date: linker.stated_date(merged.get("date")),
        dates: OTHER_DATES
            .into_iter()
            .filter_map(|name| Some((name, linker.stated_date(merged.get(name))?)))
            .collect(),
        places: linker.entities(merged.get("places")),
        roles: AGREEMENT_ROLES
            .into_iter()
            .map(|role| (role, linker.entities(merged.get(role))))
            .collect(),
        official_title: texts(merged.get("official_title")),
        symbol: text(merged.get("symbol")),
        documents: list("documents")
            .into_iter()
            .map(|fact| text_copy(linker, fact))
            .collect(),
        relations: list("relations")
            .into_iter()
            .filter_map(|fact| {
                Some((
                    word(fact.get("type"))?,
                    linker.entity_at(fact, "agreement")?,
                ))
            })
            .collect(),
        statuses,
        provisions: list("provisions")
            .into_iter()
            .enumerate()
            .map(|(index, fact)| provision(linker, index, fact))
            .collect(),
    }
}

fn text_copy(linker: &mut Linker<'_>, fact: Fact<'_>) -> TextCopy {
    TextCopy {
        title: texts(fact.get("title")),
        url: text(fact.get("url")),
        archive_url: text(fact.get("archive_url")),
        lang: text(fact.get("lang")),
        source: linker.entity_at(fact, "source"),
    }
}

fn status(linker: &mut Linker<'_>, fact: Fact<'_>) -> Option<Status> {
    linker.require(fact, "value");
    Some(Status {
        date: linker.stated_date(fact.get("date")),
        value: word(fact.get("value"))?,
        note: linker.prose(fact.get("note")),
        source: linker.entity_at(fact, "source"),
    })
}

/// The id of a provision is an id in the page: sound, and unique in its agreement.
fn check_provision_ids(linker: &mut Linker<'_>, provisions: &[Fact<'_>]) {
    let mut seen: Vec<Arc<str>> = Vec::new();
    for fact in provisions
        .iter()
        .filter_map(|provision| provision.get("id"))
    {
        let Some(id) = text(Some(fact)) else { continue };
        if !is_id(&id) {
            let help = Some("write it in lower-case Latin letters, digits and hyphens".to_owned());
            linker.report(
                Code::InvalidId,
                &fact.location(),
                format!("{} is not an id", quoted(&id)),
                help,
            );
        } else if seen.contains(&id) {
            let message = format!("two provisions have the id {}", quoted(&id));
            linker.report(
                Code::DuplicateKey,
                &fact.location(),
                message,
                Some("give one of them another id".to_owned()),
            );
        }
        seen.push(id);
    }
}

fn provision(linker: &mut Linker<'_>, index: usize, fact: Fact<'_>) -> Provision {
    let progress: Vec<Fact<'_>> = fact
        .get("progress")
        .into_iter()
        .flat_map(Fact::items)
        .collect();
    let mut progress: Vec<Progress> = progress
        .into_iter()
        .filter_map(|fact| self::progress(linker, fact))
        .collect();
    progress.sort_by_key(|progress| progress.date.as_ref().map(|date| date.value.earliest()));
    Provision {
        id: text(fact.get("id")).unwrap_or_else(|| Arc::from((index + 1).to_string())),
        text: linker.prose(fact.get("text")),
        tags: commons::tags(linker, fact.get("tags")),
        deadline: linker.stated_date(fact.get("deadline")),
        places: linker.entities(fact.get("places")),
        progress,
    }
}

fn progress(linker: &mut Linker<'_>, fact: Fact<'_>) -> Option<Progress> {
    linker.require(fact, "value");
    // OK because the shape allows 0 to 3 only.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the shape allows 0 to 3 only"
    )]
    let value = number(fact.get("value"))? as u8;
    Some(Progress {
        date: linker.stated_date(fact.get("date")),
        value,
        note: linker.prose(fact.get("note")),
        source: linker.entity_at(fact, "source"),
    })
}

fn place(linker: &mut Linker<'_>, merged: &Merged<'_>) -> Place {
    let titles: Vec<Fact<'_>> = merged
        .get("titles")
        .into_iter()
        .flat_map(Fact::items)
        .collect();
    let geometry = merged.get("geometry");
    let place = Place {
        kind: word(merged.get("type")),
        at: merged.get("lat").map(Fact::location),
        lat: number(merged.get("lat")),
        lon: number(merged.get("lon")),
        precision: word(merged.get("precision")),
        radius_km: number(merged.get("radius_km")),
        within: merged.get("within").and_then(|fact| linker.entity(fact)),
        country: country(linker, merged),
        geometry: geometry.and_then(|fact| {
            Some((
                text(Some(fact))?,
                fact.document.path.clone(),
                fact.stated.span,
            ))
        }),
        titles: titles
            .into_iter()
            .map(|fact| PlaceTitle {
                title: texts(fact.get("title")),
                from: linker.stated_date(fact.get("from")),
                to: linker.stated_date(fact.get("to")),
                source: linker.entity_at(fact, "source"),
            })
            .collect(),
        label: merged.get("label").map(label).unwrap_or_default(),
    };
    super::places::check(linker, &place, merged.get("lat"));
    place
}

/// The code of a country.
fn country(linker: &mut Linker<'_>, merged: &Merged<'_>) -> Option<Arc<str>> {
    let fact = merged.get("country")?;
    let code = text(Some(fact))?;
    super::places::is_country(linker, &code, &fact.location(), false).then_some(code)
}

fn label(fact: Fact<'_>) -> MapLabel {
    // OK because the shape allows whole numbers from 0 to 10 only.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the shape allows small whole numbers only"
    )]
    let priority = number(fact.get("priority")).map(|number| number as i32);
    MapLabel {
        at: Some(fact.location()),
        priority,
        side: word(fact.get("side")).filter(|side| *side != "auto"),
        sub: texts(fact.get("sub")),
    }
}

fn source(linker: &mut Linker<'_>, merged: &Merged<'_>) -> Source {
    Source {
        kind: word(merged.get("type")),
        publisher: merged.get("publisher").and_then(|fact| linker.agent(fact)),
        date: linker.stated_date(merged.get("date")),
        url: text(merged.get("url")),
        archive_url: text(merged.get("archive_url")),
        accessed: date(merged.get("accessed")),
        language: text(merged.get("language")),
        derived_from: merged
            .get("derived_from")
            .and_then(|fact| linker.entity(fact)),
        stance: word(merged.get("stance")),
    }
}
