//! The stock servers that tests run against: PostgreSQL, moto as an S3-compatible store, httpbin as a backend of other people.

use super::machine::Machine;
use super::{Tool, Way};
use crate::environment::Environment;
use crate::progress;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;

/// PostgreSQL's own programs. Tests start a server of their own with them; one that runs already is left alone.
pub struct Postgres;

/// Where Debian keeps them, off the PATH and one folder for each version.
const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";
const PROGRAMS: [&str; 4] = ["postgres", "initdb", "psql", "pg_isready"];

impl Tool for Postgres {
    fn name(&self) -> String {
        "PostgreSQL's server".to_owned()
    }

    fn find(&self, _: &Machine, environment: &Environment) -> Option<Environment> {
        let named = std::env::var_os("WALKAROUND_POSTGRES").map(PathBuf::from);
        let on_path = environment.which("postgres").and_then(|program| Some(program.parent()?.to_owned()));
        let folder = named.into_iter().chain(on_path).chain(debian_folders()).find(|folder| {
            let has = |program: &&str| folder.join(program).exists();
            PROGRAMS.iter().all(has)
        })?;
        Some(Environment::default().with("WALKAROUND_POSTGRES", folder))
    }

    fn way(&self, machine: &Machine) -> Way {
        if machine.apt().is_some() {
            Way::Install(
                "installing Debian's postgresql, about 1 min (Debian then starts a server of its own, which we don't touch)"
                    .to_owned(),
            )
        } else {
            Way::ByHand(
                "Install PostgreSQL 13 or later (https://www.postgresql.org/download); name the folder of its programs in \
                 WALKAROUND_POSTGRES if they are not on the PATH."
                    .to_owned(),
            )
        }
    }

    fn install(&self, machine: &Machine, _: &Environment) -> Result<()> {
        let apt = machine.apt().context("this is no Debian where we may install packages")?;
        apt.install(machine, &["postgresql"])
    }
}

/// The newest version first.
fn debian_folders() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(DEBIAN_VERSIONS)
        .into_iter()
        .flatten()
        .filter_map(|version| {
            let version = version.ok()?;
            Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin")))
        })
        .collect();
    versions.sort();
    versions.into_iter().rev().map(|(_, folder)| folder).collect()
}

/// moto with what its S3 needs, and httpbin, as tests/servers/requirements.txt pins it.
pub struct Moto;

impl Moto {
    /// The folder carries a digest of the lock and Python's version: with another of either it is another folder.
    fn folder(machine: &Machine, environment: &Environment) -> Option<String> {
        let lock = fs::read(Self::lock(machine)).ok()?;
        let digest = Sha256::digest(&lock);
        let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let python = machine.version_of(&environment.which("python3")?, environment)?;
        Some(format!("moto-{short}-python-{python}"))
    }

    fn lock(machine: &Machine) -> PathBuf {
        machine.root().join("tests/servers/requirements.txt")
    }
}

impl Tool for Moto {
    fn name(&self) -> String {
        "moto and httpbin, stock servers for tests".to_owned()
    }

    fn find(&self, machine: &Machine, environment: &Environment) -> Option<Environment> {
        let python = machine.cache().join(Self::folder(machine, environment)?).join("bin/python");
        python.exists().then(|| Environment::default().with("WALKAROUND_MOTO_PYTHON", python))
    }

    fn way(&self, machine: &Machine) -> Way {
        if machine.has("python3") || machine.apt().is_some() {
            Way::Install("installing with pip into a folder of its own, about 1 min".to_owned())
        } else {
            Way::ByHand("Install Python 3.10 or later with its venv module (https://www.python.org).".to_owned())
        }
    }

    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()> {
        if let Some(apt) = machine.apt()
            && !has_venv(environment)
        {
            apt.install(machine, &["python3", "python3-venv"])?;
        }
        let name = Self::folder(machine, environment).context("Python or tests/servers/requirements.txt is missing")?;
        machine.install_folder(&name, |folder| {
            // It is moved when it is whole, so only its Python is ever called: the scripts beside it name this folder.
            let mut venv = environment.command("python3");
            progress::run(venv.args(["-m", "venv"]).arg(folder), &machine.log("moto-venv"))?;
            let python = folder.join("bin/python");
            let mut pip = environment.command(&python);
            pip.args([
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--require-hashes",
                "--only-binary=:all:",
            ]);
            progress::run(pip.arg("-r").arg(Self::lock(machine)), &machine.log("moto"))?;
            let mut tried = environment.command(&python);
            progress::run(tried.args(["-m", "moto.server", "--help"]), &machine.log("moto-tried"))
        })
    }
}

fn has_venv(environment: &Environment) -> bool {
    let mut python = environment.command("python3");
    crate::environment::output_of(python.args(["-c", "import venv, ensurepip"])).is_some()
}
