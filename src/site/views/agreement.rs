//! The windows on agreements and what stands in them.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::EntityId;
use super::super::record::Statement;
use super::dates::StatedDate;
use super::values::{Entities, Getter, List, Pane, Read, Texts, Whole};
use super::{is_whole, window};
use crate::diagnostic::Location;
use crate::model::schema::{AGREEMENT, DOCUMENT, PROGRESS, PROVISION, RELATION, STATUS};
use crate::yaml::number_of;

window! {
    /// An agreement.
    Agreement of AGREEMENT {
        /// What it is.
        kind = "type": Option<&'a str>,
        /// When it was signed or adopted.
        date: Option<StatedDate<'a>>,
        /// Where it was made.
        places: Entities<'a>,
        /// Who concluded it.
        parties: Entities<'a>,
        /// Whom the text names as guarantors.
        guarantors: Entities<'a>,
        /// The title of the text itself.
        official_title: Texts<'a>,
        /// Document symbol.
        symbol: Option<&'a str>,
        /// Where the text is found.
        documents: List<'a, TextCopy<'a>>,
        /// How it stands to others.
        relations: List<'a, AgreementRelation<'a>>,
        /// What became of it, by date.
        statuses = "status": List<'a, Status<'a>>,
        /// Its points.
        provisions: List<'a, Provision<'a>>,
    }
}

impl<'a> Agreement<'a> {
    /// What stands under the keys of a group, each with its name.
    fn among<T: Getter<'a>>(self, group: &'static str) -> impl Iterator<Item = (&'a str, T)> {
        let keys = AGREEMENT
            .numbered()
            .filter(move |(_, key)| key.group == group);
        keys.map(move |(number, key)| (&*key.name, T::get(self.0.under(number))))
    }

    /// Who stands in which role.
    pub fn roles(self) -> impl Iterator<Item = (&'a str, Entities<'a>)> {
        self.among("roles")
    }

    /// Its dates besides the day of signature or adoption.
    pub fn dates(self) -> impl Iterator<Item = (&'a str, StatedDate<'a>)> {
        self.among("dates")
            .filter_map(|(name, date): (&str, Option<StatedDate<'a>>)| Some((name, date?)))
    }

    /// Its points with their ids: those that they state, or their places in the list.
    pub fn points(self) -> impl Iterator<Item = (Cow<'a, str>, Provision<'a>)> {
        (1..)
            .zip(self.provisions().iter())
            .map(|(number, point): (usize, Provision<'a>)| {
                let id = point
                    .id()
                    .map_or_else(|| number.to_string().into(), Into::into);
                (id, point)
            })
    }
}

window! {
    /// A copy of an agreement's text.
    TextCopy of DOCUMENT {
        /// Its name.
        title: Texts<'a>,
        /// Its address.
        url: Option<&'a str>,
        /// An archived copy.
        archive_url: Option<&'a str>,
        /// Its language.
        lang: Option<&'a str>,
        /// The source that it is.
        source: Option<EntityId>,
    }
}

window! {
    /// How an agreement stands to another.
    AgreementRelation of RELATION {
        /// The word for it.
        kind = "type": Option<&'a str>,
        /// The other agreement.
        agreement: Option<EntityId>,
    }
}

window! {
    /// A status and since when.
    Status of STATUS {
        /// Since when, or as of when.
        date: Option<StatedDate<'a>>,
        /// The word.
        value: Option<&'a str>,
        /// Why.
        note: Texts<'a>,
        /// Who says so.
        source: Option<EntityId>,
    }
}

window! {
    /// A point of an agreement.
    Provision of PROVISION {
        /// Its id, for links.
        id: Option<&'a str>,
        /// What is agreed.
        text: Texts<'a>,
        /// Tags.
        tags: List<'a, &'a Arc<str>>,
        /// By when.
        deadline: Option<StatedDate<'a>>,
        /// Who owes it.
        by: Entities<'a>,
        /// When it was carried out.
        done: Option<StatedDate<'a>>,
        /// What is to be said of it besides how far it came.
        note: Texts<'a>,
        /// Where.
        places: Entities<'a>,
        /// How far it came, by date.
        progress: List<'a, Progress<'a>>,
    }
}

window! {
    /// How far a provision came.
    Progress of PROGRESS {
        /// As of when.
        date: Option<StatedDate<'a>>,
        /// 0 not begun, 1 minimal, 2 partial, 3 full.
        value: Option<Whole>,
        /// Why.
        note: Texts<'a>,
        /// Who says so.
        source: Option<EntityId>,
    }
}
