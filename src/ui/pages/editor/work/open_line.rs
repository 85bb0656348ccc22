//! One line of work of the open draft, and ties to its values.

use leptos::prelude::*;
use walkaround_contract::{Id, WorkLine};

use crate::domain::draft::Draft;
use crate::state::{Bound, OpenDraft};

/// A handle on one line.
#[derive(Clone, Copy)]
pub struct OpenLine {
    pub draft: OpenDraft,
    pub id: Id,
}

impl OpenLine {
    /// Something computed from the line; the default once it is removed.
    pub fn read<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        get: impl Fn(&WorkLine) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        self.draft.read(move |draft| self.find(draft).map(&get).unwrap_or_default())
    }

    /// A value of the line that a control shows and changes.
    pub fn bind<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        get: impl Fn(&WorkLine) -> T + Send + Sync + 'static,
        set: impl Fn(&mut WorkLine, T) + Send + Sync + 'static,
    ) -> Bound<T> {
        self.draft.bind(
            move |draft| self.find(draft).map(&get).unwrap_or_default(),
            move |draft, value| {
                if let Some(line) = draft.work.lines.iter_mut().find(|line| line.id == self.id) {
                    set(line, value);
                }
            },
        )
    }

    /// The line, as long as it is there.
    pub fn find(self, draft: &Draft) -> Option<&WorkLine> {
        draft.work.lines.iter().find(|line| line.id == self.id)
    }
}
