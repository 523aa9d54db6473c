//! The conventions of one language, from `typography.yaml`.

use crate::config::Language;
use crate::locale::{Script, is_mark};
use crate::source::{SourcePath, Span};
use crate::yaml::{self, Entry, Node, NodeKind};

use super::flags::{DIGITS, EMPHASIS, FOREIGN, LETTER, MARK, SPACE, SUSPECT, TIGHT};
use super::numerals;
use super::quiet::Quiet;

/// What is known of languages: the one place that names any.
const TYPOGRAPHY: &str = include_str!("typography.yaml");

/// Characters whose flags are looked up rather than computed: those of two bytes.
const TABLE: usize = 0x800;

/// The conventions of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Convention {
    /// The script; `None` where it is not known.
    pub(super) script: Option<Script>,
    /// The digits that the site has chosen, by their place among the systems.
    pub(super) digits: Option<usize>,
    pub(super) punctuation: Vec<(char, char)>,
    pub(super) wide: bool,
    pub(super) tight: Vec<char>,
    pub(super) quotes: Option<(char, char)>,
    pub(super) letters: Vec<(char, char)>,
    pub(super) endings: Vec<(char, Vec<char>)>,
    pub(super) alien: Vec<char>,
    pub(super) native: Vec<String>,
    pub(super) stretch: Option<char>,
    pub(super) dash: char,
    pub(super) vowels: Vec<char>,
    pub(super) idle_at_edge: Vec<char>,
    pub(super) idle_in_word: Vec<char>,
    table: Vec<u16>,
    pub(super) quiet: Option<Quiet>,
}

impl Convention {
    /// What holds for a language of the site.
    pub(super) fn new(typography: &Typography, language: &Language) -> Self {
        let mut convention = Self {
            script: Script::of_language(&language.locale),
            digits: numerals::system(&language.digits),
            dash: '–',
            ..Self::default()
        };
        for entry in typography.of(&language.locale) {
            convention.read(entry);
        }
        let ahead = (0..TABLE).map(|code| char::from_u32(u32::try_from(code).ok()?));
        convention.table = ahead
            .map(|c| c.map_or(0, |c| convention.computed(c)))
            .collect();
        convention.quiet = Quiet::of(|c| convention.flags(c));
        convention
    }

    fn read(&mut self, entry: &Entry) {
        let text = entry.value.as_text().unwrap_or_default();
        match entry.key.as_str() {
            "punctuation" => self.punctuation = pairs(&entry.value),
            "wide" => self.wide = text == "true",
            "tight" => self.tight = text.chars().collect(),
            "quotes" => self.quotes = text.chars().next().zip(text.chars().next_back()),
            "letters" => self.letters = pairs(&entry.value),
            "endings" => {
                self.endings = fields(&entry.value)
                    .iter()
                    .filter_map(|one| Some((first(&one.key)?, chars(one))))
                    .collect();
            }
            "alien" => self.alien = text.chars().collect(),
            "native" => self.native = items(&entry.value).map(ToOwned::to_owned).collect(),
            "stretch" => self.stretch = first(text),
            "dash" => self.dash = first(text).unwrap_or(self.dash),
            "vowels" => self.vowels = text.chars().collect(),
            "idle_at_edge" => {
                self.idle_at_edge = items(&entry.value).filter_map(code_point).collect();
            }
            "idle_in_word" => {
                self.idle_in_word = items(&entry.value).filter_map(code_point).collect();
            }
            _ => {}
        }
    }

    /// What a character may be part of.
    pub(super) fn flags(&self, c: char) -> u16 {
        self.table
            .get(c as usize)
            .copied()
            .unwrap_or_else(|| self.computed(c))
    }

    /// What the character at a byte may be part of, and its length. Every character of a site is looked at here.
    #[inline]
    pub(super) fn flags_at(&self, text: &str, at: usize) -> Option<(u16, usize)> {
        let looked_up = |code: usize, length| self.table.get(code).map(|flags| (*flags, length));
        match text.as_bytes().get(at..)? {
            [] => None,
            [byte @ 0..=0x7f, ..] => looked_up(usize::from(*byte), 1),
            [first @ 0xc2..=0xdf, second, ..] => looked_up(
                (usize::from(first & 0x1f) << 6) | usize::from(second & 0x3f),
                2,
            ),
            _ => text
                .get(at..)?
                .chars()
                .next()
                .map(|c| (self.computed(c), c.len_utf8())),
        }
    }

