//! Links of finished pages: where each leads, and whether anything is there.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Tree;

/// What is wrong with the internal links of a site that stands at `base`, or with `portable` anywhere.
pub(crate) fn faults(outputs: &Tree, base: &str, portable: bool) -> Vec<String> {
    let pages: BTreeMap<&str, String> = outputs
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    let anchors: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(path, html)| (*path, values(html, " id=\"").collect()))
        .collect();
    let mut faults = Vec::new();
    for (page, html) in &pages {
        let anywhere = page.ends_with("404.html");
        for link in links(html).filter(|link| !is_external(link)) {
            let target = target(page, &link, base, portable && !anywhere);
            if let Err(fault) =
                target.and_then(|(path, anchor)| arrives(outputs, &anchors, &path, &anchor))
            {
                faults.push(format!("{page}: {link}: {fault}"));
            }
        }
    }
    faults
}

fn arrives(
    outputs: &Tree,
    anchors: &BTreeMap<&str, BTreeSet<String>>,
    path: &str,
    anchor: &str,
) -> Result<(), String> {
    if !outputs.contains_key(path) {
        return Err(format!("there is no {path}"));
    }
    let known = anchor.is_empty() || anchors.get(path).is_some_and(|ids| ids.contains(anchor));
    if known {
        Ok(())
    } else {
        Err(format!("{path} has no anchor {anchor}"))
    }
}

/// The output that a link names, and the anchor in it.
fn target(page: &str, link: &str, base: &str, relative: bool) -> Result<(String, String), String> {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let anchor = decoded(anchor);
    if path.is_empty() {
        return Ok((page.to_owned(), anchor));
    }
    let path = decoded(path);
    if !relative {
        let inner = path
            .strip_prefix(base)
            .ok_or_else(|| format!("does not begin with {base}"))?;
        let index = if inner.is_empty() || inner.ends_with('/') {
            "index.html"
        } else {
            ""
        };
        return Ok((format!("{inner}{index}"), anchor));
    }
    if path.starts_with('/') || path.ends_with('/') {
        return Err("is not a relative path of a file".to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop().ok_or("leaves the site")?),
            name => parts.push(name),
        }
    }
    Ok((parts.join("/"), anchor))
}

fn is_external(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:")
}

/// Addresses of links, pictures, styles and redirects.
fn links(html: &str) -> impl Iterator<Item = String> {
    [" href=\"", " src=\"", "content=\"0; url="]
        .into_iter()
        .flat_map(|mark| values(html, mark))
}

fn values<'a>(html: &'a str, mark: &'a str) -> impl Iterator<Item = String> + 'a {
    html.split(mark)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|value| value.replace("&amp;", "&"))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}
