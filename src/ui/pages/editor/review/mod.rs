//! Step 7: read back, mend, sign, seal.

mod bar;
mod read_back;
mod signatures;

use leptos::prelude::*;

use walkaround_contract::Step;

use crate::domain::completion::{Missing, blocking};
use crate::state::{use_draft, use_standing};
use crate::ui::components::{Banner, Mood};
use crate::ui::i18n::use_i18n;

pub use self::bar::ReviewBar;

use self::{read_back::ReadBack, signatures::Signatures};
use super::contradictions::Contradictions;
use super::step_bar::MissingLink;

/// The review.
#[component]
pub fn ReviewStep() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="step-page">
            <div class="step-head">
                <h1>{t!(i18n, "review.title")}</h1>
            </div>
            <div class="cols">
                <div class="col g4">
                    <ReadBack />
                </div>
                <div class="col g4">
                    <Blocking />
                    <Signatures />
                    <Contradictions />
                </div>
            </div>
        </div>
    }
}

/// What keeps the intake from being signed; each leads to its field.
#[component]
fn Blocking() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let all = use_standing().missing();
    let blocking = draft.read_by(|draft, template| blocking(draft, template, None));
    let missing = Memo::new(move |_| {
        let blocking = blocking.get();
        let asked = |(step, missing): &(Step, Missing)| *step != Step::Review && blocking.contains(missing);
        all.get().into_iter().filter(asked).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !missing.with(Vec::is_empty)>
            <Banner mood=Mood::Warn>
                <div class="grow">
                    <b>{t!(i18n, "review.before_signing")}</b>
                    <div class="flex wrap">
                        {move || missing.get().into_iter().map(|(step, missing)| view! { <MissingLink step=step missing=missing /> }).collect_view()}
                    </div>
                </div>
            </Banner>
        </Show>
    }
}
