//! The marks of the last visit as a list: each with its three answers, for the keyboard, a screen reader, and what has no place on the
//! drawing.

use leptos::{ev, prelude::*};
use walkaround_contract::{Development, Id};
use wasm_bindgen::JsCast;

use crate::domain::field;
use crate::domain::last_visit::Ghost;
use crate::state::Bound;
use crate::ui::components::{Icon, Segmented};
use crate::ui::drawings::Pin;
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::choices;
use crate::ui::pages::editor::walkaround::words::mark_line;

use super::banner::RestButton;
use super::{pin_of, place_of, said, use_ghosts};

/// All of them, answered or not; nothing where the car was never here or left without damage. What was answered when the walk-around opens
/// is folded away.
#[component]
pub fn GhostList(
    /// The list stands without the banner, which offers it otherwise.
    #[prop(optional)]
    with_rest: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let ids = Memo::new(move |_| ghosts.all.with(|all| all.iter().map(|ghost| ghost.before.id).collect::<Vec<_>>()));
    let open = ghosts.open();
    let unfolded = RwSignal::new(open.get_untracked() > 0);
    // One that is learnt of while the walk-around is open wants to be seen, and so does what "what is missing" leads to.
    Effect::new(move || {
        if ids.with(|ids| !ids.is_empty()) && open.get_untracked() > 0 {
            unfolded.set(true);
        }
    });
    let on_toggle = move |event: ev::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(details) = details {
            unfolded.set(details.has_attribute("open"));
        }
    };
    view! {
        <Show when=move || ids.with(|ids| !ids.is_empty())>
            <section class="side-ghosts" id=field::GHOSTS tabindex="-1" aria-labelledby="ghosts-title" on:focus=move |_| unfolded.set(true)>
                <details open=move || unfolded.get() on:toggle=on_toggle>
                    <summary class="sect">
                        <h3 id="ghosts-title">
                            {t!(i18n, "ghosts.title")}
                            <span class="count">{move || ids.with(Vec::len)}</span>
                        </h3>
                        <span class="t1 c2">{move || ghosts.day(i18n)}</span>
                        <Icon name="chevron-down" class="i-m" />
                    </summary>
                    <div class="ghost-list">
                        <For each=move || ids.get() key=|id| *id let:id>
                            <GhostRow id=id />
                        </For>
                    </div>
                    <Show when=move || with_rest && { open.get() > 1 }>
                        <RestButton />
                    </Show>
                </details>
            </section>
        </Show>
    }
}

#[component]
fn GhostRow(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let ghost = ghosts.one(id);
    let name = Signal::derive(move || {
        ghost.with(|ghost| ghost.as_ref().map(|ghost| place_of(i18n, ghost)).unwrap_or_default())
    });
    let answer = Bound {
        value: Memo::new(move |_| ghost.with(|ghost| ghost.as_ref().and_then(Ghost::answer).cloned())).into(),
        set: Callback::new(move |answer: Option<Development>| {
            let worse = answer == Some(Development::Worse);
            ghosts.answer(id, answer);
            if worse {
                ghosts.describe(id);
            }
        }),
        done: Callback::new(|()| {}),
    };
    let open = Memo::new(move |_| answer.value.with(Option::is_none));
    view! {
        <div class="ghost-row" class:open=move || open.get()>
            <button
                type="button"
                class="ghost-open"
                aria-haspopup="dialog"
                aria-label=move || ghost.with(|ghost| ghost.as_ref().map(|ghost| said(i18n, ghost)))
                on:click=move |_| ghosts.asked.set(Some(id))
            >
                {move || ghost.with(|ghost| ghost.as_ref().map(|ghost| pin_of(&ghost.before))).map(|pin| view! { <Pin pin=Signal::stored(pin) /> })}
                <span class="grow">
                    <b class="block">{move || name.get()}</b>
                    <span class="t1 c2">{move || ghost.with(|ghost| ghost.as_ref().map(|ghost| mark_line(i18n, &ghost.before)))}</span>
                </span>
                <Icon name="chevron-right" class="i-m" />
            </button>
            <Segmented
                id=format!("ghost-{id}")
                class="spread"
                label=Signal::derive(move || i18n.fill("ghosts.what_became", &[("place", name.get())]))
                label_hidden=true
                choices=choices(i18n, "development")
                bind=answer
            />
        </div>
    }
}

/// What the last visit left on a panel and nobody has looked at again, for the panel's row in the list.
#[component]
pub fn PanelGhosts(panel: String) -> impl IntoView {
    let i18n = use_i18n();
    let ghosts = use_ghosts();
    let open = Memo::new(move |_| {
        ghosts.all.with(|all| {
            all.iter()
                .filter(|ghost| ghost.today.is_none() && ghost.place.panel.as_deref() == Some(panel.as_str()))
                .map(|ghost| (ghost.before.id, pin_of(&ghost.before), said(i18n, ghost)))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || open.with(|open| !open.is_empty())>
            <span class="panel-marks">
                {move || {
                    open.get()
                        .into_iter()
                        .map(|(id, pin, name)| {
                            view! {
                                <button type="button" aria-haspopup="dialog" aria-label=name on:click=move |_| ghosts.asked.set(Some(id))>
                                    <Pin pin=Signal::stored(pin) />
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </span>
        </Show>
    }
}
