//! Answers for the files of the site: type, mark, range; HTML with the tools of the preview.

use std::io;
use std::path::Path;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use super::inject;
use super::range::{self, Range};
use super::snapshot::{self, Snapshot};
use crate::fingerprint::Fingerprint;
use crate::load;
use crate::output::Output;
use crate::page::Route;
use crate::picture;
use crate::source::AssetOrigin;

/// What a request asks for.
pub(super) struct FileRequest<'a> {
    pub(super) method: &'a Method,
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    pub(super) headers: &'a HeaderMap,
    /// The folder of the site; no file outside is sent.
    pub(super) root: &'a Path,
}

/// Where the bytes of an answer are.
enum AnswerSource {
    Memory(Bytes),
    File(tokio::fs::File, u64),
}

/// Answers from a site, or with what a running build has made of the address.
pub(super) async fn site(
    site: &Snapshot,
    early: Option<&Output>,
    asked: &FileRequest<'_>,
) -> Response<Body> {
    if asked.path == "/" && &*site.base != "/" {
        return moved(StatusCode::FOUND, &site.base);
    }
    let Some(route) = snapshot::route(&site.base, asked.path) else {
        return missing(site, asked).await;
    };
    if let Some(output) = early.or_else(|| site.outputs.get(route.output().as_str())) {
        return file(site, asked, &route, output, StatusCode::OK).await;
    }
    let folder = Route::new(format!("{}/", route.as_str()));
    if !route.as_str().ends_with('/') && site.outputs.get(folder.output().as_str()).is_some() {
        let query = asked
            .query
            .map_or_else(String::new, |query| format!("?{query}"));
        return moved(
            StatusCode::MOVED_PERMANENTLY,
            &format!("{}{query}", site.path(&folder)),
        );
    }
    missing(site, asked).await
}

