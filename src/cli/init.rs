//! `bayan init`: a small bilingual site that builds at once.

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::args::InitArguments;
use super::printer::Printer;
use super::{CLEAN, PROBLEMS, USAGE};

/// The files of the new site.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Writes the starter into a folder that is new or empty.
pub(super) fn run(options: &InitArguments, printer: &Printer) -> u8 {
    let folder = &options.folder;
    let taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken || folder.is_file() {
        printer.fail(&format!(
            "{} exists and is not empty; name a new folder",
            folder.display()
        ));
        return USAGE;
    }
    if let Err(error) = write(&STARTER, folder) {
        printer.fail(&format!("{}: {error}", folder.display()));
        return PROBLEMS;
    }
    let shown = folder.display();
    printer.say(&format!("a bilingual site stands in {shown}; see it, and every change, with\n\n    bayan serve --open --root {shown}\n\nand write it into {shown}/public with\n\n    bayan build --root {shown}"));
    CLEAN
}

fn write(files: &Dir<'_>, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for file in files.files() {
        let path = folder.join(file.path());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.contents())?;
    }
    files.dirs().try_for_each(|inner| write(inner, folder))
}
