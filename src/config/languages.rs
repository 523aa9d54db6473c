//! The languages of a site.

use std::sync::Arc;

use super::Language;
use super::checker::Checker;
use super::values::{text, word};
use crate::diagnostic::{Code, quoted};
use crate::lang::{Direction, Lang};
use crate::locale::{self, MonthStyle};
use crate::source::Span;
use crate::yaml::{Node, NodeKind, Stated, Value};

/// The languages must be known before any map of languages can be read.
pub(super) fn language_codes(root: &Node) -> Vec<Lang> {
    let NodeKind::Map(entries) = &root.kind else {
        return Vec::new();
    };
    let languages = entries
        .iter()
        .find(|entry| entry.key == "languages")
        .map(|entry| &entry.value.kind);
    match languages {
        Some(NodeKind::Map(entries)) => entries
            .iter()
            .filter_map(|entry| Lang::parse(&entry.key))
            .collect(),
        _ => Vec::new(),
    }
}

/// How many entries `languages` has, whatever they are; what is no map was reported as such, and counts as one.
pub(super) fn languages_stated(root: &Node) -> Option<usize> {
    let NodeKind::Map(entries) = &root.kind else {
        return Some(1);
    };
    match &entries
        .iter()
        .find(|entry| entry.key == "languages")?
        .value
        .kind
    {
        NodeKind::Map(languages) => Some(languages.len()).filter(|count| *count > 0),
        NodeKind::Null => None,
        _ => Some(1),
    }
}

/// `None` unless all languages are sound: with one left out, all that is written in it would seem wrong.
pub(super) fn languages(checker: &mut Checker<'_>) -> Option<Vec<Language>> {
    let Some(stated) = checker.stated else {
        checker.report(
            Code::MissingKey,
            None,
            "`languages` is missing",
            Some("name at least one language, each with `name` and `locale`".to_owned()),
        );
        return None;
    };
    let Some(Stated {
        value: Value::Named(named),
        ..
    }) = checker.get("languages").cloned()
    else {
        return None;
    };
    let languages: Vec<Language> = named
        .iter()
        .filter_map(|(code, span, stated)| language(checker, code, *span, stated))
        .collect();
    (languages.len() == stated).then_some(languages)
}

fn language(
    checker: &mut Checker<'_>,
    code: &str,
    span: Span,
    stated: &Stated,
) -> Option<Language> {
    let Some(lang) = Lang::parse(code) else {
        checker.report(
            Code::UnknownLanguage,
            Some(span),
            format!("{} is not a language code", quoted(code)),
            Some("write it in lower-case letters, as `ar` or `pt-br`".to_owned()),
        );
        return None;
    };
    let field = |name: &str| stated.value.get(name);
    let tag = field("locale")
        .and_then(text)
        .unwrap_or_else(|| code.into());
    let derived = match locale::direction_of(&tag) {
        Ok(direction) => direction,
        Err(error) => {
            checker.report(
                Code::InvalidLocale,
                Some(field("locale").map_or(span, |locale| locale.span)),
                error.to_string(),
                Some(error.suggestion.map_or_else(
                    || {
                        "write the code of a language, and of a region where it matters: `pt-BR`"
                            .to_owned()
                    },
                    |better| format!("write {}", quoted(&better)),
                )),
            );
            return None;
        }
    };
    Some(Language {
        code: lang,
        name: field("name").and_then(text).unwrap_or_else(|| code.into()),
        locale: Arc::clone(&tag),
        locale_span: field("locale").map_or(span, |locale| locale.span),
        digits: field("digits").and_then(word).unwrap_or("latn").into(),
        digits_span: field("digits").map(|digits| digits.span),
        months: field("months")
            .and_then(word)
            .and_then(MonthStyle::from_name),
        months_span: field("months").map(|months| months.span),
        hijri: field("calendar").and_then(word) == Some("gregory+hijri"),
        direction: field("direction")
            .map_or(derived, |stated| direction(checker, &tag, derived, stated)),
    })
}

/// The direction stated, where a script of the language runs so.
fn direction(
    checker: &mut Checker<'_>,
    tag: &str,
    derived: Direction,
    stated: &Stated,
) -> Direction {
    let Some(direction) = word(stated).and_then(Direction::from_name) else {
        return derived;
    };
    if direction == derived || locale::turned(tag).is_some() {
        return direction;
    }
    let message = format!(
        "{} runs {}, and `direction` says otherwise",
        quoted(tag),
        derived.words()
    );
    let help = "leave `direction` out: it follows from the locale; another script of the language stands there, as in `az-Arab`";
    checker.report(
        Code::ContradictoryDirection,
        Some(stated.span),
        message,
        Some(help.to_owned()),
    );
    derived
}
