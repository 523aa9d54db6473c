//! Language tags: known ones only, since everything else about a language is looked up by them.

use icu_locale::subtags::Region;
use icu_locale::{
    Direction as IcuDirection, LanguageIdentifier, LocaleCanonicalizer, LocaleDirectionality,
    LocaleExpander,
};

use super::{LocaleError, LocaleErrorKind};
use crate::lang::Direction;

/// The regions of CLDR, by code. ICU takes any two letters for one.
const REGIONS: &str = include_str!("data/regions.txt");

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
    id.region.map_or_else(
        || id.language.to_string(),
        |territory| format!("{}_{territory}", id.language),
    )
}

/// A tag of the same language whose script runs the other way: `az` gives `az-Arab`. `None` where CLDR knows none, or
/// the tag states a script.
pub fn turned(tag: &str) -> Option<String> {
    let id: LanguageIdentifier = tag
        .parse()
        .ok()
        .filter(|id: &LanguageIdentifier| id.script.is_none())?;
    let own = direction(&id)?;
    let scripts = regions().filter_map(|region| {
        let mut elsewhere = LanguageIdentifier {
            region: Some(region),
            ..id.clone()
        };
        LocaleExpander::new_extended().maximize(&mut elsewhere);
        elsewhere.script
    });
    let mut tags = scripts.map(|script| LanguageIdentifier {
        script: Some(script),
        ..id.clone()
    });
    tags.find(|tag| direction(tag).is_some_and(|direction| direction != own))
        .map(|tag| tag.to_string())
}

/// A language that CLDR knows, but not well enough; a shorter tag may do.
pub(super) fn missing_data(tag: &str) -> LocaleError {
    LocaleError::new(LocaleErrorKind::MissingData(tag.to_owned()), shorter(tag))
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
    let Some(direction) = direction(&id) else {
        let kind = LocaleErrorKind::UnknownLanguage(tag.to_owned());
        return Err(LocaleError::new(kind, nearest(tag)));
    };
    match id.region.filter(|region| !is_region(*region)) {
        None => Ok((id, direction)),
        Some(region) => {
            let kind = LocaleErrorKind::UnknownRegion(region.to_string());
            let near = LanguageIdentifier {
                region: near_region(&id, region),
                ..id
            };
            Err(LocaleError::new(kind, Some(near.to_string())))
        }
    }
}

fn regions() -> impl Iterator<Item = Region> {
    REGIONS
        .split_whitespace()
        .filter_map(|code| code.parse().ok())
}

fn is_region(region: Region) -> bool {
    regions().any(|known| known == region)
}

/// Where the same language is spoken, one letter away: `ar-SX` → `SY`, `ar-YS` → `SY`.
fn near_region(id: &LanguageIdentifier, wrong: Region) -> Option<Region> {
    let spoken = |region: &Region| {
        let mut likely = LanguageIdentifier {
            region: Some(*region),
            ..LanguageIdentifier::UNKNOWN
        };
        LocaleExpander::new_extended().maximize(&mut likely);
        likely.language == id.language
    };
    let swapped: String = wrong.as_str().chars().rev().collect();
    let alike = |region: &Region| {
        region.as_str() == swapped || region.as_str().get(..1) == wrong.as_str().get(..1)
    };
    let distance = |region: &Region| {
        let last = |region: &Region| region.as_str().bytes().last().unwrap_or_default();
        (
            region.as_str() != swapped,
            last(region).abs_diff(last(&wrong)),
        )
    };
    regions()
        .filter(|region| alike(region) && spoken(region))
        .min_by_key(distance)
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

/// The language of two letters that begins as this one does: `arr` → `ar`.
fn shorter(tag: &str) -> Option<String> {
    let short = tag.get(..2)?;
    let id: LanguageIdentifier = short.parse().ok()?;
    (short != tag && direction(&id).is_some()).then(|| short.to_owned())
}

/// `ar_SY.UTF-8` → `ar-SY`, `ar-u-nu-latn` → `ar`, `en-GBR` → `en-GB`, `english` → `en`.
fn nearest(tag: &str) -> Option<String> {
    let plain = tag
        .split(['.', '@'])
        .next()?
        .trim()
        .replace(['_', ' '], "-");
    let (language, region) = plain.split_once('-').unwrap_or((&plain, ""));
    let short = |part: &str| part.get(..2).map(ToOwned::to_owned);
    let with_region = || Some(format!("{}-{}", short(language)?, short(region)?));
    let whole = plain
        .parse::<icu_locale::Locale>()
        .ok()
        .map(|locale| locale.id);
    let candidates = [
        whole,
        with_region().and_then(|tag| tag.parse().ok()),
        short(language).and_then(|tag| tag.parse().ok()),
    ];
    let known = candidates
        .into_iter()
        .flatten()
        .map(|id| canonical(&id))
        .find(|id| direction(id).is_some());
    known.map(|id| id.to_string()).filter(|found| found != tag)
}
