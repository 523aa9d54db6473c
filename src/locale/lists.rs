//! Lists in words, whole and as what stands between their entries.

use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;

use super::LocaleError;

/// `and` or `or`.
#[derive(Debug)]
pub(super) struct Lists {
    formatter: ListFormatter,
    /// Between two entries and no more; in longer lists after the first, between others, before the last.
    pair: String,
    start: String,
    middle: String,
    end: String,
}

/// Stands for an entry. No list of CLDR holds it.
const ENTRY: char = '\u{FFFC}';

impl Lists {
    pub(super) fn and(locale: &icu_locale::Locale) -> Result<Lists, LocaleError> {
        Lists::new(
            locale,
            ListFormatter::try_new_and(locale.into(), ListFormatterOptions::default()).ok(),
        )
    }

    pub(super) fn or(locale: &icu_locale::Locale) -> Result<Lists, LocaleError> {
        Lists::new(
            locale,
            ListFormatter::try_new_or(locale.into(), ListFormatterOptions::default()).ok(),
        )
    }

    fn new(
        locale: &icu_locale::Locale,
        formatter: Option<ListFormatter>,
    ) -> Result<Lists, LocaleError> {
        let missing = || super::tag::missing_data(&locale.to_string());
        let formatter = formatter.ok_or_else(missing)?;
        let gaps = |entries: usize| -> Vec<String> {
            let text = formatter
                .format(std::iter::repeat_n(ENTRY, entries))
                .to_string();
            text.split(ENTRY)
                .skip(1)
                .take(entries - 1)
                .map(ToOwned::to_owned)
                .collect()
        };
        let [pair]: [String; 1] = gaps(2).try_into().map_err(|_| missing())?;
        let [start, middle, end]: [String; 3] = gaps(4).try_into().map_err(|_| missing())?;
        Ok(Lists {
            formatter,
            pair,
            start,
            middle,
            end,
        })
    }

    pub(super) fn text(&self, items: &[String]) -> String {
        self.formatter.format(items.iter()).to_string()
    }

    pub(super) fn gap(&self, after: usize, of: usize) -> &str {
        match (after, of) {
            _ if after == 0 || after >= of => "",
            (1, 2) => &self.pair,
            _ if after + 1 == of => &self.end,
            (1, _) => &self.start,
            _ => &self.middle,
        }
    }
}
