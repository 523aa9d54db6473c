//! Edits of a project folder as people and their programs make them: each by the means that they use.

pub(crate) mod maps;

use std::fs::{self, File, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::tree;

/// Two themes of a project: `plain` has the templates of the default theme, `other` differs in every page.
pub(crate) fn themes(root: &Path) {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let mut files = tree::read(&templates);
    tree::write(&root.join("themes/plain/templates"), &files);
    files
        .entry("base.html".to_owned())
        .or_default()
        .extend(b"<!-- other -->");
    tree::write(&root.join("themes/other/templates"), &files);
}

/// A stream of numbers from a seed; the same seed gives the same edits.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.roll(all.len())).cloned()
    }
}

/// An edit and its name.
pub(crate) type Edit = (&'static str, fn(&Path, &mut Dice));

/// All edits.
pub(crate) const ALL: [Edit; 28] = [
    ("a body", body),
    ("a body, saved under another name and renamed", atomic_body),
    ("a body, moved away and written anew", backup_body),
    ("a title", title),
    ("a name", name),
    ("a link by name", link),
    ("a fact", fact),
    ("a draft", draft),
    ("a new article", create),
    ("a new article in a new folder", create_in_folder),
    ("a file deleted", delete),
    ("a file renamed", rename),
    ("two files change places", swap),
    ("a folder moved", move_folder),
    ("all of content/ replaced", replace_content),
    ("a checkout of many files", checkout),
    ("a template", template),
    ("a template of the site", override_template),
    ("a string", string),
    ("a picture", picture),
    ("a GeoJSON", geojson),
    ("a static file", static_file),
    ("the configuration", configuration),
    ("another theme", switch_theme),
    ("a clock set back", clock_back),
    ("broken YAML", broken),
    ("bytes that are no UTF-8", not_utf8),
    ("a file mended", mend),
];

/// Makes one of all edits and says which.
pub(crate) fn apply(root: &Path, dice: &mut Dice) -> &'static str {
    apply_one(&ALL, root, dice)
}

/// Makes one of these edits and says which.
pub(crate) fn apply_one(all: &[Edit], root: &Path, dice: &mut Dice) -> &'static str {
    let (name, edit) = all[dice.roll(all.len())];
    edit(root, dice);
    name
}

fn files(root: &Path, under: &str, ending: &str) -> Vec<PathBuf> {
    let names = tree::read(&root.join(under))
        .into_keys()
        .filter(|name| name.ends_with(ending));
    names.map(|name| root.join(under).join(name)).collect()
}

fn content(root: &Path) -> Vec<PathBuf> {
    files(root, "content", ".md")
}

fn text(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned()
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder"))
        .expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

fn more(dice: &mut Dice, path: &Path) -> String {
    format!("{}\nWords {}.\n", text(path), dice.roll(1000))
}

fn body(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        put(&path, &more(dice, &path));
    }
}

fn atomic_body(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        let new = path.with_file_name(".save.swp");
        put(&new, &more(dice, &path));
        fs::rename(new, path).expect("a file can be renamed");
    }
}

fn backup_body(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        let (text, backup) = (more(dice, &path), path.with_extension("md~"));
        fs::rename(&path, &backup).expect("a file can be renamed");
        put(&path, &text);
        fs::remove_file(backup).expect("a file can be removed");
    }
}

fn title(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        put(
            &path,
            &text(&path).replacen("title: ", &format!("title: N{} ", dice.roll(1000)), 1),
        );
    }
}

/// What the links of other files may mean, now or no longer.
fn name(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        let names = [
            "names:\n  en: [Somebody]",
            "names: [Somebody]",
            "names: [Somebudy]",
            "former_ids: [somebody]",
        ];
        put(
            &path,
            &text(&path).replacen("---\n", &format!("---\n{}\n", names[dice.roll(4)]), 1),
        );
    }
}

fn link(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        let links = [
            "[[Somebody]]",
            "[[somebody]] in 2019",
            "[[a]] and 417 more",
            "[@s]",
        ];
        put(
            &path,
            &format!("{}\nSee {}.\n", text(&path), links[dice.roll(4)]),
        );
    }
}

fn fact(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        put(
            &path,
            &text(&path).replacen("2024-0", ["2023-1", "2022-0", "2024-1"][dice.roll(3)], 1),
        );
    }
}

fn draft(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        let old = text(&path);
        let new = old.replacen("draft: true\n", "", 1);
        put(
            &path,
            &if new == old {
                old.replacen("---\n", "---\ndraft: true\n", 1)
            } else {
                new
            },
        );
    }
}

fn article(dice: &mut Dice) -> String {
    format!(
        "---\ntitle: New {0}\ndate: 2024-06-{1:02}\n---\n\nNew words.\n",
        dice.roll(1000),
        1 + dice.roll(28)
    )
}

fn create(root: &Path, dice: &mut Dice) {
    let lang = ["ar", "en"][dice.roll(2)];
    put(
        &root.join(format!("content/articles/new{}.{lang}.md", dice.roll(6))),
        &article(dice),
    );
}

fn create_in_folder(root: &Path, dice: &mut Dice) {
    let folder = root.join(format!("content/articles/folder{}", dice.roll(3)));
    put(&folder.join("index.en.md"), &article(dice));
    put(&folder.join("note.txt"), "a file beside it\n");
}

fn delete(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice
        .pick(&content(root))
        .filter(|_| content(root).len() > 6)
    {
        fs::remove_file(path).expect("a file can be removed");
    }
}

fn rename(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&files(root, "content/articles", ".md")) {
        let name = path
            .file_name()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned();
        fs::rename(&path, path.with_file_name(format!("r{name}"))).expect("a file can be renamed");
    }
}

