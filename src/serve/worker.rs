//! The thread that rebuilds.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use super::live::Live;
use super::problems::Problems;
use super::snapshot::Snapshot;
use crate::config::BuildOptions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::Touched;
use crate::pipeline::{BuildProgress, BuildRequest};
use crate::session::{Rebuilt, Session};
use crate::source::SourceTree;
use crate::watch::Watch;

/// What the preview has to tell whoever started it.
pub enum Notice<'a> {
    /// A build ended.
    Built(Rebuild<'a>),
    /// A build met a fault of the program; the site stays as it was, and the next change builds anew.
    Failed,
    /// Files are not watched any more.
    WatchEnded,
}

/// A build of the preview.
pub struct Rebuild<'a> {
    /// The files that were touched, relative to the folder of the site where they lie in it; empty for the first build.
    pub touched: BTreeSet<String>,
    /// The time from the first notice of a change to the finished site.
    pub took: Duration,
    /// The path of the site, with `/` at both ends.
    pub base: &'a str,
    /// How many pages there are.
    pub pages: usize,
    /// What is wrong.
    pub problems: &'a [Diagnostic],
    /// What was read, for excerpts.
    pub sources: Option<&'a SourceTree>,
    /// The site that is served is older, because of errors.
    pub stale: bool,
    /// The first build.
    pub is_first: bool,
}

/// Builds once, and again after each burst of changes.
pub(super) fn run(
    mut session: Session,
    watch: Option<Watch>,
    options: &BuildOptions,
    live: &Live,
    notify: &(impl Fn(Notice<'_>) + Send + Sync),
) {
    let mut good = false;
    build(
        &mut session,
        &Touched::default(),
        options,
        live,
        &mut good,
        notify,
    );
    let Some(mut watch) = watch else { return };
    loop {
        if session.is_short() {
            watch.look_again();
        }
        watch.follow_links(session.links());
        let Some(touched) = watch.wait() else { break };
        build(&mut session, &touched, options, live, &mut good, notify);
    }
    notify(Notice::WatchEnded);
}

fn build(
    session: &mut Session,
    touched: &Touched,
    options: &BuildOptions,
    live: &Live,
    good: &mut bool,
    notify: &impl Fn(Notice<'_>),
) {
    let start = Instant::now();
    let pending = live.begin();
    let progress = BuildProgress::default();
    let request = BuildRequest {
        audience: &*pending,
        ..BuildRequest::new(options, &progress)
    };
    // A fault of the program must not leave every request waiting; nothing of what the build left is used again.
    let rebuilt = catch_unwind(AssertUnwindSafe(|| session.rebuild(touched, &request)))
        .unwrap_or_else(|_| {
            session.forget();
            notify(Notice::Failed);
            None
        });
    let Some(Rebuilt {
        sources,
        build,
        diagnostics,
    }) = rebuilt
    else {
        return live.same();
    };
    let failed = diagnostics
        .iter()
        .any(|one| one.severity == Severity::Error);
    // Until there was a site without errors, what could be made of it is better than nothing.
    let stale = failed && *good;
    *good |= !failed;
    let pages = build.pages;
    let site = (!stale).then(|| Snapshot::new(build, options));
    let is_first = live.finish(
        site,
        Problems::new(diagnostics.clone(), stale, sources.clone()),
    );
    let base = live.base();
    let rebuild = Rebuild {
        base: &base,
        touched: touched
            .paths
            .iter()
            .map(|path| shown(session.root(), path))
            .collect(),
        took: start.elapsed(),
        pages,
        problems: &diagnostics,
        sources: sources.as_deref(),
        stale,
        is_first,
    };
    notify(Notice::Built(rebuild));
}

/// A path as the editors of the site would write it.
fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
