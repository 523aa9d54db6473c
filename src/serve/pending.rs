//! [`Pending`]: a build that is running, as requests see it: what is made already, and what they wait for.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::snapshot::Snapshot;
use crate::output::Output;
use crate::page::Route;
use crate::pipeline::Audience;
use crate::source::SourceTree;

/// A build that is running.
pub(super) struct Pending {
    /// The site that is served until this build ends.
    before: Arc<Snapshot>,
    state: Mutex<PendingState>,
    changed: Notify,
}

#[derive(Default)]
struct PendingState {
    sources: Option<Arc<SourceTree>>,
    /// Whether the pages of this build may be shown before it ends; `None` until the site is planned.
    is_sound: Option<bool>,
    /// Addresses that someone waits for, the next first.
    wanted: VecDeque<Route>,
    /// All that were ever wanted: of the others nobody need be told.
    awaited: BTreeSet<Route>,
    made: BTreeMap<Route, Arc<str>>,
    absent: BTreeSet<Route>,
}

/// What a running build says of an address.
pub(super) enum Early {
    /// The new page or file.
    Ready(Output),
    /// It is not known yet.
    Wait,
    /// Nothing is shown of this build before it ends, because there are errors: the site stays as it was.
    Stays,
    /// There is no such page; the end of the build tells the rest.
    Unknown,
}

impl Pending {
    /// A build that begins while `before` is served, with addresses that are open in a browser.
    pub(super) fn new(before: Arc<Snapshot>, open: impl IntoIterator<Item = Route>) -> Self {
        let wanted: VecDeque<Route> = open.into_iter().collect();
        let awaited = wanted.iter().cloned().collect();
        let state = PendingState {
            wanted,
            awaited,
            ..PendingState::default()
        };
        Self {
            before,
            state: Mutex::new(state),
            changed: Notify::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, PendingState> {
        // OK because nothing panics while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of an address now; one that is waited for is made before others.
    pub(super) fn look(&self, route: &Route) -> Early {
        let mut state = self.state();
        if state.is_sound == Some(false) {
            return Early::Stays;
        }
        if state.is_sound == Some(true) {
            if let Some(text) = state.made.get(route) {
                return Early::Ready(Output::Text(Arc::clone(text)));
            }
            if let Some(copy) = state
                .sources
                .as_ref()
                .and_then(|sources| copy(sources, route, &self.before))
            {
                return Early::Ready(copy);
            }
            if state.absent.contains(route) {
                return Early::Unknown;
            }
        }
        if state.awaited.insert(route.clone()) {
            state.wanted.push_front(route.clone());
        }
        Early::Wait
    }

    /// Whether the page at an address is made; nobody waits because of this question.
    pub(super) fn made(&self, route: &Route) -> Option<Arc<str>> {
        let state = self.state();
        state
            .made
            .get(route)
            .filter(|_| state.is_sound == Some(true))
            .cloned()
    }

    /// The next change of what is known. To be called before [`Pending::look`], so that none is missed.
    pub(super) fn changed(&self) -> tokio::sync::futures::Notified<'_> {
        self.changed.notified()
    }
}

/// A static file, or a file of `content/` that was shown before and very likely is now.
fn copy(sources: &SourceTree, route: &Route, before: &Snapshot) -> Option<Output> {
    let path = route.as_str();
    if let Ok(index) = sources
        .statics
        .binary_search_by(|asset| asset.path.as_str().cmp(path))
    {
        return sources.statics.get(index).map(Output::copy);
    }
    let inner = path
        .strip_prefix("media/")
        .filter(|_| before.outputs.get(path).is_some())?;
    let source = format!("content/{inner}");
    let index = sources
        .attachments
        .binary_search_by(|asset| asset.path.as_str().cmp(&source))
        .ok()?;
    sources.attachments.get(index).map(Output::copy)
}

impl Audience for Pending {
    fn loaded(&self, sources: &Arc<SourceTree>) {
        self.state().sources = Some(Arc::clone(sources));
    }

    fn planned(&self, is_sound: bool, base: &str) {
        // Addresses are read by the path of the site that is served; with another, only the whole new site is right.
        let is_sound = is_sound.then_some(base == &*self.before.base);
        self.state().is_sound = match is_sound {
            Some(true) => Some(true),
            Some(false) => None,
            None => Some(false),
        };
        self.changed.notify_waiters();
    }

    fn wanted(&self) -> Option<Route> {
        self.state().wanted.pop_front()
    }

    fn absent(&self, route: &Route) {
        self.state().absent.insert(route.clone());
        self.changed.notify_waiters();
    }

    fn made(&self, route: &Route, text: &Arc<str>) {
        let mut state = self.state();
        state.made.insert(route.clone(), Arc::clone(text));
        if state.awaited.contains(route) {
            drop(state);
            self.changed.notify_waiters();
        }
    }
}
