//! How the open draft stands: what is missing, what contradicts, and when the car was last here. Computed once for every part of the screen
//! that says so.

use leptos::prelude::*;
use walkaround_contract::Step;

use crate::domain::checks::{Contradiction, contradictions};
use crate::domain::completion::{Missing, StepCompletion, completion};
use crate::domain::last_visit::LastVisit;

use super::last_visit::follow_last_visit;
use super::{OpenDraft, use_ports};

/// How the open draft stands.
#[derive(Clone, Copy)]
pub struct Standing {
    completion: Memo<Vec<StepCompletion>>,
    contradictions: Memo<Vec<Contradiction>>,
    last_visit: Memo<Option<LastVisit>>,
}

impl Standing {
    /// Follows the open draft for everything below.
    pub fn provide(draft: OpenDraft) -> Self {
        let template = draft.template().peek();
        follow_last_visit(draft);
        // What a sheet says never changes, so its id stands for all of it.
        let which = draft.read(|draft| draft.last_visit().map(|last| last.sheet));
        let last_visit = Memo::new(move |_| {
            which.with(|_| ());
            draft.peek(|draft| draft.last_visit().cloned())
        });
        let clock = send_wrapper::SendWrapper::new(use_ports().clock);
        let standing = Self {
            completion: draft.read_by(completion),
            contradictions: Memo::new(move |_| {
                let last_visit = last_visit.get();
                draft.with(|draft| contradictions(draft, &template, clock.now(), last_visit.as_ref()))
            }),
            last_visit,
        };
        provide_context(standing);
        standing
    }

    /// How complete a step is.
    pub fn step(&self, step: Step) -> Memo<Option<StepCompletion>> {
        let all = self.completion;
        Memo::new(move |_| all.with(|all| all.iter().find(|entry| entry.step == step).cloned()))
    }

    /// Everything that is missing, with the step that asks for it.
    pub fn missing(&self) -> Memo<Vec<(Step, Missing)>> {
        let all = self.completion;
        Memo::new(move |_| {
            all.with(|all| {
                let named = |entry: &StepCompletion| {
                    entry.missing.iter().map(|missing| (entry.step.clone(), missing.clone())).collect::<Vec<_>>()
                };
                all.iter().flat_map(named).collect()
            })
        })
    }

    /// Every contradiction.
    pub fn contradictions(&self) -> Memo<Vec<Contradiction>> {
        self.contradictions
    }

    /// The last visit of the same car that this tablet or the backend knows.
    pub fn last_visit(&self) -> Memo<Option<LastVisit>> {
        self.last_visit
    }
}

/// How the open draft stands.
pub fn use_standing() -> Standing {
    expect_context()
}
