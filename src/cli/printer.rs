//! What reaches the terminal: reports to standard error, machine-readable lines to standard output.

#![expect(clippy::print_stdout, reason = "the one place that prints")]

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;

use super::args::{Arguments, MessageFormat};
use crate::diagnostic::{Diagnostic, report};
use crate::pipeline::{BuildProgress, BuildStep};
use crate::source::SourceTree;

/// A bar for less than this would only flicker.
const MOMENT: Duration = Duration::from_millis(600);
/// So many problems are printed for a person.
const MOST: usize = 200;
/// How often the bar moves.
const TICK: Duration = Duration::from_millis(80);

/// Prints in the form that was asked for.
pub(super) struct Printer {
    format: MessageFormat,
    quiet: bool,
    verbose: u8,
}

impl Printer {
    pub(super) fn new(arguments: &Arguments) -> Self {
        Self {
            format: arguments.message_format,
            quiet: arguments.quiet,
            verbose: arguments.verbose,
        }
    }

    /// Whether details are wanted.
    pub(super) fn is_verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Prints problems in the order that they have, with their lines.
    pub(super) fn diagnostics(&self, diagnostics: &[Diagnostic], sources: Option<&SourceTree>) {
        // Programs get all of them; a person reads the first, and a terminal full of one fault hides the others.
        let most = if self.format == MessageFormat::Human {
            MOST
        } else {
            usize::MAX
        };
        for diagnostic in diagnostics.iter().take(most) {
            match self.format {
                MessageFormat::Human => {
                    anstream::eprintln!("{}\n", report::human(diagnostic, sources));
                }
                MessageFormat::Json => println!("{}", report::json(diagnostic, sources)),
            }
        }
        if let Some(rest) = diagnostics.len().checked_sub(most).filter(|rest| *rest > 0) {
            anstream::eprintln!("… and {rest} more; --message-format json prints them all\n");
        }
    }

    /// Prints a sentence for people; with JSON asked for, nothing.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet && self.format == MessageFormat::Human {
            anstream::eprintln!("{text}");
        }
    }

    /// Prints a line of what was asked for.
    pub(super) fn line(&self, text: &str) {
        if self.format == MessageFormat::Human {
            anstream::println!("{text}");
        }
    }

    /// Prints a problem of the machine.
    pub(super) fn fail(&self, message: &str) {
        match self.format {
            MessageFormat::Human => anstream::eprintln!("\u{1b}[1;31merror\u{1b}[0m: {message}"),
            MessageFormat::Json => println!(
                "{}",
                serde_json::json!({"type": "error", "message": message})
            ),
        }
    }

    /// Prints what a person should know, even when only problems are wanted.
    pub(super) fn warn(&self, message: &str) {
        match self.format {
            MessageFormat::Human => anstream::eprintln!("\u{1b}[1;33mwarning\u{1b}[0m: {message}"),
            MessageFormat::Json => println!(
                "{}",
                serde_json::json!({"type": "warning", "message": message})
            ),
        }
    }

    /// Prints the summary for programs.
    pub(super) fn summary(&self, summary: &Value) {
        if self.format == MessageFormat::Json {
            println!("{summary}");
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
