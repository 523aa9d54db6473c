//! Fixture sites with something wrong in them: a small sound site, one folder of differences, and what is reported.
//!
//! `tests/fixtures/invalid/<code>/<case>/` holds the files that differ from `_base/`, and besides:
//! `expected.txt` what an editor is told; `remove.txt` files of the base to leave out; `links.txt` lines `link -> target`;
//! `generate.txt` lines `path = "text" + "more" x 1000`, where each `{r}` is four other digits; `public/` files in the output folder before the site is written.

#![allow(
    clippy::disallowed_methods,
    reason = "tests make the folders that they build"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a broken fixture ends its test"
)]
#![allow(dead_code, reason = "each test binary uses its part")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bayan::config::BuildOptions;
use bayan::diagnostic::lines::TextLines;
use bayan::diagnostic::{Diagnostic, Location};
use bayan::edtf::Day;
use bayan::pipeline::{BuildProgress, BuildRequest};
use bayan::session::Session;
use bayan::source::SourceTree;
use bayan::write;

/// Files of a case that say how the site is made, and belong to no site.
const RECIPES: [&str; 4] = ["expected.txt", "remove.txt", "links.txt", "generate.txt"];
/// So much of a place is shown.
const LONGEST: usize = 90;

/// One fixture.
pub(crate) struct Case {
    /// `unknown-key/near`
    pub(crate) name: String,
    folder: PathBuf,
}

impl Case {
    /// The folder above: a code, or a name that begins with `_`.
    pub(crate) fn group(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }

    /// The problems that editors should be told of.
    pub(crate) fn expected(&self) -> String {
        fs::read_to_string(self.folder.join("expected.txt")).unwrap_or_default()
    }

    /// Makes the present answer the expected one.
    pub(crate) fn accept(&self, report: &str) {
        fs::write(self.folder.join("expected.txt"), report).unwrap();
    }

    /// Makes the site in a folder of its own.
    pub(crate) fn site(&self) -> TempDir {
        let site = base();
        for path in self.recipe("remove.txt").lines() {
            fs::remove_file(site.path().join(path)).unwrap();
        }
        copy(&self.folder, site.path());
        for line in self.recipe("generate.txt").lines() {
            generate(site.path(), line);
        }
        for line in self.recipe("links.txt").lines() {
            let (link, target) = line.split_once(" -> ").expect("a line `link -> target`");
            let link = site.path().join(link);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(target, link).unwrap();
        }
        site
    }

    fn recipe(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }
}

/// All fixtures, sorted by name.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for group in folders(&root())
        .into_iter()
        .filter(|group| !group.ends_with("_base"))
    {
        for folder in folders(&group) {
            let name = folder.strip_prefix(root()).unwrap().display().to_string();
            cases.push(Case { name, folder });
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/invalid")
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_dir()).collect()
}