    fn computed(&self, c: char) -> u16 {
        let mut flags = numerals::value(c).map_or(0, |(system, _)| DIGITS << system);
        let suspect = match c {
            ' ' => {
                flags |= SPACE;
                false
            }
            '*' | '_' => {
                flags |= EMPHASIS;
                false
            }
            '"' => self.quotes.is_some(),
            _ => self.is_of_letters(c),
        };
        if self.tight.contains(&c) {
            flags |= TIGHT;
        }
        if self.replacement(c).is_some() {
            flags |= FOREIGN;
        }
        if is_mark(c) {
            flags |= MARK;
        } else if c.is_alphabetic() {
            flags |= LETTER;
        }
        flags | if suspect { SUSPECT } else { 0 }
    }

    /// Whether one of the rules of letters is about a character.
    pub(super) fn is_suspect(&self, c: char) -> bool {
        c != '"' && self.flags(c) & SUSPECT != 0
    }

    fn is_of_letters(&self, c: char) -> bool {
        self.letter(c).is_some()
            || self.stretch == Some(c)
            || self.idle_at_edge.contains(&c)
            || self.idle_in_word.contains(&c)
            || is_presentation_form(c)
            || composes(c)
    }

    /// What this language writes in place of a mark.
    pub(super) fn replacement(&self, mark: char) -> Option<char> {
        self.punctuation
            .iter()
            .find(|(foreign, _)| *foreign == mark)
            .map(|(_, own)| *own)
    }

    /// What this language writes in place of a letter.
    pub(super) fn letter(&self, letter: char) -> Option<char> {
        self.letters
            .iter()
            .find(|(foreign, _)| *foreign == letter)
            .map(|(_, own)| *own)
    }

    /// Whether a character is a letter of the script of this language.
    pub(super) fn is_own(&self, c: char) -> bool {
        c.is_alphabetic() && self.script.is_some() && Script::of(c) == self.script
    }
}

/// Glyphs of letters in one position, and ligatures, as they come out of page layouts. Words in one character (U+FDF2 and
/// others), brackets and marks without a letter are written on purpose.
pub(super) fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDC7}')
        || matches!(c, '\u{FE80}'..='\u{FEFC}')
}

/// Marks that Unicode has in one character with many letters.
fn composes(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0653}'..='\u{0655}' | '\u{3099}' | '\u{309A}')
}

/// The table of all languages.
pub(super) struct Typography(Vec<Entry>);

impl Typography {
    /// Reads the table of the program.
    pub(super) fn read() -> Self {
        let path = SourcePath::new("typography.yaml");
        let root = yaml::parse(&path, TYPOGRAPHY, Span::new(0, TYPOGRAPHY.len())).value;
        Self(match root.map(|root| root.kind) {
            Some(NodeKind::Map(entries)) => entries,
            _ => Vec::new(),
        })
    }

    /// The entry of the longest tag that a locale begins with.
    fn of(&self, locale: &str) -> &[Entry] {
        let fits = |tag: &str| {
            locale
                .strip_prefix(tag)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let fitting = self.0.iter().filter(|entry| fits(&entry.key));
        fitting
            .max_by_key(|entry| entry.key.len())
            .map_or(&[], |entry| fields(&entry.value))
    }
}

fn fields(node: &Node) -> &[Entry] {
    match &node.kind {
        NodeKind::Map(entries) => entries,
        _ => &[],
    }
}

fn items(node: &Node) -> impl Iterator<Item = &str> {
    let items: &[Node] = match &node.kind {
        NodeKind::List(items) => items,
        _ => &[],
    };
    items.iter().filter_map(Node::as_text)
}

fn pairs(node: &Node) -> Vec<(char, char)> {
    fields(node)
        .iter()
        .filter_map(|entry| Some((first(&entry.key)?, first(entry.value.as_text()?)?)))
        .collect()
}

fn chars(entry: &Entry) -> Vec<char> {
    entry.value.as_text().unwrap_or_default().chars().collect()
}

fn first(text: &str) -> Option<char> {
    text.chars().next()
}

fn code_point(hex: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{Typography, fields};

    /// Every key of the table is explained at its head, and nothing else stands there.
    #[test]
    fn the_table_has_known_keys() {
        let head: String = super::TYPOGRAPHY
            .lines()
            .take_while(|line| line.starts_with('#'))
            .collect();
        let typography = Typography::read();
        assert!(typography.0.len() > 5);
        for language in &typography.0 {
            for entry in fields(&language.value) {
                assert!(
                    head.contains(&entry.key),
                    "{} of {} is not explained",
                    entry.key,
                    language.key
                );
            }
        }
    }
}
