//! What the tablet's system tells every page: its theme, its language, and how fast its processor is.

use crate::{Browser, Result};
use serde_json::json;

impl Browser {
    /// Sets the theme of the tablet's system.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn prefer_dark(&self, dark: bool) -> Result {
        let value = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// Sets the language of the tablet's system (BCP 47), for pages that are loaded from now on.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn speak(&self, language: &str) -> Result {
        let agent = self.script("return navigator.userAgent", Vec::new()).await?;
        let parameters = json!({ "userAgent": agent, "acceptLanguage": language });
        self.devtools("Emulation.setUserAgentOverride", parameters).await?;
        Ok(())
    }

    /// Makes the processor so many times slower; 1 is as it is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn slow_down(&self, times: u32) -> Result {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await?;
        Ok(())
    }
}
