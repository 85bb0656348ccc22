//! How long the tablet keeps what the backend has, what goes when, and what never goes by itself.

use leptos::prelude::*;

use walkaround_contract::Timestamp;

use crate::domain::retention::{INDEX_DAYS, PERSONAL_DAYS, PHOTO_DAYS, Part, Times, has_photos, next};
use crate::state::{Bound, use_outbox, use_ports, use_session};
use crate::ui::components::{Choice, Segmented, full_day};
use crate::ui::i18n::use_i18n;

/// The times, each with what goes by then.
#[component]
pub fn RetentionCard() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card pad col g4" aria-labelledby="retention">
            <h3 id="retention">{t!(i18n, "retention.title")}</h3>
            <p class="c2">{t!(i18n, "retention.text")}</p>
            <Time id="keep-photos" key="retention.photos" text="retention.photos_text" offered=&PHOTO_DAYS get=Times::photos with=Times::with_photos />
            <Time
                id="keep-personal"
                key="retention.personal"
                text="retention.personal_text"
                offered=&PERSONAL_DAYS
                get=Times::personal
                with=Times::with_personal
            />
            <Time id="keep-index" key="retention.index" text="retention.index_text" offered=&INDEX_DAYS get=Times::index with=Times::with_index />
            <NextPhotos />
            <p class="c2">{t!(i18n, "retention.never")}</p>
        </section>
    }
}

/// When the next photos go by themselves, unless something holds their sheet. Nothing where none will.
#[component]
fn NextPhotos() -> impl IntoView {
    let i18n = use_i18n();
    let entries = use_outbox().entries();
    let settings = use_session().settings();
    let now = use_ports().clock.now();
    let at = Memo::new(move |_| {
        let times = settings.with(|settings| settings.retention);
        entries.with(|entries| {
            let with_photos = entries.iter().flatten().filter(|entry| has_photos(entry));
            let dates = with_photos.filter_map(|entry| next(entry, times)).filter(|(part, _)| *part == Part::Photos);
            dates.map(|(_, at)| at).min()
        })
    });
    move || {
        let at = Timestamp::from_unix_ms(at.get()?, now.offset_minutes())?;
        let words = match at.unix_ms() <= now.unix_ms() {
            true => i18n.text("retention.next_now"),
            false => i18n.fill("retention.next", &[("day", full_day(at, i18n.language()))]),
        };
        Some(view! { <p>{words}</p> })
    }
}

/// One time.
#[component]
fn Time(
    id: &'static str,
    key: &'static str,
    text: &'static str,
    offered: &'static [u16],
    get: fn(Times) -> u16,
    with: fn(Times, u16) -> Times,
) -> impl IntoView {
    let i18n = use_i18n();
    let bind: Bound<Option<u16>> = use_session().bind(
        move |settings| Some(get(settings.retention)),
        move |settings, days| {
            if let Some(days) = days {
                settings.retention = with(settings.retention, days);
            }
        },
    );
    // A time that made way for another may be none of those offered; it is shown all the same.
    let choices = Signal::derive(move || {
        let mut days: Vec<u16> = offered.to_vec();
        days.extend(bind.value.get().filter(|chosen| !offered.contains(chosen)));
        days.sort_unstable();
        days.into_iter()
            .map(|days| Choice::new(days, i18n.count("retention.days", usize::from(days))))
            .collect::<Vec<_>>()
    });
    view! {
        <div class="col g1">
            <Segmented id=id label=Signal::derive(move || i18n.text(key)) choices=choices bind=bind required=true />
            <p class="c2 t1">{move || i18n.text(text)}</p>
        </div>
    }
}