fn moved(status: StatusCode, to: &str) -> Response<Body> {
    let mut response = status_only(status);
    set(&mut response, header::LOCATION, to);
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// The page for unknown addresses: that of the language whose path was asked for, or the site's.
async fn missing(site: &Snapshot, asked: &FileRequest<'_>) -> Response<Body> {
    let first = asked
        .path
        .strip_prefix(&*site.base)
        .and_then(|path| path.split('/').next())
        .unwrap_or_default();
    let own = Route::new(format!("{first}/404.html"));
    for route in [own, Route::new("404.html")] {
        if let Some(output @ Output::Text(_)) = site.outputs.get(route.as_str()) {
            return file(site, asked, &route, output, StatusCode::NOT_FOUND).await;
        }
    }
    // Before the first site that could be made: still a page, so that problems can be shown on it.
    let bare = Output::Text(
        "<!DOCTYPE html><html><head><title>404</title></head><body></body></html>".into(),
    );
    file(
        site,
        asked,
        &Route::new("404.html"),
        &bare,
        StatusCode::NOT_FOUND,
    )
    .await
}

async fn file(
    site: &Snapshot,
    asked: &FileRequest<'_>,
    route: &Route,
    output: &Output,
    status: StatusCode,
) -> Response<Body> {
    let path = route.output();
    let kind = mime(path.as_str());
    let (bytes, mark) = match output {
        Output::Text(text) if kind.starts_with("text/html") => {
            let hash = (status == StatusCode::OK).then(|| Fingerprint::of(text.as_bytes()));
            let html = inject::tags(text, &site.base, asked.path, hash);
            let mark = Fingerprint::of(html.as_bytes());
            (AnswerSource::Memory(html.into()), mark)
        }
        Output::Text(text) => (
            AnswerSource::Memory(Bytes::copy_from_slice(text.as_bytes())),
            Fingerprint::of(text.as_bytes()),
        ),
        Output::Copy {
            origin: AssetOrigin::Embedded(bytes),
            fingerprint,
            ..
        } => (
            AnswerSource::Memory(Bytes::from_static(bytes)),
            *fingerprint,
        ),
        Output::Copy {
            origin: AssetOrigin::Disk(disk),
            ..
        } => match open(disk, asked.root).await {
            Ok((file, length, mark)) => (AnswerSource::File(file, length), mark),
            Err(error) if load::may_pass(&error) => {
                return status_only(StatusCode::SERVICE_UNAVAILABLE);
            }
            // Deleted a moment ago: the build that says so is on its way.
            Err(_) => return status_only(StatusCode::NOT_FOUND),
        },
        Output::Copy {
            origin: AssetOrigin::Cleaned(disk),
            ..
        } => match cleaned(disk, asked.root).await {
            Ok(bytes) => {
                let mark = Fingerprint::of(&bytes);
                (AnswerSource::Memory(bytes.into()), mark)
            }
            Err(error) if load::may_pass(&error) => {
                return status_only(StatusCode::SERVICE_UNAVAILABLE);
            }
            Err(_) => return status_only(StatusCode::NOT_FOUND),
        },
    };
    respond(asked, bytes, mark, &kind, status).await
}

/// A picture without what it carries besides its pixels, as a build would write it.
async fn cleaned(disk: &Path, root: &Path) -> io::Result<Vec<u8>> {
    let (mut file, length, _) = open(disk, root).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.read_to_end(&mut bytes).await?;
    Ok(picture::cleaned(&bytes).unwrap_or(bytes))
}

/// Opens a file of the site; one that a link leads out of it since the build is none.
///
/// Its mark is of the file as it is now, which may be newer than the site that is served.
async fn open(disk: &Path, root: &Path) -> io::Result<(tokio::fs::File, u64, Fingerprint)> {
    let (real, root) = (
        tokio::fs::canonicalize(disk).await?,
        tokio::fs::canonicalize(root).await?,
    );
    if !real.starts_with(root) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    // Opening a pipe would not end.
    if !tokio::fs::metadata(&real).await?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let file = tokio::fs::File::open(real).await?;
    let found = file.metadata().await?;
    Ok((file, found.len(), load::mark(&found)))
}

/// Texts are UTF-8.
pub(super) fn mime(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let text = guess.type_() == "text"
        || matches!(
            guess.essence_str(),
            "application/javascript" | "application/json" | "application/xml"
        );
    let is_text = text || path.ends_with(".geojson") || path.ends_with(".webmanifest");
    if is_text {
        format!("{}; charset=utf-8", guess.essence_str())
    } else {
        guess.essence_str().to_owned()
    }
}

async fn respond(
    asked: &FileRequest<'_>,
    bytes: AnswerSource,
    mark: Fingerprint,
    kind: &str,
    status: StatusCode,
) -> Response<Body> {
    let length = match &bytes {
        AnswerSource::Memory(bytes) => bytes.len() as u64,
        AnswerSource::File(_, length) => *length,
    };
    let etag = format!("\"{}\"", mark.to_hex());
    let mut response = status_only(status);
    // Kept by the browser, and asked for again each time.
    set(&mut response, header::CACHE_CONTROL, "no-cache");
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    set(&mut response, header::CONTENT_TYPE, kind);
    set(&mut response, header::ETAG, &etag);
    if status != StatusCode::OK {
        return with_body(response, asked, bytes, 0, length).await;
    }
    if range::is_known(asked.headers, &etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    match range::asked(asked.headers, length, &etag) {
        Range::Whole => with_body(response, asked, bytes, 0, length).await,
        Range::Part(start, end) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes {start}-{}/{length}", end - 1),
            );
            with_body(response, asked, bytes, start, end).await
        }
        Range::Outside => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes */{length}"),
            );
            response
        }
    }
}

/// Sets a header; our values hold no character that a header may not.
pub(super) fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

async fn with_body(
    mut response: Response<Body>,
    asked: &FileRequest<'_>,
    bytes: AnswerSource,
    start: u64,
    end: u64,
) -> Response<Body> {
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, HeaderValue::from(end - start));
    if asked.method == Method::HEAD {
        return response;
    }
    *response.body_mut() = match bytes {
        AnswerSource::Memory(bytes) => {
            let index = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
            Body::from(bytes.slice(index(start)..index(end)))
        }
        AnswerSource::File(mut file, _) => {
            if file.seek(io::SeekFrom::Start(start)).await.is_err() {
                return status_only(StatusCode::NOT_FOUND);
            }
            Body::from_stream(ReaderStream::new(file.take(end - start)))
        }
    };
    response
}

pub(super) fn status_only(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