/// The sound site that all fixtures begin with.
pub(crate) fn base() -> TempDir {
    let site = TempDir::new();
    copy(&root().join("_base"), site.path());
    site
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (name, path) = (entry.file_name(), entry.path());
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else if !RECIPES.iter().any(|recipe| name == *recipe) {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// `path = "text" + "[" x 100000`, with the escapes `\n \r \t \" \\ \u{…} \x…`.
fn varied(text: &str, seed: &mut u32) -> String {
    let mut parts = text.split("{r}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        out.push_str(&format!("{:04}{part}", (*seed >> 16) % 10_000));
    }
    out
}

fn generate(site: &Path, line: &str) {
    let (path, terms) = line.split_once(" = ").expect("a line `path = …`");
    let path = site.join(OsStr::from_bytes(&unescaped(path)));
    let (mut bytes, mut seed) = (Vec::new(), 1);
    for term in terms.split(" + ") {
        let (text, times) = term
            .rsplit_once(" x ")
            .map_or((term, 1), |(text, times)| (text, times.parse().unwrap()));
        let text = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .expect("a text in quotes");
        for _ in 0..times {
            bytes.extend(unescaped(&varied(text, &mut seed)));
        }
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        let length = match escape.as_bytes()[0] {
            b'x' => 3,
            b'u' => escape.find('}').unwrap() + 1,
            _ => 1,
        };
        let (escape, after) = escape.split_at(length);
        match escape.as_bytes() {
            b"n" => bytes.push(b'\n'),
            b"r" => bytes.push(b'\r'),
            b"t" => bytes.push(b'\t'),
            [b'x', ..] => bytes.push(u8::from_str_radix(&escape[1..], 16).unwrap()),
            [b'u', ..] => bytes.extend(character(&escape[2..length - 1]).to_string().as_bytes()),
            other => bytes.extend(other),
        }
        rest = after;
    }
    bytes.extend(rest.as_bytes());
    bytes
}

fn character(hex: &str) -> char {
    char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap()
}

/// What a build of a site reported.
pub(crate) struct Reported {
    /// The texts that the problems speak of.
    pub(crate) sources: Option<Arc<SourceTree>>,
    /// The problems, in the order in which they are printed.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The place of the site, which differs from run to run.
    root: String,
}

/// Builds a site, and sees what stands in its way where there is an output folder already.
pub(crate) fn build(site: &Path) -> Reported {
    let mut session = Session::new(site.to_owned(), None);
    let mut rebuilt = session.build(&BuildRequest::new(&options(), &BuildProgress::default()));
    let folder = site.join("public");
    if folder.is_dir() && !rebuilt.has_errors() {
        let options = session.write_options(&folder, &bayan::session::WriteTerms::default());
        let plan = write::plan(&rebuilt.build.outputs, &options).unwrap();
        rebuilt.diagnostics.extend(plan.diagnostics);
    }
    Reported {
        sources: rebuilt.sources,
        diagnostics: rebuilt.diagnostics,
        root: site.display().to_string(),
    }
}

fn options() -> BuildOptions {
    let today = Day::parse("2026-11-23").unwrap();
    BuildOptions {
        today,
        drafts: false,
        future: false,
        base_url: None,
        portable: false,
    }
}

impl Reported {
    /// All problems as text: places, the words they stand at, and what is said, with invisible characters made visible.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<String> = self
            .diagnostics
            .iter()
            .map(|diagnostic| self.one(diagnostic))
            .collect();
        texts.join("\n")
    }

    fn one(&self, diagnostic: &Diagnostic) -> String {
        let severity = bayan::diagnostic::report::severity(diagnostic.severity);
        let place = diagnostic
            .primary
            .as_ref()
            .map(|location| self.place(location));
        let (place, words) = place.unwrap_or(("(nowhere)".to_owned(), None));
        let mut text = format!("{severity}[{}] {place}\n", diagnostic.code.name());
        text.extend(words.map(|words| format!("  at:   {words}\n")));
        text.push_str(&format!("  says: {}\n", self.said(&diagnostic.message)));
        for (location, words) in &diagnostic.labels {
            let (place, at) = self.place(location);
            let at = at.map(|at| format!(" at {at}")).unwrap_or_default();
            text.push_str(&format!("  also: {place}{at}: {words}\n"));
        }
        text.extend(
            diagnostic
                .help
                .iter()
                .map(|help| format!("  help: {}\n", self.said(help))),
        );
        text
    }

    /// `path:line:column`, and the words that stand there.
    fn place(&self, location: &Location) -> (String, Option<String>) {
        let file = self
            .sources
            .as_deref()
            .and_then(|sources| sources.file(&location.path));
        let (Some(file), Some(span)) = (file, location.span) else {
            return (location.path.to_string(), None);
        };
        let (line, column) = TextLines::of(&file.text).position(span.start as usize);
        let words = file
            .text
            .get(span.range())
            .expect("a place lies on whole characters inside the file");
        (
            format!("{}:{line}:{column}", location.path),
            Some(shortened(&visible(words))),
        )
    }

    /// The isolates around quoted words are taken away: `isolated` looks after them.
    fn said(&self, text: &str) -> String {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'))
            .collect();
        visible(&plain.replace(&self.root, "<site>"))
    }
}

fn visible(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '\n' => shown.push('⏎'),
            _ if c.is_control() || is_hidden(c) => {
                shown.push_str(&format!("<U+{:04X}>", u32::from(c)));
            }
            _ => shown.push(c),
        }
    }
    shown
}

fn is_hidden(c: char) -> bool {
    let mark = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    mark || (c.is_whitespace() && c != ' ')
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}

/// A folder that goes when it is dropped.
pub(crate) struct TempDir(PathBuf);

impl TempDir {
    /// A new, empty folder.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "bayan-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = fs::canonicalize(std::env::temp_dir())
            .unwrap()
            .join(name)
            .join("site");
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Where it lies. What lies beside it goes with it.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        // A folder that stays behind in the system's temporary folder does no harm.
        drop(fs::remove_dir_all(self.0.parent().unwrap_or(&self.0)));
    }
}
