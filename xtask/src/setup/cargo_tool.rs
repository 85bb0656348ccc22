//! Tools that are Rust programs: prebuilt through `cargo binstall` where that is installed, else built
//! from source with a profile that trades their speed for ours.

use super::machine::{Machine, remove_folder};
use super::{Tool, Way};
use crate::environment::Environment;
use crate::progress;
use crate::workspace;
use anyhow::Result;
use std::path::Path;

pub struct CargoTool {
    package: &'static str,
    version: String,
    /// The program whose version is asked.
    program: &'static str,
    /// Everything the package must have brought.
    programs: &'static [&'static str],
    options: &'static [&'static str],
    /// Minutes that building takes on 2 cores (measured).
    minutes: &'static str,
}

/// 0.21.14 is the last release that compiles with Rust 1.96.0; 0.22.1 asks for 1.96.1.
pub fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        version: "0.21.14".to_owned(),
        program: "trunk",
        programs: &["trunk"],
        // Its default features fetch tools and updates; we bring the tools.
        options: &["--locked", "--no-default-features"],
        minutes: "6 min",
    }
}

/// The command must have exactly the version of the crate, so Cargo.lock decides.
///
/// # Errors
/// When Cargo.lock names no wasm-bindgen, or several.
pub fn wasm_bindgen() -> Result<CargoTool> {
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        version: workspace::locked_version("wasm-bindgen")?,
        program: "wasm-bindgen",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        // Not `--locked`: the lock it ships has named crate versions that are no longer published.
        options: &[],
        minutes: "3 min",
    })
}

/// Firefox's driver, which Debian has no package of.
pub fn geckodriver() -> CargoTool {
    CargoTool {
        package: "geckodriver",
        version: "0.37.1".to_owned(),
        program: "geckodriver",
        programs: &["geckodriver"],
        options: &["--locked"],
        minutes: "3 min",
    }
}

impl CargoTool {
    fn folder(&self) -> String {
        format!("{}-{}", self.package, self.version)
    }

    fn complete(&self, bin: &Path) -> bool {
        self.programs.iter().all(|program| bin.join(program).exists() || bin.join(format!("{program}.exe")).exists())
    }

    fn binstall(&self, machine: &Machine, environment: &Environment, folder: &Path) -> Result<()> {
        let mut command = environment.command("cargo-binstall");
        command.args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"]);
        command.arg(folder).arg(format!("{}@{}", self.package, self.version));
        progress::run(&mut command, &machine.log(&self.folder()))
    }

    fn build(&self, machine: &Machine, environment: &Environment, folder: &Path) -> Result<()> {
        // Outside the fresh folder, so that an interrupted build goes on where it was.
        let building = machine.cache().join(format!(".building-{}", self.folder()));
        let mut command = environment
            .clone()
            .without("CARGO_TARGET_DIR")
            // Each of these alone saves minutes. The tools run for seconds; their own speed hardly matters.
            .with("CARGO_PROFILE_RELEASE_LTO", "off")
            .with("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .with("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .command("cargo");
        command.args(["install", self.package, "--version", &self.version]);
        command.args(self.options);
        command.arg("--root").arg(folder).arg("--target-dir").arg(&building);
        command.current_dir(machine.cache());
        progress::run(&mut command, &machine.log(&self.folder()))?;
        remove_folder(&building)
    }
}

impl Tool for CargoTool {
    fn name(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    fn find(&self, machine: &Machine, environment: &Environment) -> Option<Environment> {
        let ours = machine.cache().join(self.folder()).join("bin");
        if self.complete(&ours) {
            return Some(Environment::default().with_path(ours));
        }
        let elsewhere = environment.which(self.program)?;
        let right = machine.version_of(&elsewhere, environment)? == self.version;
        (right && self.complete(elsewhere.parent()?)).then(Environment::default)
    }

    fn way(&self, machine: &Machine) -> Way {
        let build = format!("building it, about {} on 2 cores", self.minutes);
        Way::Install(if machine.has("cargo-binstall") {
            format!("downloading it with cargo binstall (where that fails: {build})")
        } else {
            build
        })
    }

    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()> {
        machine.install_folder(&self.folder(), |folder| {
            if machine.has("cargo-binstall") {
                match self.binstall(machine, environment, folder) {
                    Ok(()) => return Ok(()),
                    Err(_) => println!("      cargo binstall has none for this machine; building it"),
                }
            }
            self.build(machine, environment, folder)
        })
    }
}
