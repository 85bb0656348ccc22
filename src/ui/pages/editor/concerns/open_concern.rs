//! One concern of the open draft, and ties to its values. Every change writes the technician's sentence anew.

use leptos::prelude::*;
use walkaround_contract::{AttachmentRole, Concern, Id};

use crate::domain::{draft::Draft, sentence::refresh_sentences};
use crate::state::{Bound, OpenDraft};

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
        let template = self.draft.template();
        self.draft.bind(
            move |draft| self.find(draft).map(&get).unwrap_or_default(),
            move |draft, value| {
                if let Some(concern) = draft.concerns.iter_mut().find(|concern| concern.id == self.id) {
                    set(concern, value);
                    refresh_sentences(concern, &template.peek());
                }
            },
        )
    }

    /// Its attachments of a role, in the order they were added.
    pub fn attachments(self, role: AttachmentRole) -> Memo<Vec<Id>> {
        self.draft.read(move |draft| {
            let has_role = |id: &&Id| draft.attachment(**id).is_some_and(|known| known.role == role);
            let all = self.find(draft).map(|concern| concern.attachments.as_slice()).unwrap_or_default();
            all.iter().filter(has_role).copied().collect()
        })
    }

    /// The concern, as long as it is there.
    pub fn find(self, draft: &Draft) -> Option<&Concern> {
        draft.concerns.iter().find(|concern| concern.id == self.id)
    }
}
