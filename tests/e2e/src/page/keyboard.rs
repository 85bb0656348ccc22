//! The keyboard alone: Tab to what is wanted, Enter or Space on it, and the focus always in sight.

use super::{Role, Seen};
use crate::{Browser, Result, until};
use anyhow::{Context, bail, ensure};
use thirtyfour::{Key, WebElement};

/// More stops than any page has.
const STOPS: usize = 600;

impl Browser {
    /// Presses a key where the focus is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn key(&self, key: impl Into<char>) -> Result {
        Ok(self.session().action_chain().send_keys(key.into().to_string()).perform().await?)
    }

    /// Presses a key with another held down: `Shift`, `Control`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn key_with(&self, held: Key, key: impl Into<char>) -> Result {
        Ok(self
            .session()
            .action_chain()
            .key_down(held.clone())
            .send_keys(key.into().to_string())
            .key_up(held)
            .perform()
            .await?)
    }

    /// Types where the focus is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_here(&self, text: &str) -> Result {
        Ok(self.session().action_chain().send_keys(text).perform().await?)
    }

    /// Goes with Tab (back with Shift, where that is the way) to what has this role and name and lies in everything named in `groups`.
    ///
    /// # Errors
    /// When it is not there, can't be reached by Tab, or does not show that it has the focus.
    pub async fn tab_to(&self, role: Role, groups: &[&str], name: &str) -> Result {
        self.tab_to_what(role, groups, name, |seen| seen.name == name).await
    }

    /// As [`Browser::tab_to`], where the name ends in a state.
    ///
    /// # Errors
    /// As there.
    pub async fn tab_to_what_begins(&self, role: Role, groups: &[&str], beginning: &str) -> Result {
        self.tab_to_what(role, groups, beginning, |seen| seen.name.starts_with(beginning)).await
    }

    /// Goes to a button with Tab and presses Enter on it.
    ///
    /// # Errors
    /// As [`Browser::tab_to`].
    pub async fn enter_on(&self, groups: &[&str], name: &str) -> Result {
        self.tab_to(Role::Button, groups, name).await?;
        self.key(Key::Enter).await
    }

    /// Waits until what has this role and name, and lies in everything named in `groups`, has the focus: where a dialog has given it back.
    ///
    /// # Errors
    /// When it does not get it. The error says what has it.
    pub async fn until_focused(&self, role: Role, groups: &[&str], name: &str) -> Result {
        let what = format!("{} “{name}” has the focus", role.name());
        let focused = until(&what, async || {
            let is_it =
                |seen: &Seen| seen.role == role.name() && seen.name == name && super::groups::lies_in(seen, groups);
            let Some(seen) = self.seen().await?.into_iter().find(is_it) else { return Ok(None) };
            let element = self.element(&seen).await?;
            Ok(self.has_focus(&element).await?.then_some(()))
        });
        match focused.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(format!("the focus is on {}", self.where_the_focus_is().await?))),
        }
    }

    async fn tab_to_what(&self, role: Role, groups: &[&str], name: &str, wanted: impl Fn(&Seen) -> bool) -> Result {
        let what = format!("{} “{name}” in {groups:?} is there", role.name());
        let found = until(&what, async || {
            let is_it = |seen: &Seen| {
                seen.role == role.name() && !seen.disabled && wanted(seen) && super::groups::lies_in(seen, groups)
            };
            Ok(self.seen().await?.into_iter().find(is_it))
        });
        let seen = match found.await {
            Ok(seen) => seen,
            Err(error) => return Err(error.context(self.what_else_is_there(&[role], name).await)),
        };
        let element = self.element(&seen).await?;
        for _ in 0..STOPS {
            if self.has_focus(&element).await? {
                return self.shows_its_focus(name).await;
            }
            if self.is_behind(&element).await? {
                self.key_with(Key::Shift, Key::Tab).await?;
            } else {
                self.key(Key::Tab).await?;
            }
        }
        bail!("Tab never comes to {} “{name}”; it is on {}", role.name(), self.where_the_focus_is().await?)
    }

    async fn has_focus(&self, element: &WebElement) -> Result<bool> {
        Ok(self.script("return document.activeElement === arguments[0]", vec![element.to_json()?]).await? == true)
    }

    /// Whether it comes before the focus in the order of the page.
    async fn is_behind(&self, element: &WebElement) -> Result<bool> {
        let script = "return document.activeElement !== document.body
            && !!(document.activeElement.compareDocumentPosition(arguments[0]) & Node.DOCUMENT_POSITION_PRECEDING)";
        Ok(self.script(script, vec![element.to_json()?]).await? == true)
    }

    async fn shows_its_focus(&self, name: &str) -> Result {
        let script = "const element = document.activeElement;
            const style = getComputedStyle(element);
            // A text field shows it by the thicker edge of its frame, which is a shadow; at rest the frame has none.
            const frame = element.matches('input, textarea') && element.closest('.input');
            const edged = !!frame && getComputedStyle(frame).boxShadow !== 'none';
            const ringed = edged || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
            const box = element.getBoundingClientRect();
            const inSight = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
            return element.matches(':focus-visible') && (ringed || element instanceof SVGElement) && inSight";
        let shown = self.script(script, Vec::new()).await?;
        ensure!(shown == true, "“{name}” has the focus and does not show it");
        Ok(())
    }

    async fn where_the_focus_is(&self) -> Result<String> {
        let script = "return document.activeElement?.outerHTML.slice(0, 200) ?? 'nothing'";
        let html = self.script(script, Vec::new()).await?;
        html.as_str().map(str::to_owned).context("markup is text")
    }
}
