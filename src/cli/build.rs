//! `bayan build`.

use std::path::{Component, Path, PathBuf};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde_json::json;

use super::args::{Arguments, BuildArguments};
use super::printer::Printer;
use super::timings::Stopwatch;
use super::{CLEAN, PROBLEMS, USAGE};
use crate::config::{BuildOptions, Config};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edtf::Day;
use crate::pipeline::{self, BuildProgress, BuildRequest, BuildStep, TimedStage, timed};
use crate::session::{BuildFacts, Rebuilt, Session, WriteTerms};
use crate::source::SourcePath;
use crate::write::{self, Lock, WriteError, WriteOptions, Written};

const SECONDS_PER_DAY: u64 = 86_400;

/// Builds and writes the site; the exit code says how it went.
pub(super) fn run(arguments: &Arguments, options: &BuildArguments, printer: &Printer) -> u8 {
    set_threads(options.jobs);
    let start = Instant::now();
    let stopwatch = options.timings.map(|_| Stopwatch::start());
    let progress = BuildProgress::default();
    let build_options = build_options(options);
    let run = BuildRun {
        options,
        printer,
        start,
        request: BuildRequest {
            recorder: match &stopwatch {
                Some(stopwatch) => stopwatch,
                None => &(),
            },
            ..BuildRequest::new(&build_options, &progress)
        },
    };
    let session = Session::new(arguments.root.clone(), arguments.config.clone());
    let place = run.place(&session);
    let code = place
        .as_ref()
        .and_then(|place| run.again(&session, place))
        .unwrap_or_else(|| run.made(session, place));
    if let (Some(stopwatch), Some(form)) = (stopwatch, options.timings) {
        printer.timings(stopwatch, form);
    }
    code
}

/// What a run of `bayan build` goes by.
struct BuildRun<'a> {
    options: &'a BuildArguments,
    printer: &'a Printer,
    start: Instant,
    request: BuildRequest<'a>,
}

/// Where a build goes, held until it is written.
struct HeldFolder {
    options: WriteOptions,
    _lock: Lock,
}

