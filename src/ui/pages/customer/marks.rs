//! Part 1: every mark, seen or disputed by the customer, in plain words. What was not looked at is said as plainly.

use leptos::prelude::*;
use walkaround_contract::{Id, Mark, MarkAcknowledgement, MarkAnswer, View};

use crate::domain::drawing::Build;
use crate::domain::field;
use crate::routes::{CustomerPart, Page, use_go};
use crate::state::{Bound, use_draft, use_ports};
use crate::ui::components::{Icon, OpenPhoto, TextArea, clock_time, origin_words, use_photo_ink};
use crate::ui::drawings::{CarPicture, use_body_drawing};
use crate::ui::i18n::{I18n, use_i18n};

use super::CustomerBottom;

/// The marks, and the customer's answer to each.
#[component]
pub fn MarksPart() -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let go = use_go();
    let id = draft.id();
    let marks = draft.read(|draft| draft.damage().map(|mark| mark.id).collect::<Vec<_>>());
    let left = draft.read(|draft| draft.damage().filter(|mark| draft.mark_answer(mark.id).is_none()).count());
    let not_seen = draft.read_by(|draft, template| draft.survey(template).unseen().cloned().collect::<Vec<_>>());
    let lead = move || match marks.with(Vec::len) {
        0 => i18n.text("customer_page.no_marks"),
        count => i18n.count("customer_page.marks_lead", count),
    };
    let note = Signal::derive(move || match left.get() {
        0 => String::new(),
        count => i18n.count("customer_page.marks_left", count),
    });
    view! {
        <main class="customer-review">
            <div>
            <h1>{t!(i18n, "customer_page.marks_title")}</h1>
            <p class="lead">{lead}</p>
            {move || {
                let stations = not_seen.get();
                (!stations.is_empty())
                    .then(|| {
                        let names = stations.iter().map(|station| i18n.label("station", station.as_str())).collect::<Vec<_>>();
                        view! { <p class="lead">{i18n.fill("customer_page.not_looked_at", &[("stations", i18n.list(&names))])}</p> }
                    })
            }}
            <MarkedViews />
            </div>
            <div class="list">
                <For each=move || marks.get() key=|mark| *mark let:mark>
                    <MarkItem id=mark />
                </For>
            </div>
        </main>
        <CustomerBottom note=note>
            <button
                type="button"
                class="btn xl primary"
                disabled=move || { left.get() > 0 }
                on:click=move |_| go.run(Page::Customer { id, part: CustomerPart::Price })
            >
                {t!(i18n, "customer_page.to_price")}
            </button>
        </CustomerBottom>
    }
}

/// The views that have marks, with plain numbers on them.
#[component]
fn MarkedViews() -> impl IntoView {
    let draft = use_draft();
    let views = draft.read(|draft| {
        let marked = |view: &View| draft.damage().any(|mark| mark.view.as_ref() == Some(view));
        View::KNOWN.iter().filter(|view| marked(view)).cloned().collect::<Vec<_>>()
    });
    let body = draft.read(|draft| draft.drawing().map(|drawing| drawing.body.clone()));
    let build = draft.read(|draft| Build::of(draft.vehicle.powertrain.as_ref(), &draft.driver_side()));
    let drawing = use_body_drawing(body.into()).built(build);
    view! {
        <div class="review-drawings">
            {move || {
                let drawing = drawing.get()?;
                let pictures = views
                    .get()
                    .into_iter()
                    .filter_map(|view| {
                        let picture = drawing.view(&view)?.clone();
                        let ratio = format!("{:.4}", picture.width / picture.height);
                        Some(
                            view! {
                                <div class="review-drawing">
                                    <div class="view-box" style:--ratio=ratio>
                                        <CarPicture view=picture.clone() class="plain" />
                                        <Numbers view=view />
                                    </div>
                                </div>
                            },
                        )
                    })
                    .collect_view();
                Some(pictures)
            }}
        </div>
    }
}

/// The numbers of one view's marks, beside the damage.
#[component]
fn Numbers(view: View) -> impl IntoView {
    let draft = use_draft();
    let numbers = draft.read(move |draft| {
        let marks = draft.damage().filter(|mark| mark.view.as_ref() == Some(&view));
        marks
            .filter_map(|mark| Some((mark.number, mark.x?, mark.y?, draft.mark_answer(mark.id).is_some())))
            .collect::<Vec<_>>()
    });
    move || {
        numbers
            .get()
            .into_iter()
            .map(|(number, x, y, answered)| {
                let (x, y) = ((f64::from(x) / 100.0).to_string(), (f64::from(y) / 100.0).to_string());
                view! { <span class="review-number" class:ok=answered style:--x=x style:--y=y>{number}</span> }
            })
            .collect_view()
    }
}

