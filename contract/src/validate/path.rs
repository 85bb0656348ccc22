//! JSON pointers (RFC 6901), and the way down a document before it is one.

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

/// Where a walk down a document is. It lies on the walk's own stack and becomes a pointer only where there is something to say: a sheet of 200
/// marks has thousands of values, and nearly always nothing is to be said of any.
#[derive(Clone, Copy)]
pub(crate) enum Way<'a> {
    Document,
    Member { of: &'a Way<'a>, name: &'a str },
    Item { of: &'a Way<'a>, index: usize },
}

impl<'a> Way<'a> {
    /// To a member of the object here.
    pub fn member(&'a self, name: &'a str) -> Self {
        Self::Member { of: self, name }
    }

    /// To an item of the array here.
    pub fn item(&'a self, index: usize) -> Self {
        Self::Item { of: self, index }
    }

    pub fn pointer(&self) -> Pointer {
        match self {
            Self::Document => Pointer::root(),
            Self::Member { of, name } => of.pointer().member(name),
            Self::Item { of, index } => of.pointer().item(*index),
        }
    }
}

impl From<&Way<'_>> for Pointer {
    fn from(way: &Way) -> Self {
        way.pointer()
    }
}

impl From<&str> for Pointer {
    fn from(path: &str) -> Self {
        Self(path.to_owned())
    }
}
