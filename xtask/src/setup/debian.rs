//! Debian's packages, when we may install them: as root, or with a `sudo` that asks nothing.

use super::machine::Machine;
use crate::environment::{Environment, output_of};
use crate::progress;
use anyhow::Result;
use std::cell::Cell;
use std::process::Command;

pub struct Apt {
    sudo: bool,
    /// The package lists are fetched once per run: stale ones make apt ask for files that are gone.
    updated: Cell<bool>,
}

impl Apt {
    pub fn detect() -> Option<Self> {
        let environment = Environment::default();
        let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
        if !is_debian(&release) || environment.which("apt-get").is_none() {
            return None;
        }
        let updated = Cell::new(false);
        if output_of(environment.command("id").arg("-u"))? == "0" {
            return Some(Self { sudo: false, updated });
        }
        output_of(environment.command("sudo").args(["-n", "true"])).map(|_| Self { sudo: true, updated })
    }

    /// Installs packages. Nothing that is installed is ever removed to make room for them.
    ///
    /// # Errors
    /// When apt refuses or a package does not exist in this release; its own words are in the error.
    pub fn install(&self, machine: &Machine, packages: &[&str]) -> Result<()> {
        if !self.updated.get() {
            progress::run(self.apt_get().arg("update"), &machine.log("apt-update"))?;
            self.updated.set(true);
        }
        let log = machine.log(&format!("apt-{}", packages.first().copied().unwrap_or("none")));
        let mut command = self.apt_get();
        command.args(["install", "--yes", "--no-remove", "--no-install-recommends"]);
        progress::run(command.args(packages), &log)
    }

    fn apt_get(&self) -> Command {
        let environment = Environment::default();
        // Through `env`, because sudo drops the variables of its caller.
        let mut command = if self.sudo {
            let mut command = environment.command("sudo");
            command.args(["-n", "env"]);
            command
        } else {
            environment.command("env")
        };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]);
        command
    }
}

/// `ID=debian`, or a distribution that says it is like Debian.
fn is_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        matches!(key, "ID" | "ID_LIKE") && value.trim_matches('"').split_whitespace().any(|word| word == "debian")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_children_are_recognised() {
        assert!(is_debian("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"));
        assert!(is_debian("NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nNAME=\"not debian\"\n"));
    }
}
