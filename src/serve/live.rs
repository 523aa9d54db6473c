//! [`Live`]: what requests see at this moment, swapped as a whole by the thread that rebuilds.

use std::sync::Arc;

use tokio::sync::watch;

use super::problems::Problems;
use super::snapshot::Snapshot;

/// What is served at one moment.
#[derive(Clone, Default)]
pub(super) struct Moment {
    /// The site; the last without errors, once there was one.
    pub(super) site: Arc<Snapshot>,
    /// What is wrong with the files as they are now.
    pub(super) problems: Arc<Problems>,
    /// A build is running.
    pub(super) building: bool,
    /// Counts up with every build that ended; 0 before the first.
    pub(super) version: u64,
}

/// The moment that is now, for any number of readers.
pub(super) struct Live {
    moment: watch::Sender<Moment>,
}

impl Live {
    pub(super) fn new() -> Self {
        Self { moment: watch::Sender::new(Moment::default()) }
    }

    /// A build began; says whether it is the first.
    pub(super) fn begin(&self) -> bool {
        self.moment.send_modify(|moment| moment.building = true);
        self.moment.borrow().version == 0
    }

    /// A build ended.
    pub(super) fn finish(&self, site: Option<Snapshot>, problems: Problems) {
        self.moment.send_modify(|moment| {
            if let Some(site) = site {
                moment.site = Arc::new(site);
            }
            moment.problems = Arc::new(problems);
            moment.building = false;
            moment.version += 1;
        });
    }

    /// The path of the site that is served.
    pub(super) fn base(&self) -> Arc<str> {
        Arc::clone(&self.moment.borrow().site.base)
    }

    /// A receiver that sees every later moment.
    pub(super) fn subscribe(&self) -> watch::Receiver<Moment> {
        self.moment.subscribe()
    }

    /// The moment when no build is running that began before this call.
    pub(super) async fn settled(&self) -> Moment {
        let mut receiver = self.subscribe();
        let settled = receiver.wait_for(|moment| moment.version > 0 && !moment.building).await;
        // OK because the sender lives as long as `self`.
        settled.map(|moment| moment.clone()).unwrap_or_default()
    }
}
