//! Numbers in the digits of the site, grouped as the language does.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale::LanguageIdentifier;

use super::script::{self, Script};
use super::{LocaleError, LocaleErrorKind};

/// The language of no region. Where ICU does not know a numbering system it falls back without a word, here to
/// [`FALLBACK`]: a name is known if it gives other digits.
const ROOT: &str = "und";
const FALLBACK: &str = "latn";
/// What a configuration may name. ICU knows more, but no list of them.
pub const SYSTEMS: &[&str] = &[
    "arab", "arabext", "beng", "deva", "gujr", "guru", "khmr", "laoo", "latn", "mymr", "thai",
    "tibt",
];
/// Systems with a percent sign of their own.
const PERCENT_SIGNS: [(&str, &str); 2] = [("arab", "\u{066A}"), ("arabext", "\u{066A}")];
const PERCENT_SIGN: &str = "%";

#[derive(Debug)]
pub(super) struct Numbers {
    formatter: DecimalFormatter,
    system: String,
    /// The ten digits, 0 first.
    digits: Vec<char>,
    percent_sign: &'static str,
}

impl Numbers {
    pub(super) fn new(id: &LanguageIdentifier, system: &str) -> Result<Numbers, LocaleError> {
        let unknown = || {
            LocaleError::new(
                LocaleErrorKind::UnknownDigits(system.to_owned()),
                nearest(system),
            )
        };
        let [asked, fallback] =
            [system, FALLBACK].map(|name| formatter(ROOT, name).map(|probe| ten_digits(&probe)));
        if asked.is_none() || (asked == fallback && system != FALLBACK) {
            return Err(unknown());
        }
        let formatter = formatter(&id.to_string(), system).ok_or_else(unknown)?;
        let digits = ten_digits(&formatter);
        let script = Script::of_language(&id.to_string());
        if script.is_some_and(|script| !digits.iter().all(|digit| script::may_hold(script, *digit)))
        {
            let kind = LocaleErrorKind::ForeignDigits(id.to_string(), system.to_owned());
            return Err(LocaleError::new(kind, Some(FALLBACK.to_owned())));
        }
        let sign = PERCENT_SIGNS.iter().find(|(name, _)| *name == system);
        Ok(Numbers {
            digits,
            formatter,
            system: system.to_owned(),
            percent_sign: sign.map_or(PERCENT_SIGN, |(_, sign)| sign),
        })
    }

    pub(super) fn grouped(&self, value: i64) -> String {
        self.formatter.format(&value.into()).to_string()
    }

    /// A number with as many decimals as it needs. What is not a number is given as Rust writes it.
    pub(super) fn decimal(&self, value: f64) -> String {
        let text = value.to_string();
        match text.parse::<Decimal>() {
            Ok(decimal) => self.formatter.format(&decimal).to_string(),
            Err(_) => text,
        }
    }

    pub(super) fn digits(&self, text: &str) -> String {
        text.chars().map(|c| self.digit(c)).collect()
    }

    pub(super) fn system(&self) -> &str {
        &self.system
    }

    pub(super) fn percent_sign(&self) -> &'static str {
        self.percent_sign
    }

    fn digit(&self, c: char) -> char {
        let value = c.to_digit(10).and_then(|value| usize::try_from(value).ok());
        value
            .and_then(|value| self.digits.get(value))
            .copied()
            .unwrap_or(c)
    }
}

fn formatter(tag: &str, system: &str) -> Option<DecimalFormatter> {
    let locale: icu_locale::Locale = format!("{tag}-u-nu-{system}").parse().ok()?;
    DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok()
}

fn ten_digits(formatter: &DecimalFormatter) -> Vec<char> {
    (0..10)
        .flat_map(|digit| {
            formatter
                .format(&digit.into())
                .to_string()
                .chars()
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The common system whose name begins most alike.
fn nearest(name: &str) -> Option<String> {
    let alike = |known: &&str| {
        known
            .chars()
            .zip(name.chars())
            .take_while(|(a, b)| a == b)
            .count()
    };
    // The first of the best, so that `arabic` gives `arab` rather than `arabext`.
    let best = SYSTEMS.iter().copied().rev().max_by_key(alike)?;
    (alike(&best) >= 2).then(|| best.to_owned())
}
