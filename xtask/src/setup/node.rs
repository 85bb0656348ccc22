//! Tools that come as npm packages: the wasm optimizer, and the stock validators and backends that tests check us with.

use super::machine::Machine;
use super::{Tool, Way};
use crate::environment::Environment;
use crate::progress;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The packages where Debian's npm is used.
const DEBIAN_PACKAGES: [&str; 2] = ["nodejs", "npm"];
const BY_HAND: &str = "Install Node.js 18 or later with npm (https://nodejs.org).";

fn npm_way(machine: &Machine) -> Way {
    if machine.has("npm") || machine.apt().is_some() {
        Way::Install("installing with npm, about 1 min".to_owned())
    } else {
        Way::ByHand(BY_HAND.to_owned())
    }
}

fn npm(machine: &Machine, environment: &Environment) -> Result<std::process::Command> {
    if !machine.has("npm") {
        let apt = machine.apt().context(BY_HAND)?;
        apt.install(machine, &DEBIAN_PACKAGES)?;
    }
    Ok(environment.command("npm"))
}

/// `wasm-opt`. Debian 12's 108 does not know what today's compiler emits, so it is never looked for.
pub struct Binaryen;

const BINARYEN: &str = "132";

impl Tool for Binaryen {
    fn name(&self) -> String {
        format!("wasm-opt {BINARYEN}")
    }

    fn find(&self, machine: &Machine, environment: &Environment) -> Option<Environment> {
        let bin = machine.cache().join(format!("binaryen-{BINARYEN}/node_modules/.bin"));
        if bin.join("wasm-opt").exists() {
            return Some(Environment::default().with_path(bin));
        }
        let elsewhere = environment.which("wasm-opt")?;
        let version = machine.version_of(&elsewhere, environment)?;
        (version.parse::<u32>().ok()? >= BINARYEN.parse().ok()?).then(Environment::default)
    }

    fn way(&self, machine: &Machine) -> Way {
        npm_way(machine)
    }

    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()> {
        machine.install_folder(&format!("binaryen-{BINARYEN}"), |folder| {
            let mut npm = npm(machine, environment)?;
            npm.args(["install", "--no-audit", "--no-fund", "--prefix"]);
            npm.arg(folder).arg(format!("binaryen@{BINARYEN}"));
            progress::run(&mut npm, &machine.log("binaryen"))?;
            let wasm_opt = folder.join("node_modules/.bin/wasm-opt");
            machine.version_of(&wasm_opt, environment).map(|_| ()).context("wasm-opt was installed but does not run")
        })
    }
}

/// What tests/package-lock.json pins: programs of other people that check our files and pages, or take our sheets.
pub struct Validators;

impl Validators {
    /// The folder carries a digest of the lock: another lock is another folder.
    fn folder(machine: &Machine) -> Option<PathBuf> {
        let lock = fs::read(Self::source(machine).join("package-lock.json")).ok()?;
        let digest = Sha256::digest(&lock);
        let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Some(machine.cache().join(format!("validators-{short}")))
    }

    fn source(machine: &Machine) -> PathBuf {
        machine.root().join("tests")
    }
}

impl Tool for Validators {
    fn name(&self) -> String {
        "the validators and backends of tests/package.json".to_owned()
    }

    fn find(&self, machine: &Machine, environment: &Environment) -> Option<Environment> {
        environment.which("node")?;
        let modules = Self::folder(machine)?.join("node_modules");
        modules.is_dir().then(|| Environment::default().with("WALKAROUND_NODE_MODULES", modules))
    }

    fn way(&self, machine: &Machine) -> Way {
        npm_way(machine)
    }

    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()> {
        let folder = Self::folder(machine).context("tests/package-lock.json is missing")?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        machine.install_folder(&name, |folder| {
            for file in ["package.json", "package-lock.json"] {
                copy_into(&Self::source(machine).join(file), folder)?;
            }
            let mut npm = npm(machine, environment)?;
            npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(folder);
            progress::run(&mut npm, &machine.log("validators"))
        })
    }
}

fn copy_into(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    fs::copy(file, folder.join(name)).with_context(|| format!("copying {}", file.display()))?;
    Ok(())
}
