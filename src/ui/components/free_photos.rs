//! The button that frees room: photos of sheets that the backend has confirmed. It asks once, says how much, shows how far it is and can
//! be stopped.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::retention::Freeable;
use crate::domain::room::data_size;
use crate::state::{Freeing, use_toasts};
use crate::ui::i18n::use_i18n;

use super::{Dialog, Icon, storage_trouble};

/// Frees the photos of delivered sheets, or with `held` those of disputed and corrected ones. Nothing where there are none, unless
/// `always`.
#[component]
pub fn FreePhotos(
    freeing: Freeing,
    #[prop(optional)] held: bool,
    /// The button stands there all the same and can't be pressed.
    #[prop(optional)]
    always: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let rows =
        Memo::new(move |_| freeing.found().with(|found| if held { found.held.clone() } else { found.sheets.clone() }));
    let running = Memo::new(move |_| freeing.progress().with(Option::is_some));
    let label = move || i18n.text(if held { "room.free_held" } else { "room.free" });
    let question = move || {
        let (count, size) = rows.with(|rows| (rows.len(), data_size(Freeable::bytes(rows))));
        let key = if held { "room.free_held_text" } else { "room.free_text" };
        i18n.count(key, count).replace("{{ size }}", &size)
    };
    let free = move |_| {
        open.set(false);
        let ids: Vec<Id> = rows.with_untracked(|rows| rows.iter().map(|(id, _)| *id).collect());
        freeing.free(ids, held, move |freed| match freed {
            Ok(count) => toasts.done(i18n.count("room.freed", count)),
            Err(error) => toasts.trouble(storage_trouble(i18n, &error)),
        });
    };
    let share = move || {
        let (done, total) = freeing.progress().get().unwrap_or((0, 1));
        format!("{}%", done * 100 / total.max(1))
    };
    view! {
        <Show when=move || always || running.get() || !rows.with(Vec::is_empty)>
            <Show
                when=move || running.get()
                fallback=move || {
                    view! {
                        <button type="button" class="btn" disabled=move || rows.with(Vec::is_empty) on:click=move |_| open.set(true)>
                            <Icon name="trash-2" class="i-m" />
                            <span>{label}</span>
                        </button>
                    }
                }
            >
                <div class="flex grow">
                    <div class="bar grow" role="progressbar" aria-label=label>
                        <i style:--share=share></i>
                    </div>
                    <button type="button" class="btn" on:click=move |_| freeing.stop()>{t!(i18n, "room.stop")}</button>
                </div>
            </Show>
        </Show>
        <Dialog open=open title=Signal::derive(label)>
            <p class="c2">{question}</p>
            <div class="actions">
                <button type="button" class="btn lg" on:click=move |_| open.set(false)>{t!(i18n, "room.keep")}</button>
                <button type="button" class="btn lg primary" on:click=free>{t!(i18n, "room.free_yes")}</button>
            </div>
        </Dialog>
    }
}
