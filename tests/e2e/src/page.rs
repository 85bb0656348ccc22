//! The page as it is perceived: the roles and names that the browser itself computes, which is what a screen reader is told. Nothing here
//! knows a class, an id or a tag.

mod elements;
mod groups;
mod keyboard;
mod tree;

use crate::engine::Engine;
use crate::{Browser, Result, until};
use anyhow::{Context, bail};
use serde_json::json;
use std::path::Path;
use thirtyfour::{Key, WebElement};

/// An expression for all that the page says, also where it is scrolled out of sight: there the browser may leave out of `innerText` what it
/// does not lay out, though it can be scrolled to, searched for and read out.
pub const WORDS: &str = "(() => {
    const whole = new CSSStyleSheet();
    whole.replaceSync('* { content-visibility: visible !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, whole];
    try {
        return document.body.innerText;
    } finally {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== whole);
    }
})()";

/// A role of WAI-ARIA, as the browser computes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Button,
    Link,
    Heading,
    Textbox,
    Searchbox,
    Spinbutton,
    Combobox,
    Option,
    Checkbox,
    Radio,
    Switch,
    Tab,
    Listitem,
    Image,
    Alert,
    Status,
    Dialog,
    Group,
    Region,
}

impl Role {
    /// The browser's spelling.
    fn name(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Heading => "heading",
            Self::Textbox => "textbox",
            Self::Searchbox => "searchbox",
            Self::Spinbutton => "spinbutton",
            Self::Combobox => "combobox",
            Self::Option => "option",
            Self::Checkbox => "checkbox",
            Self::Radio => "radio",
            Self::Switch => "switch",
            Self::Tab => "tab",
            Self::Listitem => "listitem",
            Self::Image => "image",
            Self::Alert => "alert",
            Self::Status => "status",
            Self::Dialog => "dialog",
            Self::Group => "group",
            Self::Region => "region",
        }
    }

    /// What one can type into.
    const FIELDS: [Self; 4] = [Self::Textbox, Self::Searchbox, Self::Spinbutton, Self::Combobox];
}

/// Something on the page, as it is told to assistive technology.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub role: String,
    pub name: String,
    /// Of a field.
    pub value: Option<String>,
    /// Pressed, checked or selected; `None` for what can't be.
    pub on: Option<bool>,
    pub disabled: bool,
    /// Names of what it lies in (groups, sections, dialogs), from the inside out.
    pub within: Vec<String>,
    place: Place,
}

/// How the browser finds it again.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    /// A node of the accessibility tree.
    Node(u64),
    Element(WebElement),
}

