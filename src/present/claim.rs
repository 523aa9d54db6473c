//! Claims: who says what through whom, what others say of it, and what was found.

use super::date;
use super::fill::Filler;
use super::stated_date::stated_date;
use super::teaser::bare;
use crate::lang::Direction;
use crate::locale::direction_of;
use crate::site::{Agent, Assessment, Claim, Entity, Source};
use crate::view::Part;

impl Filler<'_, '_> {
    /// All claims of an entity.
    pub(super) fn claims(&mut self, entity: &Entity) -> Part {
        let claims: Vec<Part> = entity
            .claims()
            .filter_map(|claim| self.claim(claim))
            .collect();
        Part::list(claims)
    }

    /// One claim with all that is known about it.
    pub(super) fn claim(&mut self, claim: Claim<'_>) -> Option<Part> {
        let (shared, lang) = (self.shared, self.lang);
        let id = claim.id()?;
        let html = self.prose_in(claim.text(), lang)?;
        let assessment = claim.assessment().and_then(|one| self.assessment(one));
        let claims = &shared.inputs.site.claims;
        let types = claim
            .types()
            .iter()
            .map(|word| self.claim_word(word, &format!("claim_types.{word}")));
        let relations = claim.relations();
        let relations = relations.iter().filter_map(|relation| {
            let (kind, other) = relation.kind().zip(relation.claim())?;
            self.other_claim(kind, other)
        });
        let incoming = claims
            .incoming(id)
            .filter_map(|(kind, other)| self.other_claim(&format!("{kind}_inverse"), other));
        let words = claim.source().and_then(|id| shared.entity(id).source());
        let words = words.and_then(Source::language);
        Some(Part::map([
            ("id", Part::text(id)),
            ("html", html),
            ("quote", Part::maybe_text(claim.quote())),
            ("quote_lang", Part::maybe_text(words)),
            (
                "quote_dir",
                Part::maybe_text(
                    words
                        .and_then(|lang| direction_of(lang).ok())
                        .map(Direction::as_str),
                ),
            ),
            ("types", Part::list(types)),
            ("by", self.speaker(claim)),
            ("via", shared.cards(claim.via().iter(), lang)),
            (
                "mode",
                Part::maybe(
                    claim
                        .mode()
                        .map(|word| self.claim_word(word, &format!("claim_modes.{word}"))),
                ),
            ),
            (
                "said",
                Part::maybe(claim.said().map(|date| stated_date(shared, lang, date))),
            ),
            ("source", shared.maybe_card(claim.source(), lang)),
            ("paragraph", Part::maybe_text(claim.paragraph())),
            ("about", shared.cards(claim.about().iter(), lang)),
            ("path", Part::maybe_text(self.path_of(id).as_deref())),
            ("relations", Part::list(relations.collect::<Vec<_>>())),
            ("incoming", Part::list(incoming.collect::<Vec<_>>())),
            ("contested", Part::bool(claims.is_contested(claim))),
            ("assessment", Part::maybe(assessment)),
        ]))
    }

    /// A word of the contract and its name.
    fn claim_word(&self, word: &str, label: &str) -> Part {
        Part::map([
            ("value", Part::text(word)),
            (
                "label",
                Part::text(self.shared.strings(self.lang).get(label)),
            ),
        ])
    }

    /// Who says it: a name, and a card where it is an actor.
    fn speaker(&self, claim: Claim<'_>) -> Part {
        let (shared, lang) = (self.shared, self.lang);
        let (name, card) = match claim.by() {
            None => return Part::none(),
            Some(Agent::Actor(id)) => (
                shared.inputs.title(id, lang).to_owned(),
                shared.maybe_card(Some(id), lang),
            ),
            Some(Agent::Named(names)) => match names.plain_or_first(lang) {
                Some(name) => (name.to_string(), Part::none()),
                None => return Part::none(),
            },
        };
        Part::map([("name", Part::text(&name)), ("card", card)])
    }

    fn assessment(&mut self, assessment: Assessment<'_>) -> Option<Part> {
        let (shared, lang) = (self.shared, self.lang);
        let value = assessment.value()?;
        let note = self.prose_in(assessment.note(), lang);
        let label = format!("assessments.{value}");
        let date = assessment.date();
        Some(Part::map([
            ("value", Part::text(value)),
            ("label", Part::text(shared.strings(lang).get(&label))),
            (
                "date",
                Part::maybe(date.map(|date| date::bare(&shared.inputs, lang, date))),
            ),
            ("html", Part::maybe(note)),
            ("sources", shared.cards(assessment.sources().iter(), lang)),
        ]))
    }

    /// Another claim as one line; nothing where readers of this language cannot see it.
    fn other_claim(&self, kind: &str, id: &str) -> Option<Part> {
        let (shared, lang) = (self.shared, self.lang);
        let site = shared.inputs.site;
        let (_, claim) = site.claims.find(&site.entities, id)?;
        let path = self.path_of(id)?;
        let text = claim.text();
        let text = text
            .prose(lang)
            .map(|prose| bare(&shared.inputs, lang, &prose));
        let label = format!("claim_relations.{kind}");
        Some(Part::map([
            ("type", Part::text(kind)),
            ("label", Part::text(shared.strings(lang).get(&label))),
            ("id", Part::text(id)),
            ("path", Part::text(&path)),
            ("by", self.speaker(claim)),
            (
                "html",
                text.map_or_else(Part::none, |text| Part::html(&text)),
            ),
        ]))
    }

    /// Where a claim stands, behind `root`.
    fn path_of(&self, id: &str) -> Option<String> {
        let inputs = &self.shared.inputs;
        let entity = inputs.site.claims.entity(id)?;
        let shown = inputs.pages.shown(entity, self.lang)?;
        Some(format!("{}#{id}", shown.route.link(inputs.portable)))
    }
}
