//! What the customer agrees to, each asked on its own. There is no default yes, and not asked is an answer that stays in sight.

use leptos::prelude::*;
use walkaround_contract::{ConsentAnswer, ConsentKind};

use crate::domain::completion::{consents_asked, consents_open};
use crate::domain::field;
use crate::state::use_draft;
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

/// All consents that are asked about this car.
#[component]
pub fn Consents() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let asked = draft.read_by(consents_asked);
    let open = draft.read_by(|draft, template| consents_open(draft, template).len());
    let state = move || match open.get() {
        0 => view! {
            <span class="tag ok">
                <Icon name="check" />
                <span>{i18n.text("work.all_asked")}</span>
            </span>
        },
        count => view! {
            <span class="tag warn">
                <Icon name="triangle-alert" />
                <span>{i18n.count("work.not_asked", count)}</span>
            </span>
        },
    };
    view! {
        <section class="consents" aria-labelledby="consents-title">
            <div class="sect">
                <h2 id="consents-title">{t!(i18n, "work.consents")}</h2>
                {state}
            </div>
            <div class="card rows">
                <For each=move || asked.get() key=|consent| consent.clone() let:consent>
                    <ConsentRow consent=consent />
                </For>
            </div>
        </section>
    }
}

#[component]
fn ConsentRow(consent: ConsentKind) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let own = consent.clone();
    let answer = draft.read(move |draft| draft.consent(&own));
    let id = field::consent(&consent);
    let word_id = format!("{id}-word");
    let named_by = word_id.clone();
    let word = consent.clone();
    view! {
        <div class="consent" id=id tabindex="-1" role="group" aria-labelledby=named_by>
            <span id=word_id class:b=move || answer.get() == ConsentAnswer::NotAsked>
                {move || i18n.label("consent_kind", word.as_str())}
            </span>
            <div class="seg">
                {ConsentAnswer::KNOWN
                    .iter()
                    .map(|given| view! { <AnswerButton consent=consent.clone() given=given.clone() answer=answer /> })
                    .collect_view()}
            </div>
        </div>
    }
}

#[component]
fn AnswerButton(consent: ConsentKind, given: ConsentAnswer, answer: Memo<ConsentAnswer>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let (class, icon) = match given {
        ConsentAnswer::Yes => ("y", "check"),
        ConsentAnswer::No => ("n", "x"),
        ConsentAnswer::NotAsked | ConsentAnswer::Unlisted(_) => ("u", "circle-dashed"),
    };
    let own = given.clone();
    let pressed = Memo::new(move |_| answer.get() == own);
    let word = given.clone();
    let tap = move |_| {
        let (consent, given) = (consent.clone(), given.clone());
        draft.edit(|draft| draft.set_consent(consent, given));
        draft.save_now();
    };
    view! {
        <button type="button" class=class aria-pressed=move || pressed.get().to_string() on:click=tap>
            {move || pressed.get().then(|| view! { <Icon name=icon class="i-m" /> })}
            <span>{move || i18n.label("consent_answer", word.as_str())}</span>
        </button>
    }
}
