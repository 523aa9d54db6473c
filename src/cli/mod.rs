//! The command line: arguments → session; prints reports and decides the exit code.

#![expect(
    clippy::disallowed_methods,
    reason = "the command line looks at the clock, the terminal and the working folder"
)]

mod args;
mod build;
mod check;
mod init;
mod printer;
mod serve;
mod strings;
mod timings;
mod translations;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

pub use args::{Arguments, Command};
use printer::Printer;

/// A clean run.
const CLEAN: u8 = 0;
/// Problems in the content, or on the machine.
const PROBLEMS: u8 = 1;
/// The exit code for a command line that cannot be understood.
const USAGE: u8 = 2;

/// Runs the program with these arguments, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            );
            // If even this cannot be printed there is nobody left to tell.
            _ = error.print();
            return ExitCode::from(if asked { CLEAN } else { USAGE });
        }
    };
    let printer = Printer::new(&arguments);
    ExitCode::from(match &arguments.command {
        Command::Build(options) => build::run(&arguments, options, &printer),
        Command::Check(options) => check::run(&arguments, options, &printer),
        Command::Serve(options) => serve::run(&arguments, options, printer),
        Command::Translations(options) => translations::run(&arguments, options, &printer),
        Command::Strings(options) => strings::run(&arguments, options, &printer),
        Command::Init(options) => init::run(options, &printer),
    })
}
