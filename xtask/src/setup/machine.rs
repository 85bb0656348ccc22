//! What the machine offers: the cache folder, installers, and how a folder is put in place whole.

use super::debian::Apt;
use crate::environment::{Environment, output_of};
use crate::workspace;
use anyhow::{Context, Result};
use std::cell::OnceCell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

pub struct Machine {
    cache: PathBuf,
    root: PathBuf,
    apt: OnceCell<Option<Apt>>,
}

impl Machine {
    /// The cache is `$WALKAROUND_TOOLS`, else `$XDG_CACHE_HOME/walkaround`, else `~/.cache/walkaround`.
    ///
    /// # Errors
    /// When none of the three can be told.
    pub fn detect() -> Result<Self> {
        let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let cache = folder("WALKAROUND_TOOLS")
            .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("walkaround")))
            .or_else(|| folder("HOME").map(|home| home.join(".cache/walkaround")))
            .context("there is no home folder to keep tools in: set WALKAROUND_TOOLS to an absolute path")?;
        Ok(Self { cache, root: workspace::root(), apt: OnceCell::new() })
    }

    pub fn cache(&self) -> &Path {
        &self.cache
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the output of an installation is kept.
    pub fn log(&self, name: &str) -> PathBuf {
        self.cache.join("logs").join(format!("{name}.log"))
    }

    /// Debian's installer, if this is Debian (or one made from it) and we may use it.
    pub fn apt(&self) -> Option<&Apt> {
        self.apt.get_or_init(Apt::detect).as_ref()
    }

    pub fn has(&self, program: &str) -> bool {
        Environment::default().which(program).is_some()
    }

    /// The version a program says it has: the first word of its `--version` that starts with a digit.
    pub fn version_of(&self, program: &Path, environment: &Environment) -> Option<String> {
        let said = output_of(environment.command(program).arg("--version"))?;
        first_version(&said).map(str::to_owned)
    }

    /// Waits until no other set-up of this user is installing.
    ///
    /// # Errors
    /// When the cache folder can't be written.
    pub fn lock(&self) -> Result<File> {
        fs::create_dir_all(&self.cache).with_context(|| format!("creating {}", self.cache.display()))?;
        let path = self.cache.join("lock");
        let lock = File::create(&path).with_context(|| format!("creating {}", path.display()))?;
        if lock.try_lock().is_err() {
            println!("Set-up: waiting for another set-up to finish");
            lock.lock().context("waiting for another set-up")?;
        }
        Ok(lock)
    }

    /// Puts a folder of the cache in place whole: `fill` works on an empty folder, which takes its
    /// name only when `fill` succeeded. What had the name before (it was found unusable) goes.
    ///
    /// # Errors
    /// Those of `fill`, and of the file system.
    pub fn install_folder(&self, name: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let target = self.cache.join(name);
        let fresh = self.cache.join(format!(".fresh-{name}"));
        let stale = self.cache.join(format!(".stale-{name}"));
        remove_folder(&fresh)?;
        remove_folder(&stale)?;
        fs::create_dir_all(&fresh).with_context(|| format!("creating {}", fresh.display()))?;
        fill(&fresh)?;
        if target.exists() {
            fs::rename(&target, &stale).with_context(|| format!("moving {} away", target.display()))?;
        }
        fs::rename(&fresh, &target).with_context(|| format!("putting {} in place", target.display()))?;
        remove_folder(&stale)
    }
}

pub fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// `rustc 1.96.0 (ac68faa20 2026-05-25)` → `1.96.0`, `v20.20.2` → `20.20.2`.
fn first_version(said: &str) -> Option<&str> {
    said.split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: Option<&str>) {
        assert_eq!(first_version(said), expected);
    }

    #[test]
    fn versions_as_tools_print_them() {
        check("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)", Some("1.96.0"));
        check("trunk 0.21.14", Some("0.21.14"));
        check("wasm-bindgen 0.2.130", Some("0.2.130"));
        check("wasm-opt version 132 (version_132)", Some("132"));
        check("v20.20.2", Some("20.20.2"));
        check("error: not installed", None);
    }

    #[test]
    fn a_failed_installation_leaves_nothing_under_the_name() {
        let cache = std::env::temp_dir().join(format!("walkaround-xtask-{}", std::process::id()));
        let machine = Machine { cache: cache.clone(), root: cache.clone(), apt: OnceCell::new() };
        let fail = machine.install_folder("tool-1", |folder| {
            fs::write(folder.join("half"), "")?;
            anyhow::bail!("interrupted")
        });
        assert!(fail.is_err() && !cache.join("tool-1").exists());

        let write = |text: &'static str| move |folder: &Path| Ok(fs::write(folder.join("whole"), text)?);
        machine.install_folder("tool-1", write("first")).expect("the folder is writable");
        machine.install_folder("tool-1", write("second")).expect("the folder is writable");
        let found = fs::read_to_string(cache.join("tool-1/whole")).expect("it was installed");
        assert_eq!(found, "second");
        assert!(!cache.join("tool-1/half").exists());
        remove_folder(&cache).expect("the folder is ours");
    }
}
