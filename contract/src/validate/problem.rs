//! What validation says: problems refuse a sheet, warnings do not.

use serde::Serialize;

use super::path::Pointer;

/// A reason to refuse a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// JSON pointer (RFC 6901) to what is wrong; empty for the whole document.
    pub path: String,
    /// What is wrong, as a `snake_case` word that stays the same between versions.
    pub code: &'static str,
    /// One English sentence for whoever reads the log. It never repeats a value, which may be personal.
    pub message: String,
}

/// Something odd that is no reason to refuse a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// JSON pointer (RFC 6901) to what is odd.
    pub path: String,
    /// What is odd, as a `snake_case` word.
    pub code: &'static str,
    /// One English sentence.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = if self.path.is_empty() { "(document)" } else { &self.path };
        write!(f, "{path}: {} ({})", self.message, self.code)
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} ({})", self.path, self.message, self.code)
    }
}

/// A document that is wrong everywhere must not cost more than one that is right: what comes after this many is left out.
const MOST: usize = 200;

/// Problems and warnings of one document, in the order they are found.
#[derive(Default)]
pub(super) struct Findings {
    problems: Vec<Problem>,
    warnings: Vec<Warning>,
}

impl Findings {
    /// Adds a problem. A place that is already known to be wrong is named once, by the first and most basic reason.
    pub fn refuse(&mut self, at: impl Into<Pointer>, code: &'static str, message: impl Into<String>) {
        let path = at.into();
        if self.problems.len() < MOST && !self.is_refused(&path) {
            self.problems.push(Problem { path: path.as_str().to_owned(), code, message: message.into() });
        }
    }

    pub fn warn(&mut self, at: impl Into<Pointer>, code: &'static str, message: impl Into<String>) {
        if self.warnings.len() < MOST {
            self.warnings.push(Warning { path: at.into().as_str().to_owned(), code, message: message.into() });
        }
    }

    pub fn is_refused(&self, path: &Pointer) -> bool {
        self.problems.iter().any(|problem| problem.path == path.as_str())
    }

    pub fn any_refused(&self) -> bool {
        !self.problems.is_empty()
    }

    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub fn into_result<T>(self, document: Option<T>) -> Result<(T, Vec<Warning>), Vec<Problem>> {
        match document {
            Some(document) if self.problems.is_empty() => Ok((document, self.warnings)),
            _ => Err(self.problems),
        }
    }
}
