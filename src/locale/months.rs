//! Month names, looked up once: twelve alone, twelve as they stand in a date (`мая` beside `май`).

use std::ops::RangeInclusive;

use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::UmmAlQura;
use icu_calendar::types::Month;
use icu_calendar::{Date, Gregorian, Iso};
use icu_datetime::fieldsets::M;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames, MonthNameLength};
use icu_locale::{LanguageIdentifier, Locale};
use writeable::TryWriteable;

use super::{LocaleError, LocaleErrorKind};
use crate::edtf::Day;

/// A choice among the sets of month names that one language has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthStyle {
    /// `levant`: أيار
    Levant,
    /// `gulf`: مايو
    Gulf,
    /// `dual`: both, أيار/مايو
    Dual,
}

/// The sets of names that languages have beside those of their own region: language, style, regions.
const STYLES: &str = include_str!("data/month_styles.tsv");
/// The languages whose dates have the short names of months.
const SHORT: &str = include_str!("data/short_months.tsv");
const JOINT: &str = "/";

/// The names of the months of the Gregorian calendar.
#[derive(Debug)]
pub(super) struct MonthNames {
    alone: Vec<String>,
    in_date: Vec<String>,
}

impl MonthStyle {
    /// The style of that name in the configuration: `levant`, `gulf` or `dual`.
    pub fn from_name(name: &str) -> Option<MonthStyle> {
        match name {
            "levant" => Some(MonthStyle::Levant),
            "gulf" => Some(MonthStyle::Gulf),
            "dual" => Some(MonthStyle::Dual),
            _ => None,
        }
    }
}

impl MonthNames {
    pub(super) fn new(
        id: &LanguageIdentifier,
        style: Option<MonthStyle>,
    ) -> Result<MonthNames, LocaleError> {
        let sources = sources(id, style)?;
        let is_short = SHORT
            .lines()
            .any(|language| language == id.language.as_str());
        let (alone, in_date) = if is_short {
            (&SHORT_ALONE, &SHORT_IN_DATE)
        } else {
            (&ALONE, &IN_DATE)
        };
        Ok(MonthNames {
            alone: joined(&sources, alone)?,
            in_date: joined(&sources, in_date)?,
        })
    }

    /// As after no day: `May 2019`.
    pub(super) fn alone(&self, month: u8) -> &str {
        nth(&self.alone, month)
    }

    /// As after a day: `30 May 2019`.
    pub(super) fn in_date(&self, month: u8) -> &str {
        nth(&self.in_date, month)
    }
}

/// The name of a month by its number, from 1; empty if there is none.
pub(super) fn nth(names: &[String], month: u8) -> &str {
    let index = usize::from(month).checked_sub(1);
    index
        .and_then(|index| names.get(index))
        .map_or("", String::as_str)
}

/// The years that the tables of Umm al-Qura cover; ICU goes on without a word by another reckoning.
const HIJRI_YEARS: RangeInclusive<i64> = 1300..=1600;

/// Year, month and day in the Umm al-Qura calendar; `None` outside of its tables.
pub(super) fn hijri_ymd(day: Day) -> Option<(i64, u8, u8)> {
    let (year, month, day) = day.ymd();
    let iso = Date::try_new_iso(i32::try_from(year).ok()?, month, day).ok()?;
    let hijri = iso.to_calendar(Hijri::new_umm_al_qura());
    let year = i64::from(hijri.year().extended_year());
    HIJRI_YEARS
        .contains(&year)
        .then(|| (year, hijri.month().ordinal, hijri.day_of_month().0))
}

/// Whether a day has a date in the Umm al-Qura calendar.
pub fn has_hijri(day: Day) -> bool {
    hijri_ymd(day).is_some()
}

/// The day of that year, month and day of the month in the Umm al-Qura calendar, if its tables have one.
pub fn hijri_date(year: i64, month: u8, day: u8) -> Option<Day> {
    let covered = HIJRI_YEARS.contains(&year);
    let year = i32::try_from(year).ok().filter(|_| covered)?;
    let hijri = Date::try_new(
        year.into(),
        Month::new(month),
        day,
        Hijri::new_umm_al_qura(),
    )
    .ok()?;
    let iso = hijri.to_calendar(Iso);
    Day::new(
        iso.year().extended_year().into(),
        iso.month().ordinal,
        iso.day_of_month().0,
    )
}

