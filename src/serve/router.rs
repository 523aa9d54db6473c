//! Which request gets which answer.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Response, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse as _;
use serde_json::Value;

use super::answer::{self, FileRequest, set, status_only};
use super::guard;
use super::inject::RESERVED;
use super::preview::Preview;
use super::snapshot::route;
use super::{events, facts};
use crate::page::Route;

/// The files of `client/`, by name.
const CLIENT: [(&str, &str); 12] = [
    ("bar.js", include_str!("client/bar.js")),
    ("beside.js", include_str!("client/beside.js")),
    ("client.css", include_str!("client/client.css")),
    ("client.js", include_str!("client/client.js")),
    ("dom.js", include_str!("client/dom.js")),
    ("marks.js", include_str!("client/marks.js")),
    ("morph.js", include_str!("client/morph.js")),
    ("overlay.js", include_str!("client/overlay.js")),
    ("page.js", include_str!("client/page.js")),
    ("problems.js", include_str!("client/problems.js")),
    ("tools.css", include_str!("client/tools.css")),
    ("strings.json", include_str!("client/strings.json")),
];

/// The one handler: addresses are the site's own, so that no table of paths could hold them.
pub(super) fn router(shared: Arc<Preview>) -> Router {
    Router::new()
        .fallback(handle)
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guarded))
        .with_state(shared)
}

async fn guarded(
    State(shared): State<Arc<Preview>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let mut response = match guard::check_host(&shared.hosts, request.uri(), request.headers()) {
        Err(status) => status_only(status),
        Ok(()) if !matches!(*request.method(), Method::GET | Method::HEAD) => {
            let mut response = status_only(StatusCode::METHOD_NOT_ALLOWED);
            set(&mut response, header::ALLOW, "GET, HEAD");
            response
        }
        Ok(()) => next.run(request).await,
    };
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, header::X_FRAME_OPTIONS, "SAMEORIGIN");
    set(
        &mut response,
        header::HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    response
}

async fn handle(State(shared): State<Arc<Preview>>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let path = parts.uri.path();
    // The base is that of the first site, or of a later one; before there is any, nothing is reserved.
    let base = shared.live.base();
    if let Some(name) = path
        .strip_prefix(&*base)
        .and_then(|inner| inner.strip_prefix(RESERVED))
    {
        return match guard::check_origin(&parts.headers) {
            Err(status) => status_only(status),
            Ok(()) => tool(&shared, &base, name, &parts.uri).await,
        };
    }
    let (moment, early) = shared.live.answerable(|site| route(&site.base, path)).await;
    let asked = FileRequest {
        method: &parts.method,
        path,
        query: parts.uri.query(),
        headers: &parts.headers,
        root: &shared.root,
    };
    answer::site(&moment.site, early.as_ref(), &asked).await
}

/// The files and data of the preview itself.
async fn tool(shared: &Arc<Preview>, base: &str, name: &str, uri: &Uri) -> Response<Body> {
    let page = page(base, uri);
    let here = page.as_ref().map(|(_, route)| route);
    match name {
        "events" => {
            let page = page.unwrap_or_else(|| (base.to_owned(), Route::new("")));
            events::stream(shared, page).into_response()
        }
        "problems.json" => {
            let moment = shared.live.settled().await;
            json(&moment.problems.json(&moment.site, here, &shared.editor))
        }
        "page.json" => match &page {
            Some((path, route)) => json(&facts::page(
                &shared.live.settled().await,
                path,
                route,
                &shared.editor,
            )),
            None => status_only(StatusCode::BAD_REQUEST),
        },
        "site.json" => json(&facts::site(
            &shared.live.settled().await.site,
            &shared.editor,
        )),
        _ => match CLIENT.iter().find(|(file, _)| *file == name) {
            Some((file, content)) => text(&answer::mime(file), (*content).to_owned()),
            None => status_only(StatusCode::NOT_FOUND),
        },
    }
}

/// The page that a tab shows, as it wrote it and as an address of the site.
fn page(base: &str, uri: &Uri) -> Option<(String, Route)> {
    let query = uri.query().unwrap_or_default();
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("page="))?;
    let path = percent_encoding::percent_decode_str(value)
        .decode_utf8()
        .ok()?;
    let route = route(base, path.split(['?', '#']).next().unwrap_or_default())?;
    Some((path.into_owned(), route))
}

fn text(kind: &str, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    set(&mut response, header::CONTENT_TYPE, kind);
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

fn json(value: &Value) -> Response<Body> {
    text("application/json", value.to_string())
}
