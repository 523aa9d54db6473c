//! JSON as the same tree: what it means is decided by shapes too, and every value keeps its place.

use super::DEEPEST;
use super::tree::{Entry, Node, NodeKind, repeated};
use crate::diagnostic::{Code, Diagnosed, Diagnostic, Location, is_refused, quoted};
use crate::source::{SourceFile, Span};

/// Reads a file as JSON (RFC 8259). A fault is one diagnostic and no tree, since nothing after it can be trusted.
pub fn parse_json(file: &SourceFile) -> Diagnosed<Option<Node>> {
    let mut parser = Parser {
        file,
        at: 0,
        depth: 0,
        diagnostics: Vec::new(),
    };
    let value = parser.document();
    let (value, fault) = match value {
        Ok(node) => (Some(node), None),
        Err(fault) => (None, Some(fault)),
    };
    parser.diagnostics.extend(fault);
    Diagnosed {
        value,
        diagnostics: parser.diagnostics,
    }
}

struct Parser<'a> {
    file: &'a SourceFile,
    /// The next byte.
    at: usize,
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

type ParsedJson<T> = Result<T, Diagnostic>;

impl<'a> Parser<'a> {
    fn document(&mut self) -> ParsedJson<Node> {
        let node = self.value()?;
        self.blanks();
        if self.rest().is_empty() {
            Ok(node)
        } else {
            Err(self.fault("more stands behind the end of the data", None))
        }
    }

    fn rest(&self) -> &'a str {
        self.file.text.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn takes(&mut self, sign: char) -> bool {
        self.blanks();
        let found = self.next() == Some(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        found
    }

    /// A fault at the next character.
    fn fault(&self, message: impl Into<String>, help: Option<&str>) -> Diagnostic {
        let length = self.next().map_or(0, char::len_utf8);
        self.fault_at(self.at, self.at + length, message, help)
    }

    fn fault_at(
        &self,
        start: usize,
        end: usize,
        message: impl Into<String>,
        help: Option<&str>,
    ) -> Diagnostic {
        let at = Location::new(&self.file.path, Span::new(start, end));
        Diagnostic::at(Code::JsonSyntax, at, message).maybe_help(help.map(ToOwned::to_owned))
    }

    fn value(&mut self) -> ParsedJson<Node> {
        self.blanks();
        let start = self.at;
        let kind = match self.next() {
            Some('{') => self.nested(Self::map)?,
            Some('[') => self.nested(Self::list)?,
            Some('"') => NodeKind::Scalar {
                text: self.string()?,
                plain: false,
            },
            Some('-' | '+' | '.' | '0'..='9') => self.number()?,
            Some('n' | 't' | 'f') if self.word().is_some() => self.take_word(),
            _ => return Err(self.no_value()),
        };
        Ok(Node {
            span: Span::new(start, self.at),
            kind,
        })
    }

    fn word(&self) -> Option<&'static str> {
        ["null", "true", "false"]
            .into_iter()
            .find(|word| self.rest().starts_with(word))
    }

    fn take_word(&mut self) -> NodeKind {
        let word = self.word().unwrap_or_default();
        self.at += word.len();
        if word == "null" {
            NodeKind::Null
        } else {
            NodeKind::Scalar {
                text: word.to_owned(),
                plain: true,
            }
        }
    }

