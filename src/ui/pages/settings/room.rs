//! The room on this tablet: used, left, for how many intakes that is, and what can be freed.

use leptos::prelude::*;

use crate::domain::retention::Freeable;
use crate::domain::room::{Level, data_size};
use crate::state::{Freeing, use_outbox, use_storage};
use crate::ui::components::{FreePhotos, Icon, PlateBadge, day};
use crate::ui::i18n::use_i18n;

use super::super::board::plate_of;

/// How many sheets are named one by one; the rest is a number.
const NAMED: usize = 20;

/// Used, left, and what to free.
#[component]
pub fn RoomCard() -> impl IntoView {
    let i18n = use_i18n();
    let storage = use_storage();
    storage.look();
    let freeing = Freeing::new();
    let tone = move || match storage.level() {
        Level::Plenty => "bar lg ok",
        Level::Low => "bar lg warn",
        Level::Short => "bar lg danger",
    };
    let free_text = move || {
        freeing.found().with(|found| match found.sheets.len() {
            0 => i18n.text("room.nothing_to_free"),
            count => {
                let size = data_size(Freeable::bytes(&found.sheets));
                format!("{} · {size}", i18n.count("room.to_free", count))
            }
        })
    };
    let held = Memo::new(move |_| freeing.found().with(|found| found.held.len()));
    view! {
        <div class="card pad col g3">
            {move || match storage.room().get() {
                None => view! { <p class="c2">{i18n.text("settings.storage_unknown")}</p> }.into_any(),
                Some(room) => {
                    let values = [("used", data_size(room.used)), ("left", data_size(room.left))];
                    let intakes = usize::try_from(room.intakes_left()).unwrap_or(usize::MAX);
                    view! {
                        <div class="flex between wrap">
                            <b>{i18n.fill("room.used_and_left", &values)}</b>
                            <span class="c2">{i18n.count("room.intakes", intakes)}</span>
                        </div>
                        <div class=tone aria-hidden="true">
                            <i style:--share=format!("{}%", room.share())></i>
                        </div>
                    }
                        .into_any()
                }
            }}
            <div class="setting">
                <div>
                    <b>{t!(i18n, "room.photos_of_delivered")}</b>
                    <div class="c2">{free_text}</div>
                </div>
                <FreePhotos freeing=freeing always=true />
            </div>
            <ToFree freeing=freeing />
            <Show when=move || { held.get() > 0 }>
                <div class="setting">
                    <div>
                        <b>{t!(i18n, "room.held")}</b>
                        <div class="c2">{move || i18n.count("room.held_text", held.get())}</div>
                    </div>
                    <FreePhotos freeing=freeing held=true />
                </div>
            </Show>
        </div>
    }
}

/// Which sheets' photos that are.
#[component]
fn ToFree(freeing: Freeing) -> impl IntoView {
    let i18n = use_i18n();
    let outbox = use_outbox();
    let rows = Memo::new(move |_| freeing.found().with(|found| found.sheets.clone()));
    let named = move || {
        outbox.entries().with(|entries| {
            rows.get()
                .into_iter()
                .take(NAMED)
                .filter_map(|(id, bytes)| {
                    let entry = entries.iter().flatten().find(|entry| entry.sheet.id == id)?;
                    Some(view! {
                        <div class="row flex between">
                            <PlateBadge plate=Signal::stored(plate_of(entry)) none=Signal::derive(move || i18n.text("editor.no_plate")) />
                            <span class="c2 num">{day(entry.sheet.sealed_at, i18n.language())} " · " {data_size(bytes)}</span>
                        </div>
                    })
                })
                .collect_view()
        })
    };
    let more = move || rows.with(Vec::len).saturating_sub(NAMED);
    view! {
        <Show when=move || !rows.with(Vec::is_empty)>
            <details class="more">
                <summary class="btn quiet">
                    <Icon name="list" class="i-m" />
                    <span>{t!(i18n, "room.which")}</span>
                </summary>
                <div class="more-body">
                    <div class="rows">{named}</div>
                    <Show when=move || { more() > 0 }>
                        <p class="c2">{move || i18n.count("room.and_more", more())}</p>
                    </Show>
                </div>
            </details>
        </Show>
    }
}
