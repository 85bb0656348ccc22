//! The export: asked for a passphrase twice, told what it is worth, then made and offered as a download.

use leptos::prelude::*;

use crate::domain::rescue::{Strength, Which, strength};
use crate::state::rescue::{ExportDesk, ExportStage, Exported};
use crate::ui::components::{Banner, Dialog, Hint, Icon, Mood};
use crate::ui::i18n::{I18n, use_i18n};

use super::failure::RescueFailure;
use super::passphrase::PassphraseField;
use super::progress::WorkProgress;

/// A button that exports this, and its dialog.
#[component]
pub fn ExportThis(
    which: Which,
    #[prop(into)] name: Signal<String>,
    /// Only the icon is in sight; the name is still the button's.
    #[prop(optional)]
    icon_only: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = if icon_only {
        view! {
            <button type="button" class="btn bare square" aria-label=move || name.get() on:click=move |_| open.set(true)>
                <Icon name="file-down" class="i-m" />
            </button>
        }
        .into_any()
    } else {
        view! {
            <button type="button" class="btn lg" on:click=move |_| open.set(true)>
                <Icon name="file-down" />
                <span>{move || name.get()}</span>
            </button>
        }
        .into_any()
    };
    view! {
        {button}
        <Dialog open=open title=name>
            <ExportBody which=which open=open />
        </Dialog>
    }
}

/// Which part of the dialog is in sight.
#[derive(Clone, Copy, PartialEq)]
enum Sight {
    Asking,
    Working,
    Ended,
}

/// Made anew with every opening of the dialog, so that no passphrase outlives it.
#[component]
fn ExportBody(which: Which, open: RwSignal<bool>) -> impl IntoView {
    let desk = ExportDesk::new();
    on_cleanup(move || desk.stop());
    let sight = Memo::new(move |_| {
        desk.stage().with(|stage| match stage {
            ExportStage::Asking => Sight::Asking,
            ExportStage::Working(_) => Sight::Working,
            ExportStage::Done(_) | ExportStage::Failed(_) => Sight::Ended,
        })
    });
    view! {
        {move || match sight.get() {
            Sight::Asking => view! { <Ask which=which desk=desk open=open /> }.into_any(),
            Sight::Working => {
                let progress = Signal::derive(move || {
                    desk.stage()
                        .with(|stage| match stage {
                            ExportStage::Working(progress) => Some(*progress),
                            _ => None,
                        })
                });
                view! { <WorkProgress progress=progress on_stop=Callback::new(move |()| desk.stop()) /> }.into_any()
            }
            Sight::Ended => view! { <Ended desk=desk open=open /> }.into_any(),
        }}
    }
}

#[component]
fn Ask(which: Which, desk: ExportDesk, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (passphrase, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let worth = Memo::new(move |_| passphrase.with(|passphrase| strength(passphrase)));
    let differs = Memo::new(move |_| passphrase.with(|one| again.with(|other| one != other)));
    let text = match which {
        Which::Draft(_) => "rescue.draft_text",
        Which::Sheet(_) => "rescue.sheet_text",
        Which::Everything => "rescue.everything_text",
    };
    let hint = Signal::derive(move || match worth.get() {
        Strength::None => None,
        Strength::Weak => Some(Hint::Warn(i18n.text("rescue.weak"))),
        Strength::Fair => Some(Hint::Plain(i18n.text("rescue.fair"))),
        Strength::Good => Some(Hint::Good(i18n.text("rescue.good"))),
    });
    let again_hint = Signal::derive(move || {
        (differs.get() && !again.with(String::is_empty)).then(|| Hint::Bad(i18n.text("rescue.differs")))
    });
    view! {
        <p class="c2">{move || i18n.text(text)}</p>
        <div class="col g3">
            <PassphraseField
                id="rescue-passphrase"
                label=t!(i18n, "rescue.passphrase")
                text=passphrase
                hint=MaybeProp::derive(move || hint.get())
                is_new=true
            />
            <PassphraseField
                id="rescue-again"
                label=t!(i18n, "rescue.again")
                text=again
                hint=MaybeProp::derive(move || again_hint.get())
                is_new=true
            />
            <Show when=move || worth.get() == Strength::None>
                <Banner mood=Mood::Warn>
                    <div class="grow">{t!(i18n, "rescue.open_to_all")}</div>
                </Banner>
            </Show>
        </div>
        <div class="actions">
            <button type="button" class="btn lg" on:click=move |_| open.set(false)>{t!(i18n, "rescue.cancel")}</button>
            <button
                type="button"
                class="btn lg"
                class:primary=move || worth.get() != Strength::None
                disabled=move || differs.get()
                on:click=move |_| desk.start(which, passphrase.get_untracked())
            >
                <Icon name=Signal::derive(move || if worth.get() == Strength::None { "file-down".to_owned() } else { "lock".to_owned() }) />
                <span>{move || if worth.get() == Strength::None { i18n.text("rescue.export_open") } else { i18n.text("rescue.export_locked") }}</span>
            </button>
        </div>
    }
}

#[component]
fn Ended(desk: ExportDesk, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        {move || match desk.stage().get() {
            ExportStage::Done(exported) => view! { <Done exported=exported /> }.into_any(),
            ExportStage::Failed(error) => {
                view! { <RescueFailure title=t!(i18n, "rescue.no_export") error=error /> }.into_any()
            }
            _ => ().into_any(),
        }}
        <div class="actions">
            <button type="button" class="btn lg primary" on:click=move |_| open.set(false)>{t!(i18n, "rescue.close")}</button>
        </div>
    }
}

#[component]
fn Done(exported: Exported) -> impl IntoView {
    let i18n = use_i18n();
    let also = move || also(i18n, &exported).into_iter().map(|text| view! { <p class="c2">{text}</p> }).collect_view();
    let numbers = move || {
        let number = |name, count: usize| (name, count.to_string());
        let numbers =
            [number("drafts", exported.drafts), number("sheets", exported.sheets), number("files", exported.files)];
        i18n.fill("rescue.exported_text", &numbers)
    };
    view! {
        <div class="banners mt3">
            <Banner mood=Mood::Ok>
                <div class="grow">
                    <b>{t!(i18n, "rescue.exported")}</b>
                    <div class="c2">{numbers}</div>
                </div>
            </Banner>
        </div>
        {also}
    }
}

/// What has to be known beside the numbers.
fn also(i18n: I18n, exported: &Exported) -> Vec<String> {
    let mut said = Vec::new();
    if exported.parts > 1 {
        said.push(i18n.count("rescue.exported_parts", exported.parts));
    }
    if exported.lacking > 0 {
        said.push(i18n.count("rescue.exported_lacking", exported.lacking));
    }
    if exported.cleared > 0 {
        said.push(i18n.count("rescue.exported_cleared", exported.cleared));
    }
    if exported.unreadable > 0 {
        said.push(i18n.count("rescue.exported_unreadable", exported.unreadable));
    }
    said
}
