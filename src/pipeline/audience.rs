//! Who waits for pages while they are made: pages that someone waits for are made first, and handed over at once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::page::Route;
use crate::source::SourceTree;

/// Someone who waits for pages. Nothing that an audience does changes what is built.
pub trait Audience: Sync {
    /// The project is read.
    fn loaded(&self, sources: &Arc<SourceTree>);

    /// The site is linked and its pages are known; `is_sound` if nothing found so far is an error. It will stand at the path `base`.
    fn planned(&self, is_sound: bool, base: &str);

    /// A page to make before all others, if any is waited for; asked again before each page.
    fn wanted(&self) -> Option<Route>;

    /// There is no page at an address that was wanted.
    fn absent(&self, route: &Route);

    /// A page is made, and nothing is wrong with it.
    fn made(&self, route: &Route, text: &Arc<str>);
}

/// For builds that nobody watches.
impl Audience for () {
    fn loaded(&self, _: &Arc<SourceTree>) {}

    fn planned(&self, _: bool, _: &str) {}

    fn wanted(&self) -> Option<Route> {
        None
    }

    fn absent(&self, _: &Route) {}

    fn made(&self, _: &Route, _: &Arc<str>) {}
}

/// The order in which pages are made: each once, those that are waited for first.
pub(super) struct PageQueue<'a> {
    audience: &'a dyn Audience,
    by_route: &'a BTreeMap<Route, usize>,
    taken: Mutex<Taken>,
}

struct Taken {
    flags: Vec<bool>,
    next: usize,
}

impl<'a> PageQueue<'a> {
    pub(super) fn new(
        audience: &'a dyn Audience,
        by_route: &'a BTreeMap<Route, usize>,
        count: usize,
    ) -> Self {
        Self {
            audience,
            by_route,
            taken: Mutex::new(Taken {
                flags: vec![false; count],
                next: 0,
            }),
        }
    }

    /// The next index; as many calls as there are pages give each of them once.
    pub(super) fn draw(&self) -> usize {
        // OK because nothing panics while it is held; a list of flags is sound in any case.
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(route) = self.audience.wanted() {
            match self.by_route.get(&route) {
                Some(index) if taken.take(*index) => return *index,
                Some(_) => {}
                None => self.audience.absent(&route),
            }
        }
        loop {
            let index = taken.next;
            taken.next += 1;
            if taken.take(index) || index >= taken.flags.len() {
                return index;
            }
        }
    }
}

impl Taken {
    fn take(&mut self, index: usize) -> bool {
        self.flags
            .get_mut(index)
            .is_some_and(|flag| !std::mem::replace(flag, true))
    }
}

#[cfg(test)]
mod tests {
    use super::{Audience, PageQueue};
    use crate::page::Route;
    use crate::source::SourceTree;
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex};

    struct Wishes(Mutex<Vec<&'static str>>);

    impl Audience for Wishes {
        fn loaded(&self, _: &Arc<SourceTree>) {}

        fn planned(&self, _: bool, _: &str) {}

        fn absent(&self, route: &Route) {
            assert_eq!(route.as_str(), "nowhere");
        }

        fn wanted(&self) -> Option<Route> {
            self.0
                .lock()
                .expect("no test panics here")
                .pop()
                .map(Route::new)
        }

        fn made(&self, _: &Route, _: &Arc<str>) {}
    }

    #[test]
    fn wishes_come_first_and_each_page_once() {
        let routes: BTreeMap<Route, usize> = ["a", "b", "c", "d"]
            .into_iter()
            .enumerate()
            .map(|(index, route)| (Route::new(route), index))
            .collect();
        let wishes = Wishes(Mutex::new(vec!["c", "nowhere", "d", "c"]));
        let order = PageQueue::new(&wishes, &routes, 4);
        let drawn: Vec<usize> = (0..4).map(|_| order.draw()).collect();
        assert_eq!(drawn, [2, 3, 0, 1]);
    }
}
