//! The windows, one for each table of [`crate::model::schema`].

use std::borrow::Cow;
use std::sync::Arc;

use super::super::record::Statement;
use super::super::{Edition, Entity, EntityId, IndexPage};
use super::agreement::Agreement;
use super::claims::Claim;
use super::dates::StatedDate;
use super::numbers::KeyNumber;
use super::values::{Agent, Entities, Getter, List, Pane, Read, Texts, Whole};
use super::{is_whole, kinds, window};
use crate::diagnostic::Location;
use crate::edtf::Edtf;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::map::LonLat;
use crate::model::schema::{
    ACTOR, ARTICLE, ATTESTED, CORRECTION, EVENT, EVERY, HOME, LABEL, OFFICE, PAGE, PART, PLACE,
    PLACE_TITLE, READOUT, SOURCE, SOURCE_USE, TERM,
};
use crate::yaml::number_of;

kinds! {
    article: Article = ARTICLE, event: Event = EVENT, actor: Actor = ACTOR, agreement: Agreement = AGREEMENT,
    place: Place = PLACE, source: Source = SOURCE, term: Term = TERM, page: FreePage = PAGE,
}

window! {
    /// What every kind may state.
    Every of EVERY {
        /// One or two sentences in each language.
        summary: Texts<'a>,
        /// Other names.
        names: Texts<'a>,
        /// Tags, in the order written.
        tags: List<'a, &'a Arc<str>>,
        /// What it rests on.
        sources: List<'a, SourceUse<'a>>,
        /// A picture beside a file.
        image: Option<Statement<'a>>,
        /// The same thing elsewhere.
        same_as: List<'a, &'a Arc<str>>,
        /// What was corrected.
        corrections: List<'a, Correction<'a>>,
        /// Former addresses.
        aliases: List<'a, Statement<'a>>,
        /// Former ids, whose addresses lead here.
        former_ids: List<'a, &'a Arc<str>>,
        /// Free values.
        params: Option<&'a Arc<serde_yaml::Value>>,
    }
}

window! {
    /// A use of a source.
    SourceUse of SOURCE_USE {
        /// The source.
        source: Option<EntityId>,
        /// What it is used for.
        note: Texts<'a>,
        /// Where in it.
        paragraph: Option<&'a str>,
    }
}

window! {
    /// A correction.
    Correction of CORRECTION {
        /// Its day.
        date: Option<&'a Edtf>,
        /// What was wrong and is now right.
        text: Texts<'a>,
    }
}

window! {
    /// An article.
    Article of ARTICLE {
        /// Three to five sentences.
        brief: Texts<'a>,
        /// Numbers to know.
        key_numbers: List<'a, KeyNumber<'a>>,
        /// What others say.
        claims: List<'a, Claim<'a>>,
        /// Who wrote it.
        authors: List<'a, Agent<'a>>,
        /// Whom it is about.
        actors: Entities<'a>,
        /// What it tells of.
        events: Entities<'a>,
        /// What it explains.
        agreements: Entities<'a>,
        /// Where.
        places: Entities<'a>,
        /// Other articles.
        related: Entities<'a>,
    }
}

window! {
    /// An event.
    Event of EVENT {
        /// When.
        date: Option<StatedDate<'a>>,
        /// What it was.
        kind = "type": Option<&'a str>,
        /// Three to five sentences.
        brief: Texts<'a>,
        /// Numbers to know.
        key_numbers: List<'a, KeyNumber<'a>>,
        /// What others say.
        claims: List<'a, Claim<'a>>,
        /// Where.
        places: Entities<'a>,
        /// Who, and in which role.
        actors: List<'a, Participation<'a>>,
        /// What was agreed or invoked.
        agreements: Entities<'a>,
        /// Has not happened yet.
        planned: bool,
        /// Accounts of it.
        readouts: List<'a, Readout<'a>>,
    }
}

window! {
    /// Who took part in an event.
    Participation of PART {
        /// Who.
        actor: Option<EntityId>,
        /// In which role.
        role = "as": Option<&'a str>,
    }
}

window! {
    /// One account of an event.
    Readout of READOUT {
        /// Whose account.
        by: Option<EntityId>,
        /// When it was given.
        date: Option<StatedDate<'a>>,
        /// Where it is found.
        source: Option<EntityId>,
        /// What it says.
        says: Texts<'a>,
    }
}

window! {
    /// An actor.
    Actor of ACTOR {
        /// What it is.
        kind = "type": Option<&'a str>,
        /// ISO code.
        country: Option<&'a str>,
        /// What it belongs to.
        member_of: Entities<'a>,
        /// Offices over time.
        offices: List<'a, Office<'a>>,
    }
}

window! {
    /// An office of a person.
    Office of OFFICE {
        /// The office.
        title: Texts<'a>,
        /// The state or body that it belongs to.
        of: Option<EntityId>,
        /// First day.
        from: Option<StatedDate<'a>>,
        /// Last day.
        to: Option<StatedDate<'a>>,
        /// Single days on which it is known.
        attested: List<'a, Attested<'a>>,
        /// Who states it.
        source: Option<EntityId>,
    }
}

