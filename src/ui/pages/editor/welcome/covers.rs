//! The three covers (三件套), put on before anybody sits in the car: one by one, or all with one tap. That none is on is an answer too, and
//! not the same as not having asked.

use leptos::prelude::*;
use walkaround_contract::Covers;

use crate::domain::field;
use crate::state::{Bound, use_draft};
use crate::ui::components::Icon;
use crate::ui::i18n::use_i18n;

/// One of the three.
#[derive(Clone, Copy)]
enum Cover {
    Seat,
    SteeringWheel,
    FloorMat,
}

impl Cover {
    const ALL: [Self; 3] = [Self::Seat, Self::SteeringWheel, Self::FloorMat];

    fn key(self) -> &'static str {
        match self {
            Self::Seat => "welcome.cover_seat",
            Self::SteeringWheel => "welcome.cover_steering_wheel",
            Self::FloorMat => "welcome.cover_floor_mat",
        }
    }

    fn is_on(self, covers: &Covers) -> bool {
        match self {
            Self::Seat => covers.seat,
            Self::SteeringWheel => covers.steering_wheel,
            Self::FloorMat => covers.floor_mat,
        }
    }

    fn set(self, covers: &mut Covers, on: bool) {
        match self {
            Self::Seat => covers.seat = on,
            Self::SteeringWheel => covers.steering_wheel = on,
            Self::FloorMat => covers.floor_mat = on,
        }
    }
}

/// The three covers and one for all of them.
#[component]
pub fn CoverTiles() -> impl IntoView {
    let i18n = use_i18n();
    let bind = use_draft().bind(|draft| draft.arrival.covers.clone(), |draft, covers| draft.arrival.covers = covers);
    view! {
        <div class="field" id=field::COVERS tabindex="-1">
            <span class="lab" id="covers-label">{t!(i18n, "welcome.covers")}</span>
            <div class="tiles five" role="group" aria-labelledby="covers-label">
                {Cover::ALL.map(|cover| view! { <CoverTile cover=cover bind=bind /> }).collect_view()}
                <EveryCoverTile on=true icon="check-check" word=t!(i18n, "welcome.covers_all") bind=bind />
                <EveryCoverTile on=false icon="x" word=t!(i18n, "welcome.covers_none") bind=bind />
            </div>
        </div>
    }
}

#[component]
fn CoverTile(cover: Cover, bind: Bound<Option<Covers>>) -> impl IntoView {
    let i18n = use_i18n();
    let on = Memo::new(move |_| bind.value.with(|covers| covers.as_ref().is_some_and(|covers| cover.is_on(covers))));
    let toggle = move |_| {
        let mut covers = bind.value.get_untracked().unwrap_or_default();
        cover.set(&mut covers, !on.get_untracked());
        // Taking off the only one takes the answer back.
        bind.set.run((!covers_none(&covers)).then_some(covers));
        bind.done.run(());
    };
    view! {
        <button type="button" class="tile" role="checkbox" aria-checked=move || on.get().to_string() on:click=toggle>
            <span class="check" class:on=move || on.get()>
                {move || on.get().then(|| view! { <Icon name="check" /> })}
            </span>
            <span>{move || i18n.text(cover.key())}</span>
        </button>
    }
}

/// All three on, or none. A second tap takes the answer back.
#[component]
fn EveryCoverTile(
    on: bool,
    icon: &'static str,
    #[prop(into)] word: Signal<String>,
    bind: Bound<Option<Covers>>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        bind.value.with(|covers| {
            covers.as_ref().is_some_and(|covers| Cover::ALL.iter().all(|cover| cover.is_on(covers) == on))
        })
    });
    let choose = move |_| {
        let answer = (!chosen.get_untracked()).then(|| {
            let mut covers = bind.value.get_untracked().unwrap_or_default();
            Cover::ALL.iter().for_each(|cover| cover.set(&mut covers, on));
            covers
        });
        bind.set.run(answer);
        bind.done.run(());
    };
    view! {
        <button type="button" class="tile" class:again=on aria-pressed=move || chosen.get().to_string() on:click=choose>
            <Icon name=icon />
            <span>{move || word.get()}</span>
        </button>
    }
}

fn covers_none(covers: &Covers) -> bool {
    Cover::ALL.iter().all(|cover| !cover.is_on(covers))
}
