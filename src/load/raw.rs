//! One file as it lies on the disk, for whoever changes a part of it and must keep the rest.

use std::fs;
use std::io;
use std::path::Path;

use crate::source::SourcePath;

/// The text of a file of a project, with its byte order mark and line ends.
///
/// # Errors
///
/// What the machine says.
pub fn raw(root: &Path, path: &SourcePath) -> io::Result<String> {
    fs::read_to_string(root.join(path.as_str()))
}
