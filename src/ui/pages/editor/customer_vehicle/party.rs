//! The two people of a visit, and ties to what is known of each.

use walkaround_contract::Party;

use crate::domain::{draft::Draft, field};
use crate::state::{Bound, OpenDraft};
use crate::ui::pages::editor::bindings::some_text;

/// Whose fields are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Owner,
    /// Whoever brought the car, where that is not the owner.
    BroughtBy,
}

impl Whose {
    /// What is known of the person; nothing where the owner brought the car.
    pub fn of(self, draft: &Draft) -> Option<&Party> {
        match self {
            Self::Owner => Some(&draft.customer.owner),
            Self::BroughtBy => draft.customer.brought_by.as_ref(),
        }
    }

    fn of_mut(self, draft: &mut Draft) -> Option<&mut Party> {
        match self {
            Self::Owner => Some(&mut draft.customer.owner),
            Self::BroughtBy => draft.customer.brought_by.as_mut(),
        }
    }

    /// Id of the input of the name.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Owner => field::OWNER_NAME,
            Self::BroughtBy => field::BROUGHT_BY_NAME,
        }
    }

    /// Id of the input of the preferred phone number.
    pub fn phone_id(self) -> &'static str {
        match self {
            Self::Owner => field::OWNER_PHONE,
            Self::BroughtBy => field::BROUGHT_BY_PHONE,
        }
    }

    /// Id of any other input about this person.
    pub fn id(self, what: &str) -> String {
        match self {
            Self::Owner => format!("owner-{what}"),
            Self::BroughtBy => format!("brought-by-{what}"),
        }
    }

    /// A value of the person that a control shows and changes.
    pub fn bind<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        draft: OpenDraft,
        get: impl Fn(&Party) -> T + Send + Sync + 'static,
        set: impl Fn(&mut Party, T) + Send + Sync + 'static,
    ) -> Bound<T> {
        draft.bind(
            move |draft| self.of(draft).map(&get).unwrap_or_default(),
            move |draft, value| {
                if let Some(party) = self.of_mut(draft) {
                    set(party, value);
                }
            },
        )
    }

    /// A text of the person that may be absent.
    pub fn text(
        self,
        draft: OpenDraft,
        get: impl Fn(&Party) -> &Option<String> + Send + Sync + 'static,
        set: impl Fn(&mut Party, Option<String>) + Send + Sync + 'static,
    ) -> Bound<String> {
        self.bind(
            draft,
            move |party| get(party).clone().unwrap_or_default(),
            move |party, typed| set(party, some_text(typed)),
        )
    }
}
