//! Language tags: known ones only, since everything else about a language is looked up by them.

use icu_locale::{
    Direction as IcuDirection, LanguageIdentifier, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander,
};

use super::{LocaleError, LocaleErrorKind};
use crate::lang::Direction;

/// The direction of the script that a language is written in.
pub fn direction_of(tag: &str) -> Result<Direction, LocaleError> {
    parse(tag).map(|(_, direction)| direction)
}

/// A locale as Open Graph writes it, language and territory: `zh-Hans` gives `zh_CN`. A tag that names no territory
/// means the likely one.
pub fn language_territory(tag: &str) -> String {
    let Ok(mut id) = tag.parse::<LanguageIdentifier>() else {
        return tag.to_owned();
    };
    if id.region.is_none() {
        LocaleExpander::new_extended().maximize(&mut id);
    }
    id.region.map_or_else(|| id.language.to_string(), |territory| format!("{}_{territory}", id.language))
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

/// `ar_SY.UTF-8` → `ar-SY`, `ar-u-nu-latn` → `ar`, `en-GBR` → `en-GB`, `english` → `en`.
fn nearest(tag: &str) -> Option<String> {
    let plain = tag.split(['.', '@']).next()?.trim().replace(['_', ' '], "-");
    let (language, region) = plain.split_once('-').unwrap_or((&plain, ""));
    let short = |part: &str| part.get(..2).map(ToOwned::to_owned);
    let with_region = || Some(format!("{}-{}", short(language)?, short(region)?));
    let whole = plain.parse::<icu_locale::Locale>().ok().map(|locale| locale.id);
    let candidates =
        [whole, with_region().and_then(|tag| tag.parse().ok()), short(language).and_then(|tag| tag.parse().ok())];
    let known = candidates.into_iter().flatten().map(|id| canonical(&id)).find(|id| direction(id).is_some());
    known.map(|id| id.to_string()).filter(|found| found != tag)
}