impl Browser {
    /// Everything that is perceived now, in reading order.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn seen(&self) -> Result<Vec<Seen>> {
        self.seen_with("").await
    }

    /// At least everything whose name has these words; everything, where asking for it is as cheap.
    async fn seen_with(&self, words: &str) -> Result<Vec<Seen>> {
        match self.engine() {
            Engine::Chromium => self.seen_in_the_tree().await,
            Engine::Firefox => self.seen_by_element(words).await,
        }
    }

    /// Waits for something with this role and this very name.
    ///
    /// # Errors
    /// When it doesn't come. The error lists what else has that role.
    pub async fn find(&self, role: Role, name: &str) -> Result<Seen> {
        self.find_among(&[role], name).await
    }

    /// Whether something with this role and name is there now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn is_there(&self, role: Role, name: &str) -> Result<bool> {
        Ok(self.seen_with(name).await?.iter().any(|seen| seen.role == role.name() && seen.name == name))
    }

    /// Waits until nothing has this role and name any more.
    ///
    /// # Errors
    /// When it stays.
    pub async fn until_gone(&self, role: Role, name: &str) -> Result {
        let what = format!("{} “{name}” is gone", role.name());
        until(&what, async || Ok((!self.is_there(role, name).await?).then_some(()))).await
    }

    /// Waits until these words stand somewhere on the page.
    ///
    /// # Errors
    /// When they don't come. The error holds what stands there instead.
    pub async fn until_said(&self, words: &str) -> Result {
        let what = format!("the page says “{words}”");
        self.or_what_is_said(until(&what, async || Ok(self.words().await?.contains(words).then_some(()))).await).await
    }

    /// The words on the page, as they would be copied.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn words(&self) -> Result<String> {
        let words = self.script(&format!("return {WORDS}"), Vec::new()).await?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    /// Waits for it and presses it.
    ///
    /// # Errors
    /// When it doesn't come, is disabled, or something lies over it.
    pub async fn press(&self, role: Role, name: &str) -> Result {
        let what = format!("{} “{name}” can be pressed", role.name());
        match until(&what, async || self.press_seen(self.pick(&[role], name).await?).await).await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(self.what_else_is_there(&[role], name).await)),
        }
    }

    /// Presses the button whenever it can be pressed until these words stand on the page: for what the app does by itself too, and may be
    /// quicker at, such as trying again after a failure.
    ///
    /// # Errors
    /// When the words don't come. The error holds what stands there instead.
    pub async fn press_until_said(&self, button: &str, words: &str) -> Result {
        let what = format!("the page says “{words}”");
        let said = until(&what, async || {
            if self.words().await?.contains(words) {
                return Ok(Some(()));
            }
            self.press_seen(self.pick(&[Role::Button], button).await?).await?;
            Ok(None)
        });
        self.or_what_is_said(said.await).await
    }

    /// As [`Browser::press`] for the commonest case.
    ///
    /// # Errors
    /// As there.
    pub async fn press_button(&self, name: &str) -> Result {
        self.press(Role::Button, name).await
    }

    /// Types into the field of this name, after what is there.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn type_into(&self, field: &str, text: &str) -> Result {
        let element = self.field(field).await?;
        element.send_keys(text).await.with_context(|| format!("typing into “{field}”"))
    }

    /// Replaces what is in the field of this name, key by key, as a person would.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill_in(&self, field: &str, text: &str) -> Result {
        let element = self.field(field).await?;
        element.send_keys(Key::Control + "a").await?;
        element.send_keys(Key::Delete).await?;
        element.send_keys(text).await.with_context(|| format!("typing into “{field}”"))
    }

    /// What stands in the field of this name.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value_of(&self, field: &str) -> Result<String> {
        Ok(self.find_among(&Role::FIELDS, field).await?.value.unwrap_or_default())
    }

    /// Chooses an option of a list by its words.
    ///
    /// # Errors
    /// When there is no such list or option.
    pub async fn choose(&self, field: &str, option: &str) -> Result {
        let list = self.find(Role::Combobox, field).await?;
        let list = self.element(&list).await?;
        // A script, because an open list is drawn by the system and is no part of the page.
        let script = "const [list, words] = arguments;
            const option = [...list.options].find(option => option.text.trim() === words);
            if (!option) return [...list.options].map(option => option.text.trim());
            list.value = option.value;
            list.dispatchEvent(new Event('input', { bubbles: true }));
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return null";
        let answer = self.script(script, vec![list.to_json()?, json!(option)]).await?;
        if !answer.is_null() {
            bail!("“{field}” has no option “{option}”, only {answer}");
        }
        Ok(())
    }

    /// Gives a file to the file field whose label or name has these words, as choosing it in the dialog would.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn give_file(&self, label: &str, file: &Path) -> Result {
        // File fields are usually hidden behind a button, so the accessibility tree doesn't tell of them.
        let script = "const words = arguments[0];
            const said = field => [field.getAttribute('aria-label'), ...[...(field.labels ?? [])].map(label => label.textContent)];
            return [...document.querySelectorAll('input[type=file]')]
                .find(field => said(field).some(text => text?.trim().includes(words))) ?? null";
        let element = until(&format!("there is a file field “{label}”"), async || {
            let answer = self.session().execute(script, vec![json!(label)]).await?;
            if answer.json().is_null() { Ok(None) } else { Ok(Some(answer.element()?)) }
        })
        .await?;
        let path = file.canonicalize().with_context(|| format!("finding {}", file.display()))?;
        element
            .send_keys(path.to_string_lossy().into_owned())
            .await
            .with_context(|| format!("giving a file to “{label}”"))
    }

    /// The element behind what was seen, for what only the driver can do (dragging, drawing).
    ///
    /// # Errors
    /// When it is gone.
    pub async fn element(&self, seen: &Seen) -> Result<WebElement> {
        match &seen.place {
            Place::Node(node) => {
                self.element_of_node(*node).await.with_context(|| format!("reaching {} “{}”", seen.role, seen.name))
            }
            Place::Element(element) => Ok(element.clone()),
        }
    }

    async fn field(&self, name: &str) -> Result<WebElement> {
        let seen = self.find_among(&Role::FIELDS, name).await?;
        self.element(&seen).await
    }

    async fn find_among(&self, roles: &[Role], name: &str) -> Result<Seen> {
        let what = format!("{} “{name}” is there", spell(roles));
        match until(&what, async || self.pick(roles, name).await).await {
            Ok(seen) => Ok(seen),
            Err(error) => Err(error.context(self.what_else_is_there(roles, name).await)),
        }
    }

    /// `None` if nothing was seen, or it can't be pressed.
    async fn press_seen(&self, seen: Option<Seen>) -> Result<Option<()>> {
        match seen {
            Some(seen) if !seen.disabled => Ok(Some(self.element(&seen).await?.click().await?)),
            _ => Ok(None),
        }
    }

    async fn or_what_is_said(&self, outcome: Result) -> Result {
        match outcome {
            Ok(()) => Ok(()),
            Err(error) => {
                let words = self.words().await.unwrap_or_else(|silent| format!("nothing any more: {silent:#}"));
                Err(error.context(format!("the page says:\n{words}")))
            }
        }
    }

    async fn pick(&self, roles: &[Role], name: &str) -> Result<Option<Seen>> {
        let has_role = |seen: &Seen| roles.iter().any(|role| role.name() == seen.role);
        Ok(self.seen_with(name).await?.into_iter().find(|seen| has_role(seen) && seen.name == name))
    }

    async fn what_else_is_there(&self, roles: &[Role], name: &str) -> String {
        let names: Vec<String> = match self.seen().await {
            Ok(seen) => seen
                .into_iter()
                .filter(|seen| roles.iter().any(|role| role.name() == seen.role))
                .map(|seen| format!("“{}”{}", seen.name, if seen.disabled { " (disabled)" } else { "" }))
                .collect(),
            Err(error) => return format!("the page can't be asked any more: {error:#}"),
        };
        format!("looking for {} “{name}”; there is: {}", spell(roles), names.join(", "))
    }
}

fn spell(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    names.join(" or ")
}
