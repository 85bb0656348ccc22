//! `cargo xtask serve`: the app and the reference receiver on one address, ready to use.

use crate::bundle::{self, Mode};
use crate::environment::Environment;
use crate::setup::{self, Purpose};
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

#[derive(clap::Args)]
pub struct Serve {
    /// The port that the app and the receiver answer on.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The address to listen on. Browsers allow camera, storage and service worker over plain HTTP on this machine only.
    #[arg(long, default_value = "127.0.0.1")]
    listen: IpAddr,
    /// Quick builds: large and slow, with debug assertions.
    #[arg(long)]
    dev: bool,
    /// Where the receiver keeps what it is sent.
    #[arg(long, default_value = ".walkaround")]
    data: PathBuf,
}

/// Builds what is missing, then becomes the receiver.
///
/// # Errors
/// When the address is taken, or something can't be installed or built.
pub fn serve(options: &Serve) -> Result<()> {
    let address = SocketAddr::new(options.listen, options.port);
    // Before minutes are spent on building for an address that is taken.
    refuse_if_taken(address)?;
    let environment = setup::ensure(Purpose::Build)?;
    let mode = if options.dev { Mode::Dev } else { Mode::Release };
    let dist = bundle::build(&environment, mode)?;
    let receiver = build_receiver(&environment, mode)?;
    refuse_if_taken(address)?;

    println!(
        "\nWalkaround: http://{address}    (Ctrl-C stops it; received sheets are kept in {})\n",
        options.data.display()
    );
    let mut command = environment.command(receiver);
    command
        .arg("serve")
        .arg("--listen")
        .arg(address.to_string())
        .arg("--data")
        .arg(workspace::root().join(&options.data))
        .arg("--app")
        .arg(dist);
    become_the_receiver(command)
}

fn refuse_if_taken(address: SocketAddr) -> Result<()> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "{address} is in use: is `cargo xtask serve` running already? \
             Open http://{address}, or choose another port with --port."
        ),
        Err(error) => Err(error).with_context(|| format!("{address} can't be listened on")),
    }
}

/// The receiver's program, built. The release profile, except for a quick build.
///
/// # Errors
/// When it doesn't compile.
pub fn build_receiver(environment: &Environment, mode: Mode) -> Result<PathBuf> {
    let mut cargo = environment.command("cargo");
    cargo.args(["build", "--package", "walkaround-receiver", "--bin", "walkaround-receiver"]);
    if mode == Mode::Release {
        cargo.arg("--release");
    }
    let status = cargo.current_dir(workspace::root()).status().context("starting cargo to build the receiver")?;
    if !status.success() {
        bail!("building the receiver failed; the lines above say why");
    }
    let folder = if mode == Mode::Release { "release" } else { "debug" };
    let program = format!("walkaround-receiver{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target().join(folder).join(program))
}

/// This process turns into the receiver, so that Ctrl-C and signals reach it and nothing stays behind.
#[cfg(unix)]
fn become_the_receiver(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("starting the receiver")
}

#[cfg(not(unix))]
fn become_the_receiver(mut command: Command) -> Result<()> {
    let status = command.status().context("starting the receiver")?;
    if !status.success() {
        bail!("the receiver ended with {status}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_use_is_said_in_words() {
        let holder = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let address = holder.local_addr().expect("it is bound");
        let refusal = refuse_if_taken(address).expect_err("the port is held").to_string();
        assert!(refusal.contains("in use") && refusal.contains("--port"), "{refusal}");
    }
}
