//! What templates get is what `docs/theme.md` says: every variable documented, none documented that never has a value.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests look at the disk and may stop"
)]

mod support;

use std::path::Path;

use bayan::view::{Form, Part, Segment, View};
use support::contract::{Contract, Findings};
use support::{Project, stages};

fn documented() -> Contract {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theme.md");
    Contract::read(&std::fs::read_to_string(path).expect("docs/theme.md exists"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_documentation_tells_what_templates_get() {
    let contract = documented();
    let mut findings = Findings::default();
    let mut everything = Project::fixture("bilingual");
    everything.options.drafts = true;
    for project in [
        Project::fixture("bilingual"),
        everything,
        Project::fixture("detail"),
        Project::fixture("minimal"),
        Project::read(root()),
    ] {
        stages::views(&project, |kind, view| {
            check(&contract, kind, view, &mut findings);
        });
    }
    contract.finish(&mut findings);
    let faults: Vec<String> = findings.faults.into_iter().collect();
    assert!(
        faults.is_empty(),
        "docs/theme.md and the program differ:\n{}",
        faults.join("\n")
    );
}

/// Every template that is documented is in the default theme.
#[test]
fn the_default_theme_has_every_template() {
    for name in documented().templates() {
        let file = if name == "atom" {
            "atom.xml".to_owned()
        } else {
            format!("{name}.html")
        };
        assert!(
            root()
                .join("themes/default/templates")
                .join(&file)
                .is_file(),
            "there is no {file}"
        );
    }
}

fn check(contract: &Contract, kind: &str, view: &View, findings: &mut Findings) {
    if let Form::Template(_) = &view.form {
        let body = ("body", Part::html(""));
        let parts = view
            .parts
            .iter()
            .map(|(name, part)| (*name, part.clone()))
            .chain([body]);
        contract.check(kind, Part::map(parts).value(), findings);
    }
    for segment in &view.body {
        if let Segment::Block { parts, .. } = segment {
            let parts = parts.iter().map(|(name, part)| (*name, part.clone()));
            contract.check_block(Part::map(parts).value(), findings);
        }
    }
}
