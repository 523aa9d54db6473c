//! What reaches the terminal: reports to standard error, machine-readable lines to standard output.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::args::{Arguments, MessageFormat, TimingsForm};
use super::timings::Stopwatch;
use crate::diagnostic::digest::{Digest, LeftOut, Readership, digest};
use crate::diagnostic::report::Reporter;
use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::{BuildProgress, BuildStep};
use crate::source::{SourcePath, SourceTree, visible};

/// A bar for less than this would only flicker.
const MOMENT: Duration = Duration::from_millis(600);
/// How often the bar moves.
const TICK: Duration = Duration::from_millis(80);

/// Prints in the form that was asked for.
pub(super) struct Printer {
    format: MessageFormat,
    quiet: bool,
    verbose: u8,
    /// Standard output is read no more.
    is_closed: AtomicBool,
}

impl Printer {
    pub(super) fn new(arguments: &Arguments) -> Self {
        Self {
            format: arguments.message_format,
            quiet: arguments.quiet,
            verbose: arguments.verbose,
            is_closed: AtomicBool::new(false),
        }
    }

    /// Whether details are wanted.
    pub(super) fn is_verbose(&self) -> bool {
        self.verbose > 0
    }

    /// The files of which something is shown when these problems are printed.
    pub(super) fn excerpted(&self, diagnostics: &[Diagnostic]) -> BTreeSet<SourcePath> {
        let shown = digest(diagnostics, self.reader()).shown;
        let places = shown.into_iter().flat_map(|one| {
            let labels = one.labels.iter().map(|(place, _)| place);
            one.primary.iter().chain(labels)
        });
        places
            .filter(|place| place.span.is_some())
            .map(|place| place.path.clone())
            .collect()
    }

    fn reader(&self) -> Readership {
        match self.format {
            MessageFormat::Human => Readership::Person,
            MessageFormat::Json => Readership::Program,
        }
    }

    /// Prints problems: errors first, and of each fault no more than tells; what is left out is counted.
    pub(super) fn diagnostics(&self, diagnostics: &[Diagnostic], sources: Option<&SourceTree>) {
        let mut reporter = Reporter::new(sources);
        let Digest { shown, left_out } = digest(diagnostics, self.reader());
        for diagnostic in shown {
            match self.format {
                MessageFormat::Human => err(&format!("{}\n", reporter.human(diagnostic))),
                MessageFormat::Json => self.out(&reporter.json(diagnostic)),
            }
        }
        for (code, left) in &left_out {
            self.summary(&json!({
                "type": "left-out", "code": code.name(), "count": left.count, "fixable": left.fixable,
            }));
        }
        if self.format == MessageFormat::Human && !left_out.is_empty() {
            err(&format!("… and {}\n", counts(&left_out)));
        }
    }

