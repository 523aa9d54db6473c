//! What the output holds besides pages: static files, and the pictures of content.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::output::{Output, OutputTree};
use crate::page::Route;
use crate::picture::{Flaw, PictureSize};
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
        diagnostics.extend(
            asset
                .flaws
                .iter()
                .filter_map(|flaw| flawed(&asset.path, *flaw)),
        );
        let route = present::media_route(&asset.path);
        if outputs.get(route.output().as_str()).is_some() {
            diagnostics.push(displaced(&asset.path, &route));
        } else {
            insert(outputs, &route, Output::copy(asset), diagnostics);
        }
    }
}

/// What is wrong with a picture wherever it is shown.
fn flawed(picture: &SourcePath, flaw: Flaw) -> Option<Diagnostic> {
    let (code, message, help) = match flaw {
        Flaw::Empty | Flaw::NoPicture | Flaw::Unshown(_) => return None,
        Flaw::Damaged => (
            Code::UnshownPicture,
            "this picture is cut off or damaged, and what it carries besides its pixels is published with it".to_owned(),
            "export it anew",
        ),
        Flaw::Heavy(megabytes) => (
            Code::HeavyPicture,
            format!("this picture has {megabytes} MB, and readers load all of it"),
            "export it with at most 2,000 pixels across, as JPEG, WebP or AVIF",
        ),
        Flaw::Vast(PictureSize { width, height }) => (
            Code::HeavyPicture,
            format!("this picture has {width} × {height} pixels, more than telephones can hold"),
            "export it with at most 2,000 pixels across",
        ),
        Flaw::Position(true) => (
            Code::PicturePosition,
            "this picture says where it was taken; that is taken out of the published copy".to_owned(),
            "if the sources are public too, take it out of the file, for instance with `exiftool -all= -tagsfromfile @ -orientation -icc_profile`",
        ),
        Flaw::Position(false) => (
            Code::PicturePosition,
            "this picture says where it was taken, and so does the published copy".to_owned(),
            "export it as JPEG, PNG, WebP or AVIF, from which that is taken out",
        ),
        Flaw::Active(what) => (
            Code::ActivePicture,
            format!("this drawing holds {what}, which runs or loads in the browsers of readers"),
            "export it as plain SVG, without scripts, handlers and addresses of elsewhere; or put it into static/ if that is meant",
        ),
    };
    Some(Diagnostic::at(code, Location::file(picture), message).help(help))
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