/// The names of the Hijri months, as they stand in a date.
pub(super) fn hijri(locale: &Locale) -> Result<Vec<String>, LocaleError> {
    let missing = || super::tag::missing_data(&locale.to_string());
    let mut names: FixedCalendarDateTimeNames<Hijri<UmmAlQura>, M> =
        FixedCalendarDateTimeNames::new_without_number_formatting(locale.into());
    names
        .include_month_names(IN_DATE.length)
        .map_err(|_| missing())?;
    let pattern = DateTimePattern::try_from_pattern_str(IN_DATE.pattern).map_err(|_| missing())?;
    let formatter = names.with_pattern_unchecked(&pattern);
    (1..=12)
        .map(|month| {
            let date = Date::try_new(
                HIJRI_YEAR.into(),
                Month::new(month),
                1,
                Hijri::new_umm_al_qura(),
            );
            let formatted = formatter.format(&date.map_err(|_| missing())?);
            let name = formatted.try_write_to_string().map_err(|_| missing())?;
            Ok(name.into_owned())
        })
        .collect()
}

/// Any years will do: names do not depend on them.
const HIJRI_YEAR: i32 = 1440;
const GREGORIAN_YEAR: i32 = 2019;

/// Every name that a month may bear in texts of a language, with its number: in all its sets, long and short.
pub(super) fn all_names(id: &LanguageIdentifier) -> Vec<(String, u8)> {
    let own = [
        Locale::from(id.clone()),
        Locale::from(LanguageIdentifier::from(id.language)),
    ];
    let styled = styles_of(id)
        .flat_map(|(_, tags)| tags.split(' '))
        .filter_map(|tag| tag.parse().ok());
    let locales: Vec<Locale> = own.into_iter().chain(styled).collect();
    let forms = [ALONE, IN_DATE, SHORT_ALONE, SHORT_IN_DATE];
    let sets = locales
        .iter()
        .flat_map(|locale| forms.iter().filter_map(|form| gregorian(locale, form).ok()));
    sets.flat_map(|names| names.into_iter().zip(1_u8..))
        .collect()
}

/// One of CLDR's forms of a month name.
struct MonthForm {
    length: MonthNameLength,
    pattern: &'static str,
}

const ALONE: MonthForm = MonthForm {
    length: MonthNameLength::StandaloneWide,
    pattern: "LLLL",
};
const IN_DATE: MonthForm = MonthForm {
    length: MonthNameLength::Wide,
    pattern: "MMMM",
};
const SHORT_ALONE: MonthForm = MonthForm {
    length: MonthNameLength::StandaloneAbbreviated,
    pattern: "LLL",
};
const SHORT_IN_DATE: MonthForm = MonthForm {
    length: MonthNameLength::Abbreviated,
    pattern: "MMM",
};

fn sources(id: &LanguageIdentifier, style: Option<MonthStyle>) -> Result<Vec<Locale>, LocaleError> {
    let Some(style) = style else {
        return Ok(vec![Locale::from(id.clone())]);
    };
    let Some((_, tags)) =
        styles_of(id).find(|(name, _)| MonthStyle::from_name(name) == Some(style))
    else {
        return Err(LocaleError::new(
            LocaleErrorKind::NoMonthStyles(id.to_string()),
            None,
        ));
    };
    tags.split(' ')
        .map(|tag| tag.parse().map_err(|_| super::tag::missing_data(tag)))
        .collect()
}

/// The styles of a language by name, each with the tags of its regions. The table is a few lines, read when a
/// language is made ready.
fn styles_of(id: &LanguageIdentifier) -> impl Iterator<Item = (&'static str, &'static str)> {
    let language = id.language;
    let rows = STYLES.lines().filter_map(|line| line.split_once('\t'));
    rows.filter(move |(of, _)| *of == language.as_str())
        .filter_map(|(_, row)| row.split_once('\t'))
}

fn joined(sources: &[Locale], form: &MonthForm) -> Result<Vec<String>, LocaleError> {
    let sets = sources
        .iter()
        .map(|locale| gregorian(locale, form))
        .collect::<Result<Vec<_>, _>>()?;
    let one = |month| {
        let mut names: Vec<&str> = sets.iter().map(|set| nth(set, month)).collect();
        names.dedup();
        names.join(JOINT)
    };
    Ok((1..=12).map(one).collect())
}

fn gregorian(locale: &Locale, form: &MonthForm) -> Result<Vec<String>, LocaleError> {
    let missing = || super::tag::missing_data(&locale.to_string());
    let mut names: FixedCalendarDateTimeNames<Gregorian, M> =
        FixedCalendarDateTimeNames::new_without_number_formatting(locale.into());
    names
        .include_month_names(form.length)
        .map_err(|_| missing())?;
    let pattern = DateTimePattern::try_from_pattern_str(form.pattern).map_err(|_| missing())?;
    let formatter = names.with_pattern_unchecked(&pattern);
    let one = |month| {
        let date = Date::try_new_gregorian(GREGORIAN_YEAR, month, 1).map_err(|_| missing())?;
        let formatted = formatter.format(&date);
        let name = formatted.try_write_to_string().map_err(|_| missing())?;
        // Where CLDR has no name it gives the code of the month, which no reader should meet.
        if name == format!("M{month:02}") {
            Err(missing())
        } else {
            Ok(name.into_owned())
        }
    };
    (1..=12).map(one).collect()
}
