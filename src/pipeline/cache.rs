//! The whole incremental mechanism: results by key, each with the fingerprint of all it was computed from.
//!
//! A step is skipped when the fingerprint of everything it can see is the one it had before. With an empty cache every
//! step runs, so that a clean build and an incremental one are the same code.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::fingerprint::{Fingerprint, Fingerprinted};

/// An input of a stage: what names it, and the fingerprint of what it holds.
pub(super) trait Input: Fingerprinted + Sync {
    type Key: Hash + Eq + Clone + Send;

    fn key(&self) -> Self::Key;
}

/// A value that is named by what it holds.
pub(super) struct ByContent<'a, T> {
    print: Fingerprint,
    pub value: &'a T,
}

impl<'a, T: Fingerprinted> ByContent<'a, T> {
    pub(super) fn new(value: &'a T) -> Self {
        Self {
            print: value.fingerprint(),
            value,
        }
    }

    /// By a fingerprint that is known already: taking one reads the whole value.
    pub(super) fn known(print: Fingerprint, value: &'a T) -> Self {
        Self { print, value }
    }
}

impl<T> Fingerprinted for ByContent<'_, T> {
    fn fingerprint(&self) -> Fingerprint {
        self.print
    }
}

impl<T: Sync> Input for ByContent<'_, T> {
    type Key = Fingerprint;

    fn key(&self) -> Fingerprint {
        self.print
    }
}

/// Results of one stage by key.
pub(super) struct Cache<K, V> {
    entries: HashMap<K, (Fingerprint, Computed<V>)>,
}

/// A result with its problems, which a cache and all who read it share.
#[derive(Clone)]
pub(super) struct Computed<V> {
    pub value: V,
    pub problems: Arc<[Diagnostic]>,
}

impl<V> Computed<V> {
    /// Takes the value and appends copies of the problems to `into`.
    pub(super) fn unload(self, into: &mut Vec<Diagnostic>) -> V {
        into.extend(self.problems.iter().cloned());
        self.value
    }
}

impl<V> From<Diagnosed<V>> for Computed<V> {
    fn from(made: Diagnosed<V>) -> Self {
        Self {
            value: made.value,
            problems: made.diagnostics.into(),
        }
    }
}

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self {
            entries: HashMap::new(),
        }
    }
}

impl<K: Hash + Eq + Clone + Send + Sync, V: Clone + Send + Sync> Cache<K, V> {
    /// Whether the result for an input is known.
    pub(super) fn knows(&self, shared: Fingerprint, key: &K, input: Fingerprint) -> bool {
        let known = self.entries.get(key);
        known.is_some_and(|(print, _)| *print == all_seen(shared, input))
    }

    /// Whether there is any result under a key.
    pub(super) fn has(&self, key: &K) -> bool {
        self.entries.contains_key(key)
    }

    /// Takes in a result, without problems, that another process computed from the same.
    pub(super) fn recall(&mut self, shared: Fingerprint, key: K, input: Fingerprint, value: V) {
        let value = Diagnosed::clean(value).into();
        self.entries.insert(key, (all_seen(shared, input), value));
    }

    /// All results.
    pub(super) fn values(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries
            .iter()
            .map(|(key, (_, computed))| (key, &computed.value))
    }

    /// Brings the results up to date with `count` inputs, in parallel, and forgets those no longer asked for.
    ///
    /// `shared` is what every input sees besides itself; its fingerprint is part of each key. `compute` is a plain `fn`,
    /// so that it cannot capture an input that the key lacks. `prepare` makes an input on the spot and says what is left
    /// of it afterwards: thousands of views are never alive at once.
    pub(super) fn refresh<S, I, R>(
        &mut self,
        shared: &S,
        count: usize,
        prepare: impl Fn(usize) -> (I, R) + Sync,
        compute: fn(&S, &I) -> Diagnosed<V>,
    ) -> Vec<(K, Computed<V>, R)>
    where
        S: Fingerprinted + Sync,
        I: Input<Key = K>,
        R: Send,
    {
        self.refresh_telling(shared, count, prepare, compute, |_, _, _| {})
    }

