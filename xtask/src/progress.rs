//! Runs long commands so that a person sees they are alive: what is being done, how long it usually
//! takes, and every half minute the latest line of its output. The whole output goes to a log file.

use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a running command is reported on.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// How often it is asked whether it has ended: short enough not to be felt.
const POLL: Duration = Duration::from_millis(100);
/// How much of the log is shown when a command fails.
const TAIL_LINES: usize = 25;

/// Runs `command` to its end with its output in `log`.
///
/// # Errors
/// When it can't be started or fails; the end of its output is part of the error.
pub fn run(command: &mut Command, log: &Path) -> Result<()> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    let output = File::create(log).with_context(|| format!("creating {}", log.display()))?;
    let errors = output.try_clone().context("sharing the log file")?;
    let name = command.get_program().to_string_lossy().into_owned();
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .with_context(|| format!("starting {name}"))?;

    let mut reported = started;
    let status = loop {
        if let Some(status) = child.try_wait().with_context(|| format!("waiting for {name}"))? {
            break status;
        }
        if reported.elapsed() >= HEARTBEAT {
            reported = Instant::now();
            println!("      {:>12}  {}", clock(started.elapsed()), last_line(log));
        }
        std::thread::sleep(POLL);
    };
    if status.success() {
        return Ok(());
    }
    bail!("{name} failed ({status}). The end of {}:\n{}", log.display(), tail(log));
}

/// `4.2 s` below a minute, `6 min 05 s` above.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

fn last_line(log: &Path) -> String {
    let text = read_lossy(log);
    let line = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or("starting").chars().take(100).collect()
}

fn tail(log: &Path) -> String {
    let text = read_lossy(log);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
}

fn read_lossy(log: &Path) -> String {
    String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_people_say_them() {
        assert_eq!(clock(Duration::from_millis(4_240)), "4.2 s");
        assert_eq!(clock(Duration::from_secs(365)), "6 min 05 s");
    }
}
