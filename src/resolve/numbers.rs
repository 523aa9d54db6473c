//! Numbers that contradict themselves, and nouns that lack the form which their number asks for.

use super::linker::Linker;
use crate::diagnostic::{Code, Location};
use crate::lang::Lang;
use crate::locale::plural_form;
use crate::site::{Article, Entity, Event, KeyNumber, List};
use crate::yaml::Value;

/// Checks the numbers of an entity and their rivals.
pub(super) fn check(linker: &mut Linker<'_>, entity: &Entity) {
    let article = entity.article().map(Article::key_numbers);
    let event = entity.event().map(Event::key_numbers);
    for number in article.into_iter().chain(event).flat_map(List::iter) {
        for one in std::iter::once(number).chain(number.rivals().iter()) {
            amount(linker, one);
            forms(linker, one);
        }
    }
}

/// A number is one value, or a range with both its ends.
fn amount(linker: &mut Linker<'_>, number: KeyNumber<'_>) {
    let Some(at) = number.location() else { return };
    let (code, message, help) = match (number.value(), number.low(), number.high()) {
        (Some(_), None, None) => return,
        (None, Some(low), Some(high)) if low <= high => return,
        (None, Some(_), Some(_)) => (
            Code::OutOfRange,
            "`low` is larger than `high`",
            "write the smaller number under `low`",
        ),
        (Some(_), ..) => (
            Code::ConflictingFacts,
            "a number has both a value and a range",
            "keep `value`, or `low` and `high`",
        ),
        (None, None, None) => (
            Code::MissingKey,
            "`value` is missing here",
            "add `value: …`, or `low: …` and `high: …`",
        ),
        (None, Some(_), None) => (Code::MissingKey, "`high` is missing here", "add `high: …`"),
        (None, None, Some(_)) => (Code::MissingKey, "`low` is missing here", "add `low: …`"),
    };
    linker.report(code, &at, message, Some(help.to_owned()));
}

/// A noun that has forms has the one that stands beside this number.
fn forms(linker: &mut Linker<'_>, number: KeyNumber<'_>) {
    let shown = number.value().or_else(|| number.high());
    let Some((value, unit)) = shown.zip(number.unit().statement()) else {
        return;
    };
    let langs: Vec<Lang> = unit.languages().collect();
    for (lang, noun) in langs
        .into_iter()
        .filter_map(|lang| Some((lang, unit.in_lang(lang)?)))
    {
        let Value::Named(forms) = &noun.stated.value else {
            continue;
        };
        let wanted = plural_form(lang.as_str(), value);
        if forms
            .iter()
            .all(|(form, ..)| **form != *wanted && **form != *"other")
            || forms.iter().any(|(form, ..)| **form == *wanted)
        {
            continue;
        }
        let at: Location = noun.location();
        let message = format!("`{wanted}` is missing here");
        let help = format!("{value} stands beside this form in {lang}: add `{wanted}: …`");
        linker.report(Code::MissingKey, &at, message, Some(help));
    }
}
