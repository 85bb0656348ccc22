//! What the app needs of the world outside, as traits. The browser's implementations are in `platform`; the `Memory*` doubles here
//! pass the same suite of tests.

mod camera_file;
mod delivery;
mod device;
mod memory;
mod storage;
mod system;

pub use camera_file::*;
pub use delivery::*;
pub use device::*;
pub use memory::*;
pub use storage::*;
pub use system::*;
