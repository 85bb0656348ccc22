//! What was done on the walk-around, and back again: undo and redo over whatever an edit changed there, whoever made the edit.
//!
//! Invariant: the newest step can always be taken back, and taking it back leaves everything else as it is. Steps are kept as long as the
//! editor is open, not longer; so the bytes of photos that left the draft meanwhile stay until then.

use crate::domain::draft::Draft;
use crate::domain::walkaround::{Change, Traced, What};

/// Steps that are kept. More than anybody takes back; a step is a mark or two, not a draft.
const KEPT: usize = 200;

/// One thing that was done.
#[derive(Clone, Debug)]
struct Step {
    number: u64,
    what: What,
    /// Reverting it takes the step back; for a step that was taken back, does it again.
    change: Change,
}

/// Which way a step was gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Taken back.
    Back,
    /// Done again.
    Again,
}

/// What was done and what was taken back, the newest last.
#[derive(Debug)]
pub struct History {
    traced: Traced,
    past: Vec<Step>,
    future: Vec<Step>,
    /// What comes next is a step of its own, even if it goes on with the last: a field was left, a finger lifted.
    sealed: bool,
    last_number: u64,
    /// How often a step was taken back or done again, and which one last.
    turns: u64,
    last_turn: Option<(Way, What)>,
}

impl History {
    /// The history of a draft that was just opened: empty.
    pub fn of(draft: &Draft) -> Self {
        Self {
            traced: Traced::of(draft),
            past: Vec::new(),
            future: Vec::new(),
            sealed: true,
            last_number: 0,
            turns: 0,
            last_turn: None,
        }
    }

    /// The draft was edited. Whether that is something to be taken back.
    pub fn record(&mut self, draft: &Draft) -> bool {
        let Some(change) = self.traced.follow(draft) else { return false };
        self.future.clear();
        let sealed = std::mem::replace(&mut self.sealed, false);
        if change.is_redrawing() {
            match self.past.last_mut().filter(|last| last.change.awaits_drawing()) {
                Some(last) => last.change.take_in(change),
                // Steps on the drawing before mean nothing on this one.
                None => self.past.clear(),
            }
            return true;
        }
        if let Some(last) = self.past.last_mut().filter(|last| !sealed && last.change.goes_on_with(&change)) {
            last.change.take_in(change);
            if last.change.came_to_nothing() {
                self.past.pop();
            } else {
                last.what = last.change.what();
            }
            return true;
        }
        self.last_number += 1;
        self.past.push(Step { number: self.last_number, what: change.what(), change });
        if self.past.len() > KEPT {
            self.past.remove(0);
        }
        true
    }

    /// What follows is a step of its own.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// Number of the newest step, for a message that offers to take it back as long as it is the newest.
    pub fn newest(&self) -> Option<u64> {
        self.past.last().map(|step| step.number)
    }

    /// What would be taken back.
    pub fn undoes(&self) -> Option<&What> {
        self.past.last().map(|step| &step.what)
    }

    /// What would be done again.
    pub fn redoes(&self) -> Option<&What> {
        self.future.last().map(|step| &step.what)
    }

    /// Takes the newest step back.
    pub fn undo(&mut self, draft: &mut Draft) -> Option<What> {
        let step = self.past.pop()?;
        let what = step.what.clone();
        let back = self.revert(step, draft);
        self.future.extend(back);
        self.turned(Way::Back, &what);
        Some(what)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, draft: &mut Draft) -> Option<What> {
        let step = self.future.pop()?;
        let what = step.what.clone();
        let back = self.revert(step, draft);
        self.past.extend(back);
        self.turned(Way::Again, &what);
        Some(what)
    }

    /// How often a step was taken back or done again: who compares it with what it was knows of a turn.
    pub fn turns(&self) -> u64 {
        self.turns
    }

    /// What was taken back or done again last.
    pub fn last_turn(&self) -> Option<&(Way, What)> {
        self.last_turn.as_ref()
    }

    fn turned(&mut self, way: Way, what: &What) {
        self.turns += 1;
        self.last_turn = Some((way, what.clone()));
    }

    /// The way back is taken from the draft itself: what was added to a photo or a mark meanwhile comes along.
    fn revert(&mut self, step: Step, draft: &mut Draft) -> Option<Step> {
        let Step { number, what, change } = step;
        change.revert(draft);
        self.sealed = true;
        Some(Step { number, what, change: self.traced.follow(draft)? })
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
