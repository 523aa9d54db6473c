//! Highlighted code: one flat run of classed spans, of which a theme styles ten.

use std::sync::LazyLock;

use syntect::parsing::{
    BasicScopeStackOp, ParseState, ParsingError, Scope, ScopeError, ScopeStack, SyntaxReference,
    SyntaxSet,
};

use crate::escape;

/// How much one text may spend on highlighting, in the unit of [`cost`]: about 900 lines of usual code. The rest is shown plainly.
///
/// Measured over all grammars with code made to be slow: 0.7 s at most, and usually 0.01 to 0.3 s.
const MOST_IN_TEXT: usize = 3_000_000;

/// Grammars that need 1 to 10 s for such code. They are known, and their code is shown plainly.
const SLOW: [&str; 5] = [
    "Lisp",
    "MATLAB",
    "Make Output",
    "Makefile",
    "reStructuredText",
];

/// Loaded when the first code block asks for it: a site without code pays nothing.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// The styles by scope; the first that fits counts.
static STYLES: LazyLock<Vec<(Scope, ScopeStyle)>> = LazyLock::new(|| {
    let style =
        |(name, style): &(&str, ScopeStyle)| Scope::new(name).ok().map(|scope| (scope, *style));
    STYLE_NAMES.iter().filter_map(style).collect()
});

/// First atoms of scopes. The marks around strings and comments belong to them; code inside a string is code again.
const STYLE_NAMES: [(&str, ScopeStyle); 14] = [
    ("punctuation.definition", ScopeStyle::Through),
    ("punctuation", ScopeStyle::Class("s-punctuation")),
    ("comment", ScopeStyle::Class("s-comment")),
    ("constant", ScopeStyle::Class("s-constant")),
    ("entity", ScopeStyle::Class("s-entity")),
    ("invalid", ScopeStyle::Class("s-invalid")),
    ("keyword", ScopeStyle::Class("s-keyword")),
    ("markup", ScopeStyle::Class("s-markup")),
    ("storage", ScopeStyle::Class("s-storage")),
    ("string", ScopeStyle::Class("s-string")),
    ("support", ScopeStyle::Class("s-support")),
    ("variable", ScopeStyle::Class("s-variable")),
    ("source", ScopeStyle::Bare),
    ("meta.interpolation", ScopeStyle::Bare),
];

/// Words that name no grammar of the set: what they are read as, nothing meaning plain text.
const OTHER_WORDS: [(&str, &str); 27] = [
    ("text", ""),
    ("txt", ""),
    ("plain", ""),
    ("plaintext", ""),
    ("console", ""),
    ("output", ""),
    ("csv", ""),
    ("toml", ""),
    ("ini", ""),
    ("dockerfile", ""),
    ("nginx", ""),
    ("kotlin", ""),
    ("swift", ""),
    ("ebnf", ""),
    ("mermaid", ""),
    ("typescript", "js"),
    ("ts", "js"),
    ("tsx", "js"),
    ("jsx", "js"),
    ("geojson", "json"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("jinja", "html"),
    ("tera", "html"),
    ("shell", "bash"),
    ("golang", "go"),
    ("csharp", "cs"),
];

/// How the text in a scope is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ScopeStyle {
    /// As the scope around it.
    Through,
    /// Without class.
    Bare,
    /// With this class.
    Class(&'static str),
}

/// How a code block is shown.
#[derive(Clone, Copy)]
pub(super) enum CodeLanguage {
    /// Without highlighting.
    Plain,
    /// By a grammar.
    Grammar(&'static SyntaxReference),
}

/// The language that a word names; no word is plain text.
pub(super) fn language(word: &str) -> Option<CodeLanguage> {
    if word.is_empty() {
        return Some(CodeLanguage::Plain);
    }
    let other = OTHER_WORDS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word));
    let token = other.map_or(word, |(_, token)| token);
    if token.is_empty() {
        return Some(CodeLanguage::Plain);
    }
    let grammar = GRAMMARS.find_syntax_by_token(token)?;
    let slow = SLOW.contains(&&*grammar.name);
    Some(if slow {
        CodeLanguage::Plain
    } else {
        CodeLanguage::Grammar(grammar)
    })
}

/// What highlighting may cost: some grammars need time quadratic in the length of a line, and each line costs something.
pub(super) fn cost(code: &str) -> usize {
    code.lines()
        .map(|line| (line.len() + 16).saturating_pow(2))
        .fold(0, usize::saturating_add)
}

/// Whether a text may spend so much on highlighting.
pub(super) fn is_affordable(cost: usize) -> bool {
    cost <= MOST_IN_TEXT
}

/// Writes code with classes; plainly, where the grammar fails.
pub(super) fn highlight(out: &mut String, code: &str, grammar: &SyntaxReference) {
    let start = out.len();
    let mut highlighter = Highlighter {
        out,
        scopes: ScopeStack::new(),
        styles: Vec::new(),
        shown: None,
    };
    let mut state = ParseState::new(grammar);
    if code
        .split_inclusive('\n')
        .try_for_each(|line| highlighter.line(line, &mut state))
        .is_ok()
    {
        highlighter.show(None);
    } else {
        out.truncate(start);
        escape::push_text(out, code);
    }
}

struct Highlighter<'o> {
    out: &'o mut String,
    scopes: ScopeStack,
    /// The styles of the open scopes.
    styles: Vec<ScopeStyle>,
    /// The class of the open span.
    shown: Option<&'static str>,
}

/// A grammar that does not do what it promises.
struct GrammarFailure;

impl From<ParsingError> for GrammarFailure {
    fn from(_: ParsingError) -> Self {
        Self
    }
}

impl From<ScopeError> for GrammarFailure {
    fn from(_: ScopeError) -> Self {
        Self
    }
}

impl Highlighter<'_> {
    fn line(&mut self, line: &str, state: &mut ParseState) -> Result<(), GrammarFailure> {
        let mut written = 0;
        for (at, change) in state.parse_line(line, &GRAMMARS)? {
            self.text(line.get(written..at).unwrap_or_default());
            written = at.max(written);
            let styles = &mut self.styles;
            self.scopes
                .apply_with_hook(&change, |change, _| match change {
                    BasicScopeStackOp::Push(scope) => styles.push(style(scope)),
                    BasicScopeStackOp::Pop => drop(styles.pop()),
                })?;
        }
        self.text(line.get(written..).unwrap_or_default());
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !text.trim().is_empty() {
            let style = self
                .styles
                .iter()
                .rev()
                .find(|style| **style != ScopeStyle::Through);
            self.show(match style {
                Some(ScopeStyle::Class(class)) => Some(class),
                Some(ScopeStyle::Bare | ScopeStyle::Through) | None => None,
            });
        }
        escape::push_text(self.out, text);
    }

    /// Opens a span of this class, unless it is open.
    fn show(&mut self, class: Option<&'static str>) {
        if self.shown == class {
            return;
        }
        if self.shown.is_some() {
            self.out.push_str("</span>");
        }
        if let Some(class) = class {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.shown = class;
    }
}

fn style(scope: Scope) -> ScopeStyle {
    STYLES
        .iter()
        .find(|(prefix, _)| prefix.is_prefix_of(scope))
        .map_or(ScopeStyle::Through, |(_, style)| *style)
}
