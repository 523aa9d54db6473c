//! Planning: a [`Site`] → the pages that will exist, with their routes. Two claims to one route are an error.

mod claims;
mod earlier;
mod planner;
mod shown;

use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Diagnosed;
use crate::page::Pages;
use crate::site::Site;
use crate::source::Asset;

pub use earlier::PlanMemo;

/// Plans all pages of a site beside the static files that will be copied. Where nothing differs that planning sees, the plan is that
/// of `earlier`; with an empty one the result is the same.
pub fn pages(
    config: &Arc<Config>,
    site: &Site,
    statics: &[Asset],
    earlier: &mut PlanMemo,
) -> Diagnosed<Arc<Pages>> {
    if let Some(pages) = earlier.pages(config, site, statics) {
        return Diagnosed::clean(pages);
    }
    let Diagnosed { value, diagnostics } = planner::planned(config, site, statics);
    let pages = Arc::new(value);
    if diagnostics.is_empty() {
        earlier.keep(config, site, statics, &pages);
    }
    Diagnosed {
        value: pages,
        diagnostics,
    }
}
