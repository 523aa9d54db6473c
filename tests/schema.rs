//! What is declared once holds everywhere: every key of every kind is read, walked, checked and documented, and a kind more
//! than the program has needs no more than its declaration.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bayan::config::keys::CONFIG;
use bayan::diagnostic::Code;
use bayan::kind::Kind;
use bayan::model::layer::FEATURE;
use bayan::model::schema::{EVERY, HOME, KindRow};
use bayan::model::{FileRole, Schema};
use bayan::parse;
use bayan::pipeline::{self, Memo};
use bayan::site::{IndexPage, Link, Site, walk};
use bayan::yaml::{Item, Key, Many, Table};
use support::Project;

/// A key with those that lead to it from the outermost.
type KeyPath<'s> = Vec<&'s Key>;

/// All keys of a table and of the records inside.
fn paths<'s>(table: &'s Table, above: &KeyPath<'s>, found: &mut Vec<KeyPath<'s>>) {
    for key in &*table.keys {
        let mut path = above.clone();
        path.push(key);
        found.push(path.clone());
        if let Item::Fields(table) = &key.shape.item {
            paths(table, &path, found);
        }
    }
}

/// All keys that do anything in a file.
fn of_role(schema: &Schema, role: FileRole) -> Vec<KeyPath<'_>> {
    let mut all = Vec::new();
    paths(EVERY, &Vec::new(), &mut all);
    paths(schema.own(role), &Vec::new(), &mut all);
    let holds = schema.holds(role);
    all.retain(|path| path.first().is_some_and(|key| key.holds.meets(holds)));
    all
}

fn names(path: &[&Key]) -> String {
    path.iter()
        .map(|key| &*key.name)
        .collect::<Vec<_>>()
        .join(".")
}

/// A value in the flow form of YAML, under the keys that lead to it.
fn stated(path: &[&Key], value: &str) -> String {
    let mut text = value.to_owned();
    for (at, key) in path.iter().enumerate().rev() {
        let last = at + 1 == path.len();
        let item = if last { text } else { format!("{{{text}}}") };
        text = match key.shape.many {
            Many::List | Many::OneOrList => format!("{}: [{item}]", key.name),
            Many::One | Many::ListsByLang | Many::Named => format!("{}: {item}", key.name),
        };
    }
    text
}

/// A site with one entry of each kind, and one file more.
fn site_with(schema: &Schema, role: FileRole, front_matter: &str) -> Project {
    let mut project = Project::fixture("minimal");
    for kind in schema.kinds() {
        let (folder, word) = (schema.folder(kind), schema.word(kind));
        let text = format!("---\ntitle: {{en: The {word}}}\ndate: 2020-01-01\n---\n");
        let text = if schema.kind(kind).table.find("date").is_some() {
            text
        } else {
            text.replace("date: 2020-01-01\n", "")
        };
        project.put(&format!("content/{folder}/t-{word}.md"), &text);
    }
    let path = match role {
        FileRole::Entity(kind) => format!("content/{}/speaker.en.md", schema.folder(kind)),
        FileRole::List(kind) => format!("content/{}/_index.en.md", schema.folder(kind)),
        FileRole::Home => "content/_index.en.md".to_owned(),
    };
    project.put(
        &path,
        &format!("---\ntitle: Speaker\n{front_matter}\n---\n"),
    );
    project
}

fn resolved(project: &Project, schema: &Arc<Schema>) -> (Site, Vec<bayan::diagnostic::Diagnostic>) {
    let mut diagnostics = Vec::new();
    let found = pipeline::site(
        &project.sources,
        schema,
        &project.options,
        &mut Memo::default(),
    );
    let (_, site) = found
        .unload(&mut diagnostics)
        .expect("the configuration is sound");
    (site, diagnostics)
}

