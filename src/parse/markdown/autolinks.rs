//! Addresses that stand bare in a text are links, by the rules of GitHub's Markdown: `https://…`, `www.…`, `name@host.org`.
//!
//! The events of the parser pass through; a text that holds an address is handed on as if `<…>` stood around it.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::citations;
use super::written::is_invisible;
use crate::locale::next_loud;

type PlacedAddress<'a> = (Event<'a>, Range<usize>);

/// The events of one text with its bare addresses as links.
pub(super) struct Autolinks<'a, I> {
    source: &'a str,
    events: I,
    /// Read ahead, and still to be looked at.
    pulled: VecDeque<PlacedAddress<'a>>,
    /// To be handed on as they are.
    ready: VecDeque<PlacedAddress<'a>>,
    /// Elements that are open from one on in which nothing is a link.
    silent: usize,
    /// Inside the brackets of a citation, or of a link in raw HTML.
    in_brackets: bool,
    in_anchor: bool,
}

/// An address in the source, and what it leads to.
struct Address {
    range: Range<usize>,
    link_type: LinkType,
    scheme: &'static str,
}

impl<'a, I: Iterator<Item = PlacedAddress<'a>>> Autolinks<'a, I> {
    /// Without `finds`, all events pass as they are.
    pub(super) fn new(source: &'a str, events: I, finds: bool) -> Self {
        Self {
            source,
            events,
            pulled: VecDeque::new(),
            ready: VecDeque::new(),
            // As if all stood in an element without links.
            silent: usize::from(!finds),
            in_brackets: false,
            in_anchor: false,
        }
    }

    fn pull(&mut self) -> Option<PlacedAddress<'a>> {
        self.pulled.pop_front().or_else(|| self.events.next())
    }

    /// Notes what opens and closes; says whether an address may stand in the text of this event.
    fn may_link(&mut self, event: &Event<'a>, range: &Range<usize>) -> bool {
        match event {
            Event::Start(tag) if self.silent > 0 || is_silent(tag) => self.silent += 1,
            Event::End(tag) => {
                self.silent = self.silent.saturating_sub(1);
                if is_block(*tag) {
                    self.in_brackets = false;
                    self.in_anchor = false;
                }
            }
            Event::InlineHtml(html) => match html.as_bytes() {
                [b'<', b'a' | b'A', b' ' | b'\t' | b'\n' | b'>', ..] => self.in_anchor = true,
                [b'<', b'/', b'a' | b'A', ..] => self.in_anchor = false,
                _ => {}
            },
            Event::Text(text) if self.silent == 0 => {
                if &**text == "[" {
                    let ahead = self.source.get(range.end..).unwrap_or_default();
                    self.in_brackets |= citations::begins(ahead) || ahead.starts_with('^');
                } else if &**text == "]" {
                    self.in_brackets = false;
                }
                return !self.in_brackets
                    && !self.in_anchor
                    && self.source.get(range.clone()) == Some(text);
            }
            _ => {}
        }
        false
    }

    /// The first address that begins in some bytes of the source, which are one text.
    fn first_address(&mut self, range: &Range<usize>) -> Option<Address> {
        let mut from = range.start;
        while let Some(trigger) = next_trigger(self.source, from..range.end) {
            from = trigger + 1;
            let Some(start) = start_of(self.source, range.start, trigger) else {
                continue;
            };
            let wanted = wanted_end(self.source, start);
            let known = self.known_end(range.end, wanted);
            let found = address(self.source, start, trigger, wanted.min(known));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// How far the text goes on beyond an event, up to the byte that is wanted: what follows is read ahead.
    fn known_end(&mut self, from: usize, wanted: usize) -> usize {
        let mut known = from;
        let mut index = 0;
        while known < wanted {
            if index == self.pulled.len() {
                let Some(next) = self.events.next() else {
                    break;
                };
                self.pulled.push_back(next);
            }
            match self.pulled.get(index) {
                Some((Event::Text(text), range))
                    if range.start == known && self.source.get(range.clone()) == Some(text) =>
                {
                    known = range.end;
                }
                _ => break,
            }
            index += 1;
        }
        known
    }

    /// Hands on a text up to an address and the address; the rest is looked at anew.
    fn hand_on(&mut self, range: &Range<usize>, address: Address) {
        let source = self.source;
        let text = |range: Range<usize>| {
            let words = source.get(range.clone()).unwrap_or_default();
            (Event::Text(CowStr::Borrowed(words)), range)
        };
        let Address {
            range: at,
            link_type,
            scheme,
        } = address;
        if range.start < at.start {
            self.ready.push_back(text(range.start..at.start));
        }
        let written = source.get(at.clone()).unwrap_or_default();
        let dest_url = if scheme.is_empty() {
            CowStr::Borrowed(written)
        } else {
            format!("{scheme}{written}").into()
        };
        let link = Tag::Link {
            link_type,
            dest_url,
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        };
        self.ready.push_back((Event::Start(link), at.clone()));
        self.ready.push_back(text(at.clone()));
        self.ready.push_back((Event::End(TagEnd::Link), at.clone()));
        if at.end < range.end {
            self.pulled.push_front(text(at.end..range.end));
            return;
        }
        while let Some((_, next)) = self.pulled.pop_front_if(|(_, next)| next.start < at.end) {
            if at.end < next.end {
                self.pulled.push_front(text(at.end..next.end));
                return;
            }
        }
    }
}

impl<'a, I: Iterator<Item = PlacedAddress<'a>>> Iterator for Autolinks<'a, I> {
    type Item = PlacedAddress<'a>;

    fn next(&mut self) -> Option<PlacedAddress<'a>> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        let (event, range) = self.pull()?;
        if self.may_link(&event, &range)
            && let Some(address) = self.first_address(&range)
        {
            self.hand_on(&range, address);
            return self.ready.pop_front();
        }
        Some((event, range))
    }
}

