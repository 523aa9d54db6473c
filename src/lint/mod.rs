//! Typography: the texts of a file → what a careful editor of their language would mend in them.
//!
//! Which rule holds for which language is data (`typography.yaml`); the code knows scripts and signs. Where a rule cannot
//! be sure it keeps silent: a false alarm costs more than a miss. A text is read once for anything suspect; only what is
//! goes through the rules.

mod convention;
mod digits;
mod emphasis;
mod findings;
mod flags;
mod letters;
mod marks;
mod numerals;
mod passage;
mod punctuation;
mod quiet;
mod quotes;
mod spaces;

use convention::{Convention, Typography};
use findings::Findings;
use flags::{DIGITS, EMPHASIS, FOREIGN, LETTER, MARK, SPACE, SUSPECT, TIGHT};
use passage::Passage;

use crate::config::Language;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{Fingerprint, Fingerprinted, Hasher};
use crate::lang::{Lang, PerLang};
use crate::prose::{ProseRuns, Run, RunKind};
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Node, NodeKind};

/// What the linter sees besides the texts.
#[derive(Clone, Debug)]
pub struct LintOptions {
    conventions: PerLang<Convention>,
    fingerprint: Fingerprint,
}

impl LintOptions {
    /// The conventions of the languages of a site.
    pub fn new(languages: &[Language]) -> Self {
        let typography = Typography::read();
        let mut hasher = Hasher::new("lint");
        for language in languages {
            hasher
                .text(language.code.as_str())
                .text(&language.locale)
                .text(&language.digits);
        }
        let of = |language: &Language| (language.code, Convention::new(&typography, language));
        Self {
            conventions: languages.iter().map(of).collect(),
            fingerprint: hasher.finish(),
        }
    }
}

impl Fingerprinted for LintOptions {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

/// Looks through the texts of a file.
pub fn texts(options: &LintOptions, file: &SourceFile, texts: &[ProseRuns]) -> Vec<Diagnostic> {
    let mut findings = Findings::new(file);
    let mut systems: PerLang<u16> = PerLang::new();
    for prose in texts {
        let Some(convention) = options.conventions.get(&prose.lang) else {
            continue;
        };
        let mut digits = 0;
        for runs in passages(prose) {
            let seen = scan(&file.text, runs, convention);
            digits |= seen.digits;
            if seen.flags & (SUSPECT | EMPHASIS | FOREIGN) != 0 {
                check(
                    &Passage::new(&file.text, runs, convention),
                    seen.flags,
                    prose.markdown,
                    &mut findings,
                );
            }
        }
        *systems.entry(prose.lang).or_default() |= digits;
    }
    for (lang, _) in systems
        .into_iter()
        .filter(|(_, digits)| digits.count_ones() > 1)
    {
        let own = || texts.iter().filter(|prose| prose.lang == lang);
        let Some(convention) = options.conventions.get(&lang) else {
            continue;
        };
        let passages = own().flat_map(|prose| {
            passages(prose).map(move |runs| Passage::new(&file.text, runs, convention))
        });
        digits::check(passages, convention, &mut findings);
    }
    findings.finish()
}

/// Looks through the strings of the interface in one language. The keys and groups `skipped` hold no words.
pub fn strings(
    options: &LintOptions,
    file: &SourceFile,
    lang: Lang,
    skipped: &[&str],
) -> Vec<Diagnostic> {
    let root = yaml::parse(&file.path, &file.text, Span::new(0, file.text.len())).value;
    let mut prose = Vec::new();
    if let Some(Node {
        kind: NodeKind::Map(entries),
        ..
    }) = root
    {
        let spoken = entries.into_iter().filter(|entry| {
            skipped
                .iter()
                .all(|key| key.trim_end_matches('.') != entry.key)
        });
        let mut open: Vec<Node> = spoken.map(|entry| entry.value).collect();
        while let Some(node) = open.pop() {
            match node.kind {
                NodeKind::Scalar { text, .. } => {
                    prose.push(yaml::prose(&file.text, node.span, &text, lang));
                }
                NodeKind::List(items) => open.extend(items),
                NodeKind::Map(entries) => open.extend(entries.into_iter().map(|entry| entry.value)),
                NodeKind::Null => {}
            }
        }
    }
    texts(options, file, &prose)
}

fn passages(prose: &ProseRuns) -> impl Iterator<Item = &[Run]> {
    prose
        .runs
        .split_inclusive(|run| matches!(run.kind, RunKind::End { .. }))
}

/// What one look at a passage shows.
#[derive(Default)]
struct Glance {
    /// The flags of its characters, with [`SUSPECT`] where two neighbours do not go together.
    flags: u16,
    /// The systems of digits, a bit for each.
    digits: u16,
}

fn scan(source: &str, runs: &[Run], convention: &Convention) -> Glance {
    let (mut before, mut suspect, mut all) = (0, false, 0);
    for run in runs {
        if run.kind != RunKind::Words {
            before = LETTER;
            continue;
        }
        // A mark after a digit, of which the next character says whether it parts two digits.
        let mut parting = 0;
        let words = source.get(run.span.range()).unwrap_or_default();
        let (mut at, mut loud) = (0, 0..0);
        while let Some((flags, length)) = convention.flags_at(words, at) {
            at += length;
            let is_digit = flags >= DIGITS;
            all |= if is_digit { 0 } else { parting };
            parting = if before >= DIGITS { flags & FOREIGN } else { 0 };
            all |= flags & !parting;
            let spaced = before & SPACE != 0 && flags & (SPACE | TIGHT) != 0;
            let unborne = flags & MARK != 0 && before & LETTER == 0;
            suspect |= spaced || unborne;
            before = flags;
            if let (LETTER, Some(quiet), true) = (flags, convention.quiet, at >= loud.end) {
                loud = quiet.next_loud(words, at);
                let passed = words.get(at..loud.start).unwrap_or_default();
                before = passed
                    .chars()
                    .next_back()
                    .map_or(before, |last| convention.flags(last));
                all |= quiet::digits(passed);
                at = loud.start;
            }
        }
        all |= parting;
    }
    Glance {
        flags: all | if suspect { SUSPECT } else { 0 },
        digits: all / DIGITS,
    }
}

/// Only what its characters give a reason for is looked at.
fn check(passage: &Passage<'_>, flags: u16, markdown: bool, findings: &mut Findings<'_>) {
    let suspect = flags & SUSPECT != 0;
    if suspect || flags & FOREIGN != 0 {
        punctuation::check(passage, findings);
    }
    if suspect {
        spaces::check(passage, findings);
        quotes::check(passage, findings);
        letters::check(passage, findings);
        marks::check(passage, findings);
    }
    if markdown && flags & EMPHASIS != 0 {
        emphasis::check(passage, findings);
    }
}
