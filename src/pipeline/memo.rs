//! The results of earlier builds, one cache for each step that is worth it.

use std::sync::Arc;

use super::cache::Cache;
use super::theme::Theme;
use crate::config::Config;
use crate::fingerprint::Fingerprint;
use crate::map::{Backdrop, Drawing, ZoneShape};
use crate::model::{Document, Layer};
use crate::page::Route;
use crate::source::SourcePath;
use crate::{plan, present, resolve};

/// The results of earlier builds. Owned by a session; an empty one is always right.
#[derive(Default)]
pub struct Memo {
    /// The configuration, by its file.
    pub(super) config: Cache<SourcePath, Option<Arc<Config>>>,
    /// Parsed content files.
    pub(super) parsed: Cache<SourcePath, Option<Arc<Document>>>,
    /// What maps lie on.
    pub(super) backdrops: Cache<Fingerprint, Option<Arc<Backdrop>>>,
    /// Parsed layers of maps.
    pub(super) layers: Cache<SourcePath, Arc<Layer>>,
    /// The shapes of zones.
    pub(super) shapes: Cache<Fingerprint, Arc<ZoneShape>>,
    /// The words and templates of the theme.
    pub(super) theme: Cache<(), Option<Arc<Theme>>>,
    /// Linked entities, with what each asked.
    pub(super) linked: resolve::Earlier,
    /// The last plan.
    pub(super) planned: plan::PlanMemo,
    /// Entities as other pages show them.
    pub(super) cards: present::Cards,
    /// Drawn maps, by what was asked for.
    pub(super) drawn: Cache<Fingerprint, Arc<Drawing>>,
    /// String tables that were looked through.
    pub(super) tables: Cache<SourcePath, ()>,
    /// Rendered pages, by address.
    pub(super) rendered: Cache<Route, Arc<str>>,
}
