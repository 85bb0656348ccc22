//! Child processes: stopped by their own handle, and whole families killed at once.

use std::collections::BTreeMap;
use std::fs;
use std::process::Child;

use rustix::process::{Pid, Signal, kill_process};

/// Every process that descends from `ancestor`, parents before children. The kernel's list is read once, so
/// a process born in between is missed: call again until there is none.
pub fn descendants(ancestor: u32) -> Vec<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    for entry in entries.flatten() {
        if let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>()
            && let Some(parent) = fs::read_to_string(entry.path().join("stat")).ok().and_then(|stat| parent_in(&stat))
        {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut found = Vec::new();
    let mut waiting = vec![ancestor];
    while let Some(pid) = waiting.pop() {
        let born = children.remove(&pid).unwrap_or_default();
        found.extend(&born);
        waiting.extend(born);
    }
    found
}

/// `1234 (a (strange) name) S 1 …`: the name may hold anything, so it is skipped from the last bracket.
fn parent_in(stat: &str) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    let state = fields.next()?;
    // One that has ended and waits to be collected has no family any more.
    if state == "Z" { None } else { fields.next()?.parse().ok() }
}

/// Kills without a chance to tidy up, as a tablet does that runs out of memory or battery.
pub fn kill_hard(pids: &[u32]) {
    for &pid in pids {
        if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
            // It may have ended in between, which is as good.
            let _ = kill_process(pid, Signal::KILL);
        }
    }
}

/// A child that does not outlive its handle.
pub struct Kept(pub Child);

impl Kept {
    /// Ends it and collects it, so that its port and files are free again.
    pub fn end(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_is_read_past_a_strange_name() {
        assert_eq!(parent_in("1234 (a) b (c) S 77 1234 0"), Some(77));
        assert_eq!(parent_in("1234 (done) Z 77 1234 0"), None);
    }
}
