//! Keys for a Chinese plate, large enough for gloves: first the province, then the letter, then the serial. Any other country's plate is typed.

use leptos::prelude::*;

use crate::domain::plate::{PROVINCES, SUFFIXES};
use crate::domain::{draft::Draft, field};
use crate::state::use_draft;
use crate::ui::components::{Dialog, Icon, PlateBadge, focus_field};
use crate::ui::i18n::use_i18n;

use super::plate_field::{plate_text, set_plate_text};

/// Characters after the letter: five, or six on a new-energy plate.
const SERIAL: usize = 5;
const SERIAL_NEW_ENERGY: usize = 6;

/// Which keys come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Province,
    Letter,
    Serial,
}

/// The keys, over the page.
#[component]
pub fn PlateKeys(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let plate = draft.read(|draft| draft.vehicle.plate.clone());
    let stage = draft.read(|draft| stage(plate_text(draft)));
    let left = draft.read(|draft| SERIAL.saturating_sub(plate_text(draft).chars().count().saturating_sub(2)));
    let say = move || match stage.get() {
        Stage::Province => i18n.text("vehicle.keys_province"),
        Stage::Letter => i18n.text("vehicle.keys_letter"),
        Stage::Serial if left.get() == 0 => i18n.text("vehicle.keys_enough"),
        Stage::Serial => i18n.count("vehicle.keys_serial", left.get()),
    };
    let back = move |_| {
        draft.edit(|draft| {
            let mut text = plate_text(draft).to_owned();
            text.pop();
            set_plate_text(draft, text);
        });
    };
    let done = move |_| {
        draft.save_now();
        open.set(false);
    };
    let other = move |_| {
        open.set(false);
        focus_field(field::PLATE);
    };
    view! {
        <Dialog open=open title=t!(i18n, "vehicle.plate_keys_title")>
            <div class="col g3 mt3">
                <div class="flex g3">
                    <PlateBadge plate=plate none=t!(i18n, "vehicle.plate_none") large=true />
                    <span class="c2 grow" role="status">{say}</span>
                </div>
                {move || match stage.get() {
                    Stage::Province => {
                        view! {
                            <div class="keys">
                                {PROVINCES.map(|key| view! { <PlateKey key=key /> }).collect_view()}
                                <button type="button" class="key other" on:click=other>{t!(i18n, "vehicle.keys_other")}</button>
                            </div>
                        }
                            .into_any()
                    }
                    Stage::Letter => view! { <div class="keys">{letters().map(|key| view! { <PlateKey key=key /> }).collect_view()}</div> }.into_any(),
                    Stage::Serial => {
                        view! {
                            <div class="keys">{('0'..='9').chain(letters()).map(|key| view! { <PlateKey key=key /> }).collect_view()}</div>
                            <div class="keys">{SUFFIXES.map(|key| view! { <PlateKey key=key /> }).collect_view()}</div>
                        }
                            .into_any()
                    }
                }}
            </div>
            <div class="actions">
                <button type="button" class="btn lg" disabled=move || plate.with(Option::is_none) on:click=back>
                    <Icon name="undo-2" />
                    <span>{t!(i18n, "vehicle.keys_back")}</span>
                </button>
                <button type="button" class="btn lg primary" on:click=done>{t!(i18n, "vehicle.keys_done")}</button>
            </div>
        </Dialog>
    }
}

#[component]
fn PlateKey(key: char) -> impl IntoView {
    let draft = use_draft();
    let press = move |_| draft.edit(|draft| press(draft, key));
    view! { <button type="button" class="key" lang="zh-CN" on:click=press>{key.to_string()}</button> }
}

fn press(draft: &mut Draft, key: char) {
    let text = plate_text(draft);
    // A plate that does not begin with a province is none of these keys': the province begins a new one.
    let mut text = if stage(text) == Stage::Province { String::new() } else { text.to_owned() };
    // After the letter six more fit, whichever they are.
    if text.chars().count() < 2 + SERIAL_NEW_ENERGY {
        text.push(key);
        set_plate_text(draft, text);
    }
}

fn stage(text: &str) -> Stage {
    match text.chars().next() {
        Some(first) if PROVINCES.contains(&first) => {
            if text.chars().count() == 1 {
                Stage::Letter
            } else {
                Stage::Serial
            }
        }
        _ => Stage::Province,
    }
}

/// I and O are left out: they read as 1 and 0.
fn letters() -> impl Iterator<Item = char> {
    ('A'..='Z').filter(|letter| !matches!(letter, 'I' | 'O'))
}
