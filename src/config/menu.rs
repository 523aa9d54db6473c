//! The navigation.

use std::sync::Arc;

use super::checker::Checker;
use super::keys::FALLBACK;
use super::values::{list, text, texts};
use super::{MenuItem, MenuTarget, SECTIONS};
use crate::diagnostic::nearest::did_you_mean;
use crate::diagnostic::{Code, quoted};
use crate::yaml::{Stated, Value};

pub(super) fn menu(checker: &mut Checker<'_>) -> Vec<MenuItem> {
    let items = checker.get("menu").map(list).unwrap_or_default().to_vec();
    items
        .iter()
        .filter_map(|item| menu_item(checker, item))
        .collect()
}

fn menu_item(checker: &mut Checker<'_>, item: &Stated) -> Option<MenuItem> {
    let field = |name: &str| item.value.get(name);
    let section = field("folder").and_then(|folder| Some((text(folder)?, folder.span)));
    if let Some((name, span)) = &section {
        let names = || {
            let folders = FALLBACK.keys.iter().map(|key| &*key.name);
            folders.filter(|folder| *folder != "pages").chain(SECTIONS)
        };
        if !names().any(|known| known == &**name) {
            checker.report(
                Code::UnknownWord,
                Some(*span),
                format!("{} is not a list page", quoted(name)),
                did_you_mean(name, names()),
            );
            return None;
        }
    }
    let target = match (
        field("page").map(|page| &page.value),
        section,
        field("url").and_then(text),
    ) {
        (Some(Value::Ref { written, .. }), ..) => MenuTarget::Page(Arc::clone(written)),
        (_, Some((name, _)), _) => MenuTarget::Section(name),
        (_, _, Some(address)) => MenuTarget::Address(address),
        // Its address was reported already.
        _ if checker.is_faulty(item.span) => return None,
        _ => {
            checker.report(
                Code::MissingKey,
                Some(item.span),
                "an entry of the menu names `page`, `folder` or `url`",
                None,
            );
            return None;
        }
    };
    Some(MenuItem {
        target,
        title: texts(field("title")),
        span: item.span,
    })
}
