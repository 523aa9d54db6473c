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
