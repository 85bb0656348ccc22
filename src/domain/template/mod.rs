//! Editing a shop's template: pure changes to a [`Template`], each of which leaves one that the contract accepts, except for names that are
//! being typed.
//!
//! Invariant: what the shipped template has and this one leaves out is shown as switched off, so that nothing is lost for good; a word of
//! the shop's own can be removed, a shipped one only switched off.

mod carry;
mod change;
mod new_word;
mod preview;
mod pull;
mod required;
mod section;

#[cfg(test)]
mod carry_tests;
#[cfg(test)]
mod tests;

use walkaround_contract::Template;

pub use carry::{Carry, Span, scrolls_by};
pub use preview::{PreviewPart, preview};
pub use pull::{LONGEST_TEMPLATE, TEMPLATE_PATH, TemplateAnswer};
pub use required::{Answer, answers, is_required, set_required};
pub use section::{Row, Section, catalogues};

/// Id of the templates that a shop makes from the shipped one.
const SHOP_TEMPLATE: &str = "shop";

/// A template at work: what was opened, and what has become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbench {
    /// As it was opened: the shop's current one, a file, or the shipped one.
    pub opened: Template,
    pub edited: Template,
}

impl Workbench {
    /// Opens a template as it is.
    pub fn open(template: Template) -> Self {
        Self { opened: template.clone(), edited: template }
    }

    /// The template that becomes the shop's: as it was opened where nothing was changed, so that a file keeps its digest; else a version
    /// higher than any that was seen here.
    pub fn finished(&self, current: &Template) -> Template {
        if self.edited == self.opened {
            return self.opened.clone();
        }
        let mut finished = self.edited.clone();
        finished.version = self.opened.version.max(current.version).saturating_add(1);
        if finished.id == Template::standard().id {
            // The next shipped version must not have a number that means something else in this shop.
            SHOP_TEMPLATE.clone_into(&mut finished.id);
        }
        finished
    }
}
