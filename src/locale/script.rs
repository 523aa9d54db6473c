//! Scripts, and the forms of letters that Unicode holds for the same.

use std::borrow::Cow;

use icu_locale::{LanguageIdentifier, LocaleExpander};
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script as IcuScript};
use icu_properties::script::ScriptWithExtensions;
use icu_properties::{CodePointMapData, PropertyParser};

/// The script that a letter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script(IcuScript);

impl Script {
    /// The script of a character; `None` for marks, digits and signs, which many scripts share.
    pub fn of(c: char) -> Option<Self> {
        let script = CodePointMapData::<IcuScript>::new().get(c);
        (!matches!(
            script,
            IcuScript::Common | IcuScript::Inherited | IcuScript::Unknown
        ))
        .then_some(Self(script))
    }

    /// The script that a language is usually written in: `en` is Latin, `az-Arab` is Arabic.
    pub fn of_language(tag: &str) -> Option<Self> {
        let mut id: LanguageIdentifier = tag.parse().ok()?;
        LocaleExpander::new_extended().maximize(&mut id);
        let name = id.script?;
        // Names of scripts that differ in spelling only, or that are several together.
        let name = match name.as_str() {
            "Hans" | "Hant" | "Jpan" => "Hani",
            "Kore" => "Hang",
            "Aran" => "Arab",
            name => name,
        };
        PropertyParser::<IcuScript>::new()
            .get_strict(name)
            .map(Self)
    }
}

/// Whether a sign may stand in texts of this script: its own, or one that scripts share.
pub(super) fn may_hold(script: Script, c: char) -> bool {
    let shared = ScriptWithExtensions::new();
    let own =
        shared.get_script_val(c) == IcuScript::Common && shared.has_script(c, IcuScript::Common);
    own || shared.has_script(c, script.0)
}

/// The text with letters and marks composed (NFC).
pub fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(text)
        .into_owned()
}

/// A path or name as it is compared with others: disks, archives and keyboards compose letters and marks, or do not.
pub fn one_form(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        Cow::Borrowed(name)
    } else {
        ComposingNormalizerBorrowed::new_nfc().normalize(name)
    }
}

/// The letters that a character stands for (NFKC): of a ligature, or of the glyph of one position.
pub fn plain_letters(c: char) -> String {
    ComposingNormalizerBorrowed::new_nfkc()
        .normalize(c.encode_utf8(&mut [0; 4]))
        .into_owned()
}

/// Whether a character is a mark that stands on the letter before it.
pub fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}
