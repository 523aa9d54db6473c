//! The windows on dates with what is known about them.

use super::super::EntityId;
use super::super::record::Statement;
use super::values::{Getter, List, Pane, Read};
use super::{is_whole, window};
use crate::diagnostic::Location;
use crate::edtf::Edtf;
use crate::model::schema::{DATE, RIVAL};
use crate::yaml::number_of;

/// A date with what is known about it.
#[derive(Clone, Copy, Debug)]
pub struct StatedDate<'a> {
    /// EDTF.
    pub value: &'a Edtf,
    /// What is known about it.
    pub facts: DateFacts<'a>,
}

impl<'a> Read<'a> for StatedDate<'a> {
    fn read(statement: Statement<'a>) -> Option<Self> {
        let facts = DateFacts::read(statement)?;
        Some(Self {
            value: facts.value()?,
            facts,
        })
    }
}

window! {
    /// What is known about a date.
    DateFacts of DATE {
        /// EDTF.
        value: Option<&'a Edtf>,
        /// Who states it.
        source: Option<EntityId>,
        /// The wording of the source.
        as_published: Option<&'a str>,
        /// `stated`, `derived` or `inferred`.
        basis: Option<&'a str>,
        /// Other dates; they make it contested.
        rivals: List<'a, Rival<'a>>,
    }
}

window! {
    /// Another date than the one stated.
    Rival of RIVAL {
        /// EDTF.
        value: Option<&'a Edtf>,
        /// Who states it.
        source: Option<EntityId>,
    }
}
