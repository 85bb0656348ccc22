//! All marks of the car, each with its photo or the wish for one.

use leptos::prelude::*;
use walkaround_contract::{Id, Mark};

use crate::domain::field;
use crate::domain::walkaround::{PhotoTarget, mark_label};
use crate::ui::components::{Icon, Photo, origin_words};
use crate::ui::drawings::{Pin, PinLabel};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::camera::CameraButton;

use super::walk::{ShownPhoto, use_walk};
use super::words::{mark_line, needs_photo, spoken_mark};

/// So many rows are laid out together, or not at all where none of them is in sight. Watching every row for itself costs with each frame.
const TOGETHER: usize = 20;

/// The marks, by number. `action` stands beside the heading.
#[component]
pub fn MarkList(#[prop(optional)] action: ViewFn) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let marks = walk.draft.watch(|draft| {
        let mut marks: Vec<(u16, Id)> = draft.damage().map(|mark| (mark.number, mark.id)).collect();
        marks.sort_unstable();
        marks.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    });
    let groups = Memo::new(move |_| marks.with(|marks| 0..marks.len().div_ceil(TOGETHER)));
    let compared = walk.draft.read(|draft| draft.last_visit().is_some_and(|last| !last.marks.is_empty()));
    view! {
        <div class="sect">
            <h3>
                {t!(i18n, "walkaround.marks")}
                <span class="count">{move || marks.with(Vec::len)}</span>
            </h3>
            {action.run()}
        </div>
        <div class="marks">
            <Show when=move || marks.with(Vec::is_empty)>
                <p class="c2">{t!(i18n, "walkaround.no_marks")}</p>
            </Show>
            <For each=move || groups.get() key=|group| *group let:group>
                <MarkRows ids=Memo::new(move |_| marks.with(|ids| ids.iter().copied().skip(group * TOGETHER).take(TOGETHER).collect())) compared=compared />
            </For>
        </div>
    }
}

/// Rows that are in sight together. A row looks at its own mark again only if one of theirs has changed.
#[component]
fn MarkRows(ids: Memo<Vec<Id>>, compared: Memo<bool>) -> impl IntoView {
    let marks = use_walk()
        .draft
        .watch(move |draft| ids.with(|ids| ids.iter().filter_map(|id| draft.mark(*id).cloned()).collect::<Vec<_>>()));
    view! {
        <div class="mark-rows" style:--rows=move || ids.with(Vec::len).to_string()>
            <For each=move || ids.get() key=|id| *id let:id>
                <MarkRow id=id marks=marks compared=compared />
            </For>
        </div>
    }
}

/// `compared`: marks of an earlier visit were at hand, so each says whether it is new.
#[component]
fn MarkRow(id: Id, marks: ReadSignal<Vec<Mark>>, compared: Memo<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let walk = use_walk();
    let mark = Memo::new(move |_| marks.with(|marks| marks.iter().find(|mark| mark.id == id).cloned()));
    let pin = Memo::new(move |_| mark.with(|mark| mark.as_ref().map(PinLabel::of)));
    let number = mark.with_untracked(|mark| mark.as_ref().map(|mark| mark.number)).unwrap_or_default();
    let photo = Memo::new(move |_| mark.with(|mark| mark.as_ref().and_then(|mark| mark.photos.first().copied())));
    let wanted = Memo::new(move |_| mark.with(|mark| mark.as_ref().is_some_and(needs_photo)));
    // Its name says all of the mark; what is in sight beside the pin is less, and in another order. So the button lies over the words.
    let spoken = move || {
        let said = mark.with(|mark| mark.as_ref().map(|mark| spoken_mark(i18n, mark))).unwrap_or_default();
        if wanted.get() { i18n.list(&[said, i18n.text("walkaround.needs_photo")]) } else { said }
    };
    let place =
        move || mark.with(|mark| mark.as_ref().map(|mark| walk.place_name(&mark.station, mark.panel.as_deref())));
    let line = move || {
        mark.with(|mark| {
            let mark = mark.as_ref()?;
            let origin = origin_words(i18n, mark, compared.get());
            Some([Some(mark_line(i18n, mark)), origin].into_iter().flatten().collect::<Vec<_>>().join(" · "))
        })
    };
    let show = move |photo: Id| {
        mark.with_untracked(|mark| {
            if let Some(mark) = mark {
                let title = format!("{} {}", mark_label(mark), walk.place_name(&mark.station, mark.panel.as_deref()));
                walk.photo.set(Some(ShownPhoto { id: photo, title, target: PhotoTarget::Mark(id) }));
            }
        });
    };
    view! {
        <div class="mark-row" id=field::mark(number) tabindex="-1">
            {move || pin.get().map(|pin| view! { <Pin pin=Signal::stored(pin) /> })}
            <span class="mark-words" aria-hidden="true">
                <b class="block">{place}</b>
                {move || {
                    if wanted.get() {
                        view! { <span class="t1 b c-warn">{i18n.text("walkaround.needs_photo")}</span> }.into_any()
                    } else {
                        view! { <span class="t1 c2">{line()}</span> }.into_any()
                    }
                }}
            </span>
            <button type="button" class="mark-open" aria-label=spoken on:click=move |_| walk.open_mark(id)></button>
            {move || match photo.get() {
                Some(photo) => {
                    view! {
                        <button type="button" class="thumb" aria-label=t!(i18n, "walkaround.show_photo") on:click=move |_| show(photo)>
                            <Photo id=photo alt=Signal::derive(move || i18n.text("walkaround.photo_of_mark")) class="sm" />
                        </button>
                    }
                        .into_any()
                }
                None if wanted.get() => {
                    view! {
                        <CameraButton
                            target=Signal::stored(PhotoTarget::Mark(id))
                            name=Signal::derive(move || {
                                let mark = mark.with(|mark| mark.as_ref().map(mark_label)).unwrap_or_default();
                                format!("{mark} {}", place().unwrap_or_default())
                            })
                            icon_only=true
                            class="square soft"
                        />
                    }
                        .into_any()
                }
                None => view! { <Icon name="chevron-right" /> }.into_any(),
            }}
        </div>
    }
}
