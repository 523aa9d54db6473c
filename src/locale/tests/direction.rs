//! What is held together, as tables: `⟨…⟩` marks what is isolated.

use proptest::prelude::*;
use unicode_bidi::{BidiInfo, Level};

use super::super::bidi::{DirectionMark, islands, isolated_html, isolated_text, isolates};
use crate::lang::Direction::{self, Ltr, Rtl};

fn marked(text: &str, direction: Direction) -> String {
    let show = |island: super::super::bidi::Island<'_>| match island.isolate {
        Some(_) => format!("⟨{}⟩", island.text),
        None => island.text.to_owned(),
    };
    islands(text, direction).into_iter().map(show).collect()
}

fn check(direction: Direction, table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(marked(text, direction), *expected, "{text}");
    }
}

/// Texts of a page in Arabic, and what of them stands apart.
const FROM_RIGHT_TO_LEFT: &[(&str, &str)] = &[
    ("نص عربي خالص، وفيه 17 رقماً.", "نص عربي خالص، وفيه 17 رقماً."),
    (
        "الوثيقة S/2018/852، 17 أيلول",
        "الوثيقة ⟨S/2018/852⟩، 17 أيلول",
    ),
    ("S/2018/852: مذكرة", "⟨S/2018/852⟩: مذكرة"),
    ("(OSCE)، ثم NATO.", "(⟨OSCE⟩)، ثم ⟨NATO⟩."),
    ("لغة C++ و C#، وA+.", "لغة ⟨C++⟩ و ⟨C#⟩، و⟨A+⟩."),
    ("روسيا، NATO، EU", "روسيا، ⟨NATO⟩، ⟨EU⟩"),
    (
        "نشرت Foreign Affairs (2018) مقالاً",
        "نشرت ⟨Foreign Affairs (2018)⟩ مقالاً",
    ),
    ("قرار UNSCR 2254 (2015) صدر", "قرار ⟨UNSCR 2254 (2015)⟩ صدر"),
    ("قال NATO: 17 دولة", "قال ⟨NATO⟩: 17 دولة"),
    ("على بعد 15 km من المدينة", "على بعد ⟨15 km⟩ من المدينة"),
    ("بين 15–20 km من", "بين 15–⟨20 km⟩ من"),
    ("نسبة 37.5% منهم", "نسبة ⟨37.5%⟩ منهم"),
    ("من 50–60% منهم", "من 50–⟨60%⟩ منهم"),
    ("نسبة ٣٧٫٥٪ منهم", "نسبة ٣٧٫٥٪ منهم"),
    ("درجة الحرارة -5 اليوم", "درجة الحرارة ⟨-5⟩ اليوم"),
    (
        "اتصل على +963 11 333 4444 الآن",
        "اتصل على ⟨+963 11 333 4444⟩ الآن",
    ),
    ("اتصل على (011) 333 4444.", "اتصل على ⟨(011) 333 4444⟩."),
    ("اتصل على 011-333-4444.", "اتصل على ⟨011-333-4444⟩."),
    ("اتصل على +٩٦٣ ١١ ٣٣٣ ٤٤٤٤.", "اتصل على ⟨+٩٦٣ ١١ ٣٣٣ ٤٤٤٤⟩."),
    ("في 2018-09-17 وقّع", "في ⟨2018-09-17⟩ وقّع"),
    ("بين 2018-2019 فقط", "بين 2018-2019 فقط"),
    ("2018-2019: عامان", "⟨2018⟩-2019: عامان"),
    ("في 17/9/2018 وقّع", "في 17/9/2018 وقّع"),
    ("كلفته $500 أو 500€ تقريباً", "كلفته ⟨$500⟩ أو ⟨500€⟩ تقريباً"),
    (
        "قال: «We will not attack.» وانصرف",
        "قال: «⟨We will not attack.⟩» وانصرف",
    ),
    (
        "قال «He said “stop!” twice» ثم",
        "قال «⟨He said “stop!” twice⟩» ثم",
    ),
    (
        "عنوانه \"The End of War?\" كما",
        "عنوانه \"⟨The End of War?⟩\" كما",
    ),
    (
        "انظر https://example.org/a?b=c&d=e/، ثم",
        "انظر ⟨https://example.org/a?b=c&d=e/⟩، ثم",
    ),
    ("في ملف report-2018.pdf.", "في ملف ⟨report-2018.pdf⟩."),
    ("يوم 17 September 2018 مساءً", "يوم ⟨17 September 2018⟩ مساءً"),
    ("الدالة f(x) هنا", "الدالة ⟨f(x)⟩ هنا"),
    ("حلف NATO (OTAN بالفرنسية)", "حلف ⟨NATO⟩ (⟨OTAN⟩ بالفرنسية)"),
    ("حلف NATO (OTAN) قال", "حلف ⟨NATO (OTAN)⟩ قال"),
    ("في الـU.S. اليوم", "في الـ⟨U.S.⟩ اليوم"),
    (
        "مكتوب \u{2066}a b\u{2069} بيد",
        "مكتوب \u{2066}a b\u{2069} بيد",
    ),
    ("Foreign Affairs!", "⟨Foreign Affairs!⟩"),
    ("نص km \"a\"$5 نص", "نص ⟨km \"a\"$⟩5 نص"),
    ("50%", "⟨50%⟩"),
    ("2018", "2018"),
];

