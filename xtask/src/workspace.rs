//! Where things lie in the repository, and what Cargo.lock says.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The repository's root. `cargo run` says where this package lies now; the compiled-in path serves
/// when the binary is started by hand.
pub fn root() -> PathBuf {
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().expect("xtask lies in a folder of the repository").to_owned()
}

/// The folder that the finished app is served from.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The version of a package that Cargo.lock pins.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    match locked_versions(&lock, package).as_slice() {
        [version] => Ok(version.clone()),
        [] => bail!("Cargo.lock names no package {package}"),
        several => bail!("Cargo.lock names {package} in several versions: {}", several.join(", ")),
    }
}

fn locked_versions(lock: &str, package: &str) -> Vec<String> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    let mut versions = Vec::new();
    while let Some(line) = lines.next() {
        if line == wanted
            && let Some(version) = lines.next().and_then(|line| line.strip_prefix("version = \""))
        {
            versions.push(version.trim_end_matches('"').to_owned());
        }
    }
    versions
}

/// Every file below `folder` whose name ends as asked, sorted; empty when the folder does not exist.
pub fn files_below(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
version = 4

[[package]]
name = \"syn\"
version = \"2.0.119\"

[[package]]
name = \"syn\"
version = \"3.0.9\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
dependencies = [
 \"syn 2.0.119\",
]
";

    #[test]
    fn versions_are_read_from_the_lock() {
        assert_eq!(locked_versions(LOCK, "wasm-bindgen"), ["0.2.130"]);
        assert_eq!(locked_versions(LOCK, "syn"), ["2.0.119", "3.0.9"]);
        assert!(locked_versions(LOCK, "wasm").is_empty());
    }
}
