//! The codes of all problems that Bayan reports, each with its default weight and one line of explanation.

use super::Severity::{self, Error, Warning};

/// Declares the codes once; the enum, its names and its table cannot drift apart.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $summary:literal;)*) => {
        /// What kind of problem a diagnostic reports. `docs/diagnostics.md` lists them for editors.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $summary] $variant,)* }

        impl Code {
            /// Every code, in the order of the pipeline.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name that messages and configuration use.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The weight of this problem where the configuration says nothing else.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => $severity,)* }
            }

            /// One line of explanation.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)* }
            }
        }
    };
}

codes! {
    // reading the folder
    MissingConfig "missing-config" Error "the site has no bayan.yaml";
    InvalidUtf8 "invalid-utf8" Error "a text file is not valid UTF-8";
    UnsafeSymlink "unsafe-symlink" Error "a symbolic link loops, dangles or leaves the site";
    UnreadableFile "unreadable-file" Error "a file or folder could not be read";
    MisplacedFile "misplaced-file" Error "a Markdown file lies where no kind of content lives";
    InvalidId "invalid-id" Error "an id is not lower-case ASCII letters, digits and hyphens";
    UnknownLanguage "unknown-language" Error "a file or map names a language that the site does not have";
    EmptyFile "empty-file" Error "a content file is empty";
    // front matter
    MissingFrontMatter "missing-front-matter" Error "a content file does not begin with front matter";
    UnclosedFrontMatter "unclosed-front-matter" Error "the front matter has no closing line";
    FrontMatterTooLarge "front-matter-too-large" Error "the front matter is larger than 64 KiB";
    YamlSyntax "yaml-syntax" Error "the YAML cannot be read";
    JsonSyntax "json-syntax" Error "the JSON of a GeoJSON file cannot be read";
    YamlSecondColon "yaml-second-colon" Error "a value holds a colon and a space and needs quotes";
    YamlFeature "yaml-feature" Error "anchors, aliases and tags of YAML are not used here";
    DuplicateKey "duplicate-key" Error "a key stands twice in one map";
    UnknownKey "unknown-key" Error "a key is not known here";
    CutText "cut-text" Error "a text is cut where a `#` begins a comment";
    MissingKey "missing-key" Error "a required key is absent";
    MissingTitle "missing-title" Error "an entry has no title in a language that it is shown in";
    WrongType "wrong-type" Error "a value has another form than its key asks for";
    UnknownWord "unknown-word" Error "a value is not one of the words that its key allows";
    WrongCount "wrong-count" Error "a list has fewer or more entries than its key allows";
    OutOfRange "out-of-range" Error "a number lies outside its range";
    InvalidDate "invalid-date" Error "a date is not a valid EDTF date";
    HijriOutOfRange "hijri-out-of-range" Warning "a day lies outside of the tables of the Hijri calendar";
    ReversedTenure "reversed-tenure" Error "a period ends before it begins, or is attested outside itself";
    ArabicComma "arabic-comma" Error "a list is separated by Arabic commas";
    InvisibleCharacter "invisible-character" Error "an invisible character stands in a key, id, date or word";
    BidiControl "bidi-control" Error "a direction control reorders the text, or is never closed";
    ImageWithoutAlt "image-without-alt" Warning "a picture has no alternative text";
    UnpublishedFile "unpublished-file" Error "a file that content names is of no kind that is published from there";
    UnshownPicture "unshown-picture" Warning "a picture is of a format that browsers do not show, empty or damaged";
    HeavyPicture "heavy-picture" Warning "a picture is too large for readers";
    PicturePosition "picture-position" Warning "a picture says where it was taken";
    ActivePicture "active-picture" Error "a drawing runs programs or loads from elsewhere";
    RemotePicture "remote-picture" Warning "a picture is loaded from another host";
    // layers of maps
    MissingLayer "missing-layer" Error "a GeoJSON file or a feature of it does not exist";
    WrongGeometry "wrong-geometry" Error "a geometry is missing, or is not of the form that it should have";
    WrongProjection "wrong-projection" Error "coordinates are not degrees of longitude and latitude";
    InvalidRing "invalid-ring" Error "the outline of an area is open, crosses itself or encloses nothing";
    CrossesDateLine "crosses-date-line" Error "an outline crosses the 180th meridian in one piece";
    DuplicateFeature "duplicate-feature" Error "two features of the map have one id";
    UnknownCountry "unknown-country" Error "a code names no country";
    SwappedCoordinates "swapped-coordinates" Warning "longitude and latitude seem to stand for each other";
    OutsideCountry "outside-country" Warning "a place lies more than 10 km outside of its country";
    DuplicatePlace "duplicate-place" Warning "two places seem to be one";
    MissingSource "missing-source" Warning "a zone names no source";
    DoubtfulCertainty "doubtful-certainty" Warning "an outline is called exact, and its coordinates are rounded";
    ForeignName "foreign-name" Warning "a name is written in the letters of another language";
    MissingDetail "missing-detail" Error "the detailed map lacks a file that it is made of";
    InvalidTiles "invalid-tiles" Error "the tiles of the detailed map cannot be shown";
    UnseenZone "unseen-zone" Warning "a zone lies outside of all maps";
    UnnamedPlace "unnamed-place" Warning "a name that an editor wants on a map has no room there";
    LargeMap "large-map" Warning "a map is heavier than 60 KB";
    OutsideSnapshots "outside-snapshots" Warning "a zone ends before the first snapshot, and none of them shows it";
    UnusedLayer "unused-layer" Warning "a GeoJSON file is named by no map, place or link";
    ForeignProperties "foreign-properties" Warning "a GeoJSON file has properties that mean nothing here";
    OversizedLayer "oversized-layer" Error "a GeoJSON file, or a line that a strip runs along, has more points than can be drawn";
    LargeLayer "large-layer" Warning "a GeoJSON file is larger than a map can show";
    // text
    UnsafeAddress "unsafe-address" Error "an address uses a scheme that can run code";
    InvalidAddress "invalid-address" Error "an address is not an absolute http, https or mailto address";
    CitationTakenOver "citation-taken-over" Error "a link or a link definition takes a citation over";
    UnpairedBrackets "unpaired-brackets" Error "the brackets of a reference or citation do not pair";
    LiteralSyntax "literal-syntax" Warning "markup of another program is shown as it is written";
    ConflictMarker "conflict-marker" Error "a merge left two versions of a text";
    CitationInLocator "citation-in-locator" Error "a citation names another source where a page is due";
    LiteralHeading "literal-heading" Warning "a line that begins with `##` is shown as it is written, since no space follows";
    TornReference "torn-reference" Error "a bar inside a reference ends the cell of a table";
    RawHtml "raw-html" Warning "raw HTML is shown as text, since the site does not allow it";
    UnknownAlert "unknown-alert" Error "an alert is of no known kind";
    UnknownBlock "unknown-block" Error "the name of a fenced block is nearly that of a block of the theme";
    MisplacedBlock "misplaced-block" Error "a block of the theme stands where it cannot be shown";
    InvalidBlock "invalid-block" Error "a block is never closed, shows nothing, or its data cannot be read";
    UndeclaredBlock "undeclared-block" Warning "a block of the theme does not say what it may hold";
    InvalidDeclaration "invalid-declaration" Error "what a block of the theme may hold is declared wrongly";
    UnknownFootnote "unknown-footnote" Error "a footnote is referred to but not written";
    UnusedFootnote "unused-footnote" Warning "a footnote is written but not referred to";
    DuplicateHeadingId "duplicate-heading-id" Error "two headings state the same id";
    UnexpectedBody "unexpected-body" Error "a neutral record has a text, which would belong to a language";
    ContradictoryDirection "contradictory-direction" Error "the direction stated for a block contradicts itself or its language";
    TooDeep "too-deep" Error "text or data is nested deeper than anyone can mean";
    // typography
    ForeignPunctuation "foreign-punctuation" Warning "a comma, semicolon or question mark of another script stands in a text";
    SpaceBeforePunctuation "space-before-punctuation" Warning "a space stands before a mark that follows its word";
    DoubledSpace "doubled-space" Warning "two or more spaces stand between words";
    StraightQuotes "straight-quotes" Warning "straight quotation marks stand where the language has its own";
    ForeignLetter "foreign-letter" Warning "a letter of another language stands in a word";
    PresentationForm "presentation-form" Warning "a letter is written as the glyph of one position";
    DecomposedLetter "decomposed-letter" Warning "a letter and its mark are two characters where Unicode has one";
    MisplacedMark "misplaced-mark" Warning "a vowel mark stands before its letter, twice, or against another";
    TatweelInWord "tatweel-in-word" Warning "a word is stretched by tatweel";
    TatweelAsDash "tatweel-as-dash" Warning "tatweel stands where a dash belongs";
    StrayInvisible "stray-invisible" Warning "an invisible character does nothing where it stands";
    LiteralEmphasis "literal-emphasis" Warning "signs of emphasis are shown as they are written";
    MixedDigits "mixed-digits" Warning "a text has digits of two systems";
    // linking
    DuplicateEntity "duplicate-entity" Error "two files hold the same entry in the same language";
    DuplicateClaim "duplicate-claim" Error "two claims have one id";
    ConflictingFacts "conflicting-facts" Error "a fact is stated twice and differently";
    UnknownReference "unknown-reference" Error "a reference names nothing that exists";
    AmbiguousReference "ambiguous-reference" Error "a reference names two things";
    WrongKind "wrong-kind" Error "a reference names an entry of a kind that does not fit";
    LiteralReference "literal-reference" Warning "a reference is shown as it is written, since its brackets are others";
    TakenId "taken-id" Error "a former id is the id of an entry that exists";
    FormerId "former-id" Warning "a reference uses a former id";
    DraftReference "draft-reference" Warning "a published text links to what is not published";
    UnknownTag "unknown-tag" Error "a tag is not declared in the configuration";
    UnknownOriginal "unknown-original" Error "an edition names an original that does not exist";
    MutualTranslation "mutual-translation" Error "two editions each name the other as the original";
    InvalidHash "invalid-hash" Error "what stands for the hash of a translated section is none";
    UnknownSection "unknown-section" Warning "a translation was made from a section that the original no longer has";
    DifferingNumbers "differing-numbers" Warning "a number stands in one language of a text only";
    DifferingDates "differing-dates" Warning "a date stands in one language of a text only";
    DifferingLinks "differing-links" Warning "a link stands in one language of a text only";
    DifferingCitations "differing-citations" Warning "a source is cited in one language of a text only";
    MissingTranslation "missing-translation" Error "a text is owed in a language that the page has";
    DuplicateRoute "duplicate-route" Error "two pages or files claim one address";
    InvalidAlias "invalid-alias" Error "an alias is not an absolute path inside the site";
    DeadLink "dead-link" Error "an internal link leads nowhere";
    DeadAnchor "dead-anchor" Error "a link names a heading that its page does not have";
    MissingPicture "missing-picture" Error "a picture does not exist";
    // configuration and theme
    InvalidLocale "invalid-locale" Error "a locale does not exist";
    UnorderedSnapshots "unordered-snapshots" Error "a snapshot stands after a later one, or stands twice";
    InvalidBaseUrl "invalid-base-url" Error "the base address is not an absolute http or https address";
    UnsafeOutput "unsafe-output" Error "the output folder of the configuration leaves the site";
    UnknownTheme "unknown-theme" Error "the theme does not exist";
    MissingString "missing-string" Error "a string of the interface, or one of its plural forms, is absent";
    UnusedString "unused-string" Warning "a string of the interface is written, but nothing asks for it";
    InvalidString "invalid-string" Error "a string of the interface has the wrong form or placeholders";
    TemplateSyntax "template-syntax" Error "a template cannot be read";
    TemplateError "template-error" Error "a template failed while rendering a page";
    UnknownTemplate "unknown-template" Error "a template does not exist";
    // output
    ForeignFile "foreign-file" Error "a file that Bayan did not write stands where a page belongs";
    UnknownOutput "unknown-output" Warning "the output folder holds a file that the site does not produce";
}

impl Code {
    /// The code with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}
