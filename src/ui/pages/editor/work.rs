//! .
use leptos::prelude::*;
#[component]
pub fn WorkStep() -> impl IntoView {}