impl BuildRun<'_> {
    fn terms(&self) -> WriteTerms {
        WriteTerms {
            prune_unknown: self.options.prune_unknown,
            overwrite: self.options.overwrite,
            state: self.options.state.clone(),
        }
    }

    /// The output folder, by a configuration.
    fn folder(&self, session: &Session, config: Option<&Config>) -> Result<PathBuf, String> {
        let named = self.options.output_dir.as_deref();
        let folder = absolute(&session.output_folder(named, config));
        check_folder(&folder, session.root(), named.is_some())?;
        Ok(folder)
    }

    fn locked(&self, options: WriteOptions) -> Result<HeldFolder, WriteError> {
        let waiting = || {
            self.printer
                .say("another build writes into this folder; waiting until it ends");
        };
        let lock = write::lock(&options, &waiting)?;
        Ok(HeldFolder {
            options,
            _lock: lock,
        })
    }

    /// Where the build will go, if something was built there before; whatever is wrong is told when it is built.
    fn place(&self, session: &Session) -> Option<HeldFolder> {
        let state = session.state_folder(self.options.state.as_deref());
        state.is_dir().then_some(())?;
        let config = session.configuration()?;
        let folder = self.folder(session, Some(&config)).ok()?;
        let options = session.write_options(&folder, &self.terms());
        write::has_manifest(&options).then_some(())?;
        self.locked(options).ok()
    }

    /// Says again what the last build said, where nothing has changed since: then there is nothing to make.
    fn again(&self, session: &Session, place: &HeldFolder) -> Option<u8> {
        // To look for what is not ours is what was asked for.
        (!self.options.prune_unknown).then_some(())?;
        let (recorder, printer) = (self.request.recorder, self.printer);
        let kept = timed(recorder, TimedStage::Compare, || {
            session.kept(self.request.options, &place.options)
        });
        let (mut kept, files) = kept?;
        let mut diagnostics = std::mem::take(&mut kept.diagnostics);
        let failed = self.weigh(&mut diagnostics);
        let excerpted = printer.excerpted(&diagnostics);
        let texts = session.kept_texts(&kept, excerpted.iter())?;
        timed(recorder, TimedStage::Report, || {
            printer.diagnostics(&diagnostics, Some(&texts));
        });
        let folder = &place.options.folder;
        if failed {
            return Some(stopped(&diagnostics, folder, printer));
        }
        let written = Written {
            unchanged: files,
            ..Written::default()
        };
        self.finished(&kept.facts, &diagnostics, written, folder);
        Some(CLEAN)
    }

    /// Makes the site and writes it.
    fn made(&self, mut session: Session, place: Option<HeldFolder>) -> u8 {
        let (request, printer) = (&self.request, self.printer);
        if let Some(held) = &place {
            timed(request.recorder, TimedStage::Load, || {
                session.recall(&held.options);
            });
        }
        let mut rebuilt = printer.watching(request.progress, || session.build(request));
        let built = self.start.elapsed();
        let folder = match self.folder(&session, rebuilt.build.config.as_deref()) {
            Ok(folder) => folder,
            Err(message) => {
                printer.fail(&message);
                return USAGE;
            }
        };
        let place = place.filter(|place| place.options.folder == folder);
        match self.write(&session, &mut rebuilt, &folder, place) {
            Err(error) => {
                printer.fail(&format!("the site could not be written: {error}"));
                PROBLEMS
            }
            Ok(None) => stopped(&rebuilt.diagnostics, &folder, printer),
            Ok(Some(written)) => {
                if printer.is_verbose() {
                    let writing = self.start.elapsed().saturating_sub(built);
                    printer.say(&format!(
                        "built in {} ms, written in {} ms",
                        built.as_millis(),
                        writing.as_millis()
                    ));
                }
                self.finished(&rebuilt.facts(), &rebuilt.diagnostics, written, &folder);
                // The process ends here: to give back what the site takes piece by piece would be waited for.
                std::mem::forget((session, rebuilt));
                CLEAN
            }
        }
    }

    /// Makes warnings weigh as much as was asked for; whether something stops the build.
    fn weigh(&self, diagnostics: &mut [Diagnostic]) -> bool {
        if self.options.warnings_as_errors {
            diagnostics
                .iter_mut()
                .for_each(|diagnostic| diagnostic.severity = Severity::Error);
        }
        count(diagnostics, Severity::Error) > 0
    }

    /// Writes the site; `None` where an error forbids it. All problems are known before the first file is touched.
    fn write(
        &self,
        session: &Session,
        rebuilt: &mut Rebuilt,
        folder: &Path,
        place: Option<HeldFolder>,
    ) -> Result<Option<Written>, WriteError> {
        let (printer, recorder) = (self.printer, self.request.recorder);
        let options = session.write_options(folder, &self.terms());
        // Held to the end of the function, in which the folder is compared and written.
        let locked = match place {
            Some(place) => Ok(Some(place)),
            None if rebuilt.has_errors() => Ok(None),
            None => self.locked(options.clone()).map(Some),
        };
        let plan = if rebuilt.has_errors() || locked.is_err() {
            Ok(None)
        } else {
            timed(recorder, TimedStage::Compare, || {
                write::plan(&rebuilt.build.outputs, &options).map(Some)
            })
        };
        let told = rebuilt.diagnostics.len();
        let plan = plan.map(|plan| plan.map(|plan| plan.unload(&mut rebuilt.diagnostics)));
        // What is told of files of others is told once, and not of the next build.
        let is_own = told == rebuilt.diagnostics.len();
        let levels = rebuilt.build.config.as_ref().map(|config| &config.levels);
        rebuilt.diagnostics = pipeline::weighed(levels, std::mem::take(&mut rebuilt.diagnostics));
        let failed = self.weigh(&mut rebuilt.diagnostics);
        // Whoever wants to stop it hears of a folder of others before anything is written there.
        timed(recorder, TimedStage::Report, || {
            printer.diagnostics(&rebuilt.diagnostics, rebuilt.sources.as_deref());
        });
        let _place = locked?;
        let Some(plan) = plan?.filter(|_| !failed) else {
            return Ok(None);
        };
        let progress = self.request.progress;
        progress.begin(BuildStep::Write, rebuilt.build.outputs.len());
        let written = timed(recorder, TimedStage::Write, || {
            printer.watching(progress, || write::apply(&plan, &|| progress.advance()))
        })?;
        if is_own {
            let said = (rebuilt.facts(), &*rebuilt.diagnostics);
            // OK because a build that is not remembered is made anew, and is written all the same.
            _ = session.keep(self.request.options, &options, said);
        }
        Ok(Some(written))
    }

    fn finished(
        &self,
        facts: &BuildFacts,
        diagnostics: &[Diagnostic],
        written: Written,
        folder: &Path,
    ) {
        let BuildFacts {
            pages,
            texts,
            omitted,
        } = facts;
        let printer = self.printer;
        let files = written.written + written.unchanged;
        let warnings = count(diagnostics, Severity::Warning);
        let milliseconds = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        printer.summary(&json!({
            "type": "summary", "success": true, "errors": 0, "warnings": warnings,
            "pages": pages, "files": files, "written": written.written, "unchanged": written.unchanged, "removed": written.removed,
            "drafts": omitted.drafts.iter().map(SourcePath::as_str).collect::<Vec<_>>(),
            "not_due": omitted.not_due.iter().map(|(path, day)| json!({"path": path.as_str(), "publish": day})).collect::<Vec<_>>(),
            "milliseconds": milliseconds, "output": folder.display().to_string(),
        }));
        left_out(facts, printer);
        let removed = if written.removed == 0 {
            String::new()
        } else {
            format!(", {} removed", written.removed)
        };
        printer.say(&format!(
            "{} from {} in {}: {} written, {} unchanged{removed}{}, in {}",
            counted(*pages, "page"),
            counted(*texts, "content file"),
            shown(folder).display(),
            written.written,
            written.unchanged,
            also(warnings).replace(" and ", ", "),
            took(milliseconds),
        ));
    }
}

/// Sets how many threads build.
pub(super) fn set_threads(jobs: Option<u16>) {
    if let Some(jobs) = jobs {
        // Fails only if threads were set up before, which nothing does.
        let threads = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs));
        _ = threads.build_global();
    }
}

