//! Every declared dependency is named by a source of its package: what nobody uses still has to be
//! downloaded, compiled and trusted.
//!
//! A dependency that is there only to switch on a feature of somebody else's is said so in Cargo.toml:
//! `[package.metadata.walkaround] unnamed-dependencies = ["…"]`, with a comment why.

use super::Finding;
use super::source::{is_word, without_comments_and_literals};
use crate::environment::Environment;
use crate::workspace::{files_below, root};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Checks all packages of the workspace.
///
/// # Errors
/// When cargo does not describe the workspace or a source can't be read.
pub fn findings() -> Result<Vec<Finding>> {
    let packages = packages()?;
    let folders = packages.iter().map(folder).collect::<Result<Vec<PathBuf>>>()?;
    let mut findings = Vec::new();
    for (package, folder) in packages.iter().zip(&folders) {
        let mut code = String::new();
        for file in package_sources(folder, &folders)? {
            let source = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            code.push_str(&without_comments_and_literals(&source));
            code.push('\n');
        }
        findings.extend(check(package, &code)?);
    }
    Ok(findings)
}

/// The names by which sources of the workspace can call its dependencies and each other.
///
/// # Errors
/// When cargo does not describe the workspace.
pub fn names_in_sources() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for package in packages()? {
        names.push(text(&package, "name")?.replace('-', "_"));
        names.extend(dependencies(&package)?);
    }
    names.sort();
    names.dedup();
    Ok(names)
}

fn packages() -> Result<Vec<Value>> {
    let output = Environment::default()
        .command("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root())
        .output()
        .context("starting cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let described: Value = serde_json::from_slice(&output.stdout).context("reading cargo's description")?;
    let packages = described.get("packages").and_then(Value::as_array);
    packages.cloned().context("cargo describes no packages")
}

fn folder(package: &Value) -> Result<PathBuf> {
    let manifest = text(package, "manifest_path")?;
    Ok(Path::new(&manifest).parent().context("a manifest lies in a folder")?.to_owned())
}

/// The root package lies around the others: its sources are those that are in no other package.
fn package_sources(folder: &Path, others: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut sources = Vec::new();
    for part in ["src", "tests", "benches", "examples"] {
        sources.extend(files_below(&folder.join(part), ".rs")?);
    }
    sources.extend(Some(folder.join("build.rs")).filter(|build| build.exists()));
    sources.retain(|source| {
        !others.iter().any(|other| other != folder && other.starts_with(folder) && source.starts_with(other))
    });
    Ok(sources)
}

fn check(package: &Value, code: &str) -> Result<Vec<Finding>> {
    let name = text(package, "name")?;
    let excused = package["metadata"]["walkaround"]["unnamed-dependencies"].as_array().cloned().unwrap_or_default();
    let excused: Vec<String> = excused.iter().filter_map(Value::as_str).map(|name| name.replace('-', "_")).collect();
    let dependencies = dependencies(package)?;
    let mut findings = Vec::new();
    for dependency in &dependencies {
        let named = names(code, dependency);
        let excuse = excused.contains(dependency);
        let what = match (named, excuse) {
            (false, false) => format!("depends on {dependency}, which none of its sources names"),
            (true, true) => format!("excuses {dependency} as unnamed, but a source names it"),
            _ => continue,
        };
        findings.push(Finding {
            place: format!("Cargo.toml of {name}"),
            what,
            why: "A dependency is downloaded, compiled and trusted: each has to be needed.".to_owned(),
        });
    }
    for name_of_nobody in excused.iter().filter(|excuse| !dependencies.contains(excuse)) {
        findings.push(Finding {
            place: format!("Cargo.toml of {name}"),
            what: format!("excuses {name_of_nobody}, which is no dependency"),
            why: "An excuse without a dependency misleads whoever reads it.".to_owned(),
        });
    }
    Ok(findings)
}

fn dependencies(package: &Value) -> Result<Vec<String>> {
    let listed = package["dependencies"].as_array().context("a package lists its dependencies")?;
    let mut names = Vec::new();
    for dependency in listed {
        let name = match dependency["rename"].as_str() {
            Some(rename) => rename.to_owned(),
            None => text(dependency, "name")?,
        };
        names.push(name.replace('-', "_"));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

fn text(value: &Value, key: &str) -> Result<String> {
    let found = value[key].as_str().with_context(|| format!("cargo's description has no {key}"))?;
    Ok(found.to_owned())
}

/// Whether the name stands in the code as a word of its own.
fn names(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(dependencies: &Value, excused: &[&str], code: &str, expected: &[&str]) {
        let package = json!({
            "name": "app",
            "dependencies": dependencies,
            "metadata": { "walkaround": { "unnamed-dependencies": excused } },
        });
        let found: Vec<String> = super::check(&package, code)
            .expect("the description is whole")
            .into_iter()
            .map(|finding| finding.what)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_dependency_must_be_named_or_excused() {
        let uses = json!([{ "name": "serde-json" }, { "name": "getrandom" }]);
        let code = "use serde_json::Value;";
        check(&uses, &[], code, &["depends on getrandom, which none of its sources names"]);
        check(&uses, &["getrandom"], code, &[]);
        check(&uses, &["getrandom"], "serde_json getrandom", &["excuses getrandom as unnamed, but a source names it"]);
        check(&json!([]), &["uuid"], code, &["excuses uuid, which is no dependency"]);
    }

    #[test]
    fn a_renamed_dependency_goes_by_its_new_name() {
        check(&json!([{ "name": "matrix_db", "rename": "db" }]), &[], "use db::Database;", &[]);
    }

    #[test]
    fn part_of_a_word_is_not_the_word() {
        check(
            &json!([{ "name": "sha" }]),
            &[],
            "use sha2::Digest;",
            &["depends on sha, which none of its sources names"],
        );
    }
}
