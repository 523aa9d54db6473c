//! The words of a map in one language.

use std::collections::BTreeMap;

use super::super::scene::Scene;
use crate::lang::Lang;
use crate::map::{Words, country_names};

pub(super) fn of(scene: &Scene<'_>, lang: Lang, title: &str) -> Words {
    let strings = scene.strings(lang);
    let mut countries: BTreeMap<String, String> =
        country_names(lang.as_str()).into_iter().map(|(code, name)| (code.to_owned(), name.to_owned())).collect();
    // The site's own names win.
    for (code, name) in &mut countries {
        if let Some(own) = strings.find(&format!("countries.{code}")) {
            own.clone_into(name);
        }
    }
    let digits = strings.locale.digits("0123456789").chars().collect();
    // Of what the locale prints, percentages alone have decimals.
    let point = strings.locale.percent(0.5).chars().find(|c| matches!(c, ',' | '٫')).unwrap_or('.');
    let degrees = ["north", "south", "east", "west"].map(|side| strings.get(&format!("map_degrees.{side}")).to_owned());
    Words {
        title: title.to_owned(),
        description: strings.get("map_description").to_owned(),
        countries,
        km: strings.get("map_km").to_owned(),
        degrees,
        digits,
        point,
        legend: ["about", "admin", "disputed", "claimed"]
            .map(|sign| (sign.to_owned(), strings.get(&format!("map_legend.{sign}")).to_owned()))
            .into(),
    }
}
