//! The arguments of the program.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::config::BaseUrl;
use crate::edtf::Day;

/// Make a bilingual explainer site from Markdown files.
#[derive(Debug, Parser)]
#[command(
    name = "bayan",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Arguments {
    /// The folder of the site
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The configuration, in place of bayan.yaml in the folder of the site
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How problems are printed
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// Print problems only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print more: each file that was left out, and the time of each step
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people: with the line, in colour on a terminal
    Human,
    /// For programs: one JSON object on each line of standard output
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the content and write the site into the output folder
    Build(BuildArguments),
    /// Check the content as `build` does and write no site; with --fix, mend the sources where that is certain
    Check(CheckArguments),
    /// Show the site in a browser, and every change as soon as it is saved
    Serve(ServeArguments),
    /// Show what is translated and what has grown stale, or mark a translation as up to date
    Translations(TranslationsArguments),
    /// Print the words of the interface that a language lacks, as a table to translate
    Strings(StringsArguments),
    /// Make a small bilingual site in a new folder
    Init(InitArguments),
}

/// The arguments of `build`.
#[derive(Args, Debug)]
pub struct BuildArguments {
    /// The folder to write to, in place of `output` in the configuration
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// The address under which the site will stand, in place of `base_url` in the configuration
    #[arg(short = 'u', long, value_name = "ADDRESS", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// Build drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Build what has a later `publish` day too
    #[arg(long)]
    pub future: bool,
    /// The day that `publish` days are compared with, in place of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
    /// Write relative links, so that the site works from a folder without a server
    #[arg(long)]
    pub portable: bool,
    /// Remove files from the output folder that the site does not produce, and overwrite those that stand in its way
    #[arg(long)]
    pub prune_unknown: bool,
    /// Overwrite files in the output folder that somebody else wrote or changed, where the site has one of its own
    #[arg(long)]
    pub overwrite: bool,
    /// The folder of what is remembered between builds, in place of .bayan in the folder of the site
    #[arg(long, value_name = "DIR")]
    pub state: Option<PathBuf>,
    /// Write nothing and fail if there are warnings
    #[arg(long)]
    pub warnings_as_errors: bool,
    /// How many threads to use, in place of one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Print where the time went, by stage, template and recipe, to standard output
    #[arg(long, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    pub timings: Option<TimingsForm>,
}

/// How times are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TimingsForm {
    /// For people
    Table,
    /// For programs: one JSON object on one line
    Json,
    /// Every stage and page with its moment, for Perfetto and other programs that show traces of Chromium
    Trace,
}

/// The arguments of `check`.
#[derive(Args, Debug)]
pub struct CheckArguments {
    /// Mend what is certain in the files of the site, and leave every other byte as it is
    #[arg(long)]
    pub fix: bool,
    /// Check drafts as published texts are checked
    #[arg(long)]
    pub drafts: bool,
    /// The same for what has a later `publish` day
    #[arg(long)]
    pub future: bool,
    /// The day that `publish` days are compared with, in place of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
    /// Fail if there are warnings
    #[arg(long)]
    pub warnings_as_errors: bool,
    /// How many threads to use, in place of one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// The arguments of `serve`.
#[derive(Args, Debug)]
pub struct ServeArguments {
    /// The port; by default the first that is free from 1111 on
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The interface to listen at; 0.0.0.0 lets other devices of the network in
    #[arg(short, long, visible_aliases = ["bind", "host"], value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub interface: String,
    /// Open the preview in the browser
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Show drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Show what has a later `publish` day too
    #[arg(long)]
    pub future: bool,
    /// Do not watch the files
    #[arg(long)]
    pub no_watch: bool,
    /// Look at every file again and again, where the system tells of no changes: on disks of networks and containers
    #[arg(long, conflicts_with = "no_watch")]
    pub poll: bool,
    /// The address under which the site will stand, in place of `base_url`; the preview uses its path
    #[arg(short = 'u', long, value_name = "ADDRESS", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// The day that `publish` days are compared with, in place of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
    /// The address that opens a file in your editor, with {path}, {line} and {column}; `none` for no such links
    #[arg(
        long,
        value_name = "PATTERN",
        default_value = "vscode://file{path}:{line}:{column}"
    )]
    pub editor: String,
    /// How many threads build, in place of one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// The arguments of `translations`.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 if all is well; 1 if --check found something, the content has errors, or a file could not be \
                        written; 2 for what does not exist or cannot be marked."
)]
pub struct TranslationsArguments {
    /// Entries or folders, in place of all: articles/sochi-2018, sochi-2018, articles
    #[arg(value_name = "ENTRY", conflicts_with = "mark")]
    pub entries: Vec<String>,
    /// What concerns this language only; may be given again
    #[arg(short, long, value_name = "LANG", conflicts_with = "mark")]
    pub lang: Vec<String>,
    /// Fail with exit code 1 if any translation is stale or missing, or one of what is named here
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, value_delimiter = ',', default_missing_value = "stale,missing")]
    pub check: Vec<Lack>,
    /// Write into the edition of ENTRY in LANG that it is up to date with its original; may be given again
    #[arg(long, value_names = ["ENTRY", "LANG"], num_args = 2)]
    pub mark: Vec<String>,
    /// The language of the original, where it is not clear
    #[arg(long, value_name = "LANG", requires = "mark")]
    pub from: Option<String>,
}

/// What a translation may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lack {
    /// The original has changed since
    Stale,
    /// There is no text in a language
    Missing,
    /// Nothing says what it was translated from
    Untracked,
}

/// The arguments of `strings`.
#[derive(Args, Debug)]
pub struct StringsArguments {
    /// The language
    #[arg(value_name = "LANG")]
    pub lang: String,
    /// The language whose words stand in the table, in place of the first other one of the site
    #[arg(long, value_name = "LANG")]
    pub from: Option<String>,
}

/// The arguments of `init`.
#[derive(Args, Debug)]
pub struct InitArguments {
    /// The folder to make
    pub folder: PathBuf,
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text)
        .ok_or_else(|| "an absolute address such as https://example.org/path/ is wanted".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| format!("{error}; a day such as 2026-11-23 is wanted"))
}
