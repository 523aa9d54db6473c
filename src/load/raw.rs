//! One file as it lies on the disk, for whoever changes a part of it and must keep the rest.

use std::io;
use std::path::Path;

use super::reads::open;
use crate::source::SourcePath;

/// The text of a file of a project, with its byte order mark and line ends.
///
/// # Errors
///
/// What the machine says.
pub fn raw(root: &Path, path: &SourcePath) -> io::Result<String> {
    io::read_to_string(open(&root.join(path.as_str()))?)
}
