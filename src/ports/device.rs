//! Small things that only a browser can do: timers, page life, files, the look of the document.

use std::{any::Any, pin::Pin};

use crate::domain::settings::Theme;

/// A future that stays on its thread.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Keeps a timer or listener alive; dropping it ends it.
pub type Guard = Box<dyn Any>;

/// Small things only a browser can do, which state and pages ask for without knowing how.
pub trait DeviceEffects {
    /// Calls back once after `ms` milliseconds. The returned guard cancels when dropped.
    fn after(&self, ms: u32, callback: Box<dyn FnOnce()>) -> Guard;
    /// Calls back every `ms` milliseconds until the returned guard is dropped.
    fn every(&self, ms: u32, callback: Box<dyn Fn()>) -> Guard;
    /// Calls back when the page is hidden or left for good, until the returned guard is dropped.
    fn on_leave(&self, callback: Box<dyn Fn()>) -> Guard;
    /// Calls back when the page is shown again or the tablet says that a network is there, until the returned guard is dropped.
    fn on_return(&self, callback: Box<dyn Fn()>) -> Guard;
    /// Calls back when the page is put away with everything in it, to be taken out again perhaps: frozen, or in the cache behind the
    /// browser's back button. What other tabs wait for has to be let go of now; nothing runs until it is taken out.
    fn on_put_away(&self, callback: Box<dyn Fn()>) -> Guard;
    /// Calls back when a page that was put away goes on.
    fn on_taken_out(&self, callback: Box<dyn Fn()>) -> Guard;
    /// Asks the browser to call [`DeviceEffects::on_return`] once there is a network again, also while the page is in the background. Not
    /// every browser can; a page that was closed is not opened by it.
    fn wake_with_the_network(&self);
    /// Runs a future to its end, whatever page is left meanwhile.
    fn spawn(&self, future: LocalFuture<()>);
    /// A number in 0..=u32::MAX for jitter.
    fn random(&self) -> u32;
    /// Offers a text to the user as a file.
    fn download(&self, name: &str, media_type: &str, bytes: &[u8]);
    /// An address under which the page can show these bytes; free it with `revoke_url`.
    fn object_url(&self, media_type: &str, bytes: &[u8]) -> String;
    fn revoke_url(&self, url: &str);
    /// Applies language and theme to the document, and remembers both for the first frame of the next start.
    fn apply_look(&self, language: &str, theme: Theme);
    /// Asks the browser to keep the storage for good; the answer.
    fn persist_storage(&self) -> LocalFuture<Option<bool>>;
    /// What the browser promised so far, without asking for more.
    fn storage_promise(&self) -> LocalFuture<Option<bool>>;
    /// Lets the browser ask before the page is closed or loaded anew, until the guard is dropped.
    fn ask_before_leaving(&self) -> Guard;
    /// Bytes used and left, where the browser says.
    fn storage_estimate(&self) -> LocalFuture<Option<(u64, u64)>>;
    /// Calls back when a newer version of the app is downloaded whole and waits, at once where one does, until the guard is dropped.
    fn on_update_ready(&self, callback: Box<dyn Fn()>) -> Guard;
    /// Looks for a newer version.
    fn check_for_update(&self);
    /// Lets the waiting version take over and loads it.
    fn apply_update(&self);
    /// `zh-CN` or `en`, from the browser's languages.
    fn preferred_language(&self) -> String;
    /// IANA name of the tablet's time zone.
    fn time_zone(&self) -> String;
}