    /// Prints a sentence for people; with JSON asked for, nothing.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet && self.format == MessageFormat::Human {
            err(text);
        }
    }

    /// Prints a line of what was asked for.
    pub(super) fn line(&self, text: &str) {
        if self.format == MessageFormat::Human {
            self.out(text);
        }
    }

    /// Prints where the time went; among lines of JSON the table is one of them.
    pub(super) fn timings(&self, stopwatch: Stopwatch, form: TimingsForm) {
        let form = match (self.format, form) {
            (MessageFormat::Json, TimingsForm::Table) => TimingsForm::Json,
            _ => form,
        };
        self.out(&stopwatch.report(form));
    }

    /// Prints a problem of the machine.
    pub(super) fn fail(&self, message: &str) {
        self.headed("error", 31, message);
    }

    /// Prints what a person should know, even when only problems are wanted.
    pub(super) fn warn(&self, message: &str) {
        self.headed("warning", 33, message);
    }

    fn headed(&self, head: &str, colour: u8, message: &str) {
        match self.format {
            MessageFormat::Human => err(&format!(
                "\u{1b}[1;{colour}m{head}\u{1b}[0m: {}",
                spoken(message)
            )),
            MessageFormat::Json => self.out(&json!({"type": head, "message": message}).to_string()),
        }
    }

    /// Prints the summary for programs.
    pub(super) fn summary(&self, summary: &Value) {
        if self.format == MessageFormat::Json {
            self.out(&summary.to_string());
        }
    }

    /// Whoever read this may have gone, as `head` does: then nothing more is said, and the work goes on.
    fn out(&self, line: &str) {
        if !self.is_closed.load(Ordering::Relaxed)
            && writeln!(anstream::stdout().lock(), "{line}").is_err()
        {
            self.is_closed.store(true, Ordering::Relaxed);
        }
    }

    /// Runs `work` while a bar shows how far it is, if a person watches and it takes longer than a moment.
    pub(super) fn watching<T>(&self, progress: &BuildProgress, work: impl FnOnce() -> T) -> T {
        if self.quiet || self.format == MessageFormat::Json || !std::io::stderr().is_terminal() {
            return work();
        }
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let bar = scope.spawn(|| draw(progress, &done));
            let result = work();
            done.store(true, Ordering::Relaxed);
            bar.thread().unpark();
            result
        })
    }
}

/// A message as a terminal may have it. What we isolate in it stays isolated; where isolates do not pair, a name brought its own.
fn spoken(message: &str) -> String {
    const OPEN: char = '\u{2068}';
    const CLOSE: char = '\u{2069}';
    let opened = message.matches(OPEN).count();
    if opened != message.matches(CLOSE).count() {
        return visible(message);
    }
    let parts = message.split_inclusive([OPEN, CLOSE]);
    let mut text = String::with_capacity(message.len());
    for part in parts {
        let words = part.trim_end_matches([OPEN, CLOSE]);
        text.push_str(&visible(words));
        text.push_str(part.get(words.len()..).unwrap_or_default());
    }
    text
}

fn err(text: &str) {
    // If this fails there is nobody left to tell.
    drop(writeln!(anstream::stderr().lock(), "{text}"));
}

/// What was left out, by code: `12 doubled-space (--fix mends 10), 3 dead-link`.
fn counts(left_out: &BTreeMap<Code, LeftOut>) -> String {
    let one = |(code, left): (&Code, &LeftOut)| {
        let fixable = match left.fixable {
            0 => String::new(),
            fixable => format!(" (check --fix mends {fixable})"),
        };
        format!("{} more {}{fixable}", left.count, code.name())
    };
    left_out.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn draw(progress: &BuildProgress, done: &AtomicBool) {
    let start = Instant::now();
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    while !done.load(Ordering::Relaxed) {
        std::thread::park_timeout(TICK);
        if start.elapsed() < MOMENT {
            continue;
        }
        if bar.is_hidden() {
            // OK because the template is a literal that is tried in every run on a terminal.
            bar.set_style(
                ProgressStyle::with_template("{msg:>10} {bar:30} {pos}/{len}")
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let (step, position, total) = progress.read();
        bar.set_message(match step {
            BuildStep::Load => "reading",
            BuildStep::Parse => "parsing",
            BuildStep::Render => "rendering",
            BuildStep::Write => "writing",
        });
        bar.set_length(total as u64);
        bar.set_position(position as u64);
    }
    bar.finish_and_clear();
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn isolates_of_ours_stay_and_commands_of_names_do_not() {
        let ours = "no entry is named `\u{2068}del\u{2069}`; did you mean `\u{2068}deal\u{2069}`?";
        assert_eq!(spoken(ours), ours);
        assert_eq!(spoken("a\u{1b}[31m\nb"), "a\\u{1b}[31m\\nb");
        assert_eq!(
            spoken("`\u{2068}a\u{202e}b\u{2069}`"),
            "`\u{2068}a\\u{202e}b\u{2069}`"
        );
        assert_eq!(spoken("x\u{2068}y"), "x\\u{2068}y");
    }
}
