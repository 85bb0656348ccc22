//! The compiler and what belongs to it.
//!
//! On an ordinary machine rustup brings the wasm32 standard library for the toolchain in use. Where
//! rustup is missing or can't download, Debian's own compiler does the work: its standard library for
//! wasm32 is built once from the packaged sources, into a sysroot folder of ours. Nothing of the
//! system is changed, and that compiler is then used for native and wasm32 code alike, so that
//! build scripts and macros are compiled once.

use super::machine::Machine;
use super::{Tool, Way};
use crate::environment::{Environment, output_of};
use crate::progress;
use anyhow::{Context, Result, anyhow, bail};
use std::fs;
use std::path::{Path, PathBuf};

const TARGET: &str = "wasm32-unknown-unknown";
/// Debian's programs are named by path, because rustup's may come before them on the search path.
const DEBIAN_BIN: &str = "/usr/bin";
/// Clippy is only needed for testing; it comes along so that the whole toolchain has one version.
const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy"];
const BY_HAND: &str = "Install rustup (https://rustup.rs) and run `rustup target add wasm32-unknown-unknown`.";

pub struct WasmStd;

impl Tool for WasmStd {
    fn name(&self) -> String {
        format!("Rust's standard library for {TARGET}")
    }

    fn find(&self, machine: &Machine, environment: &Environment) -> Option<Environment> {
        // Debian's compiler with our sysroot first: it is only there because rustup could not help.
        debian_toolchain(machine).or_else(|| toolchain_in_use(environment))
    }

    fn way(&self, machine: &Machine) -> Way {
        let build = "building it with Debian's compiler, about 3 min on 2 cores";
        match (machine.has("rustup"), machine.apt().is_some()) {
            (true, _) => Way::Install(format!("asking rustup, about 1 min (where it can't download: {build})")),
            (false, true) => Way::Install(build.to_owned()),
            (false, false) => Way::ByHand(BY_HAND.to_owned()),
        }
    }

    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()> {
        if machine.has("rustup") {
            let mut rustup = environment.command("rustup");
            match progress::run(rustup.args(["target", "add", TARGET]), &machine.log("rustup")) {
                Ok(()) => return Ok(()),
                Err(_) => println!("      rustup can't download it here; using Debian's compiler"),
            }
        }
        let by_hand =
            || anyhow!("rustup can't download it, and this is no Debian where we may install packages. {BY_HAND}");
        let apt = machine.apt().ok_or_else(by_hand)?;
        apt.install(machine, &DEBIAN_PACKAGES)?;
        let compiler = debian_compiler().context("rustc-web is installed but /usr/bin/rustc does not run")?;
        // rustc calls the linker of exactly the LLVM that it was built with.
        apt.install(machine, &[&format!("lld-{}", compiler.llvm_major)])?;
        install_sysroot(machine, &compiler)
    }
}

/// What `rustc -vV` says of Debian's compiler.
struct Compiler {
    release: String,
    llvm_major: String,
}

fn debian_compiler() -> Option<Compiler> {
    let said = output_of(Environment::default().command(debian("rustc")).arg("-vV"))?;
    parse_compiler(&said)
}

fn parse_compiler(said: &str) -> Option<Compiler> {
    let value = |key: &str| said.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
    Some(Compiler {
        release: value("release")?.to_owned(),
        llvm_major: value("LLVM version")?.split('.').next()?.to_owned(),
    })
}

fn debian(program: &str) -> PathBuf {
    Path::new(DEBIAN_BIN).join(program)
}

/// The folder carries the compiler's version: after an upgrade it isn't found, and is built again.
fn sysroot_name(compiler: &Compiler) -> String {
    format!("wasm-std-{}", compiler.release)
}