    fn no_value(&self) -> Diagnostic {
        match self.next() {
            None => self.fault(
                "the file ends in the middle of the data",
                Some("close every bracket and quotation mark"),
            ),
            Some('\'') => self.fault(
                "a text stands in single quotation marks",
                Some("write \" in place of '"),
            ),
            Some('“' | '”' | '«') => self.fault(
                "a text stands in typographic quotation marks",
                Some("write \""),
            ),
            Some('/' | '#') => self.fault(
                "a comment stands in the data",
                Some("JSON has no comments: delete it"),
            ),
            Some(']' | '}') => self.fault(
                "a value is missing in front of this bracket",
                Some("delete the comma before it"),
            ),
            Some(sign) if self.rest().starts_with("NaN") || self.rest().starts_with("Infinity") => {
                let length =
                    self.rest().len() - self.rest().trim_start_matches(char::is_alphabetic).len();
                let end = self.at + length.max(sign.len_utf8());
                self.fault_at(
                    self.at,
                    end,
                    "this is no number",
                    Some("write the number, or null where none is known"),
                )
            }
            Some(sign) if sign.is_numeric() => self.fault(
                "a number has digits that are not Latin",
                Some("write 0 to 9, and a point before decimals"),
            ),
            Some(sign) => self.fault(
                format!("no value begins with {}", quoted(&sign.to_string())),
                None,
            ),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> ParsedJson<NodeKind>) -> ParsedJson<NodeKind> {
        if self.depth >= DEEPEST {
            let at = Location::new(&self.file.path, Span::new(self.at, self.at + 1));
            let message = format!("data is nested more than {DEEPEST} levels deep");
            return Err(Diagnostic::at(Code::TooDeep, at, message));
        }
        self.depth += 1;
        self.at += 1;
        let kind = read(self);
        self.depth -= 1;
        kind
    }

    fn list(&mut self) -> ParsedJson<NodeKind> {
        let mut items = Vec::new();
        if self.takes(']') {
            return Ok(NodeKind::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.takes(']') {
                return Ok(NodeKind::List(items));
            }
            self.comma("the items of a list")?;
        }
    }

    fn map(&mut self) -> ParsedJson<NodeKind> {
        let mut entries: Vec<Entry> = Vec::new();
        if self.takes('}') {
            return Ok(NodeKind::Map(entries));
        }
        loop {
            entries.push(self.entry()?);
            if self.takes('}') {
                self.diagnostics.extend(repeated(&self.file.path, &entries));
                return Ok(NodeKind::Map(entries));
            }
            self.comma("the entries of a map")?;
        }
    }

    fn comma(&mut self, of: &str) -> ParsedJson<()> {
        if self.takes(',') {
            return Ok(());
        }
        Err(match self.next() {
            None => self.no_value(),
            Some('،') => self.fault("an Arabic comma stands here", Some("write the Latin comma")),
            Some(_) => self.fault(
                format!("a comma is missing between {of}"),
                Some("write a comma in front of this"),
            ),
        })
    }

    fn entry(&mut self) -> ParsedJson<Entry> {
        self.blanks();
        let start = self.at;
        if self.next() != Some('"') {
            return Err(match self.next() {
                Some(sign) if sign.is_alphabetic() => {
                    self.fault("a key has no quotation marks", Some("write \" around it"))
                }
                _ => self.no_value(),
            });
        }
        let key = self.string()?;
        let key_span = Span::new(start, self.at);
        if !self.takes(':') {
            return Err(self.fault("a colon is missing behind the key", None));
        }
        Ok(Entry {
            key,
            key_span,
            value: self.value()?,
        })
    }

    fn number(&mut self) -> ParsedJson<NodeKind> {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(rest.len());
        let text = rest.get(..length).unwrap_or_default();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let sound = digits.starts_with(|c: char| c.is_ascii_digit())
            && text.parse::<f64>().is_ok_and(f64::is_finite);
        if !sound {
            let end = self.at + length;
            return Err(self.fault_at(
                self.at,
                end,
                "this is no number of JSON",
                Some("write it as 36.5 or -36.5"),
            ));
        }
        self.at += length;
        Ok(NodeKind::Scalar {
            text: text.to_owned(),
            plain: true,
        })
    }

    fn string(&mut self) -> ParsedJson<String> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(next) = self.next() else {
                return Err(self.fault_at(
                    start,
                    start + 1,
                    "this text is never closed",
                    Some("write \" at its end"),
                ));
            };
            match next {
                '"' => {
                    self.at += 1;
                    return Ok(text);
                }
                '\\' => text.push(self.escape()?),
                '\n' => {
                    let message = "this text is not closed in its line";
                    return Err(self.fault_at(
                        start,
                        self.at,
                        message,
                        Some("write \" at its end, and \\n for a new line"),
                    ));
                }
                other => {
                    text.push(other);
                    self.at += other.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self) -> ParsedJson<char> {
        let start = self.at;
        let sign = self.rest().chars().nth(1);
        self.at += 2;
        let found = match sign {
            Some(sign @ ('"' | '\\' | '/')) => Some(sign),
            Some('n') => Some('\n'),
            Some('t') => Some('\t'),
            Some('r') => Some('\r'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('u') => self.unit().and_then(|unit| match unit {
                0xd800..=0xdbff if self.rest().starts_with("\\u") => {
                    self.at += 2;
                    let low = self.unit().filter(|low| (0xdc00..=0xdfff).contains(low))?;
                    char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
                }
                unit => char::from_u32(unit),
            }),
            _ => None,
        };
        if found.is_some_and(is_refused) {
            let message = "this escape spells a character that no page may hold";
            return Err(self.fault_at(start, self.at, message, Some("delete it")));
        }
        found.ok_or_else(|| {
            self.fault_at(
                start,
                start + 1,
                "this escape is none of JSON",
                Some("write \\\\ for the sign \\"),
            )
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self
            .rest()
            .get(..4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::parse_json;
    use crate::source::{SourceFile, SourcePath};
    use crate::yaml::{Node, NodeKind};

    fn shown(node: &Node) -> String {
        match &node.kind {
            NodeKind::Null => "~".to_owned(),
            NodeKind::Scalar { text, plain: true } => text.clone(),
            NodeKind::Scalar { text, plain: false } => format!("{text:?}"),
            NodeKind::List(items) => format!(
                "[{}]",
                items.iter().map(shown).collect::<Vec<_>>().join(" ")
            ),
            NodeKind::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|entry| format!("{}={}", entry.key, shown(&entry.value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
            }
        }
    }

    fn read(text: &str) -> Result<String, String> {
        let found = parse_json(&SourceFile::new(SourcePath::new("a.geojson"), text));
        found.value.map(|node| shown(&node)).ok_or_else(|| {
            let first = &found.diagnostics[0];
            let span = first
                .primary
                .as_ref()
                .and_then(|at| at.span)
                .expect("a place");
            format!("{} {}", span.start, first.message)
        })
    }

    #[test]
    fn json_is_read_as_it_is_written() {
        for (text, expected) in [
            (" [1, -2.50,3e2 ,null,true]", Ok("[1 -2.50 3e2 ~ true]")),
            (
                "{\"a\":{\"b\":[]},\n\t\"c\":\"\\u0625\\ud83d\\ude00\\n\\/\"}",
                Ok("{a={b=[]} c=\"إ😀\\n/\"}"),
            ),
            (
                "[1, 2,]",
                Err("6 a value is missing in front of this bracket"),
            ),
            ("{'a': 1}", Err("1 a text stands in single quotation marks")),
            ("{a: 1}", Err("1 a key has no quotation marks")),
            (
                "[1 2]",
                Err("3 a comma is missing between the items of a list"),
            ),
            ("[1، 2]", Err("2 an Arabic comma stands here")),
            ("[٣٦]", Err("1 a number has digits that are not Latin")),
            ("[NaN]", Err("1 this is no number")),
            ("[1e999]", Err("1 this is no number of JSON")),
            ("[\"a", Err("1 this text is never closed")),
            ("[1", Err("2 the file ends in the middle of the data")),
            ("1 2", Err("2 more stands behind the end of the data")),
            ("// a\n1", Err("0 a comment stands in the data")),
        ] {
            let found = read(text);
            assert_eq!(
                found.as_ref().map(String::as_str).map_err(String::as_str),
                expected,
                "{text}"
            );
        }
    }
}
