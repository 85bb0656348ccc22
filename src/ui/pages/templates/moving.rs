//! The two ways to move a line: a handle for a finger or a mouse, and buttons for everybody else.

use leptos::{html, prelude::*};

use crate::domain::template::Row;
use crate::ui::components::{Icon, focus_field};
use crate::ui::i18n::use_i18n;

use super::carrying::Carrying;

/// By which a line is carried. The buttons beside it do the same, so it is nothing to a keyboard or a screen reader.
#[component]
pub fn Handle(id: StoredValue<String>, row: Memo<Option<Row>>, carrying: Carrying) -> impl IntoView {
    let handle = NodeRef::<html::Span>::new();
    let can_move = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.can_rise || row.can_fall)));
    view! {
        <span
            class="template-handle"
            class:still=move || !can_move.get()
            aria-hidden="true"
            node_ref=handle
            on:pointerdown=move |event| {
                if let Some(handle) = handle.get_untracked() {
                    id.with_value(|id| carrying.lift(&event, &handle, id));
                }
            }
            on:pointermove=move |event| carrying.moved(&event)
            on:pointerup=move |event| carrying.let_go(&event)
            on:pointercancel=move |event| carrying.lost(&event)
            on:lostpointercapture=move |event| carrying.lost(&event)
        >
            <Icon name="grip-vertical" />
        </span>
    }
}

/// One up, one down.
#[component]
pub fn MoveButtons(
    id: StoredValue<String>,
    row: Memo<Option<Row>>,
    name: Signal<String>,
    carrying: Carrying,
) -> impl IntoView {
    let i18n = use_i18n();
    let can_rise = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.can_rise)));
    let can_fall = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.can_fall)));
    let (up_id, down_id) = id.with_value(|id| (format!("up-{id}"), format!("down-{id}")));
    let ids = StoredValue::new((up_id.clone(), down_id.clone()));
    let shift = move |by: isize| {
        id.with_value(|id| carrying.shift(id, by));
        // A line that is put elsewhere in the page loses the focus; at an end its button is dead, and the other one takes over.
        ids.with_value(|(up, down)| {
            let up_next = if by < 0 { can_rise.get_untracked() } else { !can_fall.get_untracked() };
            focus_field(if up_next { up } else { down });
        });
    };
    view! {
        <span class="template-move">
            <button
                type="button"
                class="btn bare square"
                id=up_id
                disabled=move || !can_rise.get()
                aria-label=move || i18n.fill("templates.up", &[("name", name.get())])
                on:click=move |_| shift(-1)
            >
                <Icon name="chevron-up" class="i-m" />
            </button>
            <button
                type="button"
                class="btn bare square"
                id=down_id
                disabled=move || !can_fall.get()
                aria-label=move || i18n.fill("templates.down", &[("name", name.get())])
                on:click=move |_| shift(1)
            >
                <Icon name="chevron-down" class="i-m" />
            </button>
        </span>
    }
}
