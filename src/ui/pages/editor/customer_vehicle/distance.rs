//! A distance in whole kilometres or miles. The unit may be chosen before the number; it begins with the shop's.

use leptos::prelude::*;
use walkaround_contract::{Distance, DistanceUnit};

use crate::state::{Bound, use_session};
use crate::ui::components::{NumberField, Segmented};
use crate::ui::i18n::use_i18n;
use crate::ui::pages::editor::bindings::choices;

/// A number and its unit. `id` is the number's.
#[component]
pub fn DistanceField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    bind: Bound<Option<Distance>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let shop_unit = use_session().settings().with_untracked(|settings| settings.distance_unit.clone());
    let chosen = RwSignal::new(shop_unit);
    let unit = Memo::new(move |_| {
        bind.value.with(|known| known.as_ref().map(|known| known.unit.clone())).unwrap_or_else(|| chosen.get())
    });
    let number = Bound {
        value: Signal::derive(move || bind.value.with(|known| known.as_ref().map(|known| i64::from(known.value)))),
        set: Callback::new(move |number: Option<i64>| {
            let known = bind.value.get_untracked();
            let unit = unit.get_untracked();
            // Outside the range of the field no number comes here.
            let value = number.and_then(|number| u32::try_from(number).ok());
            bind.set.run(value.map(|value| match known {
                Some(known) => Distance { value, ..known },
                None => Distance { value, unit, extra: Default::default() },
            }));
        }),
        done: bind.done,
    };
    let unit_bind = Bound {
        value: Signal::derive(move || Some(unit.get())),
        set: Callback::new(move |unit: Option<DistanceUnit>| {
            let Some(unit) = unit else { return };
            chosen.set(unit.clone());
            if let Some(known) = bind.value.get_untracked() {
                bind.set.run(Some(Distance { unit, ..known }));
            }
        }),
        done: bind.done,
    };
    let unit_id = format!("{id}-unit");
    let unit_label = Signal::derive(move || i18n.fill("vehicle.unit_of", &[("what", label.get())]));
    view! {
        <div class="distance">
            <NumberField id=id label=label bind=number />
            <Segmented
                id=unit_id
                label=unit_label
                label_hidden=true
                required=true
                choices=choices(i18n, "distance_unit")
                bind=unit_bind
            />
        </div>
    }
}
