//! One concern of the open draft, and ties to its values. Every change writes the technician's sentence anew.

use leptos::prelude::*;
use walkaround_contract::{Concern, Id};

use crate::domain::{draft::Draft, sentence::refresh_sentences};
use crate::state::{Bound, OpenDraft};
use crate::ui::i18n::standard_template;

/// A handle on one concern.
#[derive(Clone, Copy)]
pub struct OpenConcern {
    pub draft: OpenDraft,
    pub id: Id,
}

impl OpenConcern {
    /// Something computed from the concern; the default once it is removed.
    pub fn read<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        get: impl Fn(&Concern) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        self.draft.read(move |draft| self.find(draft).map(&get).unwrap_or_default())
    }

    /// A value of the concern that a control shows and changes.
    pub fn bind<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        get: impl Fn(&Concern) -> T + Send + Sync + 'static,
        set: impl Fn(&mut Concern, T) + Send + Sync + 'static,
    ) -> Bound<T> {
        self.draft.bind(
            move |draft| self.find(draft).map(&get).unwrap_or_default(),
            move |draft, value| {
                if let Some(concern) = draft.concerns.iter_mut().find(|concern| concern.id == self.id) {
                    set(concern, value);
                    refresh_sentences(concern, standard_template());
                }
            },
        )
    }

    /// The concern, as long as it is there.
    pub fn find(self, draft: &Draft) -> Option<&Concern> {
        draft.concerns.iter().find(|concern| concern.id == self.id)
    }
}
