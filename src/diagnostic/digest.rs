//! Which of many problems are printed: errors first, and of one fault that stands everywhere no more than tells.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};

/// So many problems of one code are printed.
const OF_A_CODE: usize = 1000;
/// So many in all: with reports of at most 2 kB, 20 MB.
const IN_ALL: usize = 10_000;
/// So many are printed for a person, if they are no errors.
const FOR_A_PERSON: usize = 200;

/// For whom problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readership {
    /// Someone at a terminal, in which a full screen of one fault hides the others.
    Person,
    /// An editor, or another program.
    Program,
}

/// What is printed of many problems.
#[derive(Debug, Default)]
pub struct Digest<'a> {
    /// What is printed: errors, then warnings, each in the order of files and lines.
    pub shown: Vec<&'a Diagnostic>,
    /// What is not, by code.
    pub left_out: BTreeMap<Code, LeftOut>,
}

/// How many problems of one code are not printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// All of them.
    pub count: usize,
    /// Those that `check --fix` mends.
    pub fixable: usize,
}

/// Chooses what is printed.
pub fn digest(diagnostics: &[Diagnostic], reader: Readership) -> Digest<'_> {
    let mut digest = Digest::default();
    let mut printed: BTreeMap<Code, usize> = BTreeMap::new();
    for severity in [Severity::Error, Severity::Warning] {
        let most = match (severity, reader) {
            (Severity::Warning, Readership::Person) => FOR_A_PERSON,
            _ => IN_ALL,
        };
        for one in diagnostics.iter().filter(|one| one.severity == severity) {
            let of_code = printed.entry(one.code).or_default();
            if digest.shown.len() < most && *of_code < OF_A_CODE {
                *of_code += 1;
                digest.shown.push(one);
            } else {
                let left = digest.left_out.entry(one.code).or_default();
                left.count += 1;
                left.fixable += usize::from(!one.fix().is_empty());
            }
        }
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::{Digest, FOR_A_PERSON, IN_ALL, LeftOut, OF_A_CODE, Readership, digest};
    use crate::diagnostic::{Code, Diagnostic};

    fn many(code: Code, count: usize) -> impl Iterator<Item = Diagnostic> {
        std::iter::repeat_with(move || Diagnostic::nowhere(code, "x")).take(count)
    }

    #[test]
    fn errors_come_first_and_are_never_behind_warnings() {
        let mut all: Vec<_> = many(Code::DoubledSpace, 210).collect();
        all.extend(many(Code::DeadLink, 1));
        let Digest { shown, left_out } = digest(&all, Readership::Person);
        assert_eq!(shown.first().map(|one| one.code), Some(Code::DeadLink));
        assert_eq!(shown.len(), FOR_A_PERSON);
        let left = LeftOut {
            count: 11,
            fixable: 0,
        };
        assert_eq!(left_out, [(Code::DoubledSpace, left)].into());
        assert_eq!(digest(&all, Readership::Program).shown.len(), 211);
    }

    #[test]
    fn of_one_fault_no_more_than_tells() {
        let all: Vec<_> = Code::ALL
            .iter()
            .flat_map(|code| many(*code, 1001))
            .collect();
        for reader in [Readership::Person, Readership::Program] {
            let Digest { shown, left_out } = digest(&all, reader);
            let left: usize = left_out.values().map(|left| left.count).sum();
            assert_eq!(shown.len() + left, all.len());
            assert!(shown.len() <= IN_ALL);
        }
        let one: Vec<_> = many(Code::DeadLink, 5000).collect();
        assert_eq!(digest(&one, Readership::Person).shown.len(), OF_A_CODE);
    }
}
