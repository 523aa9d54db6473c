//! Where the time of a build goes: whoever wants to know hands in a recorder, whose clock is its own. It changes nothing.

use crate::fingerprint::{Fingerprint, Fingerprinted};

/// A step of a build that takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimedStage {
    /// The project is read.
    Load,
    /// The configuration and the theme are made ready.
    Prepare,
    /// Files are parsed and looked through, each by itself.
    Parse,
    /// Documents are linked.
    Link,
    /// Pages get their addresses.
    Plan,
    /// Maps are drawn.
    Draw,
    /// What pages show of each other is made.
    Share,
    /// Pages are made: presented and rendered.
    Pages,
    /// Pages become views.
    Present,
    /// Views become texts.
    Render,
    /// All files are brought together, and all problems.
    Gather,
    /// The output folder is compared.
    Compare,
    /// Problems are printed.
    Report,
    /// Files are written.
    Write,
}

impl TimedStage {
    /// All stages in their order.
    pub const ALL: [Self; 14] = [
        Self::Load,
        Self::Prepare,
        Self::Parse,
        Self::Link,
        Self::Plan,
        Self::Draw,
        Self::Share,
        Self::Pages,
        Self::Present,
        Self::Render,
        Self::Gather,
        Self::Compare,
        Self::Report,
        Self::Write,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Prepare => "prepare",
            Self::Parse => "parse",
            Self::Link => "link",
            Self::Plan => "plan",
            Self::Draw => "draw",
            Self::Share => "share",
            Self::Pages => "pages",
            Self::Present => "present",
            Self::Render => "render",
            Self::Gather => "gather",
            Self::Compare => "compare",
            Self::Report => "report",
            Self::Write => "write",
        }
    }
}

/// One thing that is made in a stage.
#[derive(Clone, Copy, Debug)]
pub struct TimedItem<'a> {
    /// What sort of thing it is.
    pub recipe: &'a str,
    /// The template that it is rendered by.
    pub template: Option<&'a str>,
    /// Its name: a path or an address.
    pub name: &'a str,
}

/// Someone who wants to know where the time of a build goes. Called from all threads.
pub trait TimeRecorder: Sync {
    /// What the clock shows, in nanoseconds; `None` where nobody wants to know.
    fn now(&self) -> Option<u64>;

    /// A stage, or one thing that was made in it, took from `began` until now.
    fn record(&self, began: u64, stage: TimedStage, item: Option<TimedItem<'_>>);
}

/// For builds of which nobody wants to know.
impl TimeRecorder for () {
    fn now(&self) -> Option<u64> {
        None
    }

    fn record(&self, _: u64, _: TimedStage, _: Option<TimedItem<'_>>) {}
}

/// Runs a stage and records it.
pub fn timed<T>(recorder: &dyn TimeRecorder, stage: TimedStage, run: impl FnOnce() -> T) -> T {
    let began = recorder.now();
    let value = run();
    if let Some(began) = began {
        recorder.record(began, stage, None);
    }
    value
}

/// Makes one thing in a stage and records it; what it is called is asked only then.
pub(super) fn timed_item<'a, T>(
    recorder: &dyn TimeRecorder,
    stage: TimedStage,
    item: impl FnOnce() -> TimedItem<'a>,
    run: impl FnOnce() -> T,
) -> T {
    let began = recorder.now();
    let value = run();
    if let Some(began) = began {
        recorder.record(began, stage, Some(item()));
    }
    value
}

/// What a step of a cache sees besides its input, with a recorder, on which no result depends.
pub(super) struct Recorded<'a, S> {
    pub shared: &'a S,
    pub recorder: &'a dyn TimeRecorder,
}

impl<S: Fingerprinted> Fingerprinted for Recorded<'_, S> {
    fn fingerprint(&self) -> Fingerprint {
        self.shared.fingerprint()
    }
}
