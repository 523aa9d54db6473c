//! What the output holds besides pages: static files, and the pictures of content.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::output::{Output, OutputTree};
use crate::page::Route;
use crate::present;
use crate::source::{SourcePath, SourceTree};

/// Static files, and of the pictures beside content those that a published page shows: a draft's would leak it.
pub(super) fn copies(
    sources: &SourceTree,
    shown: &BTreeSet<SourcePath>,
    outputs: &mut OutputTree,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for asset in &sources.statics {
        insert(
            outputs,
            &Route::new(asset.path.as_str()),
            Output::copy(asset),
            diagnostics,
        );
    }
    for asset in sources
        .attachments
        .iter()
        .filter(|asset| shown.contains(&asset.path))
    {
        let route = present::media_route(&asset.path);
        if outputs.get(route.output().as_str()).is_some() {
            diagnostics.push(displaced(&asset.path, &route));
        } else {
            insert(outputs, &route, Output::copy(asset), diagnostics);
        }
    }
}

/// A static file where a picture of `content/` belongs: one of them would be shown for the other.
fn displaced(picture: &SourcePath, route: &Route) -> Diagnostic {
    let message = format!(
        "two files claim the address {}",
        quoted(&format!("/{}", route.as_str()))
    );
    let file = Location::file(&SourcePath::new(format!("static/{}", route.as_str())));
    Diagnostic::at(Code::DuplicateRoute, file, message)
        .label(
            Location::file(picture),
            "copied there too, since a page shows it",
        )
        .help("rename the static file: `/media/` belongs to the pictures of content")
}

/// Pages were checked when they were planned: what is left are files that meet each other or a page.
pub(super) fn insert(
    outputs: &mut OutputTree,
    route: &Route,
    output: Output,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let path = route.output();
    let is_copy = |folder: &&str| matches!(outputs.get(folder), Some(Output::Copy { .. }));
    if let (Output::Copy { .. }, Some(folder)) = (&output, path.folders().find(is_copy)) {
        let message = format!(
            "{} would be a file and a folder",
            quoted(&format!("/{folder}"))
        );
        let at = Location::file(&SourcePath::new(format!("static/{folder}")));
        diagnostics.push(
            Diagnostic::at(Code::DuplicateRoute, at, message).help("give the file another name"),
        );
        return;
    }
    let known = matches!(output, Output::Copy { .. }) && outputs.get(path.as_str()).is_some();
    if !outputs.insert(path, output) && !known {
        let message = format!(
            "two files claim the address {}",
            quoted(&format!("/{}", route.as_str()))
        );
        diagnostics.push(Diagnostic::nowhere(Code::DuplicateRoute, message));
    }
}
