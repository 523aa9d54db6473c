//! Preview: the site over HTTP from memory, with the tools of the editor added to each answer. Async and HTTP live only here.
//!
//! One thread rebuilds, another answers; between them stands [`live::Live`], which holds immutable values only.
//!
//! # What the browser gets (the protocol of `client/`)
//!
//! `BASE` is the path of the site, such as `/` or `/sub/`. Each HTML page has, at answer time only,
//! `<link rel="stylesheet" href="BASE__bayan/client.css">` before `</head>` and before `</body>`
//! `<script type="module" src="BASE__bayan/client.js" data-base="BASE" data-path="/encoded/path/" data-hash="…"></script>`.
//! `data-hash` names the text of this page as a build writes it; `data-path` is the path that the browser asked for.
//! A page that does not exist is the site's 404 page with a `data-hash` that is empty.
//! All JSON is UTF-8, `no-store`; every `path` is an encoded path with `BASE`, ready for `href`. Fields that have no value are `null`.
//!
//! | path under `BASE__bayan/` | what |
//! | --- | --- |
//! | `client.js` and the others | the files of `client/` |
//! | `events?page=PATH` | server-sent events for a tab that shows `PATH` |
//! | `problems.json?page=PATH` | what is wrong |
//! | `page.json?page=PATH` | what is known of one page |
//! | `site.json` | drafts and missing translations of the whole site |
//!
//! Events; data is JSON. Each is sent at once on connecting and again when it differs (`assets` and `pages` only when something changed):
//!
//! - `hello` `{"server": "…"}`: which run of the program answers; another value than before means that it was restarted.
//! - `building` `{"building": true}`: files changed and a build is running; `false` when it is done.
//! - `page` `{"path": PATH, "hash": "…" | null}`: the page as it is now; `null` where there is none. When the hash is not the one
//!   that is shown, fetch the page and patch it. It comes as soon as this page is ready, before the rest of the site.
//! - `assets` `{"changed": [path], "added": [path], "removed": [path]}`: styles, scripts, pictures and other files.
//! - `pages` `{"added": [{"path", "title", "lang", "dir"}], "removed": [path]}`: at most 20 of each.
//! - `problems` `{"errors": 1, "warnings": 2, "stale": true, "hash": "…"}`: fetch `problems.json` when the hash differs. `stale`: there
//!   are errors, and the site is shown as it was before them.
//!
//! `problems.json`: `{"errors", "warnings", "stale", "hash", "problems": [PROBLEM]}`, errors first; those of the asked page come first
//! in each group, and have `"here": true`. A PROBLEM is
//! `{"severity": "error" | "warning", "code", "message", "help", "location": PLACE | null, "labels": [{"message", "location": PLACE}],`
//! `"pages": [{"path", "lang", "title"}], "here": false}`; a PLACE is
//! `{"path": "content/…", "line": 7, "column": 5, "end_line", "end_column", "text": "the line", "editor": "vscode://file/…:7:5" | null}`,
//! without lines where it is a whole file. Words of the content stand between U+2068 and U+2069 in `message` and `help`.
//!
//! `page.json`: `{"path", "exists", "status": 200 | 404, "kind": "article" | … | "home" | "list" | …, "id", "lang", "dir", "title",`
//! `"draft": false, "not_due": "2027-01-01" | null, "sources": [{"path", "lang" | null, "editor"}],`
//! `"languages": [{"lang", "dir", "name", "current", "path" | null, "state": "here" | "draft" | "missing" | "shown-in", "words": lang,`
//! `"source": "content/…" | null, "editor"}], "problems": [PROBLEM]}`. `state`: `here` – there is a page in that language; `draft` – a text
//! exists and is not published in this preview; `missing` – there is none; `shown-in` – the page exists with the words of `words`.
//! `sources` begins with the file of the page's own language.
//!
//! `site.json`: `{"drafts": [{"path", "lang", "title", "not_due"}], "missing": [{"lang", "kind", "id", "title", "path", "source", "editor"}],`
//! `"omitted": {"drafts": ["content/…"], "not_due": [{"source", "publish"}]}}`: drafts and texts not yet due that this preview shows; entries
//! without a text in `lang`, with the page that exists in another; what this preview leaves out.

mod answer;
mod connections;
mod editor;
mod events;
mod facts;
mod guard;
mod inject;
mod live;
mod pending;
mod preview;
mod problems;
mod range;
mod router;
mod snapshot;
mod sources;
mod worker;

use std::net::TcpListener;
use std::sync::Arc;

pub use editor::EditorLink;
pub use guard::Hosts;
pub use worker::{Notice, Rebuild};

use crate::config::BuildOptions;
use crate::session::Session;
use crate::watch::Watch;
use connections::Limits;
use live::Live;

/// What a preview is asked to do.
pub struct ServeOptions {
    /// How the site is built.
    pub build: BuildOptions,
    /// Who may be named as the host of a request.
    pub hosts: Hosts,
    /// How a place in a file becomes a link that opens an editor.
    pub editor: EditorLink,
}

/// Serves a project until the program is told to end. With no `watch`, the site stays as it was first built.
///
/// # Errors
///
/// When the machine refuses threads or the listener.
pub fn run(
    listener: TcpListener,
    session: Session,
    watch: Option<Watch>,
    options: ServeOptions,
    notify: impl Fn(Notice<'_>) + Send + Sync + 'static,
) -> std::io::Result<()> {
    let live = Arc::new(Live::new());
    let threads = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let shared = Arc::new(preview::Preview {
        live: Arc::clone(&live),
        root: session.root().to_owned(),
        hosts: options.hosts,
        editor: options.editor,
        server: preview::run_id(&listener),
    });
    // Left to itself when the program ends: it holds nothing that must be put in order.
    std::thread::Builder::new()
        .name("rebuild".to_owned())
        .spawn(move || worker::run(session, watch, &options.build, &live, &notify))?;
    let served = threads.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            () = connections::serve(listener, router::router(shared), Limits::of_process()) => {}
            () = told_to_end() => {}
        }
        Ok(())
    });
    // Open connections are cut: a browser that waits for events would hold the program for ever.
    threads.shutdown_background();
    served
}

async fn told_to_end() {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
    }
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // The program can still be ended by the system.
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => _ = signal.recv().await,
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
