//! Who claims which address: two claims to one, or to what hosts and disks may take for the same, are an error.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Location, quoted};
use crate::locale::composed;
use crate::output::OutputPath;
use crate::page::{PageKind, Route};

/// What stands at an address: where that is stated, and which page it is, if one.
pub(super) struct Claim {
    pub location: Option<Location>,
    pub page: Option<PageKind>,
}

/// All claims so far.
#[derive(Default)]
pub(super) struct Claims {
    by_path: HashMap<Arc<str>, Claim>,
    /// The claims by what hosts and disks may take for the same: [`folded`].
    alike: HashMap<String, Arc<str>>,
    /// All folders above claims.
    folders: HashSet<Box<str>>,
}

impl Claims {
    /// Whether something stands at a path.
    pub(super) fn has(&self, path: &OutputPath) -> bool {
        self.by_path.contains_key(path.as_str())
    }

    /// Claims an address for a page; what already stands there stays, and is the problem.
    pub(super) fn page(
        &mut self,
        route: &Route,
        kind: &PageKind,
        location: Option<Location>,
    ) -> Result<Option<Diagnostic>, Diagnostic> {
        let output = route.output();
        if let Some(claim) = self.by_path.get(output.as_str()) {
            return Err(collision(route, claim, location, kind));
        }
        if let Some((path, claim)) = self.file_or_folder(&output) {
            return Err(both(&path, claim, location, kind));
        }
        let claim = Claim {
            location,
            page: Some(kind.clone()),
        };
        Ok(self.insert(&output, claim))
    }

    /// A file claimed where this output needs a folder, or a folder claimed where it is a file.
    fn file_or_folder(&self, output: &OutputPath) -> Option<(Route, &Claim)> {
        let above = output
            .folders()
            .find_map(|folder| Some((folder, self.by_path.get(folder)?)));
        let above = above.map(|(folder, claim)| (Route::new(folder), claim));
        let inside = || {
            self.folders.contains(output.as_str()).then_some(())?;
            let folder = format!("{}/", output.as_str());
            let claims = self
                .by_path
                .iter()
                .filter(|(path, _)| path.starts_with(&folder));
            let (_, claim) = claims.min_by_key(|(path, _)| Arc::clone(path))?;
            Some((Route::new(output.as_str()), claim))
        };
        above.or_else(inside)
    }

    /// Claims a path; a problem where disks may take it for one that is claimed.
    pub(super) fn insert(&mut self, output: &OutputPath, claim: Claim) -> Option<Diagnostic> {
        for folder in output.folders() {
            // The folders above are known with it.
            if self.folders.contains(folder) {
                break;
            }
            self.folders.insert(folder.into());
        }
        let path: Arc<str> = output.as_str().into();
        let problem = self.alike(&path).map(|other| {
            let known = self.by_path.get(&other);
            let known = known.and_then(|claim| claim.location.clone());
            hardly_apart([&other, &path], known, claim.location.clone())
        });
        self.by_path.insert(path, claim);
        problem
    }

    /// The path known so far that only differs in what disks may not tell apart. Few paths are not what they fold to, so that
    /// only those are kept.
    fn alike(&mut self, path: &Arc<str>) -> Option<Arc<str>> {
        let folded = folded(path);
        let plain = || {
            self.by_path
                .get_key_value(&*folded)
                .map(|(path, _)| Arc::clone(path))
        };
        let other = self.alike.get(&*folded).cloned().or_else(plain);
        if other.is_some() || *folded != **path {
            self.alike.insert(folded.into_owned(), Arc::clone(path));
        }
        other.filter(|other| other != path)
    }
}

/// A path as disks see it that know no case, and compose letters or take them apart.
fn folded(path: &str) -> Cow<'_, str> {
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_plain {
        Cow::Borrowed(path)
    } else {
        composed(path).to_lowercase().into()
    }
}

fn hardly_apart(
    [first, second]: [&str; 2],
    known: Option<Location>,
    here: Option<Location>,
) -> Diagnostic {
    let [first, second] =
        [first, second].map(|path| quoted(&format!("/{}", path.trim_end_matches("index.html"))));
    let message = format!(
        "{first} and {second} are one address to hosts and disks that do not tell such letters apart"
    );
    let (at, other) = match here {
        Some(here) => (Some(here), known),
        None => (known, None),
    };
    let diagnostic = match at {
        Some(at) => Diagnostic::at(Code::DuplicateRoute, at, message),
        None => Diagnostic::nowhere(Code::DuplicateRoute, message),
    };
    let diagnostic = match other {
        Some(other) => diagnostic.label(other, "the other"),
        None => diagnostic,
    };
    diagnostic.help("let them differ in more than the case or the form of letters")
}

/// A file and a folder of one name: a page's address already belongs to it, a file of the editor's could be renamed.
fn both(route: &Route, claim: &Claim, location: Option<Location>, kind: &PageKind) -> Diagnostic {
    let mut diagnostic = collision(route, claim, location, kind);
    if claim.page.is_none() {
        diagnostic.message = format!(
            "{} would be a file and a folder",
            quoted(&format!("/{}", route.as_str()))
        );
        diagnostic.help = Some("give it another `slug`".to_owned());
    }
    diagnostic
}

fn collision(
    route: &Route,
    claim: &Claim,
    location: Option<Location>,
    kind: &PageKind,
) -> Diagnostic {
    let message = format!(
        "two pages claim the address {}",
        quoted(&format!("/{}", route.as_str()))
    );
    let (primary, other) = match (location, &claim.location) {
        (Some(here), other) => (Some(here), other.clone()),
        (None, other) => (other.clone(), None),
    };
    let mut diagnostic = match primary {
        Some(location) => Diagnostic::at(Code::DuplicateRoute, location, message),
        None => Diagnostic::nowhere(Code::DuplicateRoute, message),
    };
    if let Some(other) = other {
        diagnostic = diagnostic.label(other, "claimed here too");
    }
    let own = matches!(
        claim.page,
        Some(
            PageKind::Home
                | PageKind::List { .. }
                | PageKind::Timeline
                | PageKind::Map
                | PageKind::Corrections
                | PageKind::NotFound
                | PageKind::Languages
                | PageKind::Atom
                | PageKind::JsonFeed
                | PageKind::Sitemap
                | PageKind::Robots
        )
    );
    let remedy = if own || matches!(kind, PageKind::Languages) {
        "this address belongs to a page of every site: choose another slug, alias or file name"
    } else {
        "give one of them another `slug`"
    };
    diagnostic.help(remedy)
}