window! {
    /// A day on which an office is known.
    Attested of ATTESTED {
        /// The day.
        date: Option<StatedDate<'a>>,
        /// By whom.
        source: Option<EntityId>,
    }
}

window! {
    /// A place.
    Place of PLACE {
        /// What it is.
        kind = "type": Option<Cow<'static, str>>,
        /// Degrees north.
        lat: Option<f64>,
        /// Degrees east.
        lon: Option<f64>,
        /// Where its latitude is stated.
        at = "lat": Option<Statement<'a>>,
        /// How exact the point is.
        precision: Option<&'a str>,
        /// Radius of the area, kilometres.
        radius_km: Option<f64>,
        /// What it lies in.
        within: Option<EntityId>,
        /// ISO code.
        country: Option<&'a str>,
        /// A GeoJSON file beside its own that holds its outline.
        geometry: Option<Statement<'a>>,
        /// Names over time.
        titles: List<'a, PlaceTitle<'a>>,
        /// Its label on maps.
        label: Option<MapLabel<'a>>,
    }
}

impl Place<'_> {
    /// Where it is, if it says so.
    pub fn position(self) -> Option<LonLat> {
        Some(LonLat {
            lon: self.lon()?,
            lat: self.lat()?,
        })
    }
}

window! {
    /// The label of a place on maps.
    MapLabel of LABEL {
        /// Which label wins, 0 to 10.
        priority: Option<Whole>,
        /// Where it stands.
        side: Option<&'a str>,
        /// A second line.
        sub: Texts<'a>,
    }
}

window! {
    /// A name of a place and its period.
    PlaceTitle of PLACE_TITLE {
        /// The name.
        title: Texts<'a>,
        /// First day.
        from: Option<StatedDate<'a>>,
        /// Last day.
        to: Option<StatedDate<'a>>,
        /// Who states it.
        source: Option<EntityId>,
    }
}

window! {
    /// A source.
    Source of SOURCE {
        /// What it is.
        kind = "type": Option<&'a str>,
        /// Who published it.
        publisher: Option<Agent<'a>>,
        /// When.
        date: Option<StatedDate<'a>>,
        /// Where.
        url: Option<&'a str>,
        /// An archived copy.
        archive_url: Option<&'a str>,
        /// When it was read.
        accessed: Option<&'a Edtf>,
        /// Its language.
        language: Option<&'a str>,
        /// The source that it repeats.
        derived_from: Option<EntityId>,
        /// Whose view it carries.
        stance: Option<&'a str>,
    }
}

window! {
    /// A glossary entry.
    Term of TERM {
        /// Wordings to use.
        preferred = "use": Texts<'a>,
        /// Wordings to avoid.
        avoided = "avoid": Texts<'a>,
    }
}

window! {
    /// A free page.
    FreePage of PAGE {
        /// Place in the menu.
        weight: Option<Whole>,
    }
}

window! {
    /// The home page.
    HomePage of HOME {
        /// The entry to begin with.
        lead: Option<EntityId>,
        /// How things stand.
        state: Texts<'a>,
        /// Dated events.
        turning_points: Entities<'a>,
        /// Who matters most.
        main_actors: Entities<'a>,
        /// What was agreed.
        main_agreements: Entities<'a>,
    }
}

impl IndexPage {
    /// What it states as the home page.
    pub fn home(&self) -> HomePage<'_> {
        HomePage(Pane::Record(&self.record))
    }
}

impl Entity {
    /// When it was: its date, and for an article the day of publication in that language.
    pub fn date(&self, lang: Lang) -> Option<StatedDate<'_>> {
        let key = self.date?;
        let edition = self.editions.get(&lang).or(self.editions.values().next());
        let is_own = |one: &Statement<'_>| {
            edition.is_some_and(|edition: &Edition| edition.path == one.file.document.path)
        };
        let stated = || self.record.all(key);
        let is_neutral = |one: &Statement<'_>| one.file.document.lang.is_none();
        let own = stated().find(is_own).or_else(|| stated().find(is_neutral));
        StatedDate::read(own.or_else(|| stated().next())?)
    }
}

impl Entity {
    /// The ids that its page gives to what its record lists, for links: those of provisions and claims.
    pub fn listed_ids(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let agreement = self.agreement();
        let points = agreement.into_iter().flat_map(Agreement::points);
        let claims = self.claims().filter_map(Claim::id);
        let claims = claims.map(|id| Cow::Borrowed(&**id));
        points.map(|(id, _)| id).chain(claims)
    }

    /// The claims that it states; other kinds than articles and events have none.
    pub fn claims(&self) -> impl Iterator<Item = Claim<'_>> {
        let article = self.article().map(Article::claims);
        let event = self.event().map(Event::claims);
        article.or(event).into_iter().flat_map(List::iter)
    }
}
