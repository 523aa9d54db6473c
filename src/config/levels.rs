//! The weight of problems where it is not the default.

use std::collections::BTreeMap;

use super::checker::Checker;
use super::values::word;
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, Severity, quoted};
use crate::source::Span;
use crate::yaml::{Stated, Value};

pub(super) fn levels(checker: &mut Checker<'_>) -> BTreeMap<Code, Option<Severity>> {
    let Some(Stated {
        value: Value::Named(named),
        ..
    }) = checker.get("check").cloned()
    else {
        return BTreeMap::new();
    };
    named
        .iter()
        .filter_map(|(name, span, stated)| level(checker, name, *span, stated))
        .collect()
}

fn level(
    checker: &mut Checker<'_>,
    name: &str,
    span: Span,
    level: &Stated,
) -> Option<(Code, Option<Severity>)> {
    let Some(code) = Code::from_name(name) else {
        let help = did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
        checker.report(
            Code::UnknownKey,
            Some(span),
            format!("{} is not a code of a problem", quoted(name)),
            help,
        );
        return None;
    };
    let severity = match word(level)? {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        _ => None,
    };
    if code.severity() == Severity::Error && severity != Some(Severity::Error) {
        checker.report(
            Code::UnknownWord,
            Some(level.span),
            format!("{name} is an error and stays one"),
            Some("only warnings can be changed".to_owned()),
        );
        return None;
    }
    Some((code, severity))
}
