//! How far a build has come: counters that a watching thread reads. They change nothing.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What a build is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading files.
    Load,
    /// Parsing files.
    Parse,
    /// Rendering pages.
    Render,
    /// Writing files.
    Write,
}

const STEPS: [Step; 4] = [Step::Load, Step::Parse, Step::Render, Step::Write];

/// Counters of one build.
#[derive(Debug, Default)]
pub struct Progress {
    step: AtomicUsize,
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Progress {
    /// A step with so many parts begins.
    pub fn begin(&self, step: Step, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.step.store(
            STEPS
                .iter()
                .position(|one| *one == step)
                .unwrap_or_default(),
            Ordering::Relaxed,
        );
    }

    /// One part is done.
    pub fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// The step, how many parts are done, and of how many.
    pub fn read(&self) -> (Step, usize, usize) {
        let step = STEPS
            .get(self.step.load(Ordering::Relaxed))
            .copied()
            .unwrap_or(Step::Load);
        (
            step,
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }
}
