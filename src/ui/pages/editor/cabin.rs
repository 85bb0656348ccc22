//! .
use leptos::prelude::*;
#[component]
pub fn CabinStep() -> impl IntoView {}
