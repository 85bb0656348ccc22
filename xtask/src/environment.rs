//! What a child process is given: a search path, variables, and what it must not inherit.
//!
//! Invariant: nothing here touches this process or the machine; an `Environment` only takes effect
//! in the commands it makes.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Additions to what this process was started with. The latest addition wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    path: Vec<PathBuf>,
    variables: BTreeMap<String, OsString>,
    removed: BTreeSet<String>,
}

impl Environment {
    /// Puts a folder in front of the search path.
    pub fn with_path(mut self, folder: impl Into<PathBuf>) -> Self {
        self.path.insert(0, folder.into());
        self
    }

    pub fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.removed.insert(name.to_owned());
        self
    }

    /// Adds everything of `later`, which wins over what is here.
    pub fn merge(&mut self, later: Environment) {
        for folder in later.path.into_iter().rev() {
            self.path.insert(0, folder);
        }
        self.variables.extend(later.variables);
        self.removed.extend(later.removed);
    }

    pub fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(name).map(OsString::as_os_str)
    }

    /// Where a program of this name lies: in the folders added here first, then on the inherited path.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        self.search_path().into_iter().map(|folder| folder.join(program)).find(|candidate| is_program(candidate))
    }

    /// A command for `program`, with this environment applied.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let program = program.as_ref();
        let resolved = match program.to_str() {
            Some(name) if program.components().count() == 1 => self.which(name),
            _ => None,
        };
        let mut command = Command::new(resolved.unwrap_or_else(|| program.to_owned()));
        for (name, _) in std::env::vars_os() {
            if let Some(name) = name.to_str()
                && set_by_cargo_run(name)
            {
                command.env_remove(name);
            }
        }
        for name in &self.removed {
            command.env_remove(name);
        }
        command.envs(&self.variables);
        if let Ok(path) = std::env::join_paths(self.search_path()) {
            command.env("PATH", path);
        }
        command
    }

    fn search_path(&self) -> Vec<PathBuf> {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        self.path.iter().cloned().chain(std::env::split_paths(&inherited)).collect()
    }
}

/// `cargo run` describes the package it runs (this one) in variables. A build script of somebody
/// else that watches one of them would be rebuilt on every switch between `cargo xtask` and `cargo`.
fn set_by_cargo_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_MANIFEST_")
        || matches!(name, "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE")
        // It points at the libraries of the compiler that built xtask, which need not be the chosen one.
        || matches!(name, "LD_LIBRARY_PATH" | "DYLD_FALLBACK_LIBRARY_PATH")
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file() || path.with_extension("exe").is_file()
}

/// What a command prints, trimmed; `None` when it can't be started or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_addition_wins() {
        let mut environment = Environment::default().with_path("/a").with("RUSTC", "/one");
        environment.merge(Environment::default().with_path("/c").with_path("/b").with("RUSTC", "/two"));
        assert_eq!(environment.variable("RUSTC"), Some(OsStr::new("/two")));
        assert_eq!(environment.path, ["/b", "/c", "/a"].map(PathBuf::from));
    }

    #[test]
    fn a_command_is_given_the_path_and_loses_what_cargo_run_said() {
        let command = Environment::default().with_path("/first").without("RUSTFLAGS").command("/bin/true");
        let given = |wanted: &str| {
            command
                .get_envs()
                .find(|(name, _)| *name == OsStr::new(wanted))
                .map(|(_, value)| value.map(OsStr::to_owned))
        };
        assert!(given("PATH").flatten().is_some_and(|path| path.to_string_lossy().starts_with("/first")));
        assert_eq!(given("RUSTFLAGS"), Some(None));
        assert!(set_by_cargo_run("CARGO_PKG_NAME") && !set_by_cargo_run("CARGO_HOME"));
    }
}
