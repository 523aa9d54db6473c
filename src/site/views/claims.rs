//! The windows on claims: what somebody says, and what is known about it.

use std::sync::Arc;

use super::super::EntityId;
use super::super::record::Statement;
use super::dates::StatedDate;
use super::values::{Agent, Entities, Getter, List, Pane, Read, Texts};
use super::{is_whole, window};
use crate::diagnostic::Location;
use crate::edtf::Edtf;
use crate::model::schema::{ASSESSMENT, CLAIM, CLAIM_RELATION};
use crate::yaml::number_of;

window! {
    /// What somebody says.
    Claim of CLAIM {
        /// Its id, which is its own in the whole site.
        id: Option<&'a Arc<str>>,
        /// Where the id is stated.
        id_statement = "id": Option<Statement<'a>>,
        /// What is said, in our words.
        text: Texts<'a>,
        /// Some of its words.
        quote: Option<&'a str>,
        /// What it is.
        types: List<'a, &'a str>,
        /// Who says it.
        by: Option<Agent<'a>>,
        /// Who passed it on, in that order.
        via: Entities<'a>,
        /// In whose words.
        mode: Option<&'a str>,
        /// When.
        said: Option<StatedDate<'a>>,
        /// Where it is found.
        source: Option<EntityId>,
        /// Where in it.
        paragraph: Option<&'a str>,
        /// What it is about.
        about: Entities<'a>,
        /// How it stands to others.
        relations: List<'a, ClaimRelation<'a>>,
        /// What was found about it.
        assessment: Option<Assessment<'a>>,
    }
}

window! {
    /// How a claim stands to another.
    ClaimRelation of CLAIM_RELATION {
        /// The word for it.
        kind = "type": Option<&'a str>,
        /// The id of the other.
        claim: Option<&'a Arc<str>>,
        /// Where the id is stated.
        claim_statement = "claim": Option<Statement<'a>>,
    }
}

window! {
    /// What the editors found about a claim.
    Assessment of ASSESSMENT {
        /// The word.
        value: Option<&'a str>,
        /// When it was judged.
        date: Option<&'a Edtf>,
        /// Why.
        note: Texts<'a>,
        /// What it rests on.
        sources: Entities<'a>,
    }
}
