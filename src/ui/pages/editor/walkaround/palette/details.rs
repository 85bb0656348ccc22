//! What not every mark needs: a note, a measured length, and the photos to look at again.

use leptos::prelude::*;
use walkaround_contract::Id;

use crate::domain::walkaround::{PhotoTarget, mark_label};
use crate::state::Bound;
use crate::ui::components::{NumberField, Photo, TextArea};
use crate::ui::i18n::use_i18n;

use super::super::walk::ShownPhoto;
use super::measures::class_of;
use super::use_subject;

/// Longest note the contract takes.
const NOTE: u32 = 1_000;

/// Longest length that can be given, in mm: longer than any car.
const LONGEST_MM: i64 = 9_999;

/// Note, measure, photos.
#[component]
pub fn Details() -> impl IntoView {
    let i18n = use_i18n();
    let subject = use_subject();
    let walk = subject.walk;
    let done = Callback::new(move |()| walk.draft.save_now());
    let note = Bound {
        value: Signal::derive(move || {
            subject.mark.with(|mark| mark.as_ref().and_then(|mark| mark.note.clone())).unwrap_or_default()
        }),
        set: Callback::new(move |note: String| subject.edit(|mark| mark.note = (!note.is_empty()).then_some(note))),
        done,
    };
    let measured = Bound {
        value: Signal::derive(move || {
            subject.mark.with(|mark| mark.as_ref().and_then(|mark| mark.measured_mm)).map(i64::from)
        }),
        set: Callback::new(move |mm: Option<i64>| {
            let mm = mm.and_then(|mm| u32::try_from(mm).ok());
            subject.edit(|mark| {
                mark.measured_mm = mm;
                if let Some(mm) = mm {
                    mark.size = Some(class_of(mm));
                }
            });
        }),
        done,
    };
    let photos =
        Memo::new(move |_| subject.mark.with(|mark| mark.as_ref().map(|mark| mark.photos.clone())).unwrap_or_default());
    view! {
        <div class="palette-row">
            <TextArea id="mark-note" label=Signal::derive(move || i18n.text("walkaround.note")) bind=note rows=2 maxlength=NOTE />
            <NumberField
                id="mark-measured"
                label=Signal::derive(move || i18n.text("walkaround.measured_length"))
                bind=measured
                max=LONGEST_MM
                unit="mm"
            />
        </div>
        <div class="mark-photos" role="group" aria-label=t!(i18n, "walkaround.photos")>
            <For each=move || photos.get() key=|id| *id let:id>
                <Thumb id=id />
            </For>
        </div>
    }
}

/// A photo of the mark; a tap shows it large.
#[component]
fn Thumb(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let subject = use_subject();
    let show = move |_| {
        subject.mark.with_untracked(|mark| {
            if let Some(mark) = mark {
                let title =
                    format!("{} {}", mark_label(mark), subject.walk.place_name(&mark.station, mark.panel.as_deref()));
                subject.walk.photo.set(Some(ShownPhoto { id, title, target: PhotoTarget::Mark(mark.id) }));
            }
        });
    };
    view! {
        <button type="button" class="thumb" aria-label=t!(i18n, "walkaround.show_photo") on:click=show>
            <Photo id=id alt=Signal::derive(move || i18n.text("walkaround.photo_of_mark")) />
        </button>
    }
}
