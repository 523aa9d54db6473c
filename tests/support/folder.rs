//! Folders that vanish with the test, and the program run in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{TODAY, tree};

static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// A folder outside the repository, removed when it is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("bayan-{name}-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// A copy of a project, without what is expected of it.
    pub(crate) fn with(name: &str, project: &Path) -> Self {
        let folder = Self::new(name);
        let mut files = tree::read(project);
        files.retain(|path, _| !path.starts_with("expected"));
        tree::write(&folder.0, &files);
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // OK because what is left in a folder for temporary files does no harm.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// What a run of the program left.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// A field of the summary that `--message-format json` prints last.
    pub(crate) fn summary(&self, key: &str) -> serde_json::Value {
        let line = self.stdout.lines().last().unwrap_or_default();
        let summary: serde_json::Value = serde_json::from_str(line)
            .unwrap_or_else(|_| panic!("no summary in {}{}", self.stdout, self.stderr));
        summary.get(key).cloned().unwrap_or_default()
    }
}

/// Runs the program.
pub(crate) fn bayan(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .expect("the program can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    Run {
        code: status.code().unwrap_or(-1),
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// Builds a project on the day of the tests and asks for a summary.
pub(crate) fn build(root: &Path, more: &[&str], variables: &[(&str, &str)]) -> Run {
    let root = root.to_str().expect("the path is UTF-8");
    let fixed = [
        "build",
        "--root",
        root,
        "--today",
        TODAY,
        "--message-format",
        "json",
    ];
    bayan(&[&fixed, more].concat(), variables)
}
