//! One module per page.

mod board;
mod customer;
mod editor;
mod first_start;
mod outbox;
mod rescue;
mod settings;
mod sheet;
mod storage_problem;
mod templates;

pub use board::BoardPage;
pub use customer::CustomerPage;
pub use editor::{EditorPage, WithDraft};
pub use first_start::FirstStartPage;
pub use outbox::OutboxPage;
pub use settings::SettingsPage;
pub use sheet::SheetPage;
pub use storage_problem::StorageProblemPage;
pub use templates::TemplatesPage;
