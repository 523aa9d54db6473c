//! `bayan strings`.

use serde_json::json;

use super::args::{Arguments, StringsArguments};
use super::printer::Printer;
use super::{CLEAN, USAGE};
use crate::session::Session;

/// Prints the table; the exit code says whether the language is known.
pub(super) fn run(arguments: &Arguments, options: &StringsArguments, printer: &Printer) -> u8 {
    let session = Session::new(arguments.root.clone(), arguments.config.clone());
    match session.untranslated(&options.lang, options.from.as_deref()) {
        Err(message) => {
            printer.fail(&message);
            USAGE
        }
        Ok(table) => {
            printer.summary(&json!({"type": "strings", "lang": options.lang, "table": table}));
            table.lines().for_each(|line| printer.line(line));
            let lang = &options.lang;
            printer.say(&if table.is_empty() {
                format!("the strings of {lang} are complete")
            } else {
                format!("translate these lines and add them to strings/{lang}.yaml")
            });
            CLEAN
        }
    }
}
