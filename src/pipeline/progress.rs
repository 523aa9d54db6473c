//! How far a build has come: counters that a watching thread reads. They change nothing.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What a build is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildStep {
    /// The project is read; how many files it has is not known.
    Load,
    /// Content files are parsed.
    Parse,
    /// Pages are presented and rendered.
    Render,
    /// What differs is written.
    Write,
}

const STEPS: [BuildStep; 4] = [
    BuildStep::Load,
    BuildStep::Parse,
    BuildStep::Render,
    BuildStep::Write,
];

/// Counters of one build.
#[derive(Debug, Default)]
pub struct BuildProgress {
    step: AtomicUsize,
    done: AtomicUsize,
    total: AtomicUsize,
}

impl BuildProgress {
    /// A step with so many parts begins.
    pub fn begin(&self, step: BuildStep, total: usize) {
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
    pub fn read(&self) -> (BuildStep, usize, usize) {
        let step = STEPS
            .get(self.step.load(Ordering::Relaxed))
            .copied()
            .unwrap_or(BuildStep::Load);
        (
            step,
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }
}
