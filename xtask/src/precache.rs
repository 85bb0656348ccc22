//! Tells the service worker which files make up this build, so that it can keep them for a start
//! without network.
//!
//! Invariant: the list names every file of the build except the worker itself, each with a revision
//! made from its content. Trunk puts a hash into the names of the app's own files, but not into
//! those of web workers and copied assets, so names alone would not tell an old file from a new one.

use crate::workspace::files_below;
use anyhow::{Context, Result, bail};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

const WORKER: &str = "sw.js";
const LIST_MARKER: &str = "const PRECACHE = /*PRECACHE*/[];";
const VERSION_MARKER: &str = "const VERSION = /*VERSION*/\"dev\";";
/// 64 bits: enough to tell the builds of one origin apart, short enough to read out on the telephone.
const VERSION_HEX_DIGITS: usize = 16;

/// What was written into the worker.
#[derive(Debug, PartialEq, Eq)]
pub struct Precache {
    pub version: String,
    pub files: usize,
    pub bytes: u64,
}

#[derive(Debug, PartialEq, Eq)]
struct Entry {
    /// From the root of the origin, as the receiver serves it.
    url: String,
    revision: String,
}

/// Writes the list of files and the version into `sw.js` in `folder`.
///
/// # Errors
/// When a file can't be read or the worker lacks a marker.
pub fn fill(folder: &Path) -> Result<Precache> {
    let worker_path = folder.join(WORKER);
    let worker = fs::read_to_string(&worker_path)
        .with_context(|| format!("reading {}: does index.html copy public/?", worker_path.display()))?;

    let mut entries = Vec::new();
    let mut bytes = 0;
    for path in files_below(folder, "")? {
        let name = path.strip_prefix(folder).context("the file lies below the folder")?;
        let name = name.to_string_lossy().replace('\\', "/");
        if name == WORKER {
            continue;
        }
        let content = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        bytes += content.len() as u64;
        entries.push(Entry { url: format!("/{name}"), revision: hex_digest(&content) });
    }
    entries.sort_by(|one, other| one.url.cmp(&other.url));

    let version = version(&worker, &entries);
    fs::write(&worker_path, filled(&worker, &entries, &version)?)
        .with_context(|| format!("writing {}", worker_path.display()))?;
    Ok(Precache { version, files: entries.len(), bytes })
}

/// Covers the worker's own text too: another way of keeping files asks for a fresh cache.
fn version(worker: &str, entries: &[Entry]) -> String {
    let mut hash = Sha256::new();
    hash.update(worker);
    for entry in entries {
        hash.update(format!("\n{} {}", entry.url, entry.revision));
    }
    hex(&hash.finalize())[..VERSION_HEX_DIGITS].to_owned()
}

fn filled(worker: &str, entries: &[Entry], version: &str) -> Result<String> {
    for marker in [LIST_MARKER, VERSION_MARKER] {
        if worker.matches(marker).count() != 1 {
            bail!("{WORKER} must contain `{marker}` exactly once");
        }
    }
    let lines: Vec<String> = entries
        .iter()
        .map(|entry| format!("  {},\n", json!({ "url": entry.url, "revision": entry.revision })))
        .collect();
    Ok(worker
        .replace(LIST_MARKER, &format!("const PRECACHE = [\n{}];", lines.concat()))
        .replace(VERSION_MARKER, &format!("const VERSION = {};", json!(version))))
}

fn hex_digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const SOURCE: &str = "const VERSION = /*VERSION*/\"dev\";\nconst PRECACHE = /*PRECACHE*/[];\nrun();\n";

    /// A build in a folder of its own, removed when the test ends.
    struct Build(PathBuf);

    impl Build {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let folder = std::env::temp_dir().join(format!("walkaround-precache-{name}-{}", std::process::id()));
            for (file, text) in files {
                let path = folder.join(file);
                fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("the folder is ours");
                fs::write(path, text).expect("the folder is ours");
            }
            Self(folder)
        }

        fn worker(&self) -> String {
            fs::read_to_string(self.0.join(WORKER)).expect("the worker is there")
        }
    }

    impl Drop for Build {
        fn drop(&mut self) {
            // Nothing depends on it: the name carries this process's number.
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn every_file_but_the_worker_is_listed_with_a_revision() {
        let build = Build::new("list", &[("sw.js", SOURCE), ("index.html", "abc"), ("vehicles/sedan.svg", "<svg/>")]);
        let written = fill(&build.0).expect("the markers are there");
        assert_eq!((written.files, written.bytes), (2, 9));
        let worker = build.worker();
        // The digest of "abc" is the example of FIPS 180-2.
        assert!(worker.contains(
            "\"revision\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"url\":\"/index.html\""
        ));
        assert!(worker.contains("\"url\":\"/vehicles/sedan.svg\""));
        assert!(!worker.contains("\"url\":\"/sw.js\""));
        assert!(worker.contains(&format!("const VERSION = \"{}\";", written.version)));
        assert!(worker.ends_with("run();\n"));
    }

    #[test]
    fn the_version_follows_the_content_and_nothing_else() {
        let version = |name: &str, worker: &str, page: &str| {
            let build = Build::new(name, &[("sw.js", worker), ("index.html", page)]);
            fill(&build.0).expect("the markers are there").version
        };
        let first = version("first", SOURCE, "abc");
        assert_eq!(first, version("same", SOURCE, "abc"));
        assert_ne!(first, version("page", SOURCE, "abd"));
        assert_ne!(first, version("worker", &format!("{SOURCE}more();\n"), "abc"));
    }

    #[test]
    fn a_worker_without_a_place_for_the_list_is_refused() {
        let build = Build::new("markers", &[("sw.js", "const PRECACHE = [];"), ("index.html", "abc")]);
        let refusal = fill(&build.0).expect_err("both markers are missing").to_string();
        assert!(refusal.contains(LIST_MARKER), "{refusal}");
    }
}
