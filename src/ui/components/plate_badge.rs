//! A number plate as a person knows it: colour by kind, text grouped.

use leptos::prelude::*;
use walkaround_contract::{Plate, PlateKind};

use crate::domain::plate;

/// The plate, or what stands in its place.
#[component]
pub fn PlateBadge(
    #[prop(into)] plate: Signal<Option<Plate>>,
    #[prop(into)] none: Signal<String>,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let class = move || {
        let kind = match plate.get().map(|plate| plate.kind) {
            Some(PlateKind::Green) => "green",
            Some(PlateKind::Yellow) => "yellow",
            Some(PlateKind::Black) => "black",
            Some(PlateKind::White | PlateKind::Free | PlateKind::Unlisted(_)) => "free",
            Some(PlateKind::Blue) => "",
            None => "none",
        };
        format!("plate {kind} {}", if large { "lg" } else { "" })
    };
    view! { <span class=class translate="no">{move || plate.get().map_or_else(|| none.get(), |plate| plate::format(&plate.text))}</span> }
}
