//! What the tablet's system tells every page: its theme, its language, and how fast its processor is; and how much of that a page took.

use crate::{Browser, Result};
use anyhow::Context;
use serde_json::json;

/// Processor time of a page's own thread since it began, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct ThreadTime {
    pub script: f64,
    /// Style and layout.
    pub layout: f64,
    /// All tasks together.
    pub all: f64,
}

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

    /// Turns the support for screen readers off again. Asking what is on the page turns it on ([`Browser::seen`](crate::Browser::seen) and
    /// whatever finds something by its name), and from then on the page's thread keeps account of every change for it.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn stop_reading_aloud(&self) -> Result {
        // It was turned on without being enabled, and only what is enabled can be disabled.
        self.devtools("Accessibility.enable", json!({})).await?;
        self.devtools("Accessibility.disable", json!({})).await?;
        Ok(())
    }

    /// Counts the processor time of pages that are loaded from now on, for [`Browser::thread_time`].
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn count_thread_time(&self) -> Result {
        self.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" })).await?;
        Ok(())
    }

    /// What the page's thread has worked so far.
    ///
    /// # Errors
    /// When the browser does not answer, or nobody asked it to count.
    pub async fn thread_time(&self) -> Result<ThreadTime> {
        let told = self.devtools("Performance.getMetrics", json!({})).await?;
        let metrics = told["metrics"].as_array().context("metrics come as a list")?;
        let milliseconds = |name: &str| {
            let metric = metrics.iter().find(|metric| metric["name"] == name);
            let seconds = metric.and_then(|metric| metric["value"].as_f64());
            seconds.map(|seconds| seconds * 1_000.0).with_context(|| format!("the browser counts no {name}"))
        };
        Ok(ThreadTime {
            script: milliseconds("ScriptDuration")?,
            layout: milliseconds("LayoutDuration")? + milliseconds("RecalcStyleDuration")?,
            all: milliseconds("TaskDuration")?,
        })
    }
}
