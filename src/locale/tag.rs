//! Language tags: known ones only, since everything else about a language is looked up by them.

use icu_locale::{Direction as IcuDirection, LanguageIdentifier, LocaleCanonicalizer, LocaleDirectionality};

use super::{LocaleError, LocaleErrorKind};
use crate::lang::Direction;

/// The direction of the script that a language is written in.
pub fn direction_of(tag: &str) -> Result<Direction, LocaleError> {
    parse(tag).map(|(_, direction)| direction)
}

pub(super) fn parse(tag: &str) -> Result<(LanguageIdentifier, Direction), LocaleError> {
    let Ok(id) = tag.parse::<LanguageIdentifier>() else {
        let kind = LocaleErrorKind::MalformedTag(tag.to_owned());
        return Err(LocaleError::new(kind, nearest(tag)));
    };
    let canonical = canonical(&id);
    if canonical != id {
        let kind = LocaleErrorKind::NotCanonical(tag.to_owned());
        return Err(LocaleError::new(kind, Some(canonical.to_string())));
    }
    match direction(&id) {
        Some(direction) => Ok((id, direction)),
        None => {
            let kind = LocaleErrorKind::UnknownLanguage(tag.to_owned());
            Err(LocaleError::new(kind, nearest(tag)))
        }
    }
}

fn canonical(id: &LanguageIdentifier) -> LanguageIdentifier {
    let mut locale = icu_locale::Locale::from(id.clone());
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    locale.id
}

/// `None` for a language of which not even the script is known.
fn direction(id: &LanguageIdentifier) -> Option<Direction> {
    match LocaleDirectionality::new_extended().get(id)? {
        IcuDirection::LeftToRight => Some(Direction::Ltr),
        IcuDirection::RightToLeft => Some(Direction::Rtl),
        _ => None,
    }
}

/// `ar_SY.UTF-8` → `ar-SY`, `ar-u-nu-latn` → `ar`, `english` → `en`.
fn nearest(tag: &str) -> Option<String> {
    let plain = tag.split(['.', '@']).next()?.replace('_', "-");
    let id = match plain.parse::<icu_locale::Locale>() {
        Ok(locale) => Some(locale.id),
        Err(_) => plain.get(..2).and_then(|start| start.parse().ok()),
    };
    let id = canonical(&id?);
    direction(&id).is_some().then(|| id.to_string()).filter(|found| found != tag)
}
