//! What has the same name in several groups ("Good" of the charge port and of the cable), what folds, and what the system's own pickers,
//! the clipboard and hurried fingers do.

use super::{Role, Seen};
use crate::{Browser, Result, until};
use anyhow::{Context, bail};
use serde_json::json;
use thirtyfour::Key;

/// How a browser calls the line that folds a part of a page.
const FOLDS: [&str; 3] = ["DisclosureTriangle", "DisclosureTriangleGrouped", "button"];
/// How it calls fields whose value comes from the system's picker.
const PICKED: [&str; 3] = ["Date", "InputTime", "DateTime"];

impl Browser {
    /// Presses the button of this name that lies in everything named in `groups`; the first in reading order.
    ///
    /// # Errors
    /// When it doesn't come or can't be pressed.
    pub async fn press_in(&self, groups: &[&str], name: &str) -> Result {
        self.press_among(groups, name, |seen| seen.next()).await
    }

    /// As [`Browser::press_in`], the last in reading order.
    ///
    /// # Errors
    /// As there.
    pub async fn press_last_in(&self, groups: &[&str], name: &str) -> Result {
        self.press_among(groups, name, |seen| seen.last()).await
    }

    async fn press_among(
        &self,
        groups: &[&str],
        name: &str,
        which: impl Fn(&mut dyn Iterator<Item = Seen>) -> Option<Seen>,
    ) -> Result {
        let what = format!("button “{name}” in {groups:?} can be pressed");
        let pressed = until(&what, async || {
            let seen = self.seen_with(name).await?;
            let wanted = |seen: &Seen| seen.role == Role::Button.name() && seen.name == name && lies_in(seen, groups);
            self.press_seen(which(&mut seen.into_iter().filter(wanted))).await
        });
        self.or_what_is_in(groups, pressed.await).await
    }

    /// Presses the first button whose name begins so, for names that end in a state.
    ///
    /// # Errors
    /// When it doesn't come or can't be pressed.
    pub async fn press_that_begins(&self, role: Role, beginning: &str) -> Result {
        let what = format!("{} “{beginning}…” can be pressed", role.name());
        let pressed = until(&what, async || {
            let seen = self.seen_with(beginning).await?;
            let begins = |seen: &Seen| seen.role == role.name() && seen.name.starts_with(beginning);
            self.press_seen(seen.into_iter().find(begins)).await
        });
        match pressed.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(self.what_else_is_there(&[role], beginning).await)),
        }
    }

    /// Replaces what is in the field of this name that lies in everything named in `groups`.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill_in_within(&self, groups: &[&str], field: &str, text: &str) -> Result {
        let what = format!("a field “{field}” in {groups:?} is there");
        let found = until(&what, async || {
            let is_field = |seen: &Seen| Role::FIELDS.iter().any(|role| role.name() == seen.role);
            let seen = self.seen_with(field).await?;
            Ok(seen.into_iter().find(|seen| is_field(seen) && seen.name == field && lies_in(seen, groups)))
        });
        let seen = self.or_what_is_in(groups, found.await).await?;
        let element = self.element(&seen).await?;
        element.send_keys(Key::Control + "a").await?;
        element.send_keys(Key::Delete).await?;
        element.send_keys(text).await.with_context(|| format!("typing into “{field}”"))
    }

    /// Chooses a day (`2026-11-21`) or a time (`16:30`) in the field of this name that lies in everything named in `groups`.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn pick_moment(&self, groups: &[&str], field: &str, value: &str) -> Result {
        let what = format!("a field “{field}” for a day or a time in {groups:?} is there");
        let found = until(&what, async || {
            let wanted =
                |seen: &Seen| PICKED.contains(&seen.role.as_str()) && seen.name == field && lies_in(seen, groups);
            Ok(self.seen_with(field).await?.into_iter().find(wanted))
        });
        let seen = self.or_what_is_in(groups, found.await).await?;
        let element = self.element(&seen).await?;
        // A script, because the picker is drawn by the system and is no part of the page.
        let script = "const [field, value] = arguments;
            field.focus();
            field.value = value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));
            field.blur();
            return field.value";
        let kept = self.script(script, vec![element.to_json()?, json!(value)]).await?;
        if kept != value {
            bail!("“{field}” takes no {value}: it holds {kept}");
        }
        Ok(())
    }

    /// Opens the part of the page that is folded behind these words; leaves one that is open.
    ///
    /// # Errors
    /// When there is none.
    pub async fn unfold(&self, words: &str) -> Result {
        let what = format!("“{words}” can be unfolded");
        let element = until(&what, async || {
            let seen = self.seen_with(words).await?;
            match seen.into_iter().find(|seen| FOLDS.contains(&seen.role.as_str()) && seen.name == words) {
                Some(seen) => Ok(Some(self.element(&seen).await?)),
                None => Ok(None),
            }
        })
        .await?;
        let open =
            self.script("return arguments[0].closest('details')?.open ?? false", vec![element.to_json()?]).await?;
        if open == true {
            return Ok(());
        }
        element.click().await.with_context(|| format!("unfolding “{words}”"))
    }

    /// Pastes into the field of this name, in place of what is there: however long, it comes as one change.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn paste_into(&self, field: &str, text: &str) -> Result {
        let element = self.field(field).await?;
        element.send_keys(Key::Control + "a").await?;
        self.devtools("Input.insertText", json!({ "text": text }))
            .await
            .with_context(|| format!("pasting into “{field}”"))?;
        Ok(())
    }

    /// Presses the button of this name twice, as fast as a finger can that thinks the first tap was lost.
    ///
    /// # Errors
    /// When it can't be pressed.
    pub async fn press_twice(&self, name: &str) -> Result {
        let seen = self.find(Role::Button, name).await?;
        let element = self.element(&seen).await?;
        element.scroll_into_view().await?;
        self.session().action_chain().double_click_element(&element).perform().await?;
        Ok(())
    }

    async fn or_what_is_in<T>(&self, groups: &[&str], outcome: Result<T>) -> Result<T> {
        let error = match outcome {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let there = match self.seen().await {
            Ok(seen) => seen.iter().filter(|seen| lies_in(seen, groups)).map(describe).collect::<Vec<_>>().join(", "),
            Err(error) => format!("the page can't be asked any more: {error:#}"),
        };
        Err(error.context(format!("in {groups:?} there is: {there}")))
    }
}

pub(super) fn lies_in(seen: &Seen, groups: &[&str]) -> bool {
    groups.iter().all(|group| seen.within.iter().any(|name| name == group))
}

fn describe(seen: &Seen) -> String {
    format!("{} “{}”", seen.role, seen.name)
}