#[test]
fn from_right_to_left() {
    check(Rtl, FROM_RIGHT_TO_LEFT);
}

#[test]
fn from_left_to_right() {
    check(
        Ltr,
        &[
            (
                "Plain English, of 17 words (2018): 50% – “quoted”.",
                "Plain English, of 17 words (2018): 50% – “quoted”.",
            ),
            (
                "The word هدنة (truce), 3 times",
                "The word ⟨هدنة⟩ (truce), 3 times",
            ),
            ("the treaty معاهدة 1979 was", "the treaty ⟨معاهدة 1979⟩ was"),
            (
                "“مذكرة سوتشي”, 17 September",
                "“⟨مذكرة سوتشي⟩”, 17 September",
            ),
            ("روسيا، تركيا and Iran", "⟨روسيا، تركيا⟩ and Iran"),
            ("اتفاق, هدنة, 2018", "⟨اتفاق, هدنة, 2018⟩"),
            (
                "the words اتفاق, هدنة, 2018",
                "the words ⟨اتفاق⟩, ⟨هدنة⟩, 2018",
            ),
            ("See القرار 2254 (2015): it", "See ⟨القرار 2254 (2015)⟩: it"),
            ("In Hebrew שלום! it", "In Hebrew ⟨שלום⟩! it"),
            ("He wrote «ما هذا؟» and", "He wrote «⟨ما هذا؟⟩» and"),
            (
                "He wrote «قال “قف!” ثم مضى» to us",
                "He wrote «⟨قال “قف!” ثم مضى⟩» to us",
            ),
            ("For ۱۲ سال or 12 سال", "For ⟨۱۲ سال⟩ or 12 ⟨سال⟩"),
            ("مذكرة", "⟨مذكرة⟩"),
        ],
    );
}

#[test]
fn texts_without_markup() {
    let table = [
        ("نص خالص 2018", Rtl, "نص خالص 2018"),
        ("Foreign Affairs", Rtl, "Foreign Affairs"),
        ("قال NATO", Rtl, "قال \u{2066}NATO\u{2069}"),
        (
            "NATO: بيان",
            Rtl,
            "\u{2067}\u{2066}NATO\u{2069}: بيان\u{2069}",
        ),
        ("The word هدنة, 3", Ltr, "The word \u{2067}هدنة\u{2069}, 3"),
    ];
    for (text, direction, expected) in table {
        assert_eq!(isolated_text(text, direction), expected, "{text}");
    }
}

