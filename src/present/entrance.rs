//! The pages that offer every language: `/`, and what a host shows for an unknown address.

use super::scene::Scene;
use super::shell::Draft;
use crate::page::Route;
use crate::view::Part;

/// The choice of languages at `/`.
pub(super) fn languages(draft: &mut Draft<'_, '_>) {
    let config = draft.scene.stage.config;
    let title = config
        .title
        .get(&draft.lang)
        .map(ToString::to_string)
        .unwrap_or_default();
    draft.template("languages", &title);
    draft.head.is_site = true;
    let choices = choices(draft.scene);
    draft.set("choices", choices);
}

/// What a host shows for an unknown address.
pub(super) fn not_found(draft: &mut Draft<'_, '_>) {
    let title = draft.string("not_found").to_owned();
    draft.template("not_found", &title);
    draft.head.noindex = true;
    let choices = choices(draft.scene);
    draft.set("choices", choices);
}

fn choices(scene: &Scene<'_>) -> Part {
    let config = scene.stage.config;
    Part::list(config.languages.iter().map(|language| {
        let lang = language.code;
        Part::map([
            ("lang", Part::text(lang.as_str())),
            ("dir", Part::text(language.direction.as_str())),
            ("name", Part::text(&language.name)),
            (
                "title",
                Part::maybe_text(config.title.get(&lang).map(|title| &**title)),
            ),
            (
                "summary",
                Part::maybe_text(config.summary.get(&lang).map(|text| &**text)),
            ),
            (
                "path",
                Part::text(&Route::new(format!("{lang}/")).link(scene.stage.portable)),
            ),
            ("choose", Part::text(scene.strings(lang).get("choose"))),
            (
                "not_found",
                Part::text(scene.strings(lang).get("not_found")),
            ),
            (
                "not_found_text",
                Part::text(scene.strings(lang).get("not_found_text")),
            ),
        ])
    }))
}
