//! The rules of a reception lane, without browser, clock or chance: "now" and new ids are arguments.

pub mod annotation;
pub mod backend;
pub mod cabin;
pub mod camera;
pub mod check_rows;
pub mod checks;
pub mod clip;
pub mod complaint;
pub mod completion;
pub mod coverage;
pub mod custody;
pub mod draft;
pub mod drawing;
pub mod field;
pub mod hours;
pub mod last_visit;
pub mod ledger;
pub mod outbox;
pub mod plate;
pub mod promise;
pub mod rescue;
pub mod retention;
pub mod room;
pub mod sentence;
pub mod settings;
pub mod signing;
pub mod sweep;
pub mod tabs;
pub mod template;
pub mod to_sheet;
pub mod vin;
pub mod walkaround;

#[cfg(test)]
pub(crate) mod sample;
