//! How much a person has to do: taps and keys, as the page itself is told of them, so that none is forgotten whatever pressed it.

use crate::{Browser, Result};
use anyhow::Context;

impl Browser {
    /// Counts from here on, until the page is loaded anew.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn count_interactions(&self) -> Result {
        // What scripts send is not trusted and not counted; nor is the second click, which a label passes on to its field.
        let script = "if (window.walkaroundInteractions === undefined) {
            const count = event => {
                if (event.isTrusted && !event.repeat && !(event.type === 'click' && event.detail === 0)) window.walkaroundInteractions += 1;
            };
            for (const kind of ['click', 'keydown']) window.addEventListener(kind, count, { capture: true });
        }
        window.walkaroundInteractions = 0";
        self.script(script, Vec::new()).await?;
        Ok(())
    }

    /// Taps and keys since the counting began.
    ///
    /// # Errors
    /// When nobody counts.
    pub async fn interactions(&self) -> Result<u64> {
        let counted = self.script("return window.walkaroundInteractions", Vec::new()).await?;
        counted.as_u64().context("counting began on this page")
    }
}