/// Pieces of what people write, without line ends: each text is one paragraph.
const PIECES: &[&str] = &[
    "نص",
    "هدنة ",
    "، ",
    "؛",
    "؟",
    "«",
    "»",
    " وال",
    "Foreign ",
    "NATO",
    "S/2018/852",
    "C++",
    " (",
    ") ",
    "[",
    "]",
    "“",
    "”",
    "\"",
    "15 km",
    "km ",
    "+963 11 333",
    "(011) ",
    "4444 ",
    "50%",
    "$5",
    "-",
    "–",
    "2018",
    " 17 ",
    "٢٠١٨",
    "۱۲",
    ", ",
    ". ",
    ": ",
    "!",
    "/",
    "שלום",
    " ",
    "\u{200f}",
    "\u{200e}",
    "a",
    "U.S.",
    "\u{64b}",
    "停火",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{0,3}"];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// The characters of a paragraph from left to right, as their numbers in memory.
fn visual(text: &str, direction: Direction) -> Vec<usize> {
    let level = if direction == Rtl {
        Level::rtl()
    } else {
        Level::ltr()
    };
    let info = BidiInfo::new(text, Some(level));
    let Some(paragraph) = info.paragraphs.first() else {
        return Vec::new();
    };
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    BidiInfo::reorder_visual(&levels)
}

/// Those of a visual order that stand in a range, counted from its start.
fn within(order: &[usize], range: std::ops::Range<usize>) -> Vec<usize> {
    order
        .iter()
        .filter(|index| range.contains(index))
        .map(|index| index - range.start)
        .collect()
}

fn strip(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{2066}'..='\u{2069}'))
        .collect()
}

type Runs = Vec<(std::ops::Range<usize>, String, Direction)>;

/// The text with isolate characters around its runs, or around other words in their place; and where the runs stand.
fn with_runs(text: &str, own: Direction, other: Option<&str>) -> (String, Runs) {
    let (mut marked, mut runs, mut from) = (String::new(), Vec::new(), 0);
    for isolate in isolates(text, own) {
        marked.push_str(&text[from..isolate.range.start]);
        let run = other.unwrap_or(&text[isolate.range.clone()]);
        marked.push(if isolate.shield.direction == Rtl {
            '\u{2067}'
        } else {
            '\u{2066}'
        });
        let start = marked.chars().count();
        runs.push((
            start..start + run.chars().count(),
            run.to_owned(),
            isolate.shield.direction,
        ));
        marked.push_str(run);
        marked.push('\u{2069}');
        from = isolate.range.end;
    }
    marked.push_str(&text[from..]);
    (marked, runs)
}

/// A visual order without the runs: each character outside by its number among those outside.
fn outside(order: &[usize], runs: &Runs) -> Vec<usize> {
    let before = |index: usize| {
        runs.iter()
            .filter(|(range, ..)| range.end <= index)
            .map(|(range, ..)| range.len())
            .sum::<usize>()
    };
    let free = order
        .iter()
        .filter(|index| !runs.iter().any(|(range, ..)| range.contains(index)));
    free.map(|index| index - before(*index)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// No character is lost, doubled or moved, with marks and with markup.
    #[test]
    fn every_character_is_kept(text in text(), rtl: bool) {
        let own = if rtl { Rtl } else { Ltr };
        prop_assert_eq!(strip(&isolated_text(&text, own)), text.as_str());
        let html = isolated_html(&text, own, |html, words| html.push_str(&words.replace('&', "&amp;").replace('<', "&lt;")));
        let bare = ["<bdi>", "<bdi dir=\"ltr\">", "<bdi dir=\"rtl\">", "</bdi>", "<bdo dir=\"ltr\">", "</bdo>", "<span class=\"unbroken\">", "</span>"].iter().fold(html, |html, tag| html.replace(tag, ""));
        prop_assert_eq!(bare.replace("&lt;", "<").replace("&amp;", "&"), text.as_str());
    }

    /// Under the bidirectional algorithm each run keeps its own order in both directions of the paragraph, and the text
    /// around the runs stands the same whatever is in them.
    #[test]
    fn runs_and_their_surroundings_keep_their_order(text in text(), rtl: bool) {
        let own = if rtl { Rtl } else { Ltr };
        let (marked, runs) = with_runs(&text, own, None);
        for paragraph in [Ltr, Rtl] {
            let order = visual(&marked, paragraph);
            for (range, run, direction) in &runs {
                prop_assert_eq!(within(&order, range.clone()), visual(run, *direction), "{:?} in {:?}", run, marked);
            }
            for other in ["a", "א", "1", "٢", "a א 1"] {
                let (filled, places) = with_runs(&text, own, Some(other));
                prop_assert_eq!(outside(&order, &runs), outside(&visual(&filled, paragraph), &places), "{:?} in {:?}", other, marked);
            }
        }
    }

    /// What is left outside of the runs has letters of one direction only: nothing there can be reordered by another.
    #[test]
    fn nothing_foreign_is_left_outside(text in text(), rtl: bool) {
        let own = if rtl { Rtl } else { Ltr };
        let outside: String = islands(&text, own).iter().filter(|island| island.isolate.is_none()).map(|island| island.text).collect();
        prop_assert!(isolates(&outside, own).iter().all(|isolate| isolate.shield.stated != DirectionMark::ByLetters), "{:?} of {:?}", outside, text);
    }
}