fn build_options(options: &BuildArguments) -> BuildOptions {
    BuildOptions {
        today: options.today.unwrap_or_else(today),
        drafts: options.drafts,
        future: options.future,
        base_url: options.base_url.clone(),
        portable: options.portable,
    }
}

/// The day in UTC: the same everywhere, whatever the time zone of the machine.
pub(super) fn today() -> Day {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    Day::from_epoch_days(i64::try_from(seconds / SECONDS_PER_DAY).unwrap_or_default())
}

/// Pages among the sources would be read as content by the next build, or overwrite it.
///
/// A folder that the configuration names, and not who runs the program, must really lie inside the site, without a link out of it.
fn check_folder(folder: &Path, root: &Path, is_named: bool) -> Result<(), String> {
    let root = absolute(root);
    if !is_named && !folder.starts_with(&root) {
        return Err(format!(
            "`output` of the configuration leads to {}, outside of the site; name that folder with -o if it is meant",
            folder.display()
        ));
    }
    let inside = [
        "content",
        "static",
        "detail",
        "templates",
        "blocks",
        "strings",
        "themes",
        ".bayan",
        ".git",
    ]
    .iter()
    .find(|name| lies_in(folder, &root.join(name)));
    if let Some(name) = inside {
        return Err(format!(
            "{} lies in {name}/, among the sources of the site; name another output folder",
            folder.display()
        ));
    }
    if let Ok(found) = std::fs::symlink_metadata(folder)
        && !found.is_dir()
    {
        // What leads somewhere was followed when the folder was looked up.
        let what = if found.is_symlink() {
            "is a link that leads to nothing"
        } else {
            "is a file, and pages need a folder"
        };
        return Err(format!(
            "{} {what}; name another output folder",
            folder.display()
        ));
    }
    if root.starts_with(folder) {
        return Err(format!(
            "{} holds the site itself; name another output folder",
            folder.display()
        ));
    }
    Ok(())
}

/// Whether a folder is another, or lies in it, whatever names the disk takes for the same: `CONTENT` may be `content`.
fn lies_in(folder: &Path, other: &Path) -> bool {
    folder.starts_with(other)
        || std::fs::metadata(other).is_ok_and(|other| {
            let mut above = folder.ancestors();
            above.any(|above| std::fs::metadata(above).is_ok_and(|above| is_same(&above, &other)))
        })
}

#[cfg(unix)]
fn is_same(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere the real path has the letters of the disk.
#[cfg(not(unix))]
fn is_same(_: &std::fs::Metadata, _: &std::fs::Metadata) -> bool {
    false
}

/// The real path, as far as it exists; `..` after a folder that does not exist leads back out of it.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for part in full.components() {
        if part == Component::ParentDir {
            real.pop();
        } else {
            real.push(part);
            real = std::fs::canonicalize(&real).unwrap_or(real);
        }
    }
    real
}

/// A path as the person who runs the program would write it.
fn shown(folder: &Path) -> PathBuf {
    let here = std::env::current_dir()
        .and_then(std::fs::canonicalize)
        .unwrap_or_default();
    folder.strip_prefix(&here).unwrap_or(folder).to_owned()
}

pub(super) fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

fn stopped(diagnostics: &[Diagnostic], folder: &Path, printer: &Printer) -> u8 {
    let (errors, warnings) = (
        count(diagnostics, Severity::Error),
        count(diagnostics, Severity::Warning),
    );
    printer.summary(
        &json!({"type": "summary", "success": false, "errors": errors, "warnings": warnings}),
    );
    printer.say(&format!(
        "{}{}; {} was left as it was",
        counted(errors, "error"),
        also(warnings),
        shown(folder).display()
    ));
    PROBLEMS
}

pub(super) fn also(warnings: usize) -> String {
    if warnings == 0 {
        String::new()
    } else {
        format!(" and {}", counted(warnings, "warning"))
    }
}

pub(super) fn counted(n: usize, word: &str) -> String {
    if n == 1 {
        format!("1 {word}")
    } else {
        format!("{n} {word}s")
    }
}

/// Nobody should wonder where a page went.
fn left_out(facts: &BuildFacts, printer: &Printer) {
    let omitted = &facts.omitted;
    if !omitted.drafts.is_empty() {
        printer.say(&format!(
            "left out: {} (--drafts builds them)",
            counted(omitted.drafts.len(), "draft")
        ));
        if printer.is_verbose() {
            omitted
                .drafts
                .iter()
                .for_each(|path| printer.say(&format!("  {path}")));
        }
    }
    if !omitted.not_due.is_empty() {
        printer.say(&format!(
            "left out: {} not yet due (--future builds them)",
            counted(omitted.not_due.len(), "file")
        ));
        omitted
            .not_due
            .iter()
            .for_each(|(path, day)| printer.say(&format!("  {path}: to be published on {day}")));
    }
}

pub(super) fn took(milliseconds: u64) -> String {
    if milliseconds < 1000 {
        format!("{milliseconds} ms")
    } else {
        format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100)
    }
}
