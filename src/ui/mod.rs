//! What a person sees. Pages are composed of components; neither knows IndexedDB, fetch or the camera.

#[macro_use]
pub mod i18n;
pub mod components;
pub mod drawings;
pub mod pages;