fn is_silent(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock
    )
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// The next byte at which an address shows itself: the colon of `://`, the first letter of `www`, the sign of an e-mail
/// address.
fn next_trigger(source: &str, range: Range<usize>) -> Option<usize> {
    let text = source.get(..range.end)?;
    let mut from = range.start;
    while let Some(stretch) = next_loud(text, from, |byte, next, _| !is_trigger(byte, next)) {
        from = stretch.end;
        let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or_default();
        let found = stretch
            .into_iter()
            .find(|at| is_trigger(byte(*at), byte(at + 1)));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Without a branch, so that many bytes are judged at once.
fn is_trigger(byte: u8, next: u8) -> bool {
    ((byte == b':') & (next == b'/'))
        | ((byte | 0x20 == b'w') & (next | 0x20 == b'w'))
        | (byte == b'@')
}

/// Where the address around a trigger begins, if one does.
fn start_of(source: &str, from: usize, trigger: usize) -> Option<usize> {
    let before = source.get(from..trigger)?;
    let rest = source.get(trigger..)?;
    let start = if rest.starts_with("://") {
        let letters = before.len()
            - before
                .trim_end_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let scheme = before.get(before.len() - letters..)?;
        let known = ["http", "https"];
        known
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
            .then_some(trigger - letters)?
    } else if rest.starts_with('@') {
        let local = before.trim_end_matches(is_of_local_part);
        let name = before.get(local.len()..)?;
        let written = local.len() - local.strip_suffix("mailto:").unwrap_or(local).len();
        let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric());
        (begins && !local.ends_with('/')).then_some(trigger - name.len() - written)?
    } else {
        rest.get(..4)?
            .eq_ignore_ascii_case("www.")
            .then_some(trigger)?
    };
    let last = source.get(..start)?.chars().next_back();
    let is_apart = last.is_none_or(|c| {
        !c.is_ascii_alphanumeric()
            && !matches!(
                c,
                '/' | '.' | '-' | '_' | '@' | ':' | '#' | '=' | '&' | '?' | '%' | '+' | '\\'
            )
    });
    is_apart.then_some(start)
}

fn is_of_local_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')
}

/// The byte before which an address ends at the latest.
fn wanted_end(source: &str, start: usize) -> usize {
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || is_invisible(c)
            || matches!(
                c,
                '<' | '>'
                    | '،'
                    | '؛'
                    | '؟'
                    | '«'
                    | '»'
                    | '“'
                    | '”'
                    | '„'
                    | '‘'
                    | '’'
                    | '…'
                    | '。'
                    | '、'
                    | '，'
            )
    };
    let rest = source.get(start..).unwrap_or_default();
    rest.find(ends)
        .map_or(source.len(), |length| start + length)
}

/// The address between two bytes of the source, without the marks of the sentence behind it.
fn address(source: &str, start: usize, trigger: usize, end: usize) -> Option<Address> {
    let written = source.get(start..end)?;
    let rest = source.get(trigger..end)?;
    if let Some(host) = rest.strip_prefix('@') {
        let length = host
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_'))
            .unwrap_or(host.len());
        let host = host.get(..length)?.trim_end_matches('.');
        let sound = host.contains('.')
            && !host.ends_with(['-', '_'])
            && host.split('.').all(|part| !part.is_empty());
        return sound.then(|| Address {
            range: start..trigger + 1 + host.len(),
            link_type: if written.starts_with("mailto:") {
                LinkType::Autolink
            } else {
                LinkType::Email
            },
            scheme: "",
        });
    }
    let is_whole = rest.starts_with("://");
    let host = if is_whole { rest.get(3..)? } else { rest };
    let domain = host.split(['/', '?', '#', ':']).next()?;
    if !is_domain(domain, is_whole) {
        return None;
    }
    let written = without_marks(written);
    let is_longer = written.len() > (trigger - start) + if is_whole { 3 } else { "www.".len() };
    is_longer.then(|| Address {
        range: start..start + written.len(),
        link_type: LinkType::Autolink,
        scheme: if is_whole { "" } else { "http://" },
    })
}

