//! Just enough Rust: the paths that a file names, comments and strings left out, and how long its functions are.

use std::collections::BTreeSet;

/// A word, `::`, or one other character.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Path,
    Other(char),
}

/// The text with comments, strings and character literals blanked out, line by line as it was.
pub(crate) fn stripped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = comment(rest)
            .or_else(|| string(rest))
            .or_else(|| character(rest));
        match skipped {
            Some(length) => {
                out.extend(
                    rest[..length]
                        .chars()
                        .map(|c| if c == '\n' { c } else { ' ' }),
                );
                rest = &rest[length..];
            }
            None => {
                let word = rest
                    .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .unwrap_or(rest.len());
                let length = word.max(first.len_utf8());
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
    }
    out
}

fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    rest.starts_with("/*")
        .then(|| rest.find("*/").map_or(rest.len(), |end| end + 2))
}

fn string(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('b').unwrap_or(rest);
    let prefix = rest.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let marks = raw.len() - raw.trim_start_matches('#').len();
        if raw[marks..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(marks));
            let start = marks + 1;
            let end = raw[start..].find(&close)?;
            return Some(prefix + 1 + start + end + close.len());
        }
    }
    body.starts_with('"').then(|| prefix + quoted(body, '"'))
}

/// A character literal; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    if body.starts_with('\\') {
        return Some(quoted(rest, '\''));
    }
    let first = body.chars().next()?;
    body[first.len_utf8()..]
        .starts_with('\'')
        .then(|| first.len_utf8() + 2)
}