    /// The same; `done` is told of each result as soon as there is one.
    pub(super) fn refresh_telling<S, I, R>(
        &mut self,
        shared: &S,
        count: usize,
        prepare: impl Fn(usize) -> (I, R) + Sync,
        compute: fn(&S, &I) -> Diagnosed<V>,
        done: impl Fn(&K, &Computed<V>, &R) + Sync,
    ) -> Vec<(K, Computed<V>, R)>
    where
        S: Fingerprinted + Sync,
        I: Input<Key = K>,
        R: Send,
    {
        let old = &self.entries;
        let common = shared.fingerprint();
        let made: Vec<Made<K, V, R>> = (0..count)
            .into_par_iter()
            .map(|index| {
                let (input, rest) = prepare(index);
                let key = input.key();
                let print = all_seen(common, input.fingerprint());
                let known = old.get(&key).filter(|(before, _)| *before == print);
                let value = known.map_or_else(
                    || compute(shared, &input).into(),
                    |(_, value)| value.clone(),
                );
                done(&key, &value, &rest);
                Made {
                    key,
                    print: known.is_none().then_some(print),
                    value,
                    rest,
                }
            })
            .collect();
        for one in &made {
            if let Some(print) = one.print {
                self.entries
                    .insert(one.key.clone(), (print, one.value.clone()));
            }
        }
        if self.entries.len() > made.len() {
            let asked: HashSet<&K> = made.iter().map(|one| &one.key).collect();
            self.entries.retain(|key, _| asked.contains(key));
        }
        made.into_iter()
            .map(|one| (one.key, one.value, one.rest))
            .collect()
    }
}

/// Of all that a step sees.
fn all_seen(shared: Fingerprint, input: Fingerprint) -> Fingerprint {
    Fingerprint::of([shared.to_bytes(), input.to_bytes()].as_flattened())
}

/// A result that was asked for; `print` where it is not the one that was known.
struct Made<K, V, R> {
    key: K,
    print: Option<Fingerprint>,
    value: Computed<V>,
    rest: R,
}

#[cfg(test)]
mod tests {
    use super::{Cache, Input};
    use crate::diagnostic::Diagnosed;
    use crate::fingerprint::{Fingerprint, Fingerprinted};
    use std::sync::atomic::{AtomicUsize, Ordering};

    static RUNS: AtomicUsize = AtomicUsize::new(0);

    struct Text(&'static str, &'static str);

    impl Fingerprinted for Text {
        fn fingerprint(&self) -> Fingerprint {
            Fingerprint::of(self.1.as_bytes())
        }
    }

    impl Input for Text {
        type Key = &'static str;

        fn key(&self) -> &'static str {
            self.0
        }
    }

    fn length(_: &Text, text: &Text) -> Diagnosed<usize> {
        RUNS.fetch_add(1, Ordering::Relaxed);
        Diagnosed::clean(text.1.len())
    }

    #[test]
    fn only_what_changed_is_computed() {
        let mut cache = Cache::default();
        let mut run = |shared: &'static str, inputs: &[(&'static str, &'static str)]| {
            RUNS.store(0, Ordering::Relaxed);
            let results = cache.refresh(
                &Text("shared", shared),
                inputs.len(),
                |i| (Text(inputs[i].0, inputs[i].1), ()),
                length,
            );
            (
                results
                    .into_iter()
                    .map(|(_, value, ())| value.value)
                    .collect::<Vec<_>>(),
                RUNS.load(Ordering::Relaxed),
            )
        };
        assert_eq!(run("a", &[("x", "1"), ("y", "22")]), (vec![1, 2], 2));
        assert_eq!(run("a", &[("x", "1"), ("y", "22")]), (vec![1, 2], 0));
        assert_eq!(run("a", &[("x", "1"), ("y", "333")]), (vec![1, 3], 1));
        assert_eq!(run("b", &[("x", "1"), ("y", "333")]), (vec![1, 3], 2));
        assert_eq!(run("b", &[("y", "333")]), (vec![3], 0));
        assert_eq!(
            run("b", &[("x", "1"), ("y", "333")]),
            (vec![1, 3], 1),
            "what was not asked for is forgotten"
        );
    }
}
