//! The template that a part of the screen shows: the draft's own in the editor and on the customer's pages, the sheet's on the sheet's
//! page, the shop's current one everywhere else.

use std::sync::Arc;

use leptos::prelude::*;
use walkaround_contract::Template;

/// A template, as a handle that can be copied into closures.
#[derive(Clone, Copy)]
pub struct TemplateHandle(Signal<Arc<Template>>);

impl TemplateHandle {
    /// One that stays as it is: a draft keeps the template it began with.
    pub fn fixed(template: Arc<Template>) -> Self {
        Self(Signal::stored(template))
    }

    /// One that may change: the shop's current one.
    pub fn following(template: Signal<Arc<Template>>) -> Self {
        Self(template)
    }

    /// The template, tracked.
    pub fn get(&self) -> Arc<Template> {
        self.0.get()
    }

    /// The template, untracked: for event handlers.
    pub fn peek(&self) -> Arc<Template> {
        self.0.get_untracked()
    }
}

/// Makes this the template of everything below.
pub fn provide_template(template: TemplateHandle) {
    provide_context(template);
}

/// The template in force here.
pub fn use_template() -> TemplateHandle {
    expect_context()
}
