//! What came with the car. All present is one tap; a tap more makes one missing, and another not checked. Keys are counted.

use leptos::prelude::*;
use walkaround_contract::{AccessoryKind, Presence};

use crate::domain::{draft::Draft, field};
use crate::state::use_draft;
use crate::ui::components::{Choice, Icon, Segmented};
use crate::ui::i18n::use_i18n;

use super::usual_button::UsualButton;

/// The most keys that can be counted by one tap: nobody hands over more of one car.
const MOST_KEYS: u8 = 5;

/// The accessories.
#[component]
pub fn Accessories() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let checked = draft.read_by(Draft::are_accessories_checked);
    let asked = draft.read_by(Draft::accessories_asked);
    let kinds = Memo::new(move |_| {
        let mut kinds = asked.get();
        kinds.retain(|kind| *kind != AccessoryKind::Keys);
        kinds
    });
    let has_keys = Memo::new(move |_| asked.with(|asked| asked.contains(&AccessoryKind::Keys)));
    let word = move || {
        let plain =
            draft.with(|draft| draft.cabin.accessories.iter().all(|accessory| accessory.presence == Presence::Present));
        i18n.text(if plain { "cabin.all_present" } else { "cabin.rest_present" })
    };
    view! {
        <section id=field::ACCESSORIES tabindex="-1" aria-labelledby="accessories-title">
            <div class="sect">
                <h2 id="accessories-title">
                    <Icon name="package-check" />
                    <span>{t!(i18n, "cabin.accessories")}</span>
                </h2>
                <UsualButton word=Signal::derive(word) settled=checked toggle=Draft::toggle_the_rest_is_present />
            </div>
            <div class="card">
                <Show when=move || has_keys.get()>
                    <KeysRow />
                </Show>
                <div class="accessories" role="group" aria-labelledby="accessories-title">
                    <For each=move || kinds.get() key=|kind| kind.clone() let:kind>
                        <AccessoryRow kind=kind />
                    </For>
                </div>
            </div>
        </section>
    }
}

/// Not checked, present, missing: each tap leads to the next.
#[component]
fn AccessoryRow(kind: AccessoryKind) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let own = kind.clone();
    let presence = draft.read(move |draft| draft.presence(&own));
    let word = kind.clone();
    let tap = move |_| {
        draft.edit(|draft| draft.next_presence(&kind));
        draft.save_now();
    };
    view! {
        <button type="button" class="row" class:no=move || presence.get() == Presence::Missing on:click=tap>
            <PresenceMark presence=presence />
            <span class="grow">{move || i18n.label("accessory_kind", word.as_str())}</span>
            <span class="t1" class:hide=move || presence.get() == Presence::Present>
                {move || i18n.label("presence", presence.get().as_str())}
            </span>
        </button>
    }
}

#[component]
fn PresenceMark(presence: Memo<Presence>) -> impl IntoView {
    view! {
        <span
            class="check"
            class:on=move || presence.get() == Presence::Present
            class:no=move || presence.get() == Presence::Missing
        >
            {move || match presence.get() {
                Presence::Present => Some(view! { <Icon name="check" /> }),
                Presence::Missing => Some(view! { <Icon name="x" /> }),
                Presence::NotChecked | Presence::Unlisted(_) => None,
            }}
        </span>
    }
}

#[component]
fn KeysRow() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let presence = draft.read(|draft| draft.presence(&AccessoryKind::Keys));
    let bind = draft.bind(Draft::keys, |draft, count| draft.set_keys(count));
    let choices = Signal::derive(move || {
        let none = Choice::new(0, i18n.label("presence", Presence::Missing.as_str()));
        std::iter::once(none)
            .chain((1..=MOST_KEYS).map(|count| Choice::new(count, count.to_string())))
            .collect::<Vec<_>>()
    });
    view! {
        <div class="row keys-row">
            <PresenceMark presence=presence />
            <span class="grow" aria-hidden="true">{move || i18n.label("accessory_kind", AccessoryKind::Keys.as_str())}</span>
            <Segmented id="keys" label=t!(i18n, "cabin.keys") label_hidden=true choices=choices bind=bind />
        </div>
    }
}
