//! Bayan: a static site generator for bilingual explainer microsites.
//!
//! A build is a pure function from a [`source::SourceTree`] to an [`output::OutputTree`]. It works like a compiler with a
//! linker: each file is parsed alone, all documents are resolved together, pages are planned, presented as views, and
//! rendered by templates. Only [`load`] reads and only [`write`] writes.
//!
//! ```text
//!  disk ─load─▶ SourceTree ─parse─▶ Documents ─resolve─▶ Site ─plan─▶ Pages ─present─▶ Views ─render─▶ OutputTree ─write─▶ public/
//!               (texts)     per file            per entity       whole       per page          per page              diff + prune
//!                           MEMO                MEMO             MEMO        always            MEMO                  Manifest
//! ```

// shell
pub mod cli;
pub mod picture;
pub mod pipeline;
pub mod serve;
pub mod session;
pub mod watch;
// stages, in order: each a function, none imports another
pub mod lint;
pub mod load;
pub mod parse;
pub mod plan;
pub mod present;
pub mod render;
pub mod resolve;
pub mod translations;
pub mod write;
// nouns
pub mod config;
pub mod model;
pub mod output;
pub mod page;
pub mod site;
pub mod strings;
pub mod view;
// ground
pub mod diagnostic;
pub mod edtf;
pub mod escape;
pub mod fingerprint;
pub mod kind;
pub mod lang;
pub mod locale;
pub mod map;
pub mod prose;
pub mod source;
pub mod stamp;
pub mod tiles;
pub mod yaml;
