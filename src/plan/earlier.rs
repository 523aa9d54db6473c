//! What an earlier planning left: a text that is edited moves no page.
//!
//! Planning sees the configuration, the addresses of static files, which lists have a text, and of each entity no more than
//! [`PlannedEntity`]. Where its statements stand in their files matters to messages alone, so that a plan with messages is made anew.

use std::sync::Arc;

use super::planner::is_located;
use crate::config::Config;
use crate::kind::{EntityKey, Kind};
use crate::lang::Lang;
use crate::page::Pages;
use crate::site::{Edition, Entity, Site};
use crate::source::{Asset, SourcePath};

/// What an earlier planning left. An empty one is always right.
#[derive(Default)]
pub struct PlanMemo {
    plan: Option<LastPlan>,
}

struct LastPlan {
    config: Arc<Config>,
    entities: Vec<Arc<Entity>>,
    lists: Vec<(Kind, Vec<Lang>)>,
    statics: Vec<SourcePath>,
    pages: Arc<Pages>,
}

/// All that planning sees of an entity, but for where that is stated.
#[derive(PartialEq)]
struct PlannedEntity<'a> {
    key: &'a EntityKey,
    is_located: bool,
    former_ids: Vec<&'a Arc<str>>,
    aliases: Vec<&'a str>,
    editions: Vec<(Lang, &'a str, bool, Option<Lang>)>,
}

impl<'a> PlannedEntity<'a> {
    fn of(entity: &'a Entity) -> Self {
        let edition = |(lang, edition): (&Lang, &'a Edition)| {
            (
                *lang,
                &*edition.slug,
                edition.draft,
                edition.original.as_ref().map(|original| original.lang),
            )
        };
        Self {
            key: &entity.key,
            is_located: is_located(entity),
            former_ids: entity.every().former_ids().iter().collect(),
            aliases: entity
                .every()
                .aliases()
                .iter()
                .filter_map(|alias| Some(&**alias.text()?))
                .collect(),
            editions: entity.editions.iter().map(edition).collect(),
        }
    }
}

impl PlanMemo {
    /// The pages of the last plan, if they would be the same now. What it holds of the site is then that of this one.
    pub(super) fn pages(
        &mut self,
        config: &Arc<Config>,
        site: &Site,
        statics: &[Asset],
    ) -> Option<Arc<Pages>> {
        let plan = self.plan.as_mut()?;
        let same_entity = |(a, b): (&Arc<Entity>, &Arc<Entity>)| {
            Arc::ptr_eq(a, b) || PlannedEntity::of(a) == PlannedEntity::of(b)
        };
        let stands = Arc::ptr_eq(&plan.config, config)
            && plan
                .statics
                .iter()
                .eq(statics.iter().map(|asset| &asset.path))
            && plan.lists == lists(site)
            && plan.entities.len() == site.entities.len()
            && plan.entities.iter().zip(&site.entities).all(same_entity);
        if !stands {
            self.plan = None;
            return None;
        }
        plan.entities.clone_from(&site.entities);
        Some(Arc::clone(&plan.pages))
    }

    /// Keeps a plan without problems for the next.
    pub(super) fn keep(
        &mut self,
        config: &Arc<Config>,
        site: &Site,
        statics: &[Asset],
        pages: &Arc<Pages>,
    ) {
        self.plan = Some(LastPlan {
            config: Arc::clone(config),
            entities: site.entities.clone(),
            lists: lists(site),
            statics: statics.iter().map(|asset| asset.path.clone()).collect(),
            pages: Arc::clone(pages),
        });
    }
}

/// The lists that have a text, and in which languages.
fn lists(site: &Site) -> Vec<(Kind, Vec<Lang>)> {
    site.lists
        .iter()
        .map(|(kind, list)| (*kind, list.editions.keys().copied().collect()))
        .collect()
}
