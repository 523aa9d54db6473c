//! Server-sent events for one tab: what differs from what it was told before.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde_json::{Value, json};
use tokio::sync::watch::Receiver;

use super::live::{Moment, OpenPage};
use super::pending::Pending;
use super::preview::Preview;
use super::snapshot::Snapshot;
use crate::fingerprint::Fingerprint;
use crate::output::{Output, OutputPath};
use crate::page::{Page, PageKind, Route};

/// So many new or vanished pages and files are named.
const MOST: usize = 20;
/// A silent connection is kept open by a comment.
const ALIVE: Duration = Duration::from_secs(15);

/// What one tab was told.
struct Tab {
    moments: Receiver<Moment>,
    path: String,
    open: OpenPage,
    site: Option<Arc<Snapshot>>,
    /// The last data of each event.
    told: BTreeMap<&'static str, String>,
    queue: VecDeque<Event>,
}

/// The events of a tab that shows a page.
pub(super) fn stream(
    shared: &Arc<Preview>,
    (path, route): (String, Route),
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let mut moments = shared.live.subscribe();
    moments.mark_changed();
    let queue = [event("hello", &json!({"server": shared.server}))].into();
    let open = OpenPage::new(Arc::clone(&shared.live), route);
    let tab = Tab {
        moments,
        path,
        open,
        site: None,
        told: BTreeMap::new(),
        queue,
    };
    let events = stream::unfold(tab, |mut tab| async {
        loop {
            if let Some(event) = tab.queue.pop_front() {
                return Some((Ok(event), tab));
            }
            // Ends with the program.
            tab.listen().await?;
        }
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE))
}

impl Tab {
    /// Waits until something may differ, and tells what does.
    async fn listen(&mut self) -> Option<()> {
        let pending = self.moments.borrow().pending.clone();
        match pending {
            Some(pending) => {
                let changed = pending.changed();
                self.early(&pending);
                if self.queue.is_empty() {
                    tokio::select! {
                        () = changed => self.early(&pending),
                        ended = self.moments.changed() => ended.ok()?,
                    }
                }
            }
            None => self.moments.changed().await.ok()?,
        }
        let moment = self.moments.borrow_and_update().clone();
        self.tell(&moment);
        Some(())
    }

    /// The page as a running build has made it.
    fn early(&mut self, pending: &Pending) {
        if let Some(text) = pending.made(self.open.route()) {
            self.page(Some(Fingerprint::of(text.as_bytes())));
        }
    }

    fn page(&mut self, hash: Option<Fingerprint>) {
        let page = json!({"path": self.path, "hash": hash.map(Fingerprint::to_hex)});
        self.differs("page", &page);
    }

    fn tell(&mut self, moment: &Moment) {
        self.differs("building", &json!({"building": moment.pending.is_some()}));
        if moment.version == 0 || moment.pending.is_some() {
            return;
        }
        self.page(moment.site.hash(self.open.route()));
        let before = self.site.replace(Arc::clone(&moment.site));
        if let Some(before) = before.filter(|before| !Arc::ptr_eq(before, &moment.site)) {
            self.files(&before, &moment.site);
        }
        self.differs("problems", &moment.problems.summary());
    }

    /// Tells what was not told before.
    fn differs(&mut self, name: &'static str, data: &Value) {
        let text = data.to_string();
        if self.told.get(name) != Some(&text) {
            self.told.insert(name, text);
            self.push(name, data);
        }
    }

    fn push(&mut self, name: &str, data: &Value) {
        self.queue.push_back(event(name, data));
    }

    fn files(&mut self, before: &Snapshot, after: &Snapshot) {
        let (mut changed, mut added, mut removed) = (Vec::new(), Vec::new(), Vec::new());
        for (path, output) in after.outputs.iter().filter(|(_, output)| is_asset(output)) {
            match before.outputs.get(path.as_str()) {
                None => added.push(asset(after, path)),
                Some(old) if old.fingerprint() != output.fingerprint() => {
                    changed.push(asset(after, path));
                }
                Some(_) => {}
            }
        }
        for (path, _) in before.outputs.iter().filter(|(_, output)| is_asset(output)) {
            if after.outputs.get(path.as_str()).is_none() {
                removed.push(asset(after, path));
            }
        }
        if !(changed.is_empty() && added.is_empty() && removed.is_empty()) {
            self.push(
                "assets",
                &json!({"changed": changed, "added": added, "removed": removed}),
            );
        }
        let added: Vec<Value> = only_in(after, before)
            .map(|page| page_value(after, page))
            .take(MOST)
            .collect();
        let removed: Vec<String> = only_in(before, after)
            .map(|page| after.path(&page.route))
            .take(MOST)
            .collect();
        if !(added.is_empty() && removed.is_empty()) {
            self.push("pages", &json!({"added": added, "removed": removed}));
        }
    }
}

fn event(name: &str, data: &Value) -> Event {
    Event::default().event(name).data(data.to_string())
}

fn is_asset(output: &Output) -> bool {
    matches!(output, Output::Copy { .. })
}

fn asset(site: &Snapshot, path: &OutputPath) -> String {
    site.path(&Route::new(path.as_str()))
}

/// The pages for readers that one site has and another lacks.
fn only_in<'a>(one: &'a Snapshot, other: &'a Snapshot) -> impl Iterator<Item = &'a Page> {
    let pages = one.origins.iter().flat_map(|origins| &origins.pages.all);
    let for_readers =
        |page: &&Page| matches!(page.kind, PageKind::Entity(_) | PageKind::List { .. });
    pages
        .filter(for_readers)
        .filter(|page| other.page(&page.route).is_none())
}

fn page_value(site: &Snapshot, page: &Page) -> Value {
    json!({
        "path": site.path(&page.route), "title": site.title(page),
        "lang": page.lang.map(|lang| lang.to_string()), "dir": site.direction(page.lang),
    })
}
