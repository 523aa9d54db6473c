//! Reading dates, and what was meant where none stands.

use super::read::Reader;
use super::scalar::is_ascii_blank;
use super::tree::{Node, NodeKind};
use super::value::Value;
use crate::diagnostic::{Code, quoted};
use crate::edtf::{Edtf, EdtfError, EdtfErrorKind};
use crate::locale::{self, Mentioned, MonthWords, SpokenDate, mentions};

impl Reader<'_> {
    pub(super) fn date(&mut self, node: &Node, day: bool) -> Option<Value> {
        let NodeKind::Scalar { text, .. } = &node.kind else {
            self.wrong(node, "a date");
            return None;
        };
        let text = text.trim_matches(is_ascii_blank);
        let (code, message, help) = match Edtf::parse(text) {
            Ok(date) if day && !date.is_exact_day() => {
                let message = format!(
                    "an exact day is wanted here, and {} stands here",
                    quoted(text)
                );
                (
                    Code::InvalidDate,
                    message,
                    Some("write it as 2019-05-30".to_owned()),
                )
            }
            Ok(date) => return Some(Value::Date(date)),
            Err(error) => {
                let is_hidden = matches!(error.kind, EdtfErrorKind::InvisibleCharacter(_));
                let code = if is_hidden {
                    Code::InvisibleCharacter
                } else {
                    Code::InvalidDate
                };
                (
                    code,
                    format!("{}: {error}", quoted(text)),
                    self.remedy(text, &error),
                )
            }
        };
        self.report(code, node.span, message, help);
        None
    }

    /// Which day was meant by one that its month lacks, nobody can guess, and the message says how many the month has;
    /// but a month of the year 1440 has days that the Hijri one has and the Gregorian has not.
    fn remedy(&self, text: &str, error: &EdtfError) -> Option<String> {
        if let Some(help) = of_hijri(text) {
            return Some(help);
        }
        if let Some(better) = &error.suggestion {
            return Some(format!("write {}", quoted(better)));
        }
        if let Some([day, month]) = &error.readings {
            let (day, month) = (quoted(day), quoted(month));
            return Some(format!(
                "write {day} if the day stands first, {month} if the month does"
            ));
        }
        if let EdtfErrorKind::ImpossibleDay { year, month, .. } = error.kind {
            let day = text
                .get(error.span.clone())
                .and_then(|day| day.parse().ok())?;
            let meant = locale::hijri_date(year, month, day)?;
            return Some(format!(
                "dates are Gregorian: if this is a Hijri date, write {}",
                quoted(&meant.to_string())
            ));
        }
        let spoken = self
            .months
            .iter()
            .flat_map(|months| months.values())
            .find_map(|months| in_words(text, months));
        let forms = || {
            "dates are written as 2019-05-30, 2019-05, 2019, 2019-05-30/2019-05-31 or 2019-05~"
                .to_owned()
        };
        Some(spoken.unwrap_or_else(forms))
    }
}

/// The remedy for a date that says itself that it is of the Hijri calendar: `1444-01-03 هـ`, `3 محرم 1444`, `1444 AH`.
fn of_hijri(text: &str) -> Option<String> {
    const SIGNS: [&str; 5] = ["هـ", "ه‍", "للهجرة", "هجري", "AH"];
    const MONTHS: [&str; 14] = [
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر",
        "ربيع الثاني",
        "جمادى الأولى",
        "جمادى الآخرة",
        "جمادى الثانية",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
    ];
    const NUMBERS: [u8; 14] = [1, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12];
    let named = MONTHS
        .iter()
        .zip(NUMBERS)
        .find(|(name, _)| text.contains(**name));
    let has_sign = SIGNS.iter().any(|sign| text.ends_with(sign));
    if !has_sign && named.is_none() {
        return None;
    }
    let month = named.map(|(_, number)| u64::from(number));
    let numbers: Vec<u64> = mentions(text, &MonthWords::new("und"))
        .into_iter()
        .flat_map(|mention| match mention.what {
            Mentioned::Number(number) | Mentioned::InName(number) => vec![number.whole()],
            Mentioned::Date(date) => vec![
                date.year.map(u64::from),
                Some(date.month.into()),
                date.day.map(u64::from),
            ],
        })
        .flatten()
        .collect();
    let parts = match (month, numbers.as_slice()) {
        (Some(month), [day, year]) if day < year => Some((*year, month, *day)),
        (None, [year, month, day]) if year > day => Some((*year, *month, *day)),
        (None, [day, month, year]) => Some((*year, *month, *day)),
        _ => None,
    };
    let meant = parts.and_then(|(year, month, day)| {
        locale::hijri_date(
            year.try_into().ok()?,
            month.try_into().ok()?,
            day.try_into().ok()?,
        )
    });
    Some(match meant {
        Some(meant) => format!("dates are Gregorian: write {}", quoted(&meant.to_string())),
        None => {
            "dates are Gregorian: write the day that this Hijri date was, as 2022-08-01".to_owned()
        }
    })
}

/// The remedy for a date, or two, with the months of a language in words.
fn in_words(text: &str, months: &MonthWords) -> Option<String> {
    let mut dates: Vec<SpokenDate> = Vec::new();
    let mut words = text.to_owned();
    for mention in mentions(text, months).into_iter().rev() {
        words.replace_range(mention.range.clone(), "");
        let after = dates.last().copied();
        dates.push(match mention.what {
            Mentioned::Date(date) => SpokenDate {
                year: date.year.or(after.and_then(|after| after.year)),
                ..date
            },
            // `28 and 29 June`
            Mentioned::Number(number) => {
                let after = after.filter(|after| after.day.is_some())?;
                SpokenDate {
                    day: Some(u8::try_from(number.whole()?).ok()?),
                    ..after
                }
            }
            Mentioned::InName(_) => return None,
        });
    }
    let date = match dates.as_slice() {
        [only] => edtf(*only)?,
        [to, from] => format!("{}/{}", edtf(*from)?, edtf(*to)?),
        _ => return None,
    };
    Edtf::parse(&date).ok()?;
    let write = format!("write {}", quoted(&date));
    // What the other words say of it, nobody here understands.
    let is_said_more = dates.len() == 1 && words.contains(char::is_alphabetic);
    Some(if is_said_more {
        format!(
            "{write}, or {} if that is about right",
            quoted(&format!("{date}~"))
        )
    } else {
        write
    })
}

fn edtf(date: SpokenDate) -> Option<String> {
    let (year, month) = (date.year?, date.month);
    Some(date.day.map_or_else(
        || format!("{year}-{month:02}"),
        |day| format!("{year}-{month:02}-{day:02}"),
    ))
}
