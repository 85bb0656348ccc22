//! How the open draft stands: what is missing, what contradicts, and when the car was last here. Computed once for every part of the screen
//! that says so.
//!
//! What is missing and what contradicts is said a moment after the last change: the whole sheet is made and judged for it, which no tap and no letter
//! should wait for. Signing judges the sheet by itself, at that moment.

use leptos::prelude::*;
use walkaround_contract::{Step, Timestamp};

use crate::domain::checks::{Contradiction, contradictions};
use crate::domain::completion::{Missing, StepCompletion, completion};
use crate::domain::last_visit::LastVisit;
use crate::ports::Guard;

use super::last_visit::follow_last_visit;
use super::{OpenDraft, Ports, use_ports};

/// From the last change to the judgement: longer than a slow tablet takes for a tap with all that it shows, and than a person takes from letter to
/// letter.
const JUDGE_AFTER_MS: u32 = 400;

/// How the open draft stands.
#[derive(Clone, Copy)]
pub struct Standing {
    completion: RwSignal<Vec<StepCompletion>>,
    contradictions: RwSignal<Vec<Contradiction>>,
    last_visit: Memo<Option<LastVisit>>,
}

impl Standing {
    /// Follows the open draft for everything below.
    pub fn provide(draft: OpenDraft) -> Self {
        follow_last_visit(draft);
        // What a sheet says never changes, so its id stands for all of it.
        let which = draft.read(|draft| draft.last_visit().map(|last| last.sheet));
        let last_visit = Memo::new(move |_| {
            which.with(|_| ());
            draft.peek(|draft| draft.last_visit().cloned())
        });
        let standing =
            Self { completion: RwSignal::new(Vec::new()), contradictions: RwSignal::new(Vec::new()), last_visit };
        let Ports { clock, device, .. } = use_ports();
        let judge = move || standing.judge(draft, clock.now());
        judge();
        let waiting = StoredValue::new_local(None::<Guard>);
        Effect::new(move |judged: Option<()>| {
            draft.with(|_| ());
            last_visit.track();
            if judged.is_some() {
                let judge = judge.clone();
                waiting.set_value(Some(device.after(JUDGE_AFTER_MS, Box::new(judge))));
            }
        });
        provide_context(standing);
        standing
    }

    fn judge(&self, draft: OpenDraft, now: Timestamp) {
        let Some(last_visit) = self.last_visit.try_get_untracked() else { return };
        let (complete, contradicts) = draft.peek_by(|draft, template| {
            (completion(draft, template), contradictions(draft, template, now, last_visit.as_ref()))
        });
        self.completion.try_maybe_update(|known| (std::mem::replace(known, complete.clone()) != complete, ()));
        self.contradictions
            .try_maybe_update(|known| (std::mem::replace(known, contradicts.clone()) != contradicts, ()));
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
    pub fn contradictions(&self) -> Signal<Vec<Contradiction>> {
        self.contradictions.into()
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
