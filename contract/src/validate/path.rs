//! JSON pointers (RFC 6901), built while walking down a document.

/// Where something stands in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Pointer(String);

impl Pointer {
    /// The document itself.
    pub fn root() -> Self {
        Self::default()
    }

    /// A member of the object here.
    pub fn member(&self, name: &str) -> Self {
        Self(format!("{}/{}", self.0, name.replace('~', "~0").replace('/', "~1")))
    }

    /// An item of the array here.
    pub fn item(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// A fixed path below this one, written as a pointer.
    pub fn below(&self, path: &str) -> Self {
        Self(format!("{}{path}", self.0))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Pointer {
    fn from(path: &str) -> Self {
        Self(path.to_owned())
    }
}