/// What the file more says: the keys that lead to each reference that leads somewhere, and what stands at its place.
fn heard(project: &Project, site: &Site, role: FileRole) -> BTreeSet<(String, String)> {
    let mut heard = BTreeSet::new();
    let mut tell = |naming: bayan::site::Naming<'_>| {
        let text = project.text(naming.path.as_str()).unwrap_or_default();
        let at = text.get(naming.span.range()).unwrap_or_default().to_owned();
        assert!(
            at.contains(naming.written),
            "{at} is not {}",
            naming.written
        );
        if matches!(naming.link, Link::To(_)) {
            heard.insert((names(naming.keys), naming.written.to_owned()));
        }
    };
    let index = |page: &IndexPage, tell: &mut dyn FnMut(bayan::site::Naming<'_>)| {
        walk(&site.schema, &page.record, &page.editions, tell);
    };
    match role {
        FileRole::Home => index(&site.home, &mut tell),
        FileRole::List(kind) => site
            .lists
            .get(&kind)
            .into_iter()
            .for_each(|list| index(list, &mut tell)),
        FileRole::Entity(kind) => {
            let entity = site
                .of_kind(kind)
                .find(|(_, entity)| &*entity.key.id == "speaker");
            let (_, entity) = entity.expect("the speaker is there");
            walk(&site.schema, &entity.record, &entity.editions, &mut tell);
        }
    }
    heard
}

/// An article with a block, in which `data` stands.
fn site_with_block(schema: &Schema, block: &str, data: &str) -> Project {
    let role = FileRole::Entity(Kind::ARTICLE);
    let text = format!("date: 2020-01-02\n---\n\n```{block}\n{data}\n```\n");
    site_with(schema, role, text.trim_end_matches('\n'))
}