/// The length of a literal with its marks.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return at + mark.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Every path that a file names, as words from the root of the crate (`crate`) or of another one.
///
/// `module` is the file's own path in the crate; `use` trees are spelt out, `self` and `super` resolved.
pub(crate) fn paths(text: &str, module: &[&str]) -> BTreeSet<Vec<String>> {
    let tokens = tokens(&stripped(text));
    let mut found = BTreeSet::new();
    let mut inner: Vec<(String, usize)> = Vec::new();
    let (mut depth, mut at) = (0, 0);
    while at < tokens.len() {
        match &tokens[at..] {
            [Token::Word(word), Token::Word(name), Token::Other('{'), ..] if word == "mod" => {
                inner.push((name.clone(), depth));
                (depth, at) = (depth + 1, at + 3);
            }
            [Token::Other('{'), ..] => (depth, at) = (depth + 1, at + 1),
            [Token::Other('}'), ..] => {
                (depth, at) = (depth.saturating_sub(1), at + 1);
                inner.retain(|(_, opened)| *opened < depth);
            }
            [Token::Word(word), ..] => {
                let here: Vec<&str> = module
                    .iter()
                    .copied()
                    .chain(inner.iter().map(|(name, _)| name.as_str()))
                    .collect();
                let (trees, next) = if word == "use" {
                    tree(&tokens, at + 1)
                } else {
                    path(&tokens, at)
                };
                found.extend(trees.into_iter().map(|path| rooted(path, &here)));
                at = next.max(at + 1);
            }
            _ => at += 1,
        }
    }
    found
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        let (token, length) = match word {
            0 if rest.starts_with("::") => (Token::Path, 2),
            0 => (Token::Other(first), first.len_utf8()),
            _ => (Token::Word(rest[..word].to_owned()), word),
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// A plain path of two words or more; nothing for a word alone.
fn path(tokens: &[Token], at: usize) -> (Vec<Vec<String>>, usize) {
    let mut words = Vec::new();
    let mut next = at;
    while let Some(Token::Word(word)) = tokens.get(next) {
        words.push(word.clone());
        next += 1;
        if tokens.get(next) != Some(&Token::Path)
            || !matches!(tokens.get(next + 1), Some(Token::Word(_)))
        {
            break;
        }
        next += 1;
    }
    // `a::b` behind a `::` (as in `<T as X>::y`) is the rest of a longer path.
    let continued = at > 0 && tokens.get(at - 1) == Some(&Token::Path);
    (
        if words.len() > 1 && !continued {
            vec![words]
        } else {
            Vec::new()
        },
        next,
    )
}

/// The paths of a `use` tree.
fn tree(tokens: &[Token], at: usize) -> (Vec<Vec<String>>, usize) {
    let mut words = Vec::new();
    let mut next = at;
    loop {
        match tokens.get(next) {
            Some(Token::Word(word)) if word == "as" => next += 2,
            Some(Token::Word(word)) => {
                words.push(word.clone());
                next += 1;
            }
            Some(Token::Path | Token::Other('*')) => next += 1,
            Some(Token::Other('{')) => {
                let (inner, end) = branches(tokens, next + 1);
                let whole = inner
                    .into_iter()
                    .map(|inner| words.iter().cloned().chain(inner).collect());
                return (whole.collect(), end);
            }
            _ => return (vec![words], next),
        }
    }
}

fn branches(tokens: &[Token], at: usize) -> (Vec<Vec<String>>, usize) {
    let (mut found, mut next) = (Vec::new(), at);
    loop {
        match tokens.get(next) {
            Some(Token::Other('}')) | None => return (found, next + 1),
            Some(Token::Other(',')) => next += 1,
            _ => {
                let (paths, end) = tree(tokens, next);
                found.extend(paths);
                next = end.max(next + 1);
            }
        }
    }
}

/// A path from the root of its crate.
fn rooted(path: Vec<String>, module: &[&str]) -> Vec<String> {
    let mut here: Vec<String> = ["crate"]
        .iter()
        .chain(module)
        .map(|word| (*word).to_owned())
        .collect();
    match path.first().map(String::as_str) {
        Some("self" | "super") => {
            let ups = path
                .iter()
                .take_while(|word| matches!(word.as_str(), "self" | "super"));
            ups.filter(|word| *word == "super")
                .for_each(|_| drop(here.pop()));
            let rest = path
                .iter()
                .skip_while(|word| matches!(word.as_str(), "self" | "super"))
                .cloned();
            here.into_iter().chain(rest).collect()
        }
        _ => path,
    }
}

/// The names of the types and traits that a file declares; those that belong to a trait or an `impl` are not its own.
pub(crate) fn types(text: &str) -> BTreeSet<String> {
    let words = ["struct", "enum", "trait", "type"];
    let tokens = tokens(&stripped(text));
    let declared = tokens.windows(3).filter_map(|window| match window {
        [before, Token::Word(word), Token::Word(name)] if words.contains(&word.as_str()) => {
            let is_whole = *before != Token::Other('$') && name.starts_with(char::is_uppercase);
            is_whole.then_some((word, name))
        }
        _ => None,
    });
    let belongs =
        |word: &str, name: &str| word == "type" && !text.lines().any(|line| is_alias(line, name));
    declared
        .filter(|(word, name)| !belongs(word, name))
        .map(|(_, name)| name.clone())
        .collect()
}

/// Whether a line declares an alias that belongs to no trait.
fn is_alias(line: &str, name: &str) -> bool {
    let declared = line
        .split_once("type ")
        .filter(|(before, _)| before.is_empty() || before.starts_with("pub"));
    declared
        .is_some_and(|(_, rest)| rest.split(|c: char| !c.is_alphanumeric()).next() == Some(name))
}

/// Functions with more lines of code in their body than `most`: name and number of lines.
pub(crate) fn long_functions(text: &str, most: usize) -> Vec<(String, usize)> {
    let code = stripped(text);
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function(line) else { continue };
        let (mut depth, mut count, mut open) = (0_usize, 0, false);
        for line in &lines[start..] {
            let inside = open;
            for c in line.chars() {
                match c {
                    '{' => (depth, open) = (depth + 1, true),
                    '}' => depth = depth.saturating_sub(1),
                    ';' if !open => depth = 0,
                    _ => {}
                }
            }
            if (open && depth == 0) || (!open && line.trim_end().ends_with(';')) {
                break;
            }
            count += usize::from(inside && !line.trim().is_empty());
        }
        if count > most {
            found.push((name.to_owned(), count));
        }
    }
    found
}

fn function(line: &str) -> Option<&str> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "fn")?;
    let before = words[..at]
        .iter()
        .all(|word| word.starts_with("pub") || matches!(*word, "const" | "async" | "unsafe"));
    let name = words.get(at + 1)?.split(['(', '<']).next()?;
    before.then_some(name)
}
