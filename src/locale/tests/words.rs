//! Plurals, numbers, lists and order.

use super::*;

#[test]
fn plurals() {
    use PluralCategory::{Few, Many, One, Other, Two, Zero};
    let arabic = locale(&options("ar-SY"));
    let table = [
        (0, Zero),
        (1, One),
        (2, Two),
        (3, Few),
        (10, Few),
        (11, Many),
        (99, Many),
        (100, Other),
        (101, Other),
        (102, Other),
        (103, Few),
        (111, Many),
        (1_000_000, Other),
    ];
    for (count, category) in table {
        assert_eq!(arabic.plural(count), category, "{count}");
    }
    assert_eq!(
        arabic.plural_categories(),
        [Zero, One, Two, Few, Many, Other]
    );
    let english = locale(&options("en-GB"));
    for (count, category) in [(0, Other), (1, One), (2, Other), (11, Other), (101, Other)] {
        assert_eq!(english.plural(count), category, "{count}");
    }
    assert_eq!(english.plural_categories(), [One, Other]);
    let serbian = Locale::new(&options("sr-Latn"), patterns(EN)).unwrap();
    assert_eq!(
        serbian.plural_categories(),
        [One, Few, Other],
        "the script does not change the forms"
    );
    assert_eq!(
        (serbian.plural(1), serbian.plural(2), serbian.plural(5)),
        (One, Few, Other)
    );
    assert_eq!(
        PluralCategory::from_name("few").map(PluralCategory::as_str),
        Some("few")
    );
}

#[test]
fn numbers_and_lists() {
    let english = locale(&options("en-GB"));
    let arabic = locale(&LocaleOptions {
        digits: "arab".into(),
        ..options("ar-SY")
    });
    assert_eq!(english.number(1_234_567), "1,234,567");
    assert_eq!(arabic.number(1_234_567), "١٬٢٣٤٬٥٦٧");
    assert_eq!(arabic.digits("S/2018/852"), "S/٢٠١٨/٨٥٢");
    assert_eq!(
        (english.percent(37.5), english.percent(75.0)),
        ("37.5%".into(), "75%".into())
    );
    assert_eq!(arabic.percent(37.5), "٣٧٫٥٪");
    let names = ["روسيا", "تركيا", "إيران"].map(str::to_owned);
    assert_eq!(arabic.list_and(&names), "روسيا وتركيا وإيران");
    assert_eq!(arabic.list_or(&names[..2]), "روسيا أو تركيا");
    let names = ["Russia", "Turkey", "Iran"].map(str::to_owned);
    assert_eq!(english.list_and(&names), "Russia, Turkey and Iran");
    assert_eq!(english.list_or(&names), "Russia, Turkey or Iran");
    assert_eq!(
        (english.list_and(&[]), english.list_and(&names[..1])),
        (String::new(), "Russia".into())
    );
}

/// In order, the article passed over.
const NAMES: &str = "
آستانا، الاتحاد الأوروبي، أحمد الجربا، إدلب، الأردن، أردوغان
أستراليا، الأسد، إسرائيل، ألمانيا، إلياس، الأمم المتحدة
أنقرة، إيران، باريس، بشار الأسد، تركيا، تل أبيب
الجامعة العربية، جنيف، حلب، حماة، حمص، الخليج
دمشق، دي ميستورا، الرقة، روسيا، سوتشي، سوريا
عَمّان، فرنسا، القاهرة، قطر، كوباني، لبنان
مصر، موسكو، هيئة التفاوض، واشنطن، اليمن، Geneva
The Hague، Moscow
";

#[test]
fn order_of_names() {
    let expected: Vec<&str> = NAMES
        .trim()
        .lines()
        .flat_map(|line| line.split("، "))
        .collect();
    let arabic = locale(&options("ar-SY"));
    let mut names = expected.clone();
    names.sort_unstable();
    names.sort_by(|a, b| arabic.compare(a, b));
    assert_eq!(names, expected);
    names.sort_unstable();
    names.sort_by_key(|name| arabic.sort_key(name));
    assert_eq!(names, expected);
}

#[test]
fn prefixes() {
    let arabic = locale(&options("ar-SY"));
    for (name, rest) in [
        ("المزة", "مزة"),
        ("الب", "الب"),
        ("THE Hague", "Hague"),
        ("«المزة»", "مزة»"),
        ("…", "…"),
        ("", ""),
    ] {
        assert_eq!(arabic.order.filed(name), rest);
    }
}
