//! [`Live`]: what requests see at this moment, swapped as a whole by the thread that rebuilds.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::pending::{Early, Pending};
use super::problems::Problems;
use super::snapshot::Snapshot;
use crate::output::Output;
use crate::page::Route;

/// What is served at one moment.
#[derive(Clone, Default)]
pub(super) struct Moment {
    /// The site; the last without errors, once there was one.
    pub(super) site: Arc<Snapshot>,
    /// What is wrong with the files as they are now.
    pub(super) problems: Arc<Problems>,
    /// A build that is running.
    pub(super) pending: Option<Arc<Pending>>,
    /// Counts up with every build that ended; 0 before the first.
    pub(super) version: u64,
}

/// The moment that is now, for any number of readers.
pub(super) struct Live {
    moment: watch::Sender<Moment>,
    /// The pages that are open in browsers, each with the number of tabs.
    open: Mutex<BTreeMap<Route, usize>>,
}

impl Live {
    pub(super) fn new() -> Self {
        Self {
            moment: watch::Sender::new(Moment::default()),
            open: Mutex::default(),
        }
    }

    /// A build begins.
    pub(super) fn begin(&self) -> Arc<Pending> {
        let open: Vec<Route> = self.open().keys().cloned().collect();
        let pending = Arc::new(Pending::new(Arc::clone(&self.moment.borrow().site), open));
        self.moment
            .send_modify(|moment| moment.pending = Some(Arc::clone(&pending)));
        pending
    }

    /// The build found nothing new.
    pub(super) fn same(&self) {
        self.moment.send_modify(|moment| moment.pending = None);
    }

    /// The build ended; says whether it was the first. Without a `site`, the one that is served stays.
    pub(super) fn finish(&self, site: Option<Snapshot>, problems: Problems) -> bool {
        let mut next = self.moment.borrow().clone();
        if let Some(site) = site {
            next.site = Arc::new(site);
        }
        next.problems = Arc::new(problems);
        next.pending = None;
        next.version += 1;
        // The old site, with all its pages, goes when nobody is kept waiting by it.
        self.moment.send_replace(next);
        self.moment.borrow().version == 1
    }

    /// The path of the site that is served.
    pub(super) fn base(&self) -> Arc<str> {
        Arc::clone(&self.moment.borrow().site.base)
    }

    /// A receiver that sees every later moment.
    pub(super) fn subscribe(&self) -> watch::Receiver<Moment> {
        self.moment.subscribe()
    }

    /// The moment when no build is running.
    pub(super) async fn settled(&self) -> Moment {
        let mut receiver = self.subscribe();
        let settled = receiver
            .wait_for(|moment| moment.version > 0 && moment.pending.is_none())
            .await;
        settled.map(|moment| moment.clone()).unwrap_or_default()
    }

    /// The moment at which an address can be answered, with what a running build has made of it; otherwise its site is the answer.
    ///
    /// A request that comes when files have changed waits for the new page, and never longer than until it is made.
    pub(super) async fn answerable(
        &self,
        route: impl Fn(&Snapshot) -> Option<Route>,
    ) -> (Moment, Option<Output>) {
        let mut receiver = self.subscribe();
        loop {
            let moment = receiver.borrow_and_update().clone();
            let pending = moment.pending.clone();
            match (&pending, moment.version) {
                (Some(pending), 1..) => {
                    let Some(route) = route(&moment.site) else {
                        return (moment, None);
                    };
                    let changed = pending.changed();
                    match pending.look(&route) {
                        Early::Ready(output) => return (moment, Some(output)),
                        Early::Stays => return (moment, None),
                        Early::Wait => {
                            tokio::select! {
                                () = changed => {}
                                ended = receiver.changed() => if ended.is_err() { return (moment, None) },
                            }
                            continue;
                        }
                        Early::Unknown => {}
                    }
                }
                (None, 1..) => return (moment, None),
                (_, 0) => {}
            }
            if receiver.changed().await.is_err() {
                return (moment, None);
            }
        }
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<Route, usize>> {
        // OK because nothing panics while it is held.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page that is open in a tab, for as long as this lives.
pub(super) struct OpenPage {
    live: Arc<Live>,
    route: Route,
}

impl OpenPage {
    pub(super) fn new(live: Arc<Live>, route: Route) -> Self {
        *live.open().entry(route.clone()).or_default() += 1;
        Self { live, route }
    }

    pub(super) fn route(&self) -> &Route {
        &self.route
    }
}

impl Drop for OpenPage {
    fn drop(&mut self) {
        let mut open = self.live.open();
        if let Some(count) = open.get_mut(&self.route) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.route);
            }
        }
    }
}
