//! Several windows of one browser, as a person has them who opens the app twice.

use crate::browser::Look;
use crate::{Browser, Result};
use anyhow::Context;
use thirtyfour::WindowHandle;

impl Browser {
    /// The window that is driven now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn window(&self) -> Result<WindowHandle> {
        Ok(self.session().window().await?)
    }

    /// Opens another window and goes on in it.
    ///
    /// # Errors
    /// When the browser does not open one.
    pub async fn another_window(&self, look: Look) -> Result<WindowHandle> {
        let window = self.session().new_window().await.context("opening another window")?;
        self.to_window(&window).await?;
        self.hold(look).await?;
        Ok(window)
    }

    /// Goes on in another window.
    ///
    /// # Errors
    /// When it was closed.
    pub async fn to_window(&self, window: &WindowHandle) -> Result {
        self.session().switch_to_window(window.clone()).await.context("changing to another window")
    }

    /// Closes the window that is driven and goes on in another one.
    ///
    /// # Errors
    /// When that one was closed before.
    pub async fn close_window_for(&self, other: &WindowHandle) -> Result {
        self.session().close_window().await.context("closing a window")?;
        self.to_window(other).await
    }
}
