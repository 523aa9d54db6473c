//! What one text says that its counterpart in another language should say too, and how two of them differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::linker::Linker;
use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::lang::Lang;
use crate::locale::{Mentioned, Quantity, SpokenDate};
use crate::site::EntityId;
use crate::source::{SourcePath, Span};

/// So many things are named in one message.
const NAMED: usize = 3;

/// A text, or a section of one, as far as it is compared.
pub(super) struct Said<'a> {
    /// Its language.
    pub lang: Lang,
    /// Its file.
    pub path: &'a SourcePath,
    /// Its heading, or the whole of a short text.
    pub place: Option<Span>,
    /// The numbers and dates that it mentions.
    pub mentions: Vec<(Mentioned, Span)>,
    /// The entities that it links to.
    pub links: BTreeMap<EntityId, Span>,
    /// The addresses elsewhere that it links to.
    pub addresses: BTreeMap<Arc<str>, Span>,
    /// The sources that it cites, each with the numbers of its pages.
    pub cited: BTreeMap<(EntityId, Vec<Quantity>), Span>,
    /// What about it is already reported, so that it is not compared.
    pub faults: Faults,
}

/// What is wrong with a text, and reported where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Faults {
    /// Nothing.
    None,
    /// A link or citation leads nowhere.
    Links,
    /// Some of it could not be read.
    Words,
}

impl<'a> Said<'a> {
    /// A text that says nothing yet.
    pub(super) fn new(lang: Lang, path: &'a SourcePath, place: Option<Span>) -> Self {
        let (mentions, links) = (Vec::new(), BTreeMap::new());
        let (addresses, cited) = (BTreeMap::new(), BTreeMap::new());
        Self {
            lang,
            path,
            place,
            mentions,
            links,
            addresses,
            cited,
            faults: Faults::None,
        }
    }

    /// Adds what another part of the same text says.
    pub(super) fn absorb(&mut self, other: Self) {
        self.mentions.extend(other.mentions);
        self.links.extend(other.links);
        self.addresses.extend(other.addresses);
        self.cited.extend(other.cited);
        self.faults = self.faults.max(other.faults);
    }

    fn at(&self, span: Option<Span>) -> Location {
        Location {
            path: self.path.clone(),
            span: span.or(self.place),
        }
    }
}

/// Something that one side says alone: its name, and where it says so.
type Alone = Vec<(String, Span)>;

/// Reports in what two texts differ; `second` is the one that should follow.
pub(super) fn compare(linker: &mut Linker<'_>, first: &Said<'_>, second: &Said<'_>) {
    let faults = first.faults.max(second.faults);
    if faults == Faults::Words {
        return;
    }
    let known = [Known::of(first), Known::of(second)];
    let [one, other] = &known;
    let dates = [dates_alone(first, other), dates_alone(second, one)];
    report(
        linker,
        Code::DifferingDates,
        "dates",
        [first, second],
        &dates,
    );
    let numbers = numbers_alone([first, second], &known);
    report(
        linker,
        Code::DifferingNumbers,
        "numbers",
        [first, second],
        &numbers,
    );
    if faults == Faults::Links {
        return;
    }
    let links = [
        links_alone(linker, first, second),
        links_alone(linker, second, first),
    ];
    report(
        linker,
        Code::DifferingLinks,
        "links",
        [first, second],
        &links,
    );
    let cited = [
        cited_alone(linker, first, second),
        cited_alone(linker, second, first),
    ];
    report(
        linker,
        Code::DifferingCitations,
        "citations",
        [first, second],
        &cited,
    );
}

/// What a text mentions, sorted, to be looked up.
#[derive(Default)]
struct Known {
    /// Digits with their powers of ten.
    numbers: Vec<(u64, i16)>,
    /// The days, months and years of its dates.
    parts: Vec<u64>,
    dates: Vec<SpokenDate>,
}

