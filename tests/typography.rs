//! The linter over texts that are right and texts that are not: tables of languages, codes, places and repairs.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests read their tables and may stop"
)]

use std::sync::Arc;

use bayan::config;
use bayan::diagnostic::{Code, Diagnostic};
use bayan::lint::{self, LintOptions};
use bayan::model::Blocks;
use bayan::parse::{self, ParseOptions};
use bayan::source::{SourceFile, SourcePath, edited};

const CONFIG: &str = "title: {ar: أ, en: a, fa: ا, he: א, tr: a, ur: ا, zh: 中}
base_url: https://example.org/
languages: {ar: {}, en: {}, fa: {}, he: {}, tr: {}, ur: {}, zh: {}}
";

struct Site {
    parse: ParseOptions,
    lint: LintOptions,
}

impl Site {
    fn new() -> Self {
        let config = SourceFile::new(SourcePath::new("bayan.yaml"), CONFIG);
        let config = config::check(&config)
            .value
            .expect("the configuration is sound");
        let parse = ParseOptions {
            schema: std::sync::Arc::default(),
            languages: config.codes().into(),
            raw_html: false,
            blocks: Arc::new(Blocks::new([("timeline".into(), None)])),
            writings: config.writings(),
            months: config.months(),
        };
        Self {
            parse,
            lint: LintOptions::new(&config.languages),
        }
    }

    fn file(lang: &str, text: &str) -> SourceFile {
        SourceFile::new(SourcePath::new(format!("content/pages/a.{lang}.md")), text)
    }

    fn found(&self, file: &SourceFile) -> Vec<Diagnostic> {
        let parsed = parse::document(&self.parse, file).value.expect("a page");
        lint::texts(&self.lint, file, &parsed.prose)
    }

    /// The file after its certain repairs.
    fn mended(&self, file: &SourceFile) -> SourceFile {
        let edits: Vec<_> = self
            .found(file)
            .into_iter()
            .flat_map(|one| one.fix().to_vec())
            .collect();
        let text = edited(&file.text, file, &edits).expect("the text is its own");
        SourceFile::new(file.path.clone(), &text)
    }
}

/// A page whose title gives no cause for anything.
fn page(body: &str) -> String {
    format!("---\ntitle: x\n---\n\n{body}\n")
}

fn table(name: &str) -> String {
    let path = format!(
        "{}/tests/fixtures/typography/{name}.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).expect("the table exists")
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_once('}').expect("an escape ends");
        result.push(
            char::from_u32(u32::from_str_radix(hex, 16).expect("hexadecimal"))
                .expect("a character"),
        );
        result.push_str(rest);
    }
    result.replace("\\n", "\n")
}

fn report(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn told(found: &[Diagnostic], file: &SourceFile) -> String {
    let one = |one: &Diagnostic| {
        let span = one
            .primary
            .as_ref()
            .and_then(|place| place.span)
            .unwrap_or_default();
        format!("{} at {:?}", one.code.name(), &file.text[span.range()])
    };
    found.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn good_texts_are_left_alone() {
    let site = Site::new();
    let mut faults = Vec::new();
    let table = table("good");
    let rows: Vec<_> = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert!(rows.len() > 80);
    for row in rows {
        let (lang, text) = row.split_once(' ').expect("a language and a text");
        let file = Site::file(lang, &page(&unescaped(text)));
        let found = site.found(&file);
        if !found.is_empty() {
            faults.push(format!("{row}: {}", told(&found, &file)));
        }
    }
    report(&faults);
}

struct Row<'a> {
    lang: &'a str,
    code: &'a str,
    text: String,
    /// Where in the text the fault stands.
    range: std::ops::Range<usize>,
    fixed: Option<String>,
}

fn bad(table: &str) -> Vec<Row<'_>> {
    let rows = table.split("\n\n").map(|row| {
        row.lines()
            .filter(|line| !line.starts_with("# T") && !line.starts_with("# ⟦"))
    });
    let rows = rows
        .map(Iterator::collect::<Vec<_>>)
        .filter(|row| !row.is_empty());
    rows.map(|row| {
        let [head, marked, fixed] = row[..] else {
            panic!("three lines: {row:?}")
        };
        let (lang, code) = head.split_once(' ').expect("a language and a code");
        let marked = unescaped(marked);
        let start = marked.find('⟦').expect("a mark");
        let end = marked.find('⟧').expect("a mark") - '⟦'.len_utf8();
        let text = marked.replace(['⟦', '⟧'], "");
        Row {
            lang,
            code,
            text,
            range: start..end,
            fixed: (fixed != "-").then(|| unescaped(fixed)),
        }
    })
    .collect()
}

