//! Finds the tools that building and testing need, and installs what is missing.
//!
//! Invariant: a tool is either whole or not there. It is put together in a folder of its own and
//! renamed into place when it is complete and has been tried; an interrupted set-up is simply done again.
//!
//! What we install lies in one cache folder of the user ([`Machine::detect`]), one folder per tool and
//! version. System packages are asked of the system's own installer and never removed or replaced.

mod browser;
mod cargo_tool;
mod debian;
mod machine;
mod node;
mod rust;
mod servers;

use crate::environment::Environment;
use crate::progress::clock;
use anyhow::{Context, Result, bail};
use std::time::Instant;

pub use machine::Machine;

/// Something that must be on the machine.
trait Tool {
    /// As it is called in messages, with its version where one is required.
    fn name(&self) -> String;

    /// What using it takes, if a usable one is here. Looks only, changes nothing, and is quick:
    /// this runs before every command. `environment` holds what the tools before it asked for.
    fn find(&self, machine: &Machine, environment: &Environment) -> Option<Environment>;

    /// How it would get here.
    fn way(&self, machine: &Machine) -> Way;

    /// Brings it here. Called only when [`Tool::find`] found nothing and [`Tool::way`] knows one.
    fn install(&self, machine: &Machine, environment: &Environment) -> Result<()>;
}

/// How a missing tool can be had on this machine.
enum Way {
    /// We can do it. The text says how and how long it takes.
    Install(String),
    /// Only a person can. The text says what to install.
    ByHand(String),
    /// Only a person can, and the work can go on without it. The text says what is worse then.
    GoOnWithout(String),
}

/// What the tools are wanted for. Each includes the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Purpose {
    /// Building and serving the app.
    Build,
    /// Running every check: also browsers, fonts, linters, the independent validators and stock servers.
    Test,
}

fn tools(purpose: Purpose) -> Result<Vec<Box<dyn Tool>>> {
    // The order matters: the compiler is chosen first and builds the tools after it.
    let mut tools: Vec<Box<dyn Tool>> = vec![
        Box::new(rust::WasmStd),
        Box::new(cargo_tool::wasm_bindgen()?),
        Box::new(cargo_tool::trunk()),
        Box::new(node::Binaryen),
    ];
    if purpose == Purpose::Test {
        tools.push(Box::new(rust::Rustfmt));
        tools.push(Box::new(rust::Clippy));
        tools.push(Box::new(browser::Chromium));
        tools.push(Box::new(browser::Firefox));
        tools.push(Box::new(browser::Geckodriver::new()));
        tools.push(Box::new(browser::ChineseFonts));
        tools.push(Box::new(node::Validators));
        tools.push(Box::new(servers::Postgres));
        tools.push(Box::new(servers::Moto));
    }
    Ok(tools)
}

/// Makes sure that everything for `purpose` is here and says what using it takes.
///
/// # Errors
/// When something can't be installed; the message then lists what a person has to do.
pub fn ensure(purpose: Purpose) -> Result<Environment> {
    let started = Instant::now();
    let machine = Machine::detect()?;
    let tools = tools(purpose)?;

    let missing = missing(&tools, &machine);
    if missing > 0 {
        refuse_what_only_a_person_can_do(&tools, &machine)?;
        println!("Set-up: {missing} of {} tools missing; ours go to {}", tools.len(), machine.cache().display());
    }
    // Held while anything is installed, so that two set-ups at once don't do the same work twice.
    let _lock = if missing > 0 { Some(machine.lock()?) } else { None };

    let mut environment = Environment::default();
    for tool in &tools {
        if let Some(found) = tool.find(&machine, &environment) {
            environment.merge(found);
            continue;
        }
        let name = tool.name();
        match tool.way(&machine) {
            Way::Install(how) => {
                println!("  {name}: {how}");
                let began = Instant::now();
                tool.install(&machine, &environment).with_context(|| format!("{name} could not be installed"))?;
                let found = tool
                    .find(&machine, &environment)
                    .with_context(|| format!("{name} was installed but is still not found"))?;
                environment.merge(found);
                println!("  {name}: ready ({})", clock(began.elapsed()));
            }
            Way::GoOnWithout(loss) => println!("  {name}: missing. {loss}"),
            Way::ByHand(what) => bail!("{name} is missing. {what}"),
        }
    }
    if missing > 0 {
        println!("Set-up: done ({})", clock(started.elapsed()));
    }
    Ok(environment)
}

fn missing(tools: &[Box<dyn Tool>], machine: &Machine) -> usize {
    let mut environment = Environment::default();
    tools
        .iter()
        .filter(|tool| match tool.find(machine, &environment) {
            Some(found) => {
                environment.merge(found);
                false
            }
            None => true,
        })
        .count()
}

/// Before minutes are spent on installing: if a person must act anyway, say so at once and say all of it.
fn refuse_what_only_a_person_can_do(tools: &[Box<dyn Tool>], machine: &Machine) -> Result<()> {
    let mut environment = Environment::default();
    let mut list = Vec::new();
    for tool in tools {
        if let Some(found) = tool.find(machine, &environment) {
            environment.merge(found);
        } else if let Way::ByHand(what) = tool.way(machine) {
            list.push(format!("  - {}: {what}", tool.name()));
        }
    }
    if list.is_empty() {
        return Ok(());
    }
    bail!("This has to be installed by hand first:\n{}", list.join("\n"));
}