impl Known {
    fn of(said: &Said<'_>) -> Self {
        let mut known = Self::default();
        for (what, _) in &said.mentions {
            match what {
                Mentioned::Number(number) | Mentioned::InName(number) => {
                    known.numbers.push((number.digits, number.power));
                }
                Mentioned::Date(date) => {
                    let parts = [
                        Some(date.month.into()),
                        date.day.map(u64::from),
                        date.year.map(u64::from),
                    ];
                    known.parts.extend(parts.into_iter().flatten());
                    known.dates.push(*date);
                }
            }
        }
        known.numbers.sort_unstable();
        known.parts.sort_unstable();
        known.dates.sort_unstable();
        known
    }

    /// The powers of ten of the numbers with these digits.
    fn powers(&self, digits: u64) -> impl Iterator<Item = i16> {
        let first = self.numbers.partition_point(|(known, _)| *known < digits);
        let same = self
            .numbers
            .iter()
            .skip(first)
            .take_while(move |(known, _)| *known == digits);
        same.map(|(_, power)| *power)
    }

    fn has_part(&self, value: u64) -> bool {
        self.parts.binary_search(&value).is_ok()
    }

    /// Whether a number stands here, alone or in a date.
    fn has_number(&self, number: Quantity) -> bool {
        self.powers(number.digits)
            .any(|power| number.agrees(Quantity { power, ..number }))
            || number.whole().is_some_and(|value| self.has_part(value))
    }

    fn has_figure(&self, value: u64) -> bool {
        let digits = significant(value);
        self.powers(digits)
            .any(|power| Quantity { digits, power }.whole() == Some(value))
    }

    /// Whether a date stands here, perhaps with a part left out, or in figures, or with its day apart (`28 and 30 May`).
    fn has_date(&self, date: SpokenDate) -> bool {
        let from = self.dates.partition_point(|other| other.month < date.month);
        let to = self
            .dates
            .partition_point(|other| other.month <= date.month);
        let same_month = self.dates.get(from..to).unwrap_or_default();
        let has_month = !same_month.is_empty() || self.has_figure(date.month.into());
        let same_day = |other: &&SpokenDate| date.day.is_none() || other.day == date.day;
        let has_day = date.day.is_none_or(|day| {
            same_month.iter().any(|other| same_day(&other)) || self.has_figure(day.into())
        });
        let has_year = date.year.is_none_or(|year| {
            let year = u64::from(year);
            let open = same_month
                .iter()
                .filter(same_day)
                .any(|other| other.year.is_none());
            open || self.has_part(year) || self.has_figure(year)
        });
        has_month && has_day && has_year
    }
}

/// A value without the zeros at its end.
fn significant(mut value: u64) -> u64 {
    while value != 0 && value.is_multiple_of(10) {
        value /= 10;
    }
    value
}

fn dates_alone(said: &Said<'_>, other: &Known) -> Alone {
    let dates = said.mentions.iter().filter_map(|(what, span)| match what {
        Mentioned::Date(date) if date.day.is_some() || date.year.is_some() => Some((*date, *span)),
        Mentioned::Date(_) | Mentioned::Number(_) | Mentioned::InName(_) => None,
    });
    dates
        .filter(|(date, _)| !other.has_date(*date))
        .map(|(date, span)| (shown_date(date), span))
        .collect()
}

/// A small or round number may stand in words on the other side, unless that too has one that stands alone.
fn numbers_alone(said: [&Said<'_>; 2], known: &[Known; 2]) -> [Alone; 2] {
    let [one, other] = known;
    let alone = |said: &Said<'_>, known: &Known| -> Vec<(Quantity, Span)> {
        let numbers = said.mentions.iter().filter_map(|(what, span)| match what {
            Mentioned::Number(number) => Some((*number, *span)),
            Mentioned::Date(_) | Mentioned::InName(_) => None,
        });
        numbers
            .filter(|(number, _)| !known.has_number(*number))
            .collect()
    };
    let [first, second] = said;
    let found = [alone(first, other), alone(second, one)];
    let both = found
        .iter()
        .all(|alone| alone.iter().any(|(number, _)| number.is_often_words()));
    found.map(|alone| {
        let kept = alone
            .into_iter()
            .filter(|(number, _)| both || !number.is_often_words());
        kept.map(|(number, span)| (shown_number(number), span))
            .collect()
    })
}

