//! The shop, the advisor, and the defaults of a new intake.

use leptos::prelude::*;
use walkaround_contract::{DistanceUnit, DriverSide};

use crate::state::use_session;
use crate::ui::components::{Choice, Hint, NumberField, Segmented, TextField};
use crate::ui::i18n::use_i18n;

use super::opening::OpeningHoursFields;

/// Shop and defaults.
#[component]
pub fn ShopSection() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let shop = session.bind(|settings| settings.shop.name.clone(), |settings, name| settings.shop.name = name);
    let advisor = session.bind(|settings| settings.advisor.name.clone(), |settings, name| settings.advisor.name = name);
    let phone = session.bind(
        |settings| settings.shop.phone.clone().unwrap_or_default(),
        |settings, phone| settings.shop.phone = (!phone.is_empty()).then_some(phone),
    );
    let address = session.bind(
        |settings| settings.shop.address.clone().unwrap_or_default(),
        |settings, address| settings.shop.address = (!address.is_empty()).then_some(address),
    );
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
    let unit = session.bind(
        |settings| Some(settings.distance_unit.clone()),
        |settings, unit| settings.distance_unit = unit.unwrap_or(DistanceUnit::Km),
    );
    let units = Signal::derive(move || {
        DistanceUnit::KNOWN
            .iter()
            .map(|unit| Choice::new(unit.clone(), i18n.label("distance_unit", unit.as_str())))
            .collect::<Vec<_>>()
    });
    // The currencies of the markets the app speaks to; the contract takes any ISO 4217 code.
    let currency = session.bind(
        |settings| Some(settings.currency.clone()),
        |settings, currency| {
            if let Some(currency) = currency {
                settings.currency = currency;
            }
        },
    );
    let currencies =
        Signal::derive(|| ["CNY", "HKD", "EUR", "GBP", "USD"].map(|code| Choice::new(code.to_owned(), code)).to_vec());
    let tax = session.bind(
        |settings| Some(i64::from(settings.tax_basis_points) / 100),
        |settings, percent| {
            settings.tax_basis_points = percent.and_then(|percent| u16::try_from(percent * 100).ok()).unwrap_or(0)
        },
    );
    let call_back = session.bind(
        |settings| Some(i64::from(settings.call_back_days)),
        |settings, days| settings.call_back_days = days.and_then(|days| u8::try_from(days).ok()).unwrap_or(3),
    );
    let deviation = session.bind(
        |settings| settings.deviation_percent.map(i64::from),
        |settings, percent| settings.deviation_percent = percent.and_then(|percent| u8::try_from(percent).ok()),
    );
    let deviation_hint = MaybeProp::derive(move || Some(Hint::Plain(i18n.text("settings.deviation_hint"))));
    view! {
        <section class="col g4">
            <h2>{t!(i18n, "settings.shop")}</h2>
            <TextField id="shop-name" label=Signal::derive(move || i18n.text("settings.shop_name")) bind=shop maxlength=200 />
            <TextField id="shop-phone" label=Signal::derive(move || i18n.text("settings.shop_phone")) bind=phone kind="tel" inputmode="tel" maxlength=40 />
            <TextField id="shop-address" label=Signal::derive(move || i18n.text("settings.shop_address")) bind=address maxlength=500 />
            <TextField id="advisor-name" label=Signal::derive(move || i18n.text("settings.advisor_name")) bind=advisor maxlength=200 />
            <h2>{t!(i18n, "settings.defaults")}</h2>
            <Segmented id="driver-side" label=Signal::derive(move || i18n.text("settings.driver_side")) choices=sides bind=driver_side required=true />
            <Segmented id="distance-unit" label=Signal::derive(move || i18n.text("settings.distance_unit")) choices=units bind=unit required=true />
            <Segmented id="currency" label=Signal::derive(move || i18n.text("settings.currency")) choices=currencies bind=currency required=true />
            <NumberField id="tax" label=Signal::derive(move || i18n.text("settings.tax_percent")) bind=tax max=100 unit="%" />
            <NumberField id="deviation" label=t!(i18n, "settings.deviation_percent") bind=deviation max=100 unit="%" hint=deviation_hint />
            <OpeningHoursFields />
            <NumberField id="call-back-days" label=Signal::derive(move || i18n.text("settings.call_back_days")) bind=call_back min=3 max=7 />
        </section>
    }
}
