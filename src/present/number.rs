//! Numbers that somebody counted, in the words of a language.

use super::builder::ViewBuilder;
use super::date;
use super::html::isolated;
use super::stated_date::stated_date;
use crate::escape;
use crate::locale::PluralCategory;
use crate::site::KeyNumber;
use crate::strings::Strings;
use crate::view::Part;

/// From these numbers on a language may say a word for the zeros, where its table has one.
const SCALES: [(f64, &str); 3] = [
    (1e9, "numbers.billion"),
    (1e6, "numbers.million"),
    (1e3, "numbers.thousand"),
];

/// A number with its label, who counted it, and what others counted.
pub(super) fn key_number(view: &ViewBuilder<'_, '_>, number: KeyNumber<'_>) -> Option<Part> {
    let (shared, lang) = (view.shared, view.lang);
    let amount = amount(shared.strings(lang), number)?;
    let label = number.label();
    let label = label.plain_or_first(lang)?;
    let rivals = number.rivals();
    let rivals = rivals.iter().filter_map(|rival| key_number(view, rival));
    let number_of = |value: Option<f64>| value.map_or_else(Part::none, Part::float);
    Some(Part::map([
        ("id", Part::maybe_text(number.id())),
        ("label", Part::text(label)),
        ("html", Part::html(&amount)),
        ("value", number_of(number.value())),
        ("low", number_of(number.low())),
        ("high", number_of(number.high())),
        ("qualifier", Part::maybe_text(number.qualifier())),
        ("unit", Part::maybe_text(number.unit().plain(lang))),
        ("counted_by", shared.maybe_card(number.counted_by(), lang)),
        (
            "as_of",
            Part::maybe(number.as_of().map(|date| stated_date(shared, lang, date))),
        ),
        (
            "period",
            Part::maybe(
                number
                    .period()
                    .map(|period| date::bare(&shared.inputs, lang, period)),
            ),
        ),
        ("places", shared.cards(number.places().iter(), lang)),
        ("source", shared.maybe_card(number.source(), lang)),
        ("rivals", Part::list(rivals)),
    ]))
}

/// The number, its noun and how exact it is, as ready HTML with the exact value beside the words.
fn amount(strings: &Strings, number: KeyNumber<'_>) -> Option<String> {
    let (digits, last) = match (number.value(), number.low(), number.high()) {
        (Some(value), ..) => (marked_up(strings, value), value),
        (None, Some(low), Some(high)) => {
            let range = escape::quoted(strings.get("numbers.range"))
                .replace("{from}", &marked_up(strings, low))
                .replace("{to}", &marked_up(strings, high));
            (range, high)
        }
        _ => return None,
    };
    let category = strings.locale.plural_of(last);
    let noun = number.unit().form(strings.lang, category.as_str());
    let counted = noun.map_or_else(
        || digits.clone(),
        |noun| {
            // A range names its numbers whatever the noun could say.
            let is_range = number.value().is_none();
            let beside = if is_range {
                PluralCategory::Other
            } else {
                category
            };
            let noun = isolated(noun, strings.locale.direction());
            escape::quoted(strings.form("numbers.noun", beside))
                .replace("{n}", &digits)
                .replace("{noun}", &noun)
        },
    );
    let Some(qualifier) = number.qualifier() else {
        return Some(counted);
    };
    let key = format!("qualifiers.{qualifier}");
    Some(escape::quoted(strings.get(&key)).replace("{number}", &counted))
}

/// `<data value="961000">961 ألف</data>`
fn marked_up(strings: &Strings, value: f64) -> String {
    let words = escape::quoted(&in_words(strings, value));
    format!("<data value=\"{value}\">{words}</data>")
}

/// A large round number in words (`4 million`), as far as one decimal says all of it; any other in digits.
fn in_words(strings: &Strings, value: f64) -> String {
    let is_whole = |value: f64| value.fract().abs() <= f64::EPSILON;
    let digits = || strings.locale.decimal(value);
    let Some((scale, key)) = SCALES.into_iter().find(|(scale, _)| value.abs() >= *scale) else {
        return digits();
    };
    let share = value / scale;
    if !is_whole(share * 10.0) {
        return digits();
    }
    let form = strings.form(key, strings.locale.plural_of(share));
    let form = if is_whole(share) || form.contains("{n}") {
        form
    } else {
        strings.form(key, PluralCategory::Other)
    };
    if form.is_empty() {
        return digits();
    }
    form.replace("{n}", &strings.locale.decimal(share))
}