#[test]
fn bad_texts_are_found_and_mended() {
    let site = Site::new();
    let table = table("bad");
    let rows = bad(&table);
    assert!(rows.len() > 80, "{}", rows.len());
    let faults: Vec<String> = rows.iter().filter_map(|row| fault(&site, row)).collect();
    report(&faults);
    let untested = lint_codes()
        .filter(|code| rows.iter().all(|row| row.code != code.name()))
        .map(Code::name);
    assert_eq!(untested.collect::<Vec<_>>(), [""; 0]);
}

fn lint_codes() -> impl Iterator<Item = Code> {
    let all = Code::ALL.iter().copied();
    all.skip_while(|code| *code != Code::ForeignPunctuation)
        .take_while(|code| *code != Code::DuplicateEntity)
}

fn fault(site: &Site, row: &Row<'_>) -> Option<String> {
    let file = Site::file(row.lang, &page(&row.text));
    let found = site.found(&file);
    let base = page("").len() - 1;
    let wanted = base + row.range.start..base + row.range.end;
    let [only] = found.as_slice() else {
        return Some(format!(
            "{} {}: {}: found {}",
            row.lang,
            row.code,
            row.text,
            told(&found, &file)
        ));
    };
    let span = only
        .primary
        .as_ref()
        .and_then(|place| place.span)
        .unwrap_or_default();
    if only.code.name() != row.code || span.range() != wanted {
        return Some(format!(
            "{} {}: {}: found {}",
            row.lang,
            row.code,
            row.text,
            told(&found, &file)
        ));
    }
    let mended = site.mended(&file);
    let expected = page(row.fixed.as_ref().unwrap_or(&row.text));
    if *mended.text != *expected || only.fix().is_empty() == row.fixed.is_some() {
        return Some(format!(
            "{} {}: {}: mended to {}",
            row.lang, row.code, row.text, mended.text
        ));
    }
    let after = site.found(&mended);
    (row.fixed.is_some() && !after.is_empty())
        .then(|| format!("after --fix of {}: {}", row.text, told(&after, &mended)))
}

/// A repaired file has nothing left to repair, and its other bytes, byte order mark and line ends are the same.
#[test]
fn repairs_stay_inside_what_was_reported() {
    let site = Site::new();
    let table = table("bad");
    let bodies: Vec<String> = bad(&table)
        .iter()
        .filter(|row| row.lang == "ar")
        .map(|row| row.text.clone())
        .collect();
    let raw = format!("\u{feff}{}", page(&bodies.join("\n\n"))).replace('\n', "\r\n");
    let file = Site::file("ar", &raw);
    let found = site.found(&file);
    assert!(found.len() > 50);
    for one in &found {
        let span = one
            .primary
            .as_ref()
            .and_then(|place| place.span)
            .expect("a place");
        let inside =
            |edit: &bayan::source::Edit| span.start <= edit.span.start && edit.span.end <= span.end;
        assert!(
            one.fix().iter().all(inside),
            "{}",
            told(std::slice::from_ref(one), &file)
        );
    }
    let edits: Vec<_> = found.iter().flat_map(|one| one.fix().to_vec()).collect();
    let mended = edited(&raw, &file, &edits).expect("the text is its own");
    assert!(
        mended.starts_with('\u{feff}')
            && mended.matches("\r\n").count() == raw.matches("\r\n").count()
    );
    let again = Site::file("ar", &mended);
    let left: Vec<_> = site
        .found(&again)
        .into_iter()
        .filter(|one| !one.fix().is_empty())
        .collect();
    assert!(left.is_empty(), "{}", told(&left, &again));
}

/// Text without any cause is passed over many bytes at a time: that must not depend on where the bytes stand.
#[test]
fn faults_are_found_wherever_they_stand() {
    let site = Site::new();
    let table = table("bad");
    let mut faults = Vec::new();
    let rows = bad(&table);
    for Row { lang, text, .. } in &rows {
        let letter = match *lang {
            "ar" | "fa" | "ur" => 'م',
            "he" => 'מ',
            "zh" => '中',
            _ => 'm',
        };
        let found = |before: usize, after: usize| {
            let quiet = |count: usize| letter.to_string().repeat(count);
            let head = page("").trim_end().to_owned() + "\n\n" + &quiet(before) + " ";
            let file = Site::file(lang, &format!("{head}{text} {}\n", quiet(after)));
            let one = |one: &Diagnostic| {
                let span = one
                    .primary
                    .as_ref()
                    .and_then(|place| place.span)
                    .unwrap_or_default();
                (
                    one.code.name(),
                    span.range().start.checked_sub(head.len()),
                    span.range().len(),
                )
            };
            site.found(&file).iter().map(one).collect::<Vec<_>>()
        };
        let expected = found(1, 1);
        let differs = (30..64).find(|before| found(*before, 40) != expected);
        faults.extend(differs.map(|before| {
            format!(
                "{text} behind {before}: {:?}, not {expected:?}",
                found(before, 40)
            )
        }));
    }
    report(&faults);
}

