//! What is said of files in the output folder that are not ours.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::WriteOptions;
use super::compare::{Comparison, FileState, Former};
use crate::diagnostic::{Code, Diagnostic, quoted};
use crate::output::{OutputPath, OutputTree};

/// So many files are named; the rest are counted.
const NAMED: usize = 10;

/// One message for each file or folder in the way, however many pages belong into that folder.
pub(super) fn foreign(
    comparison: &Comparison<'_>,
    outputs: &OutputTree,
    states: &[FileState],
    blocked: &BTreeSet<&str>,
) -> Vec<Diagnostic> {
    let in_the_way = outputs
        .iter()
        .zip(states)
        .filter(|(_, state)| state.is_in_the_way())
        .map(|((path, _), state)| (path, *state));
    let alone = in_the_way
        .filter(|(path, _)| path.folders().all(|folder| !blocked.contains(folder)))
        .map(|(path, state)| (path.as_str(), state));
    let folders = blocked.iter().map(|folder| (*folder, FileState::Foreign));
    let all: Vec<(&str, FileState)> = folders.chain(alone).collect();
    let (named, rest) = all.split_at(all.len().min(NAMED));
    let named = named
        .iter()
        .map(|(path, state)| in_the_way_of_a_page(&comparison.folder.join(path), *state));
    let more = (!rest.is_empty()).then(|| others_in_the_way(rest.len(), comparison.folder));
    named.chain(more).collect()
}

/// A folder of another site would otherwise give a message for each of its pages.
fn others_in_the_way(count: usize, folder: &Path) -> Diagnostic {
    let folder = quoted(&folder.display().to_string());
    Diagnostic::nowhere(Code::ForeignFile, format!("{count} more files in {folder} were not written by Bayan"))
        .help("if this folder was made by Bayan and its record in .bayan/ is lost, build with --overwrite; otherwise name another folder")
}

fn in_the_way_of_a_page(path: &Path, state: FileState) -> Diagnostic {
    let shown = quoted(&path.display().to_string());
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        let message = format!("{shown} is a link, and pages are not written through links");
        return Diagnostic::nowhere(Code::ForeignFile, message).help("move it away");
    }
    if state == FileState::Changed {
        return changed_since(&shown);
    }
    Diagnostic::nowhere(
        Code::ForeignFile,
        format!("{shown} was not written by Bayan and stands in the way"),
    )
    .help("move it away; or, if it may be replaced, build with --overwrite")
}

fn changed_since(shown: &str) -> Diagnostic {
    Diagnostic::nowhere(
        Code::ForeignFile,
        format!("{shown} was changed after Bayan wrote it"),
    )
    .help("move the change into content/, templates/ or static/; or, if it may be lost, build with --overwrite")
}

/// Files of the last build that this one would remove, had nobody changed them.
pub(super) fn changed(former: &Former<'_>, options: &WriteOptions) -> Vec<Diagnostic> {
    let all: Vec<&OutputPath> = former.changed().collect();
    let (named, rest) = all.split_at(all.len().min(NAMED));
    let folder = &options.folder;
    let named = named
        .iter()
        .map(|path| changed_since(&quoted(&folder.join(path.as_str()).display().to_string())));
    let more = (!rest.is_empty()).then(|| others_in_the_way(rest.len(), folder));
    named.chain(more).collect()
}

pub(super) fn unknown(unknown: &[OutputPath]) -> Option<Diagnostic> {
    let named = unknown
        .iter()
        .take(NAMED)
        .map(|path| quoted(path.as_str()))
        .collect::<Vec<_>>()
        .join(", ");
    let more = unknown.len().saturating_sub(NAMED);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let message =
        format!("the output folder holds files that the site does not produce: {named}{rest}");
    let diagnostic = Diagnostic::nowhere(Code::UnknownOutput, message)
        .help("they were left as they are; --prune-unknown removes them");
    (!unknown.is_empty()).then_some(diagnostic)
}
