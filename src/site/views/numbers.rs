//! The windows on numbers that somebody counted.

use super::super::EntityId;
use super::super::record::Statement;
use super::dates::StatedDate;
use super::values::{Entities, Getter, List, Pane, Read, Texts};
use super::{is_whole, window};
use crate::diagnostic::Location;
use crate::edtf::Edtf;
use crate::lang::Lang;
use crate::model::schema::KEY_NUMBER;
use crate::yaml::{Value, number_of};

window! {
    /// A number and who counted it. Its rivals are looked at through the same window: their keys have the same numbers.
    KeyNumber of KEY_NUMBER {
        /// Its id.
        id: Option<&'a str>,
        /// What was counted.
        label: Texts<'a>,
        /// The number.
        value: Option<f64>,
        /// The least, where a range is stated.
        low: Option<f64>,
        /// The most.
        high: Option<f64>,
        /// How exact it is.
        qualifier: Option<&'a str>,
        /// The noun beside it.
        unit: Unit<'a>,
        /// Who counted.
        counted_by: Option<EntityId>,
        /// Until when.
        as_of: Option<StatedDate<'a>>,
        /// For which time.
        period: Option<&'a Edtf>,
        /// Where.
        places: Entities<'a>,
        /// Who states it.
        source: Option<EntityId>,
        /// What others counted.
        rivals: List<'a, KeyNumber<'a>>,
    }
}

/// The noun beside a number, in each of its languages.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'a>(Option<Statement<'a>>);

impl<'a> Getter<'a> for Unit<'a> {
    fn get(found: super::Found<'a>) -> Self {
        Self(found.first())
    }
}

impl<'a> Unit<'a> {
    /// Where it stands.
    pub fn statement(self) -> Option<Statement<'a>> {
        self.0
    }

    /// The noun in a language where it has no plural forms.
    pub fn plain(self, lang: Lang) -> Option<&'a str> {
        self.0?.in_lang(lang)?.text().map(|text| &**text)
    }

    /// The form of this name, or the one that every noun has.
    pub fn form(self, lang: Lang, name: &str) -> Option<&'a str> {
        let Value::Named(forms) = &self.0?.in_lang(lang)?.stated.value else {
            return None;
        };
        let named = |wanted: &str| forms.iter().find(|(form, ..)| **form == *wanted);
        let (.., form) = named(name).or_else(|| named("other"))?;
        form.value.text().map(|text| &**text)
    }
}