/// Signs of emphasis, and what `--fix` makes of them: what stood between two pairs never becomes bold.
const EMPHASIS: [(&str, &str); 9] = [
    (
        "اضغط ** OK ** قبل الإغلاق، ثم اضغط ** Cancel ** بعده.",
        "اضغط **OK** قبل الإغلاق، ثم اضغط **Cancel** بعده.",
    ),
    (
        "**Alpha **لمن يريد، ثم **Beta **لمن لا يريد.",
        "**Alpha** لمن يريد، ثم **Beta** لمن لا يريد.",
    ),
    // Here Markdown pairs the second sign with the third.
    (
        "**Alpha **لمن يريد، و**Beta **لمن لا يريد.",
        "**Alpha **لمن يريد، و**Beta **لمن لا يريد.",
    ),
    (
        "بين**كلمة ** وبعد بين ** كلمة**وبعد.",
        "بين**كلمة ** وبعد بين ** كلمة**وبعد.",
    ),
    (
        "قال **مهم** ثم ** مهم ** كذا.",
        "قال **مهم** ثم **مهم** كذا.",
    ),
    (
        "من ** 10 ** إلى ** 15 ** درجة.",
        "من **10** إلى **15** درجة.",
    ),
    // One sign too many: which of them belong together is anyone's guess.
    (
        "اضغط ** OK ** ثم ** Cancel بعده.",
        "اضغط ** OK ** ثم ** Cancel بعده.",
    ),
    (
        "اضغط ** نعم ** ثم ** لا بعده.",
        "اضغط ** نعم ** ثم ** لا بعده.",
    ),
    ("الثمن 2 ** 3 ** 4 هنا.", "الثمن 2 ** 3 ** 4 هنا."),
];

#[test]
fn emphasis_is_moved_and_never_made() {
    let site = Site::new();
    for (written, wanted) in EMPHASIS {
        let mended = site.mended(&Site::file("ar", &page(written)));
        assert_eq!(&*mended.text, page(wanted));
    }
}

/// The words that are strong, in their order.
fn strong(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let (mut found, mut open) = (Vec::new(), 0);
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Strong) => {
                open += 1;
                found.push(String::new());
            }
            Event::End(TagEnd::Strong) => open -= 1,
            Event::Text(text) if open > 0 => found.last_mut().unwrap().push_str(text.trim()),
            _ => {}
        }
    }
    found
}

proptest::proptest! {
    /// Words in pairs of signs, with blanks on either side of any of them, and words between: after repair only the words that a pair
    /// was put around are strong, and all words are there in their order.
    #[test]
    fn repairs_of_emphasis_touch_nothing_else(
        pieces in proptest::collection::vec((0..6_usize, 0..16_u8), 1..8)
    ) {
        const WORDS: [&str; 6] = ["كلمة", "OK", "نص طويل", "Cancel it", "15", "«قول»"];
        let blank = |blanks: u8, bit: u8| if blanks >> bit & 1 == 1 { " " } else { "" };
        let piece = |(word, blanks): &(usize, u8)| {
            let [a, b, c, d] = [0, 1, 2, 3].map(|bit| blank(*blanks, bit));
            format!("بين{a}**{b}{}{c}**{d}وبعد", WORDS[*word])
        };
        let text = pieces.iter().map(piece).collect::<Vec<_>>().join(" ");
        let site = Site::new();
        let file = Site::file("ar", &page(&text));
        let mended = site.mended(&file);
        let bare = |text: &str| text.replace(['*', ' '], "");
        proptest::prop_assert_eq!(bare(&mended.text), bare(&file.text));
        let before = strong(&text);
        let body = mended.text.split("---").nth(2).unwrap_or_default();
        for words in strong(body) {
            let is_meant = WORDS.iter().any(|word| bare(word) == bare(&words) || bare(word).contains(&bare(&words)));
            proptest::prop_assert!(is_meant || before.contains(&words), "{}: {} is strong in {}", text, words, body);
        }
    }
}
