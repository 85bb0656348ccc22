//! The rail of steps: how far each is, and that any can be gone to.

use leptos::{html, prelude::*};
use walkaround_contract::Step;

use crate::domain::completion::StepCompletion;
use crate::routes::{Page, use_go};
use crate::state::{use_draft, use_standing};
use crate::ui::components::keep_in_sight;
use crate::ui::i18n::use_i18n;

/// Circumference of the ring's circle: 2π · 12.
const RING: f64 = 75.4;

/// All steps.
#[component]
pub fn StepRail(current: Signal<Step>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <nav class="steps" aria-label=t!(i18n, "editor.steps")>
            {use_draft()
                .template()
                .peek()
                .steps_on()
                .cloned()
                .enumerate()
                .map(|(index, step)| view! { <StepButton step=step number=index + 1 current=current /> })
                .collect_view()}
        </nav>
    }
}

#[component]
fn StepButton(step: Step, number: usize, current: Signal<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let go = use_go();
    let id = draft.id();
    let standing = use_standing();
    let state = standing.step(step.clone());
    let own = step.clone();
    let look_here = Memo::new(move |_| {
        standing.contradictions().with(|all| all.iter().any(|found| found.step == own && found.overridden.is_none()))
    });
    let own = step.clone();
    let is_current = Memo::new(move |_| current.get() == own);
    let button = NodeRef::<html::Button>::new();
    keep_in_sight(button, is_current.into());
    let (long, short) = (step.clone(), step.clone());
    let line = move || {
        state.get().map_or_else(String::new, |state| {
            if look_here.get() {
                i18n.text("editor.look_here")
            } else if state.is_complete() {
                i18n.text("editor.done")
            } else if state.is_untouched() {
                i18n.text("editor.not_begun")
            } else {
                i18n.count("editor.still_missing", state.missing.len())
            }
        })
    };
    // Where the rail is slim only a short word is there to be read. The name is the same everywhere; it is a text and no label, because a
    // label has to hold every word in sight, and the number in the ring is none.
    let named = long.clone();
    let name = move || format!("{}, {}", i18n.step(&named), line());
    view! {
        <button
            type="button"
            class="step"
            aria-current=move || is_current.get().then_some("step")
            node_ref=button
            on:click=move |_| go.run(Page::Intake { id, step: step.clone() })
        >
            <svg class="ring" viewBox="0 0 28 28" aria-hidden="true">
                {move || {
                    let state = state.get();
                    if look_here.get() {
                        view! {
                            <path class="tri" d="M14 2.5c.9 0 1.7.5 2.1 1.2l10.3 18c.9 1.6-.3 3.6-2.1 3.6H3.7c-1.8 0-3-2-2.1-3.6l10.3-18c.4-.7 1.2-1.2 2.1-1.2z"></path>
                            <path class="ex" d="M14 10v6M14 20.5v.01"></path>
                        }
                            .into_any()
                    } else if state.as_ref().is_some_and(StepCompletion::is_complete) {
                        view! {
                            <circle class="disc" cx="14" cy="14" r="13"></circle>
                            <path class="tick" d="m8.5 14.5 3.8 3.8 7.5-8.3"></path>
                        }
                            .into_any()
                    } else {
                        let share = state.map_or(0.0, |state| state.done as f64 / state.total.max(1) as f64);
                        view! {
                            <circle class="bg" cx="14" cy="14" r="12"></circle>
                            <circle
                                class="fg"
                                cx="14"
                                cy="14"
                                r="12"
                                stroke-dasharray=format!("{:.1} {RING}", share * RING)
                                transform="rotate(-90 14 14)"
                            ></circle>
                            <text class="n" x="14" y="18.6">{number}</text>
                        }
                            .into_any()
                    }
                }}
            </svg>
            <span class="hide">{name}</span>
            <span class="tx" aria-hidden="true">
                <span class="st lng">{move || i18n.step(&long)}</span>
                <span class="st sht">{move || i18n.short_step(&short)}</span>
                <span class="ss">{line}</span>
            </span>
        </button>
    }
}
