//! How bad and how large.

use leptos::prelude::*;
use walkaround_contract::SizeClass;

use crate::ui::i18n::use_i18n;

use super::use_subject;

/// Severity and size, a tap each.
#[component]
pub fn Measures() -> impl IntoView {
    let i18n = use_i18n();
    let subject = use_subject();
    let severity = Memo::new(move |_| subject.mark.with(|mark| mark.as_ref().map(|mark| mark.severity)));
    let size = Memo::new(move |_| subject.mark.with(|mark| mark.as_ref().and_then(|mark| mark.size.clone())));
    view! {
        <div class="palette-row">
            <div>
                <span class="k" id="palette-severity">{t!(i18n, "walkaround.severity")}</span>
                <div class="seg" role="group" aria-labelledby="palette-severity">
                    {[1_u8, 2, 3]
                        .map(|level| {
                            view! {
                                <button
                                    type="button"
                                    aria-pressed=move || (severity.get() == Some(level)).to_string()
                                    on:click=move |_| {
                                        subject.edit(|mark| mark.severity = level);
                                        subject.walk.draft.save_now();
                                    }
                                >
                                    <i class=format!("shape s{level}") aria-hidden="true"></i>
                                    <span>{move || i18n.label("severity", &level.to_string())}</span>
                                </button>
                            }
                        })
                        .into_iter()
                        .collect_view()}
                </div>
            </div>
            <div>
                <span class="k" id="palette-size">{t!(i18n, "walkaround.size")}</span>
                <div class="seg" role="group" aria-labelledby="palette-size">
                    {subject
                        .walk
                        .draft
                        .template()
                        .peek()
                        .words::<SizeClass>("size_class")
                        .into_iter()
                        .map(|class| {
                            let (own, chosen, word) = (class.clone(), class.clone(), class);
                            view! {
                                <button
                                    type="button"
                                    aria-pressed=move || size.with(|size| size.as_ref() == Some(&own)).to_string()
                                    on:click=move |_| {
                                        let taken_back = size.with_untracked(|size| size.as_ref() == Some(&chosen));
                                        subject.edit(|mark| {
                                            mark.size = (!taken_back).then(|| chosen.clone());
                                            // A class chosen by eye replaces a measure that says otherwise.
                                            if mark.measured_mm.is_some_and(|mm| Some(class_of(mm)) != mark.size) {
                                                mark.measured_mm = None;
                                            }
                                        });
                                        subject.walk.draft.save_now();
                                    }
                                >
                                    <span>{move || i18n.label("size_class", word.as_str())}</span>
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
            </div>
        </div>
    }
}

/// The class that a measured length belongs to.
pub fn class_of(mm: u32) -> SizeClass {
    match mm {
        0..=4 => SizeClass::Point,
        5..=19 => SizeClass::Below2Cm,
        20..=50 => SizeClass::From2To5Cm,
        51..=150 => SizeClass::From5To15Cm,
        _ => SizeClass::Above15Cm,
    }
}