fn swap(root: &Path, dice: &mut Dice) {
    if let (Some(one), Some(other)) = (dice.pick(&content(root)), dice.pick(&content(root))) {
        let away = root.join("content/away.tmp");
        fs::rename(&one, &away).expect("a file can be renamed");
        if other != one {
            fs::rename(&other, &one).expect("a file can be renamed");
        }
        fs::rename(&away, &other).expect("a file can be renamed");
    }
}

fn move_folder(root: &Path, dice: &mut Dice) {
    let names = ["events", "sources", "articles", "aside"];
    let (from, to) = (
        root.join("content").join(names[dice.roll(4)]),
        root.join("content").join(names[dice.roll(4)]),
    );
    if from.is_dir() && !to.exists() {
        fs::rename(from, to).expect("a folder can be renamed");
    }
}

/// As a tool does that builds a folder aside and puts it in place.
fn replace_content(root: &Path, dice: &mut Dice) {
    let all = tree::read(&root.join("content"));
    tree::write(&root.join("aside"), &all);
    put(&root.join("aside/articles/put.en.md"), &article(dice));
    fs::rename(root.join("content"), root.join("old")).expect("a folder can be renamed");
    fs::rename(root.join("aside"), root.join("content")).expect("a folder can be renamed");
    fs::remove_dir_all(root.join("old")).expect("a folder can be removed");
}

fn checkout(root: &Path, dice: &mut Dice) {
    for number in 0..30 {
        let path = root.join(format!("content/articles/many{number}.en.md"));
        match dice.roll(3) {
            0 => drop(fs::remove_file(path)),
            _ => put(&path, &article(dice)),
        }
    }
}

fn template(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&files(root, "themes/plain/templates", ".html")) {
        put(
            &path,
            &format!("{}{{# {} #}} ", text(&path), dice.roll(100)),
        );
    }
}

fn override_template(root: &Path, dice: &mut Dice) {
    let path = root.join("templates/corrections.html");
    if path.exists() {
        fs::remove_dir_all(root.join("templates")).expect("a folder can be removed");
    } else {
        put(&path, &format!("<h1>Own {}</h1>", dice.roll(100)));
    }
}

fn string(root: &Path, dice: &mut Dice) {
    put(
        &root.join("strings/en.yaml"),
        &format!("home: Home {}\n", dice.roll(100)),
    );
}

fn picture(root: &Path, dice: &mut Dice) {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0".to_vec();
    bytes.extend([
        u8::try_from(1 + dice.roll(200)).unwrap_or(1),
        8,
        2,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ]);
    fs::write(root.join("content/articles/dot.png"), bytes).expect("a picture can be written");
    let one = root.join("content/articles/one.en.md");
    if one.exists() && !text(&one).contains("dot.png") {
        put(&one, &format!("{}\n![A dot](dot.png)\n", text(&one)));
    }
}

fn geojson(root: &Path, dice: &mut Dice) {
    let text = format!(
        "{{\"type\": \"FeatureCollection\", \"features\": [], \"n\": {}}}",
        dice.roll(100)
    );
    put(&root.join("content/places/area.geojson"), &text);
    put(&root.join("static/data/area.geojson"), &text);
}

fn static_file(root: &Path, dice: &mut Dice) {
    let path = root.join(["static/a.css", "static/deep/er/b.txt"][dice.roll(2)]);
    match dice.roll(3) {
        0 => drop(fs::remove_dir_all(root.join("static"))),
        _ => put(&path, &format!("/* {} */", dice.roll(1000))),
    }
}

fn configuration(root: &Path, dice: &mut Dice) {
    let path = root.join("bayan.yaml");
    let old = text(&path);
    let lines: Vec<&str> = old
        .lines()
        .filter(|line| !line.starts_with("pagination"))
        .collect();
    put(
        &path,
        &format!("{}\npagination: {}\n", lines.join("\n"), 1 + dice.roll(5)),
    );
}

fn switch_theme(root: &Path, _: &mut Dice) {
    let path = root.join("bayan.yaml");
    let old = text(&path);
    let new = old.replace("theme: plain\n", "theme: other\n");
    put(
        &path,
        &if new == old {
            old.replace("theme: other\n", "theme: plain\n")
        } else {
            new
        },
    );
}

/// Another text of the same length under the time of the old one, or under a time before it.
fn clock_back(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        let back = Duration::from_secs([0, 3600][dice.roll(2)]);
        let modified = fs::metadata(&path)
            .and_then(|found| found.modified())
            .unwrap_or(SystemTime::UNIX_EPOCH);
        let old = text(&path);
        let new = old
            .replacen("ords ", ["orDs ", "oRds ", "ords "][dice.roll(3)], 1)
            .replacen("ext", "Ext", 1);
        put(&path, &new);
        let times = FileTimes::new().set_modified(modified - back);
        File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_times(times))
            .expect("times can be set");
    }
}

fn broken(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        put(&path, &text(&path).replacen("---\n", "---\nbroken: [\n", 1));
    }
}

fn not_utf8(root: &Path, dice: &mut Dice) {
    if let Some(path) = dice.pick(&content(root)) {
        fs::write(path, b"---\ntitle: \xc7\xe1\n---\n").expect("a file can be written");
    }
}

fn mend(root: &Path, _: &mut Dice) {
    for path in content(root) {
        let old = fs::read(&path).unwrap_or_default();
        match String::from_utf8(old) {
            Ok(text) if text.contains("broken: [\n") => {
                put(&path, &text.replace("broken: [\n", ""));
            }
            Ok(_) => {}
            Err(_) => put(&path, "---\ntitle: Mended\ntype: state\n---\n"),
        }
    }
}
