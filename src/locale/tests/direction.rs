//! What is held together, as tables: `⟨…⟩` marks what is isolated.

use super::super::bidi::{islands, isolated_text};
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

#[test]
fn from_right_to_left() {
    check(
        Rtl,
        &[
            ("نص عربي خالص، وفيه 17 رقماً.", "نص عربي خالص، وفيه 17 رقماً."),
            ("الوثيقة S/2018/852، 17 أيلول", "الوثيقة ⟨S/2018/852⟩، 17 أيلول"),
            ("S/2018/852: مذكرة", "⟨S/2018/852⟩: مذكرة"),
            ("(OSCE)، ثم NATO.", "(⟨OSCE⟩)، ثم ⟨NATO⟩."),
            ("لغة C++ و C#، وA+.", "لغة ⟨C++⟩ و ⟨C#⟩، و⟨A+⟩."),
            ("روسيا، NATO، EU", "روسيا، ⟨NATO⟩، ⟨EU⟩"),
            ("نشرت Foreign Affairs (2018) مقالاً", "نشرت ⟨Foreign Affairs (2018)⟩ مقالاً"),
            ("قرار UNSCR 2254 (2015) صدر", "قرار ⟨UNSCR 2254 (2015)⟩ صدر"),
            ("قال NATO: 17 دولة", "قال ⟨NATO⟩: 17 دولة"),
            ("على بعد 15 km من المدينة", "على بعد ⟨15 km⟩ من المدينة"),
            ("بين 15–20 km من", "بين 15–⟨20 km⟩ من"),
            ("نسبة 37.5% منهم", "نسبة ⟨37.5%⟩ منهم"),
            ("من 50–60% منهم", "من 50–⟨60%⟩ منهم"),
            ("نسبة ٣٧٫٥٪ منهم", "نسبة ٣٧٫٥٪ منهم"),
            ("درجة الحرارة -5 اليوم", "درجة الحرارة ⟨-5⟩ اليوم"),
            ("اتصل على +963 11 333 4444 الآن", "اتصل على ⟨+963 11 333 4444⟩ الآن"),
            ("اتصل على (011) 333 4444.", "اتصل على ⟨(011) 333 4444⟩."),
            ("اتصل على 011-333-4444.", "اتصل على ⟨011-333-4444⟩."),
            ("اتصل على +٩٦٣ ١١ ٣٣٣ ٤٤٤٤.", "اتصل على ⟨+٩٦٣ ١١ ٣٣٣ ٤٤٤٤⟩."),
            ("في 2018-09-17 وقّع", "في ⟨2018-09-17⟩ وقّع"),
            ("بين 2018-2019 فقط", "بين 2018-2019 فقط"),
            ("2018-2019: عامان", "⟨2018⟩-2019: عامان"),
            ("في 17/9/2018 وقّع", "في 17/9/2018 وقّع"),
            ("كلفته $500 أو 500€ تقريباً", "كلفته ⟨$500⟩ أو ⟨500€⟩ تقريباً"),
            ("قال: «We will not attack.» وانصرف", "قال: «⟨We will not attack.⟩» وانصرف"),
            ("قال «He said “stop!” twice» ثم", "قال «⟨He said “stop!” twice⟩» ثم"),
            ("عنوانه \"The End of War?\" كما", "عنوانه \"⟨The End of War?⟩\" كما"),
            ("انظر https://example.org/a?b=c&d=e/، ثم", "انظر ⟨https://example.org/a?b=c&d=e/⟩، ثم"),
            ("في ملف report-2018.pdf.", "في ملف ⟨report-2018.pdf⟩."),
            ("يوم 17 September 2018 مساءً", "يوم ⟨17 September 2018⟩ مساءً"),
            ("الدالة f(x) هنا", "الدالة ⟨f(x)⟩ هنا"),
            ("حلف NATO (OTAN بالفرنسية)", "حلف ⟨NATO⟩ (⟨OTAN⟩ بالفرنسية)"),
            ("حلف NATO (OTAN) قال", "حلف ⟨NATO (OTAN)⟩ قال"),
            ("في الـU.S. اليوم", "في الـ⟨U.S.⟩ اليوم"),
            ("مكتوب \u{2066}a b\u{2069} بيد", "مكتوب \u{2066}a b\u{2069} بيد"),
            ("Foreign Affairs!", "⟨Foreign Affairs!⟩"),
            ("50%", "⟨50%⟩"),
            ("2018", "2018"),
        ],
    );
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
            ("The word هدنة (truce), 3 times", "The word ⟨هدنة⟩ (truce), 3 times"),
            ("the treaty معاهدة 1979 was", "the treaty ⟨معاهدة 1979⟩ was"),
            ("“مذكرة سوتشي”, 17 September", "“⟨مذكرة سوتشي⟩”, 17 September"),
            ("روسيا، تركيا and Iran", "⟨روسيا، تركيا⟩ and Iran"),
            ("اتفاق, هدنة, 2018", "⟨اتفاق, هدنة, 2018⟩"),
            ("the words اتفاق, هدنة, 2018", "the words ⟨اتفاق⟩, ⟨هدنة⟩, 2018"),
            ("See القرار 2254 (2015): it", "See ⟨القرار 2254 (2015)⟩: it"),
            ("In Hebrew שלום! it", "In Hebrew ⟨שלום⟩! it"),
            ("He wrote «ما هذا؟» and", "He wrote «⟨ما هذا؟⟩» and"),
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
        ("NATO: بيان", Rtl, "\u{2067}\u{2066}NATO\u{2069}: بيان\u{2069}"),
        ("The word هدنة, 3", Ltr, "The word \u{2067}هدنة\u{2069}, 3"),
    ];
    for (text, direction, expected) in table {
        assert_eq!(isolated_text(text, direction), expected, "{text}");
    }
}
