//! What the app needs of the world outside, as traits. The browser's implementations are in `platform`; the `Memory*` doubles here
//! pass the same suite of tests.

mod audio;
mod bundle_lock;
mod camera;
mod camera_file;
mod delivery;
mod device;
mod ink;
mod locks;
mod memory;
mod outside;
mod storage;
mod system;
mod tabs;
mod watched;

pub use audio::*;
pub use bundle_lock::*;
pub use camera::*;
pub use camera_file::*;
pub use delivery::*;
pub use device::*;
pub use ink::*;
pub use locks::*;
pub use memory::*;
pub use outside::*;
pub use storage::*;
pub use system::*;
pub use tabs::*;
pub use watched::*;