/// Labels of letters, digits, hyphens and underscores with a dot between them; none of the last two holds an underscore.
fn is_domain(domain: &str, is_whole: bool) -> bool {
    let domain = without_marks(domain);
    let mut labels: Vec<&str> = domain.split('.').collect();
    let is_sound = |label: &&str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let enough =
        labels.len() >= if is_whole { 2 } else { 3 } || (is_whole && domain == "localhost");
    let sound = enough && labels.iter().all(is_sound);
    let last = labels.split_off(labels.len().saturating_sub(2));
    sound && !last.iter().any(|label| label.contains('_'))
}

/// Marks at the end belong to the sentence, and so does a bracket that nothing in the address opens.
fn without_marks(written: &str) -> &str {
    let mut kept = written;
    loop {
        let shorter =
            kept.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '"', '|']);
        let closes = |open: char, close: char| {
            let count = |wanted: char| shorter.matches(wanted).count();
            shorter.ends_with(close) && count(close) > count(open)
        };
        let next = if closes('(', ')') || closes('[', ']') {
            shorter.get(..shorter.len() - 1).unwrap_or_default()
        } else {
            shorter
        };
        if next.len() == kept.len() {
            return kept;
        }
        kept = next;
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Parser, Tag};

    use super::Autolinks;

    /// The addresses of a text, each with what it leads to.
    fn links(text: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut open = None;
        for (event, range) in Autolinks::new(text, Parser::new(text).into_offset_iter(), true) {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => open = Some(dest_url.to_string()),
                Event::Text(_) => {
                    if let Some(leads) = open.take() {
                        found.push((text[range].to_owned(), leads));
                    }
                }
                _ => {}
            }
        }
        found
    }

    #[test]
    fn bare_addresses() {
        let rows: [(&str, &[&str]); 26] = [
            (
                "الموقع https://example.org/report والبريد",
                &["https://example.org/report"],
            ),
            (
                "(https://example.org/a_(b)), then",
                &["https://example.org/a_(b)"],
            ),
            (
                "https://example.org/a،ثم https://example.org/b؟",
                &["https://example.org/a", "https://example.org/b"],
            ),
            (
                "«https://example.org/أخبار»",
                &["https://example.org/أخبار"],
            ),
            (
                "**https://example.org/x_y_z** end",
                &["https://example.org/x_y_z"],
            ),
            ("See HTTPS://Example.org.", &["HTTPS://Example.org"]),
            (
                "a https://example.org/?q=1&b=2#c: d",
                &["https://example.org/?q=1&b=2#c"],
            ),
            ("وhttps://example.org/x", &["https://example.org/x"]),
            (
                "https://a.example.org https://b.example.org",
                &["https://a.example.org", "https://b.example.org"],
            ),
            ("https://example.org/[1]", &["https://example.org/[1]"]),
            ("[see https://example.org]", &["https://example.org"]),
            ("x.https://example.org", &[]),
            ("https:// and https://x and http://a_b.c_d", &[]),
            (
                "`https://example.org` and    \n\n    https://example.org",
                &[],
            ),
            ("[@src, https://example.org/p]", &[]),
            ("ftp://example.org/x", &[]),
            ("https\\://example.org", &[]),
            ("awww.example.org, www.x, www..", &[]),
            ("a@b, @user, (@id), x@-a.b-", &[]),
            (
                "write a.b+c@mail-1.example.org.",
                &["a.b+c@mail-1.example.org"],
            ),
            ("البريد info@example.org، والآخر", &["info@example.org"]),
            ("mailto:info@example.org", &["mailto:info@example.org"]),
            ("https://user@example.org/x", &[]),
            (
                "https://medium.com/@user/x.",
                &["https://medium.com/@user/x"],
            ),
            ("\"https://example.org/x\";", &["https://example.org/x"]),
            ("https://example.org/a*b*c", &["https://example.org/a"]),
        ];
        for (text, expected) in rows {
            let found: Vec<String> = links(text)
                .into_iter()
                .map(|(written, _)| written)
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_they_lead_to() {
        let found = links("www.example.org/x and [x](https://example.org/y) and a@b.org");
        let leads: Vec<&str> = found.iter().map(|(_, leads)| leads.as_str()).collect();
        assert_eq!(
            leads,
            [
                "http://www.example.org/x",
                "https://example.org/y",
                "a@b.org"
            ]
        );
    }

    #[test]
    fn nothing_is_lost() {
        for text in [
            "a https://x.org/b_c_d e\nhttps://y.org/*z* www.w.org",
            "https://x.org/a&b&amp;c \\* @ @@ a@b.c@d.e www.www.www.a.b",
        ] {
            let plain = |events: Vec<(Event<'_>, std::ops::Range<usize>)>| {
                let texts = events.into_iter().map(|(event, _)| match event {
                    Event::Text(text) => text.to_string(),
                    Event::SoftBreak => "\n".to_owned(),
                    _ => String::new(),
                });
                texts.collect::<String>()
            };
            let with =
                plain(Autolinks::new(text, Parser::new(text).into_offset_iter(), true).collect());
            let without = plain(Parser::new(text).into_offset_iter().collect());
            assert_eq!(with, without);
        }
    }
}
