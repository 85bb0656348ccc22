//! "Can't see it" and "leave it out" need a reason: one tap, no typing.

use leptos::prelude::*;
use walkaround_contract::{InaccessibleReason, Inspection};

use crate::ui::components::Dialog;
use crate::ui::i18n::use_i18n;

use super::walk::{OutOfSight, use_walk};

/// Asks for a reason. Choosing one closes; leaving without one changes nothing.
#[component]
pub fn ReasonDialog<T>(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] choices: Signal<Vec<(T, String)>>,
    on_choose: Callback<T>,
    on_close: Callback<()>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let i18n = use_i18n();
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            on_close.run(());
        }
        is
    });
    view! {
        <Dialog open=open title=title>
            <div class="grid2 mt3">
                {move || {
                    choices
                        .get()
                        .into_iter()
                        .map(|(value, word)| {
                            view! {
                                <button
                                    type="button"
                                    class="btn lg"
                                    on:click=move |_| {
                                        on_choose.run(value.clone());
                                        open.set(false);
                                    }
                                >
                                    {word}
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </div>
            <div class="actions">
                <button type="button" class="btn plain" on:click=move |_| open.set(false)>{t!(i18n, "walkaround.never_mind")}</button>
            </div>
        </Dialog>
    }
}

/// Why a station or a panel can't be seen.
#[component]
pub fn OutOfSightDialog() -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(walk.out_of_sight.with(Option::is_some)));
    let title = Signal::derive(move || {
        let place = match walk.out_of_sight.get() {
            Some(OutOfSight::Station(station)) => i18n.label("station", station.as_str()),
            Some(OutOfSight::Panel(panel)) => i18n.label("panel", &panel),
            None => String::new(),
        };
        i18n.fill("walkaround.why_out_of_sight", &[("place", place)])
    });
    let choose = Callback::new(move |reason: InaccessibleReason| match walk.out_of_sight.get_untracked() {
        Some(OutOfSight::Station(station)) => walk.answer_station(&station, Inspection::NotAccessible, Some(reason)),
        Some(OutOfSight::Panel(panel)) => walk.answer_panel(&panel, Inspection::NotAccessible, Some(reason)),
        None => {}
    });
    view! {
        <ReasonDialog
            open=open
            title=title
            choices=Signal::derive(move || {
                let reasons = i18n.template().get().words::<InaccessibleReason>("inaccessible_reason");
                reasons.into_iter().map(|reason| (reason.clone(), i18n.label("inaccessible_reason", reason.as_str()))).collect()
            })
            on_choose=choose
            on_close=Callback::new(move |()| walk.out_of_sight.set(None))
        />
    }
}