/// The blocks of the default theme, each with all its keys.
fn each_block_key(schema: &Schema, look: &mut dyn FnMut(&str, &KeyPath<'_>)) {
    let theme = Project::fixture("minimal").sources.theme;
    let blocks = parse::blocks(schema, &theme);
    assert!(blocks.diagnostics.is_empty(), "{:?}", blocks.diagnostics);
    let mut names = Vec::new();
    for (name, row) in blocks.value.rows() {
        let mut all = Vec::new();
        paths(&row.table, &Vec::new(), &mut all);
        names.push(name);
        all.iter().for_each(|path| look(name, path));
    }
    assert_eq!(names.len(), blocks.value.names().count());
}

/// What may stand under a key that speaks of somebody, with whom it speaks of.
fn speaking(schema: &Schema, key: &Key) -> Option<(String, String)> {
    match &key.shape.item {
        Item::Ref(kinds) | Item::RefOrTexts(kinds) => {
            let kind = schema.kinds().find(|kind| kinds.contains(*kind));
            let word = schema.word(kind.expect("a reference means something"));
            Some((format!("t-{word}"), format!("t-{word}")))
        }
        Item::Inline => Some(("t-actor".to_owned(), "\"[[t-actor]]\"".to_owned())),
        Item::InlineTexts => Some(("t-actor".to_owned(), "{en: \"[[t-actor]]\"}".to_owned())),
        _ => None,
    }
}

#[test]
fn every_reference_of_every_block_is_heard_and_leads_back() {
    let schema = Arc::new(Schema::default());
    let mut count = 0;
    each_block_key(&schema, &mut |block, path| {
        let key = path.last().expect("a path has a key");
        let Some((target, value)) = speaking(&schema, key) else {
            return;
        };
        let project = site_with_block(&schema, block, &stated(path, &value));
        let (site, _) = resolved(&project, &schema);
        let path = names(path);
        let heard = heard(&project, &site, FileRole::Entity(Kind::ARTICLE));
        let is_heard = heard.contains(&(path.clone(), target.clone()));
        assert!(is_heard, "{block} {path}: {heard:?}");
        let ids = (0..).map(bayan::site::EntityId::at).zip(&site.entities);
        let mut named = ids.filter(|(_, entity)| *entity.key.id == *target);
        let back = named.any(|(id, _)| !site.incoming(id).is_empty());
        assert!(back, "{block} {path} makes no backlink");
        count += 1;
    });
    assert!(count > 8, "{count}");
}

#[test]
fn every_misspelt_key_of_a_block_is_found() {
    let schema = Arc::new(Schema::default());
    each_block_key(&schema, &mut |block, path| {
        let (last, above) = path.split_last().expect("a path has a key");
        let mut wrong = (*last).clone();
        wrong.name = format!("{}x", last.name).into();
        let path: KeyPath<'_> = above.iter().copied().chain([&wrong]).collect();
        let project = site_with_block(&schema, block, &stated(&path, "x"));
        let (_, problems) = resolved(&project, &schema);
        let is_told = problems
            .iter()
            .any(|one| one.code == Code::UnknownKey && one.message.contains(&*wrong.name));
        assert!(is_told, "{block} {}", names(&path));
    });
}

fn roles(schema: &Schema) -> Vec<FileRole> {
    let kinds = schema.kinds().map(FileRole::Entity);
    kinds.chain([FileRole::Home]).collect()
}

#[test]
fn every_reference_of_every_key_is_heard_and_leads_back() {
    let schema = Arc::new(Schema::default());
    let mut count = 0;
    for role in roles(&schema) {
        let all = of_role(&schema, role);
        for path in all {
            let key = path.last().expect("a path has a key");
            let Some((target, value)) = speaking(&schema, key) else {
                continue;
            };
            let project = site_with(&schema, role, &stated(&path, &value));
            let (site, _) = resolved(&project, &schema);
            let heard = heard(&project, &site, role);
            let path = names(&path);
            assert!(
                heard.contains(&(path.clone(), target.clone())),
                "{role:?} {path}: {heard:?}"
            );
            if let FileRole::Entity(_) = role {
                let ids = (0..).map(bayan::site::EntityId::at).zip(&site.entities);
                let mut named = ids.filter(|(_, entity)| *entity.key.id == *target);
                let back = named.any(|(id, _)| !site.incoming(id).is_empty());
                assert!(back, "{role:?} {path} makes no backlink");
            }
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
}

#[test]
fn every_misspelt_key_is_found() {
    let schema = Arc::new(Schema::default());
    for role in roles(&schema) {
        let all = of_role(&schema, role);
        for path in all {
            let (last, above) = path.split_last().expect("a path has a key");
            let mut wrong = (*last).clone();
            wrong.name = format!("{}x", last.name).into();
            let path: KeyPath<'_> = above.iter().copied().chain([&wrong]).collect();
            let project = site_with(&schema, role, &stated(&path, "x"));
            let (_, problems) = resolved(&project, &schema);
            let is_told = problems
                .iter()
                .any(|one| one.code == Code::UnknownKey && one.message.contains(&*wrong.name));
            assert!(is_told, "{role:?} {}", names(&path));
        }
    }
}

/// A key that would do nothing is unknown: lists and the home page, sources and terms have no use for some.
#[test]
fn a_key_that_does_nothing_is_unknown() {
    let schema = Arc::new(Schema::default());
    let lists = [FileRole::Home, FileRole::List(Kind::ARTICLE)];
    let shared = [Kind::SOURCE, Kind::TERM].map(FileRole::Entity);
    let mut count = 0;
    for role in lists.into_iter().chain(shared) {
        let holds = schema.holds(role);
        for key in EVERY.keys.iter().filter(|key| !key.holds.meets(holds)) {
            let project = site_with(&schema, role, &stated(&[key], "x"));
            let (_, problems) = resolved(&project, &schema);
            let told = problems.iter().filter(|one| one.code == Code::UnknownKey);
            let mut told = told.filter(|one| one.message.contains(&*key.name));
            assert!(told.next().is_some(), "{role:?} {}", key.name);
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}

#[test]
fn a_key_of_another_program_is_told_by_its_name_here() {
    let schema = Arc::new(Schema::default());
    for (foreign, own) in [
        ("description", "summary"),
        ("LastMod", "updated"),
        ("layout", "template"),
    ] {
        let role = FileRole::Entity(Kind::ARTICLE);
        let project = site_with(&schema, role, &format!("{foreign}: x"));
        let (_, problems) = resolved(&project, &schema);
        let help = problems.iter().filter_map(|one| one.help.as_deref());
        let is_told = help
            .into_iter()
            .any(|help| help.contains("here that is") && help.contains(own));
        assert!(is_told, "{foreign}: {problems:?}");
    }
}

/// The first columns of all tables of `docs/content.md`, and of its other documents about keys.
#[expect(clippy::disallowed_methods, reason = "it reads the documents")]
fn documented() -> Vec<BTreeSet<String>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut tables = Vec::new();
    for name in ["content.md", "map-layers.md", "maps.md"] {
        let Ok(text) = std::fs::read_to_string(root.join(name)) else {
            continue;
        };
        let mut table = BTreeSet::new();
        for line in text.lines() {
            if let Some(row) = line.strip_prefix("| `") {
                let cell = row.split(" |").next().unwrap_or_default();
                let keys = cell
                    .split('`')
                    .step_by(2)
                    .filter(|key| !key.trim().is_empty());
                table.extend(
                    keys.filter(|key| !key.starts_with(','))
                        .map(ToOwned::to_owned),
                );
            } else if !line.starts_with('|') && !table.is_empty() {
                tables.push(std::mem::take(&mut table));
            }
        }
        tables.push(table);
    }
    tables
}

#[test]
fn every_key_has_its_row_in_the_documents() {
    let schema = Schema::default();
    let mut all = vec![EVERY, HOME, FEATURE];
    all.extend(
        schema
            .kinds()
            .map(|kind| schema.own(FileRole::Entity(kind))),
    );
    let theme = Project::fixture("minimal").sources.theme;
    let blocks = parse::blocks(&schema, &theme).value;
    all.extend(blocks.rows().map(|(_, row)| &*row.table));
    let documented = documented();
    let mut at = 0;
    while let Some(table) = all.get(at).copied() {
        let keys: BTreeSet<String> = table.keys.iter().map(|key| key.name.to_string()).collect();
        let nearest = documented
            .iter()
            .map(|rows| keys.difference(rows).cloned().collect::<Vec<_>>())
            .min_by_key(Vec::len)
            .unwrap_or_default();
        // What stands in place of a geometry is told in sentences under the table.
        let is_told = nearest.is_empty() || table.name == "derive";
        assert!(
            is_told,
            "docs/content.md lacks rows of {}: {nearest:?}",
            table.name
        );
        for key in &*table.keys {
            if let Item::Fields(inner) = &key.shape.item {
                all.push(inner);
            }
        }
        at += 1;
    }
}

/// All tables of keys, those of records inside them too, each once.
fn every_table(of: Vec<&Table>) -> Vec<&Table> {
    let mut all: Vec<&Table> = Vec::new();
    let mut open = of;
    while let Some(table) = open.pop() {
        if all.iter().any(|known| known.name == table.name) {
            continue;
        }
        all.push(table);
        for key in &*table.keys {
            if let Item::Fields(inner) = &key.shape.item {
                open.push(inner);
            }
        }
    }
    all
}

#[test]
fn every_key_has_words_in_both_languages() {
    let schema = Schema::default();
    let mut roots = vec![EVERY, HOME, FEATURE, CONFIG];
    roots.extend(
        schema
            .kinds()
            .map(|kind| schema.own(FileRole::Entity(kind))),
    );
    let declared: BTreeSet<(String, String)> = every_table(roots)
        .into_iter()
        .flat_map(|table| {
            let key = |key: &Key| (table.name.to_string(), key.name.to_string());
            table.keys.iter().map(key).collect::<Vec<_>>()
        })
        .collect();
    for words in [
        include_str!("../src/strings/keys.ar.yaml"),
        include_str!("../src/strings/keys.en.yaml"),
    ] {
        type KeyWords = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;
        let words: KeyWords = serde_yaml::from_str(words).expect("a map of tables and keys");
        let told = words.iter().flat_map(|(table, keys)| {
            keys.iter().map(move |(key, words)| {
                let said: Vec<&str> = words.keys().map(String::as_str).collect();
                assert_eq!(said, ["label", "meaning"], "{table}.{key}");
                assert!(
                    words.values().all(|text| !text.trim().is_empty()),
                    "{table}.{key}"
                );
                (table.clone(), key.clone())
            })
        });
        let told: BTreeSet<_> = told.collect();
        let lacking: Vec<_> = declared.difference(&told).collect();
        let superfluous: Vec<_> = told.difference(&declared).collect();
        assert!(
            lacking.is_empty() && superfluous.is_empty(),
            "{lacking:?} {superfluous:?}"
        );
    }
}

/// A kind of a site: what somebody claims.
fn claims() -> Schema {
    let actor = bayan::kind::Kinds::one(Kind::ACTOR);
    let source = bayan::kind::Kinds::one(Kind::SOURCE);
    Schema::with(vec![KindRow::made(
        "claims",
        "claim",
        vec![
            Key::fact("speaker", Item::Ref(actor)).required(),
            Key::fact("source", Item::Ref(source)).cites(),
            Key::fact("said", Item::Day),
            Key::fact("words", Item::InlineTexts),
        ],
    )])
}

#[test]
fn a_ninth_kind_is_read_linked_walked_listed_and_shown() {
    let schema = Arc::new(claims());
    let claim = schema.from_folder("claims").expect("the kind is there");
    let mut project = Project::fixture("minimal");
    project.put("content/actors/aa.md", "---\ntitle: {en: Speaker}\n---\n");
    project.put("content/sources/src-a.md", "---\ntitle: {en: Paper}\n---\n");
    project.put(
        "content/claims/one.md",
        "---\ntitle: {en: One claim}\nspeaker: aa\nsource: src-a\nsaid: 2020-01-02\nwords: {en: \"as [[aa]] put it\"}\n---\n",
    );
    project.put(
        "content/pages/about.en.md",
        "---\ntitle: About\n---\nSee [[claims/one]] and [[one|it]].\n",
    );
    project.put(
        "templates/claim.html",
        "{% extends \"entity.html\" %}{% block kicker %}{% endblock kicker %}{% block facts %}<dl>{% for f in facts %}<dt>{{ f.key }}</dt><dd>{% for c in f.cards %}{{ c.title }}{% endfor %}{% for d in f.dates %}{{ d.html }}{% endfor %}{% for h in f.html %}{{ h }}{% endfor %}</dd>{% endfor %}</dl>{% endblock facts %}",
    );
    project.put(
        "templates/claims.html",
        "{% extends \"list.html\" %}{% block list %}{{ <entries cards={entries} level={2} /> }}{% endblock list %}",
    );
    let (site, problems) = resolved(&project, &schema);
    assert!(problems.is_empty(), "{problems:?}");
    let (actor, _) = site
        .of_kind(Kind::ACTOR)
        .next()
        .expect("the actor is there");
    let (one, _) = site.of_kind(claim).next().expect("the claim is there");
    assert!(
        site.incoming(actor)
            .iter()
            .any(|relation| relation.from == one)
    );
    let built = project.build_as(&schema, &mut Memo::default());
    assert_eq!(built.problems(), "");
    let page = built.text("en/claims/one/index.html");
    for expected in [
        "<dt>speaker</dt><dd>Speaker",
        "<dt>said</dt>",
        "as <a href=",
        "One claim",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    assert!(built.text("en/claims/index.html").contains("One claim"));
    assert!(built.text("en/about/index.html").contains("claims/one/"));
    assert!(
        built
            .text("en/actors/aa/index.html")
            .contains("claims/one/")
    );
    assert!(built.text("en/sources/index.html").contains("claims/one/"));
    // What the kind does not declare is told, and what it asks for.
    project.put(
        "content/claims/one.md",
        "---\ntitle: {en: One claim}\nspeeker: aa\n---\n",
    );
    assert!(
        project
            .build_as(&schema, &mut Memo::default())
            .problems()
            .contains("unknown-key")
    );
}

#[test]
fn a_record_says_the_same_wherever_it_stands() {
    let schema = Arc::new(Schema::default());
    let said = |front_matter: &str| {
        let project = site_with(&schema, FileRole::Entity(Kind::ACTOR), front_matter);
        let (site, _) = resolved(&project, &schema);
        let speaker = site
            .entities
            .iter()
            .find(|entity| &*entity.key.id == "speaker");
        speaker.expect("the speaker is there").record.fingerprint()
    };
    let one = said("country: SY\noffices: [{title: {en: Head}}]");
    assert_eq!(
        one,
        said("# moved\n\ncountry:   SY\noffices:\n  - title: {en: Head}")
    );
    assert_ne!(one, said("country: TR\noffices: [{title: {en: Head}}]"));
}
