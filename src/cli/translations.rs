//! `bayan translations`.

use serde_json::json;

use super::args::{Arguments, Lack, TranslationsArguments};
use super::build::{counted, today};
use super::printer::Printer;
use super::{CLEAN, PROBLEMS, USAGE};
use crate::diagnostic::{Severity, isolated};
use crate::lang::Lang;

use crate::session::{MarkFailure, Session, Surveyed};
use crate::translations::{Mark, Row, Survey, Totals, unknown_language};

/// What stands in a cell where there is nothing.
const NOTHING: &str = "–";
const HEAD: [&str; 6] = [
    "entry",
    "original",
    "languages",
    "missing",
    "untracked",
    "stale",
];

/// Prints the table, or marks; the exit code says how it went.
pub(super) fn run(arguments: &Arguments, options: &TranslationsArguments, printer: &Printer) -> u8 {
    let mut session = Session::new(arguments.root.clone(), arguments.config.clone());
    if !options.mark.is_empty() {
        return mark(&mut session, options, printer);
    }
    let surveyed = session.survey(today());
    let errors: Vec<_> = surveyed
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .cloned()
        .collect();
    printer.diagnostics(&errors, surveyed.sources.as_ref());
    let selected = languages(&surveyed, &options.lang)
        .and_then(|languages| surveyed.survey.selected(&options.entries, &languages));
    match selected {
        // What is not known may stand in a file that cannot be read.
        Err(message) if errors.is_empty() => {
            printer.fail(&message);
            USAGE
        }
        Err(_) => PROBLEMS,
        Ok(survey) => {
            print(&survey, printer);
            let totals = survey.totals();
            if errors.is_empty() && !options.check.iter().any(|lack| lacks(*lack, totals)) {
                CLEAN
            } else {
                PROBLEMS
            }
        }
    }
}

fn lacks(lack: Lack, totals: Totals) -> bool {
    0 < match lack {
        Lack::Stale => totals.stale,
        Lack::Missing => totals.missing,
        Lack::Untracked => totals.untracked,
    }
}

fn languages(surveyed: &Surveyed, written: &[String]) -> Result<Vec<Lang>, String> {
    let known = &surveyed.languages;
    let one = |written: &String| {
        let found = known.iter().copied().find(|lang| lang.as_str() == written);
        found.ok_or_else(|| unknown_language(known, written))
    };
    written.iter().map(one).collect()
}

fn mark(session: &mut Session, options: &TranslationsArguments, printer: &Printer) -> u8 {
    let pairs = options.mark.chunks_exact(2).filter_map(|pair| match pair {
        [entry, lang] => Some(Mark {
            entry: entry.clone(),
            lang: lang.clone(),
            from: options.from.clone(),
        }),
        _ => None,
    });
    match session.mark(&pairs.collect::<Vec<_>>(), today()) {
        Err(MarkFailure::Refused(error)) => {
            printer.fail(&error.to_string());
            USAGE
        }
        Err(MarkFailure::Failed(message)) => {
            printer.fail(&message);
            PROBLEMS
        }
        Ok(markings) => {
            for marking in markings {
                let sections = marking.sections.len();
                let (path, from) = (marking.path.as_str(), marking.from.as_str());
                printer.summary(&json!({"type": "mark", "entry": marking.entry, "path": path, "lang": marking.lang.as_str(), "from": from, "sections": sections}));
                printer.say(&format!(
                    "{path}: up to date with {from}, {}",
                    counted(sections, "section")
                ));
            }
            CLEAN
        }
    }
}

fn print(survey: &Survey, printer: &Printer) {
    let mut rows = vec![HEAD.map(ToOwned::to_owned)];
    rows.extend(survey.rows.iter().map(cells));
    aligned(&rows).iter().for_each(|line| printer.line(line));
    survey
        .rows
        .iter()
        .for_each(|row| printer.summary(&object(row)));
    let Totals {
        entries,
        stale,
        missing,
        untracked,
    } = survey.totals();
    printer.summary(
        &json!({"type": "summary", "entries": entries, "stale": stale, "missing": missing, "untracked": untracked}),
    );
    let entries = if entries == 1 {
        "1 entry".to_owned()
    } else {
        format!("{entries} entries")
    };
    printer.say(&format!(
        "{entries}: {stale} stale, {missing} with a language missing, {untracked} untracked"
    ));
}

fn listed(languages: &[Lang]) -> String {
    languages
        .iter()
        .map(Lang::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

fn cells(row: &Row) -> [String; 6] {
    let or_nothing = |text: String| {
        if text.is_empty() {
            NOTHING.to_owned()
        } else {
            text
        }
    };
    // Ids of headings may be in any script: each is isolated, so that the line keeps its order.
    let stale = row.stale.iter().map(|(lang, changes)| {
        let sections: Vec<String> = changes
            .iter()
            .map(|change| format!("{} ({})", isolated(&change.section), change.kind.word()))
            .collect();
        format!("{lang}: {}", sections.join(", "))
    });
    [
        row.name.clone(),
        row.original
            .map_or_else(|| NOTHING.to_owned(), |lang| lang.to_string()),
        listed(&row.languages),
        or_nothing(listed(&row.missing)),
        or_nothing(listed(&row.untracked)),
        or_nothing(stale.collect::<Vec<_>>().join("; ")),
    ]
}

/// Columns of equal width; the last, which alone may hold other scripts, goes on as it likes.
fn aligned(rows: &[[String; 6]]) -> Vec<String> {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..HEAD.len() - 1).map(width).collect();
    let line = |row: &[String; 6]| {
        let [.., last] = row;
        let fixed = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}  "));
        format!("{}{last}", fixed.collect::<String>())
    };
    rows.iter().map(line).collect()
}

fn object(row: &Row) -> serde_json::Value {
    let codes = |languages: &[Lang]| languages.iter().map(Lang::to_string).collect::<Vec<_>>();
    let stale: serde_json::Map<String, serde_json::Value> = row
        .stale
        .iter()
        .map(|(lang, changes)| {
            let sections = changes
                .iter()
                .map(|change| json!({"section": &*change.section, "change": change.kind.word()}));
            (lang.to_string(), sections.collect())
        })
        .collect();
    json!({
        "type": "translation", "entry": row.name, "original": row.original.map(|lang| lang.to_string()),
        "languages": codes(&row.languages), "missing": codes(&row.missing), "untracked": codes(&row.untracked), "stale": stale,
    })
}