#[component]
fn MarkItem(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let draft = use_draft();
    let clock = StoredValue::new_local(use_ports().clock);
    let mark = draft.read(move |draft| draft.mark(id).cloned());
    let answer = draft.read(move |draft| draft.mark_answer(id).cloned());
    let give = move |given: MarkAnswer| {
        let at = clock.get_value().now();
        draft.edit(|draft| {
            let words =
                draft.mark_answer(id).and_then(|known| known.words.clone()).filter(|_| given == MarkAnswer::Disputed);
            draft.answer_mark(MarkAcknowledgement { mark: id, answer: given, at, words, extra: Default::default() });
        });
        draft.save_now();
    };
    let words = Bound {
        value: Signal::derive(move || answer.get().and_then(|answer| answer.words).unwrap_or_default()),
        set: Callback::new(move |text: String| {
            draft.edit(|draft| {
                if let Some(mut known) = draft.mark_answer(id).cloned() {
                    known.words = (!text.is_empty()).then_some(text);
                    draft.answer_mark(known);
                }
            });
        }),
        done: Callback::new(move |()| draft.save_now()),
    };
    let is =
        move |wanted: MarkAnswer| answer.with(|answer| answer.as_ref().is_some_and(|answer| answer.answer == wanted));
    let photo = Memo::new(move |_| mark.with(|mark| mark.as_ref().and_then(|mark| mark.photos.first().copied())));
    let number = move || mark.with(|mark| mark.as_ref().map_or(0, |mark| mark.number));
    let compared = draft.read(|draft| draft.last_visit().is_some_and(|last| !last.marks.is_empty()));
    view! {
        <article
            class="review-item"
            id=move || field::mark_answer(number())
            tabindex="-1"
            class:seen=move || is(MarkAnswer::Seen)
            class:disputed=move || is(MarkAnswer::Disputed)
            class:no-photo=move || photo.get().is_none()
        >
            {move || photo.get().map(|photo| view! { <OpenPhoto id=photo name=Signal::derive(move || mark.with(|mark| mark.as_ref().map_or_else(String::new, |mark| title(i18n, mark)))) ink=use_photo_ink(photo) full=true /> })}
            <div>
                <h2>
                    <span class="review-number">{number}</span>
                    <span>{move || mark.with(|mark| mark.as_ref().map_or_else(String::new, |mark| title(i18n, mark)))}</span>
                </h2>
                <p>{move || mark.with(|mark| mark.as_ref().map_or_else(String::new, |mark| explanation(i18n, mark, compared.get())))}</p>
            </div>
            <div class="act">
                <button
                    type="button"
                    class=move || if is(MarkAnswer::Seen) { "btn yes" } else { "btn primary" }
                    aria-pressed=move || is(MarkAnswer::Seen).to_string()
                    on:click=move |_| give(MarkAnswer::Seen)
                >
                    {move || is(MarkAnswer::Seen).then(|| view! { <Icon name="check" /> })}
                    <span>
                        {move || {
                            let at = answer.get().filter(|answer| answer.answer == MarkAnswer::Seen).map(|answer| clock_time(answer.at, false));
                            format!("{} {}", i18n.text("customer_page.seen"), at.unwrap_or_default())
                        }}
                    </span>
                </button>
                <button
                    type="button"
                    class="btn"
                    class:no=move || is(MarkAnswer::Disputed)
                    aria-pressed=move || is(MarkAnswer::Disputed).to_string()
                    on:click=move |_| give(MarkAnswer::Disputed)
                >
                    {t!(i18n, "customer_page.disputed")}
                </button>
            </div>
            <Show when=move || is(MarkAnswer::Disputed)>
                <TextArea
                    id=format!("dispute-{id}")
                    label=Signal::derive(move || i18n.text("customer_page.dispute_words"))
                    bind=words
                    rows=2
                    maxlength=4000
                />
            </Show>
        </article>
    }
}

/// Where and what, without letters and codes.
fn title(i18n: I18n, mark: &Mark) -> String {
    let place = match &mark.panel {
        Some(panel) => i18n.label("panel", panel),
        None => i18n.label("station", mark.station.as_str()),
    };
    i18n.fill(
        "customer_page.mark",
        &[("place", place), ("kind", i18n.label("damage_kind", mark.kind.as_str()).to_lowercase())],
    )
}

/// How large, how bad, since when, and the advisor's remark.
fn explanation(i18n: I18n, mark: &Mark, compared: bool) -> String {
    let size = match (mark.measured_mm, &mark.size) {
        (Some(mm), _) => Some(i18n.fill("customer_page.measured", &[("cm", format!("{}", f64::from(mm) / 10.0))])),
        (None, Some(size)) => Some(i18n.in_sentence("size_class", size.as_str())),
        (None, None) => None,
    };
    let severity = i18n.label("severity", &mark.severity.to_string());
    let note = mark.note.clone().filter(|note| !note.trim().is_empty());
    let parts: Vec<String> =
        [size, Some(severity), origin_words(i18n, mark, compared), note].into_iter().flatten().collect();
    parts.join(if i18n.tag() == "en" { " · " } else { "，" })
}
