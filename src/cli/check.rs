//! `bayan check`: all of a build but the writing; with `--fix` it mends the sources where that is certain.

use serde_json::json;

use super::args::{Arguments, CheckArguments};
use super::build::{count, counted, set_threads, today};
use super::printer::Printer;
use super::{CLEAN, PROBLEMS};
use crate::config::BuildOptions;
use crate::diagnostic::report::Reporter;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{BuildProgress, BuildRequest};
use crate::session::{Rebuilt, Session};
use crate::source::visible;

/// A repair may make room for another; after so many rounds what is left is left.
const ROUNDS: usize = 4;

/// Checks the site; the exit code says how it went.
pub(super) fn run(arguments: &Arguments, options: &CheckArguments, printer: &Printer) -> u8 {
    set_threads(options.jobs);
    let mut rebuilt = rebuilt(arguments, options, printer);
    let mut mended = 0;
    for _ in 0..if options.fix { ROUNDS } else { 0 } {
        match Session::new(arguments.root.clone(), arguments.config.clone()).mend(&rebuilt) {
            Err(message) => {
                printer.fail(&message);
                return PROBLEMS;
            }
            Ok(repairs) if repairs.is_empty() => break,
            Ok(repairs) => {
                mended += repairs.len();
                repairs
                    .iter()
                    .for_each(|repair| tell(repair, &rebuilt, printer));
            }
        }
        rebuilt = self::rebuilt(arguments, options, printer);
    }
    if options.warnings_as_errors {
        rebuilt
            .diagnostics
            .iter_mut()
            .for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    printer.diagnostics(&rebuilt.diagnostics, rebuilt.sources.as_deref());
    summary(&rebuilt, options, mended, printer);
    if rebuilt.has_errors() {
        PROBLEMS
    } else {
        CLEAN
    }
}

fn rebuilt(arguments: &Arguments, options: &CheckArguments, printer: &Printer) -> Rebuilt {
    let CheckArguments { drafts, future, .. } = *options;
    let today = options.today.unwrap_or_else(today);
    let build = BuildOptions {
        today,
        drafts,
        future,
        base_url: None,
        portable: false,
    };
    let progress = BuildProgress::default();
    let mut session = Session::new(arguments.root.clone(), arguments.config.clone());
    let request = BuildRequest::new(&build, &progress);
    printer.watching(&progress, || session.build(&request))
}

/// Says what was mended, and where it stood.
fn tell(repair: &Diagnostic, rebuilt: &Rebuilt, printer: &Printer) {
    let Some(location) = &repair.primary else {
        return;
    };
    let (line, column) = Reporter::new(rebuilt.sources.as_deref()).position(location);
    let (path, code) = (location.path.as_str(), repair.code.name());
    let help = repair.help.as_deref().unwrap_or_default();
    printer
        .summary(&json!({"type": "repair", "path": path, "line": line, "column": column, "code": code, "help": help}));
    printer.say(&format!(
        "mended {}:{line}:{column} [{code}]: {help}",
        visible(path)
    ));
}

fn summary(rebuilt: &Rebuilt, options: &CheckArguments, mended: usize, printer: &Printer) {
    let errors = count(&rebuilt.diagnostics, Severity::Error);
    let warnings = count(&rebuilt.diagnostics, Severity::Warning);
    let fixable = rebuilt
        .diagnostics
        .iter()
        .filter(|diagnostic| !diagnostic.fix().is_empty())
        .count();
    printer.summary(&json!({
        "type": "summary", "success": errors == 0, "errors": errors, "warnings": warnings, "mended": mended, "fixable": fixable,
    }));
    let done = if options.fix {
        format!("{} mended, ", counted(mended, "fault"))
    } else {
        String::new()
    };
    let more = if fixable > 0 && !options.fix {
        format!("; --fix mends {fixable} of them")
    } else {
        String::new()
    };
    printer.say(&format!(
        "{done}{}, {}{more}",
        counted(errors, "error"),
        counted(warnings, "warning")
    ));
}