fn target_libraries(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

fn has_std(sysroot: &Path) -> bool {
    let Ok(entries) = fs::read_dir(target_libraries(sysroot)) else {
        return false;
    };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

/// The toolchain that `cargo xtask` itself was started with, if it can compile for wasm32.
fn toolchain_in_use(environment: &Environment) -> Option<Environment> {
    let rustc = std::env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
    let sysroot = output_of(environment.command(rustc).args(["--print", "sysroot"]))?;
    has_std(Path::new(&sysroot)).then(Environment::default)
}

fn debian_toolchain(machine: &Machine) -> Option<Environment> {
    let sysroot = machine.cache().join(sysroot_name(&debian_compiler()?));
    if !has_std(&sysroot) || !sysroot.join("bin/cargo").exists() {
        return None;
    }
    Some(
        Environment::default()
            .with_path(sysroot.join("bin"))
            .with("CARGO", debian("cargo"))
            .with("RUSTC", debian("rustc"))
            .with("RUSTDOC", debian("rustdoc"))
            .with("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("--sysroot {}", sysroot.display()))
            // Either of these would take precedence over the flags above and hide the sysroot.
            .without("RUSTFLAGS")
            .without("CARGO_ENCODED_RUSTFLAGS")
            .without("RUSTUP_TOOLCHAIN"),
    )
}

fn install_sysroot(machine: &Machine, compiler: &Compiler) -> Result<()> {
    let name = sysroot_name(compiler);
    if machine.cache().to_string_lossy().contains(char::is_whitespace) {
        // cargo splits the flags that name the sysroot at white space and knows no quoting there.
        bail!("{} has a space in it: set WALKAROUND_TOOLS to a folder without one", machine.cache().display());
    }
    if !has_std(&machine.cache().join(&name)) {
        machine.install_folder(&name, |folder| {
            build_std(machine, folder)?;
            link_programs(folder)?;
            try_out(machine, folder)
        })?;
    }
    link_programs(&machine.cache().join(&name))
}

/// Builds the standard library from its packaged sources, as a dependency of an empty crate, and
/// keeps the libraries. `test` is there for the browser tests, which use its harness.
fn build_std(machine: &Machine, sysroot: &Path) -> Result<()> {
    let empty = sysroot.join("empty");
    fs::create_dir_all(empty.join("src"))?;
    let manifest = "[package]\nname = \"empty_crate\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n";
    fs::write(empty.join("Cargo.toml"), manifest)?;
    fs::write(empty.join("src/lib.rs"), "")?;

    let mut cargo = Environment::default()
        .with("RUSTC", debian("rustc"))
        // The packaged compiler is a stable one; this lets it build its own library from source.
        .with("RUSTC_BOOTSTRAP", "1")
        // Without it the libraries hold machine code alone, and the shipped build can't optimize across them.
        .with("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Cembed-bitcode=yes")
        .without("RUSTFLAGS")
        .without("CARGO_ENCODED_RUSTFLAGS")
        .without("CARGO_TARGET_DIR")
        .without("RUSTUP_TOOLCHAIN")
        .command(debian("cargo"));
    cargo.args(["build", "--release", "--target", TARGET, "-Zbuild-std=std,test,panic_abort"]).current_dir(&empty);
    progress::run(&mut cargo, &machine.log("wasm-std"))?;

    let libraries = target_libraries(sysroot);
    fs::create_dir_all(&libraries)?;
    for entry in fs::read_dir(empty.join("target").join(TARGET).join("release/deps"))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".rlib") && !name.starts_with("libempty_crate-") {
            fs::copy(entry.path(), libraries.join(&*name))?;
        }
    }
    Ok(fs::remove_dir_all(empty)?)
}

/// A `bin` folder with Debian's programs alone: on the search path before everything else it makes
/// `cargo` mean Debian's without putting all of /usr/bin first. `cargo` comes last, as the sign that all are there.
fn link_programs(sysroot: &Path) -> Result<()> {
    let bin = sysroot.join("bin");
    fs::create_dir_all(&bin)?;
    for program in ["rustc", "rustdoc", "cargo-clippy", "clippy-driver", "cargo"] {
        let link = bin.join(program);
        if link.is_symlink() {
            fs::remove_file(&link)?;
        }
        symlink(&debian(program), &link)?;
    }
    Ok(())
}

#[cfg(unix)]
fn symlink(to: &Path, link: &Path) -> Result<()> {
    std::os::unix::fs::symlink(to, link).with_context(|| format!("linking {}", link.display()))
}

#[cfg(not(unix))]
fn symlink(_: &Path, link: &Path) -> Result<()> {
    bail!("{} is a link of Debian's toolchain, which only exists there", link.display())
}

/// Compiles one function for wasm32 the way the shipped build is: a sysroot that can't do that is not put in place.
fn try_out(machine: &Machine, sysroot: &Path) -> Result<()> {
    let source = sysroot.join("try.rs");
    let module = sysroot.join("try.wasm");
    fs::write(
        &source,
        "#[unsafe(no_mangle)] pub extern \"C\" fn words() -> usize { format!(\"{:?}\", [1, 2]).len() }\n",
    )?;
    let mut rustc = Environment::default().command(debian("rustc"));
    rustc.args(["--edition", "2024", "--target", TARGET, "--crate-type", "cdylib"]);
    rustc.args(["-Cpanic=abort", "-Clto=fat", "-Copt-level=s", "--sysroot"]);
    rustc.arg(sysroot).arg("-o").arg(&module).arg(&source);
    progress::run(&mut rustc, &machine.log("wasm-std-try"))?;
    if fs::read(&module)?.starts_with(b"\0asm") {
        fs::remove_file(source)?;
        return Ok(fs::remove_file(module)?);
    }
    bail!("the compiler made no wasm module from the library just built")
}

pub struct Clippy;

impl Tool for Clippy {
    fn name(&self) -> String {
        "Clippy".to_owned()
    }

    fn find(&self, _: &Machine, environment: &Environment) -> Option<Environment> {
        output_of(environment.command("cargo-clippy").args(["clippy", "--version"])).map(|_| Environment::default())
    }

    fn way(&self, machine: &Machine) -> Way {
        component_way(machine, "clippy")
    }

    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()> {
        if environment.variable("RUSTC").is_some()
            && let Some(apt) = machine.apt()
        {
            return apt.install(machine, &["rust-web-clippy"]);
        }
        rustup_component(machine, environment, "clippy")
    }
}

pub struct Rustfmt;

impl Tool for Rustfmt {
    fn name(&self) -> String {
        "rustfmt".to_owned()
    }

    /// Any rustfmt of the right edition will do, so the one on the path is used, whoever it belongs to.
    fn find(&self, _: &Machine, environment: &Environment) -> Option<Environment> {
        environment.which("cargo-fmt")?;
        output_of(environment.command("rustfmt").arg("--version")).map(|_| Environment::default())
    }

    fn way(&self, machine: &Machine) -> Way {
        component_way(machine, "rustfmt")
    }

    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()> {
        match (machine.has("rustup"), machine.apt()) {
            (true, None) => rustup_component(machine, environment, "rustfmt"),
            (true, Some(apt)) => {
                rustup_component(machine, environment, "rustfmt").or_else(|_| apt.install(machine, &["rustfmt-web"]))
            }
            (false, Some(apt)) => apt.install(machine, &["rustfmt-web"]),
            (false, None) => bail!("neither rustup nor Debian's packages are to be had"),
        }
    }
}

fn component_way(machine: &Machine, component: &str) -> Way {
    if machine.has("rustup") || machine.apt().is_some() {
        Way::Install("installing, under a minute".to_owned())
    } else {
        Way::ByHand(format!("Install rustup (https://rustup.rs) and run `rustup component add {component}`."))
    }
}

fn rustup_component(machine: &Machine, environment: &Environment, component: &str) -> Result<()> {
    let mut rustup = environment.command("rustup");
    progress::run(rustup.args(["component", "add", component]), &machine.log(component))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiler_says_its_version_and_its_linker() {
        let said = "rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)\nbinary: rustc\n\
                    host: x86_64-unknown-linux-gnu\nrelease: 1.96.0\nLLVM version: 22.1.8";
        let compiler = parse_compiler(said).expect("both lines are there");
        assert_eq!(sysroot_name(&compiler), "wasm-std-1.96.0");
        assert_eq!(compiler.llvm_major, "22");
        assert!(parse_compiler("rustc 1.63.0").is_none());
    }
}
