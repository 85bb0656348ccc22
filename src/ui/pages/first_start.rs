//! The first start: language, and who receives where. Then the lane. The browser is asked to keep the data once there is some.

use leptos::prelude::*;
use walkaround_contract::{BodyType, DriverSide, View};

use crate::routes::{Page, use_go};
use crate::state::use_session;
use crate::ui::components::{Banner, Choice, Icon, Mood, Segmented, TextField};
use crate::ui::drawings::{CarPicture, use_body_drawing};
use crate::ui::i18n::use_i18n;

use super::settings::LanguageChoice;

/// The first page a tablet shows.
#[component]
pub fn FirstStartPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let go = use_go();
    let asked = RwSignal::new(false);
    let drawing = use_body_drawing(Signal::stored(Some(BodyType::Sedan))).ready();
    let shop = session.bind(|settings| settings.shop.name.clone(), |settings, name| settings.shop.name = name);
    let advisor = session.bind(|settings| settings.advisor.name.clone(), |settings, name| settings.advisor.name = name);
    let driver_side = session.bind(
        |settings| Some(settings.driver_side.clone()),
        |settings, side| settings.driver_side = side.unwrap_or(DriverSide::Left),
    );
    let sides = Signal::derive(move || {
        DriverSide::KNOWN
            .iter()
            .map(|side| Choice::new(side.clone(), i18n.label("driver_side", side.as_str())))
            .collect::<Vec<_>>()
    });
    let ready = move || {
        session
            .settings()
            .with(|settings| !settings.shop.name.trim().is_empty() && !settings.advisor.name.trim().is_empty())
    };
    let begin = move |_| {
        if !ready() {
            asked.set(true);
            return;
        }
        session.change(|settings| settings.ready = true);
        go.run(Page::Board);
    };
    view! {
        <div class="first-start">
            <header class="first-start-intro">
                <div class="brand">
                    <img src="/icons/icon-192.png" alt="" width="44" height="44" />
                    <span>"Walkaround"</span>
                </div>
                <h1>{t!(i18n, "first_start.title")}</h1>
                <p>{t!(i18n, "first_start.promise")}</p>
                {move || drawing.get().and_then(|drawing| drawing.view(&View::Left).cloned()).map(|view| view! { <CarPicture view=view class="plain" /> })}
            </header>
            <main class="first-start-main col g4">
                <LanguageChoice />
                <TextField id="shop-name" label=Signal::derive(move || i18n.text("settings.shop_name")) bind=shop maxlength=200 />
                <TextField id="advisor-name" label=Signal::derive(move || i18n.text("settings.advisor_name")) bind=advisor maxlength=200 />
                <Segmented
                    id="driver-side"
                    label=Signal::derive(move || i18n.text("settings.driver_side"))
                    choices=sides
                    bind=driver_side
                    required=true
                />
                <Show when=move || asked.get() && !ready()>
                    <Banner mood=Mood::Warn>
                        <div class="grow">{t!(i18n, "first_start.names_missing")}</div>
                    </Banner>
                </Show>
                <div class="actions">
                    <span class="c2 t1">{t!(i18n, "first_start.later")}</span>
                    <button type="button" class="btn xl primary" on:click=begin>
                        <span>{t!(i18n, "first_start.begin")}</span>
                        <Icon name="chevron-right" />
                    </button>
                </div>
            </main>
        </div>
    }
}
