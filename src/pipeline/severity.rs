//! The weight of problems, as the configuration gives it.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};

/// The weight that a configuration gives to codes.
pub(super) type Levels = BTreeMap<Code, Option<Severity>>;

/// Whether a problem stops the build.
pub(super) fn is_error(levels: &Levels, diagnostic: &Diagnostic) -> bool {
    let level = levels.get(&diagnostic.code).copied();
    level.unwrap_or(Some(diagnostic.severity)) == Some(Severity::Error)
}

/// Each problem once, in the order of files and lines, with the weight that the configuration gives it.
pub fn weighed(
    levels: Option<&BTreeMap<Code, Option<Severity>>>,
    mut diagnostics: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    if let Some(levels) = levels {
        diagnostics.retain_mut(|diagnostic| match levels.get(&diagnostic.code) {
            Some(Some(severity)) => {
                diagnostic.severity = *severity;
                true
            }
            Some(None) => false,
            None => true,
        });
    }
    diagnostics.sort();
    // One fault of a template meets every page that it renders.
    diagnostics.dedup_by(|a, b| {
        a.code == b.code && a.primary == b.primary && a.primary.is_some() && a.message == b.message
    });
    diagnostics.dedup();
    diagnostics
}