/// Addresses elsewhere may lead to another language of one page: only their number counts.
fn links_alone(linker: &Linker<'_>, said: &Said<'_>, other: &Said<'_>) -> Alone {
    let links = said
        .links
        .iter()
        .filter(|(id, _)| !other.links.contains_key(id));
    let links =
        links.filter_map(|(id, span)| Some((linker.options.schema.name(linker.key(*id)?), *span)));
    let more = said.addresses.len() > other.addresses.len();
    let addresses = said
        .addresses
        .iter()
        .filter(|(address, _)| more && !other.addresses.contains_key(*address));
    links
        .chain(addresses.map(|(address, span)| (quoted(address), *span)))
        .collect()
}

fn cited_alone(linker: &Linker<'_>, said: &Said<'_>, other: &Said<'_>) -> Alone {
    let alone = said
        .cited
        .iter()
        .filter(|(cited, _)| !other.cited.contains_key(*cited));
    let shown = alone.filter_map(|((id, pages), span)| {
        let mut name = linker.key(*id)?.id.to_string();
        // Cited on both sides, with other pages.
        if other.cited.keys().any(|(same, _)| same == id) {
            pages
                .iter()
                .for_each(|page| name.push_str(&format!(" {}", shown_number(*page))));
        }
        Some((name, *span))
    });
    shown.collect()
}

fn report(
    linker: &mut Linker<'_>,
    code: Code,
    what: &str,
    said: [&Said<'_>; 2],
    alone: &[Alone; 2],
) {
    let [first, second] = said;
    let [only_first, only_second] = alone;
    let found = only_second
        .first()
        .map(|one| (second, first, one))
        .or(only_first.first().map(|one| (first, second, one)));
    let Some((here, there, (_, span))) = found else {
        return;
    };
    let only = |lang: Lang, alone: &Alone| {
        (!alone.is_empty()).then(|| format!("{} in {lang} only", listed(alone)))
    };
    let parts: Vec<String> = [only(second.lang, only_second), only(first.lang, only_first)]
        .into_iter()
        .flatten()
        .collect();
    let opposite = if only_second.is_empty() {
        None
    } else {
        only_first.first().map(|(_, span)| *span)
    };
    let diagnostic = Diagnostic::at(
        code,
        here.at(Some(*span)),
        format!("the {what} differ: {}", parts.join(", ")),
    )
    .label(
        there.at(opposite),
        format!("the same text in {}", there.lang),
    )
    .help(help(code));
    linker.diagnostics.push(diagnostic);
}

fn help(code: Code) -> &'static str {
    match code {
        Code::DifferingDates => {
            "correct the one that is wrong; what is written in words alone is not compared"
        }
        Code::DifferingNumbers => {
            "correct the one that is wrong, or write both in figures or both in words"
        }
        Code::DifferingLinks => "link to the same entries in both languages",
        _ => "cite the same sources, with the same pages, in both languages",
    }
}

fn listed(alone: &Alone) -> String {
    let names: BTreeSet<&str> = alone.iter().map(|(name, _)| name.as_str()).collect();
    let mut text = names
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join(" and ");
    if let Some(more) = names.len().checked_sub(NAMED).filter(|more| *more > 0) {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

/// As EDTF has it, as far as it goes: `2019-05-31`, `2019-05`, `05-31`.
fn shown_date(date: SpokenDate) -> String {
    let year = date.year.map(|year| format!("{year}-")).unwrap_or_default();
    let day = date.day.map(|day| format!("-{day:02}")).unwrap_or_default();
    format!("{year}{:02}{day}", date.month)
}

fn shown_number(number: Quantity) -> String {
    let digits = number.digits.to_string();
    match usize::try_from(number.power) {
        Ok(power) => format!("{digits}{}", "0".repeat(power.min(20))),
        Err(_) => {
            let decimals = usize::from(number.power.unsigned_abs());
            let padded = format!("{digits:0>width$}", width = decimals + 1);
            let (whole, rest) = padded
                .split_at_checked(padded.len() - decimals)
                .unwrap_or((&padded, ""));
            format!("{whole}.{rest}")
        }
    }
}
