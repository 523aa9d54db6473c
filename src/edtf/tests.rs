//! Tables: what parses and what it means, what does not and what is said about it.

use super::*;

fn parse(text: &str) -> Edtf {
    Edtf::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn bounds() {
    let table = [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2019-05-30", "2019-05-30", "2019-05-30"),
        ("2020-03-06T00:01", "2020-03-06", "2020-03-06"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("00XX", "0000-01-01", "0099-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2001-22", "2001-06-01", "2001-08-31"),
        ("2001-23", "2001-09-01", "2001-11-30"),
        ("2003-24", "2003-12-01", "2004-02-29"),
        ("2019-05~", "2019-05-01", "2019-05-31"),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
        ("-1985", "-1985-01-01", "-1985-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("2017-05-04/2017-05-05", "2017-05-04", "2017-05-05"),
        ("2019-04/2020", "2019-04-01", "2020-12-31"),
        ("2019-05-30/2019-05", "2019-05-30", "2019-05-31"),
    ];
    for (text, earliest, latest) in table {
        let date = parse(text);
        assert_eq!(date.as_str(), text);
        assert_eq!(date.earliest().to_string(), earliest, "{text}");
        assert_eq!(date.latest().to_string(), latest, "{text}");
        assert!(date.earliest() <= date.latest(), "{text}");
    }
}

#[test]
fn open_and_unknown_ends() {
    let table = [
        (
            "2019-04/..",
            Day::parse("2019-04-01").unwrap(),
            Day::FAR_FUTURE,
        ),
        (
            "2019-04/",
            Day::parse("2019-04-01").unwrap(),
            Day::FAR_FUTURE,
        ),
        ("../2019", Day::FAR_PAST, Day::parse("2019-12-31").unwrap()),
        ("/2019", Day::FAR_PAST, Day::parse("2019-12-31").unwrap()),
    ];
    for (text, earliest, latest) in table {
        let date = parse(text);
        assert_eq!(
            (date.earliest(), date.latest()),
            (earliest, latest),
            "{text}"
        );
        assert_eq!(date.as_str(), text);
        assert_eq!(date.year(), 2019, "{text}");
    }
    assert!(matches!(
        parse("2019/..").interval(),
        Some((Endpoint::Date(_), Endpoint::Open))
    ));
    assert!(matches!(
        parse("/2019").interval(),
        Some((Endpoint::Unknown, Endpoint::Date(_)))
    ));
    assert_eq!(parse("2019").interval(), None);
}

/// Text | precision | year | value for `<time datetime>`, if any.
const PRECISIONS: &str = "
19XX | Century | 1900 |
201X | Decade | 2010 |
2019 | Year | 2019 |
2004-XX | Year | 2004 |
Y170000002 | Year | 170000002 |
Y-170000002 | Year | -170000002 |
2001-21 | Season | 2001 |
2019-05 | Month | 2019 |
1985-04-XX | Month | 1985 |
2019-05-30 | Day | 2019 | 2019-05-30
2019-05-30? | Day | 2019 |
2019-05-30% | Day | 2019 |
-0044-03-15 | Day | -44 |
2020-03-06T00:01 | Time | 2020 | 2020-03-06T00:01
2020-03-06T00:01:59 | Time | 2020 | 2020-03-06T00:01:59
2020-03-06T00:01Z | Time | 2020 | 2020-03-06T00:01Z
2020-03-06T00:01+03:00 | Time | 2020 | 2020-03-06T00:01+03:00
2020-03-06T00:01-04 | Time | 2020 | 2020-03-06T00:01-04:00
2017-05-04/2017 | Year | 2017 |
";

#[test]
fn precision_and_exactness() {
    for row in PRECISIONS.lines().filter(|row| !row.is_empty()) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let date = parse(cells[0]);
        let precision = format!("{:?}", date.precision());
        let datetime = date.exact_datetime().unwrap_or_default();
        assert_eq!(
            [&*precision, &date.year().to_string(), datetime],
            cells[1..],
            "{row}"
        );
    }
    for exact in ["2020-03-06T00:01", "-0044-03-15", "2019-05-30"] {
        assert!(parse(exact).is_exact_day(), "{exact}");
    }
    for inexact in ["2019-05-30~", "2019-05-30/2019-05-30", "2019-05"] {
        assert!(!parse(inexact).is_exact_day(), "{inexact}");
    }
    assert!(parse("2019~/2020").is_approximate() && !parse("2019~/2020").is_uncertain());
    assert!(parse("2019%").is_approximate() && parse("2019%").is_uncertain());
}

/// Text | kind | where | suggestion, if any.
const FAULTS: &str = "
٢٠١٩-٠٥-٣٠ | ArabicDigits | 0..18 | 2019-05-30
۲۰۱۹ | ArabicDigits | 0..8 | 2019
٣٠/٥/٢٠١٩ | ArabicDigits | 0..16 | 2019-05-30
2019-٠٥ | ArabicDigits | 5..9 | 2019-05
\u{200F}2019-05-30 | InvisibleCharacter 200F | 0..3 | 2019-05-30
2019-05\u{A0} | InvisibleCharacter 00A0 | 7..9 | 2019-05
2019\u{200E}/2020 | InvisibleCharacter 200E | 4..7 | 2019/2020
2019-02-30 | ImpossibleDay { year: 2019, month: 2, days: 28 } | 8..10 |
2019-02-00 | ImpossibleDay { year: 2019, month: 2, days: 28 } | 8..10 |
-0001-02-29 | ImpossibleDay { year: -1, month: 2, days: 28 } | 9..11 |
2018/2019-02-30 | ImpossibleDay { year: 2019, month: 2, days: 28 } | 13..15 |
2019-13 | ImpossibleMonth(13) | 5..7 |
2019-00 | ImpossibleMonth(0) | 5..7 |
2019-30-05 | ImpossibleMonth(30) | 5..7 | 2019-05-30
2019-21-05 | ImpossibleMonth(21) | 5..7 | 2019-05-21
2019-14-13 | ImpossibleMonth(14) | 5..7 |
30-05-2019 | DayFirst | 0..10 | 2019-05-30
30/05/2019 | DayFirst | 0..10 | 2019-05-30
30.5.2019 | DayFirst | 0..9 | 2019-05-30
05/30/2019 | DayFirst | 0..10 | 2019-05-30
05/06/2019 | DayFirst | 0..10 |
05/05/2019 | DayFirst | 0..10 | 2019-05-05
“2019-05-30” | Malformed | 0..16 | 2019-05-30
«30/5/2019» | Malformed | 0..13 | 2019-05-30
30/05/19 | DayFirst | 0..8 |
2019/05/30 | DayFirst | 0..10 | 2019-05-30
20190530 | DayFirst | 0..8 | 2019-05-30
20193005 | Malformed | 0..8 |
2019.5.3 | DayFirst | 0..8 | 2019-05-03
2019/05 | DayFirst | 0..7 | 2019-05
5/2019 | DayFirst | 0..6 | 2019-05
30-05-2019/2020 | DayFirst | 0..10 | 2019-05-30/2020
2019-5-3 | MissingZeros | 0..8 | 2019-05-03
2019-5 | MissingZeros | 0..6 | 2019-05
2019/2020-5 | MissingZeros | 5..11 | 2019/2020-05
2019-5-3/2019-6-1 | MissingZeros | 0..8 | 2019-05-03/2019-06-01
2020-03-06T9:30 | MissingZeros | 11..15 | 2020-03-06T09:30
2020/2019 | ReversedInterval | 0..9 | 2019/2020
2019-06/2019-05-30 | ReversedInterval | 0..18 | 2019-05-30/2019-06
[1667,1668] | Level2 | 0..11 |
{1960,1961-12} | Level2 | 0..14 |
2004-06~-11 | Level2 | 0..11 |
?2004-06 | Level2 | 0..8 |
~2019 | Level2 | 0..5 | 2019~
156X-12-25 | Level2 | 0..10 |
1XXX | Level2 | 0..4 |
2019-XX-05 | Level2 | 0..10 |
2001-34 | Level2 | 0..7 |
Y-17E7 | Level2 | 0..6 |
1950S2 | Level2 | 0..6 |
2004-06-XX/2004-07-03 | Level2 | 0..10 | 2004-06/2004-07-03
2020-03-06T00:01/.. | TimeInInterval | 0..16 | 2020-03-06/..
2020-03-06T24:00 | ImpossibleTime | 11..16 |
2020-03-06T00:61 | ImpossibleTime | 11..16 |
2020-03-06T00:01Z03:00 | Malformed | 16..22 |
2020-03-06 00:01 | Malformed | 0..16 | 2020-03-06T00:01
2020-03-06t00:01z | Malformed | 0..17 | 2020-03-06T00:01Z
2020-03T00:01 | Malformed | 0..13 |
2020-03-06T00:01? | Malformed | 0..17 |
201u | Malformed | 0..4 | 201X
2004-06-uu | Malformed | 0..10 | 2004-06-XX
2004/open | Malformed | 5..9 | 2004/..
unknown/2004 | Malformed | 0..7 | /2004
2019?~ | Malformed | 0..6 | 2019%
2017–2018 | Malformed | 0..11 | 2017/2018
2019-05-30 / 2019-06-02 | Malformed | 0..11 | 2019-05-30/2019-06-02
2019-05-30/31 | Malformed | 11..13 | 2019-05-30/2019-05-31
2018/19 | Malformed | 5..7 | 2018/2019
Y2019 | Malformed | 0..5 | 2019
-0000 | Malformed | 0..5 |
../.. | Malformed | 0..5 |
/ | Malformed | 0..1 |
May 2019 | Malformed | 0..8 | 2019-05
30 May 2019 | Malformed | 0..11 | 2019-05-30
May 2, 2019 | Malformed | 0..11 | 2019-05-02
";

#[test]
fn errors_name_the_fault_and_the_remedy() {
    for row in FAULTS.lines().filter(|row| !row.is_empty()) {
        // Not `trim`, which would take no-break spaces away.
        let cells: Vec<&str> = row.split('|').map(|cell| cell.trim_matches(' ')).collect();
        let error = Edtf::parse(cells[0]).expect_err(row);
        let kind = match error.kind {
            EdtfErrorKind::InvisibleCharacter(c) => {
                format!("InvisibleCharacter {:04X}", u32::from(c))
            }
            other => format!("{other:?}"),
        };
        let suggestion = error.suggestion.as_deref().unwrap_or_default();
        assert_eq!(
            [&*kind, &format!("{:?}", error.span), suggestion],
            cells[1..],
            "{row}"
        );
        assert!(!error.to_string().ends_with('.'), "{row}");
    }
    for blank in ["", "  ", "\n"] {
        assert_eq!(Edtf::parse(blank).unwrap_err().kind, EdtfErrorKind::Empty);
    }
    for (text, readings) in [
        ("5/6/2019", Some(["2019-06-05", "2019-05-06"])),
        ("٥/٦/٢٠١٩", Some(["2019-06-05", "2019-05-06"])),
        ("05-06-2019", Some(["2019-06-05", "2019-05-06"])),
        ("25/6/2019", None),
        ("5/6/19", None),
        ("2019-30-05", None),
    ] {
        let found = Edtf::parse(text).unwrap_err().readings;
        assert_eq!(
            found
                .as_ref()
                .map(|both| both.each_ref().map(String::as_str)),
            readings,
            "{text}"
        );
    }
    let phrase = Edtf::parse("2019-02-30").unwrap_err().to_string();
    assert_eq!(phrase, "February 2019 has 28 days");
}

#[test]
fn nothing_panics_and_suggestions_parse() {
    let pieces = "2019 - / .. X ٣ T 05 ? Y é \u{200F} 0:1 Z E7";
    let pieces: Vec<&str> = pieces.split(' ').chain([" "]).collect();
    for number in 0..pieces.len().pow(4) {
        let digits = (0..4).map(|place| number / pieces.len().pow(place) % pieces.len());
        let text: String = digits.map(|digit| pieces[digit]).collect();
        match Edtf::parse(&text) {
            Ok(date) => assert_eq!(parse(date.as_str()), date),
            Err(error) => drop(error.suggestion.map(|text| parse(&text))),
        }
    }
}

#[test]
fn timeline_order() {
    let mut dates: Vec<Edtf> = [
        "2019-05-30",
        "2019-05",
        "2019",
        "201X",
        "../2018",
        "2019-05-01",
        "2019/..",
        "2019~",
        "-0044",
    ]
    .map(parse)
    .into();
    dates.sort();
    let order: Vec<&str> = dates.iter().map(Edtf::as_str).collect();
    assert_eq!(
        order,
        [
            "-0044",
            "201X",
            "../2018",
            "2019",
            "2019~",
            "2019/..",
            "2019-05-01",
            "2019-05",
            "2019-05-30"
        ]
    );
}

#[test]
fn days() {
    let table = [
        ("1970-01-01", 0),
        ("1969-12-31", -1),
        ("2000-03-01", 11_017),
        ("2019-05-30", 18_046),
        ("0000-03-01", -719_468),
    ];
    for (text, days) in table {
        let day = Day::parse(text).unwrap();
        assert_eq!(day.epoch_days(), days, "{text}");
        assert_eq!(day.to_string(), text);
    }
    for days in (-1_000_000..1_000_000).step_by(37) {
        let (year, month, day) = Day::from_epoch_days(days).ymd();
        assert_eq!(Day::new(year, month, day).map(Day::epoch_days), Some(days));
    }
    for text in [
        "2019-05",
        "2019-05-30?",
        "2019-05-30T10:00",
        "2019-05-30/2019-05-31",
    ] {
        assert_eq!(
            Day::parse(text).unwrap_err().kind,
            EdtfErrorKind::NotADay,
            "{text}"
        );
    }
    assert_eq!(
        Day::parse("2019-5-3").unwrap_err().suggestion.as_deref(),
        Some("2019-05-03")
    );
}
