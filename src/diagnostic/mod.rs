//! Problems of content as values: what is wrong, where, and the nearest right answer.
//!
//! Stages return them beside their result; only `report` turns them into text, and only the command line prints.

pub mod code;
mod controls;
pub mod digest;
pub mod lines;
pub mod nearest;
pub mod report;

pub use code::Code;
pub use controls::{controls, hidden_control, is_refused, refused_in};

use crate::locale::bidi::isolate;
use crate::source::{Edit, SourcePath, Span};

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not written.
    Error,
    /// The site is written; someone should look.
    Warning,
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file that it lies in.
    pub path: SourcePath,
    /// The bytes that the message speaks of; `None` where it speaks of the whole file.
    pub span: Option<Span>,
}

impl Location {
    /// A range in a file.
    pub fn new(path: &SourcePath, span: Span) -> Self {
        Self {
            path: path.clone(),
            span: Some(span),
        }
    }

    /// A file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Self {
            path: path.clone(),
            span: None,
        }
    }
}

/// The parts of a repair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fix(pub Vec<Edit>);

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// Where it is; `None` only for what has no place in any file.
    pub primary: Option<Location>,
    /// What kind of problem it is.
    pub code: Code,
    /// Whether it stops the build.
    pub severity: Severity,
    /// One short phrase, without a full stop.
    pub message: String,
    /// Other places that belong to it, each with a few words.
    pub labels: Vec<(Location, String)>,
    /// The remedy, with the nearest right answer where there is one.
    pub help: Option<String>,
    /// The repair where it is certain; boxed, since most problems have none.
    pub fix: Option<Box<Fix>>,
}

impl Diagnostic {
    /// A problem at a place, with the severity that its code has by default.
    pub fn at(code: Code, location: Location, message: impl Into<String>) -> Self {
        Self {
            primary: Some(location),
            ..Self::nowhere(code, message)
        }
    }

    /// A problem that has no place in any file.
    pub fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Self {
            primary: None,
            code,
            severity: code.severity(),
            message: message.into(),
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Adds the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the remedy where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds the repair.
    #[must_use]
    pub fn fixed_by(mut self, edits: Vec<Edit>) -> Self {
        self.fix = (!edits.is_empty()).then(|| Box::new(Fix(edits)));
        self
    }

    /// The repair where it is certain, inside the primary place: what `bayan check --fix` does. Empty where a person must decide.
    pub fn fix(&self) -> &[Edit] {
        self.fix.as_ref().map_or(&[], |fix| &fix.0)
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, location: Location, words: impl Into<String>) -> Self {
        self.labels.push((location, words.into()));
        self
    }
}

/// A value together with the problems met while making it.
#[derive(Clone, Debug)]
pub struct Diagnosed<T> {
    /// The value, as sound as could be made.
    pub value: T,
    /// All that is wrong with it, in no order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// A value without problems.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Takes the value and appends the problems to `into`.
    pub fn unload(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.value
    }
}

/// Quotes a text of the user in a message: isolated, so that an Arabic word cannot reorder the line around it.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 80;
    let short: String = text
        .chars()
        .take(LONGEST)
        .filter(|c| !c.is_control())
        .collect();
    let more = if text.chars().nth(LONGEST).is_some() {
        "…"
    } else {
        ""
    };
    format!("`{}`", isolate(&format!("{short}{more}")))
}

/// A text of the user in a remedy, isolated, and whole, since it is there to be copied.
pub fn isolated(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c == '\n' { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    isolate(&line)
}
