//! One module per page.

mod board;
mod customer;
mod editor;
mod end_of_shift;
mod first_start;
mod loss;
mod outbox;
mod rescue;
mod settings;
mod sheet;
mod storage_problem;
mod templates;

pub use board::BoardPage;
pub use customer::CustomerPage;
pub use editor::{EditorPage, ForWriters, WithDraft};
pub use end_of_shift::EndOfShiftPage;
pub use first_start::FirstStartPage;
pub use loss::LossPage;
pub use outbox::OutboxPage;
pub use settings::SettingsPage;
pub use sheet::SheetPage;
pub use storage_problem::StorageProblemPage;
pub use templates::TemplatesPage;
