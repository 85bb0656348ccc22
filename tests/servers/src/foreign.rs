//! Backends that other people wrote: json-server, which keeps what is posted to it; Prism, which answers as an OpenAPI file says and checks what it is asked
//! by the same file; httpbin, which says what it was sent.

use std::{
    fs,
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
};

use crate::{
    free_port,
    guard::{Guard, new_folder},
    moto::python,
};

const NODE_HINT: &str = "the npm packages of tests/package.json are not installed. `cargo xtask setup` installs what tests need; the folder is named in \
                         WALKAROUND_NODE_MODULES";
const PYTHON_HINT: &str = "httpbin is not installed. `cargo xtask setup` installs what tests need; by hand it is what tests/servers/requirements.txt names, \
                           for the Python on the PATH or for one that is named in WALKAROUND_MOTO_PYTHON";

/// A backend that runs until it is dropped.
pub struct Foreign {
    port: u16,
    _guard: Guard,
}

impl Foreign {
    /// json-server with empty collections of these names.
    pub fn json_server(collections: &[&str]) -> Self {
        let folder = new_folder("json-server", None);
        let members: Vec<String> = collections.iter().map(|name| format!("\"{name}\": []")).collect();
        let file = folder.join("db.json");
        fs::write(&file, format!("{{{}}}", members.join(", "))).expect("a temporary folder can be written to");
        let port = free_port();
        let file = file.to_string_lossy().into_owned();
        let arguments = ["--host", "127.0.0.1", "--port", &port.to_string(), "--quiet", &file].map(str::to_owned);
        Self::run("json-server", &folder, port, node("json-server").into_iter().chain(arguments))
    }

    /// Prism's mock of an OpenAPI file. It answers 4xx or 500 to what does not fit the file, in either direction.
    pub fn prism(port: u16, openapi: &Path) -> Self {
        let folder = new_folder("prism", None);
        let openapi = openapi.to_string_lossy().into_owned();
        let arguments =
            ["mock", "--host", "127.0.0.1", "--port", &port.to_string(), "--errors", &openapi].map(str::to_owned);
        Self::run("Prism", &folder, port, node("prism").into_iter().chain(arguments))
    }

    /// httpbin: `/post` answers with what was posted.
    pub fn httpbin() -> Self {
        let folder = new_folder("httpbin", None);
        let python = python("httpbin").unwrap_or_else(|| panic!("{PYTHON_HINT}."));
        let port = free_port();
        let command =
            [&python, "-m", "httpbin.core", "--host", "127.0.0.1", "--port", &port.to_string()].map(str::to_owned);
        Self::run("httpbin", &folder, port, command)
    }

    fn run(name: &str, folder: &Path, port: u16, command: impl IntoIterator<Item = String>) -> Self {
        let command: Vec<String> = command.into_iter().collect();
        let guard = Guard::start(folder, "TERM", None, &command);
        guard.wait_until(name, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());
        Self { port, _guard: guard }
    }

    /// Its address, without a slash at the end.
    pub fn base(&self) -> String {
        address(self.port)
    }
}

/// Where something that listens on this port answers.
pub fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// The command that runs an npm package's program.
fn node(program: &str) -> [String; 2] {
    let modules = std::env::var_os("WALKAROUND_NODE_MODULES").map(PathBuf::from);
    let script = modules.map(|modules| modules.join(".bin").join(program)).filter(|script| script.exists());
    let script = script.unwrap_or_else(|| panic!("{NODE_HINT}."));
    ["node".to_owned(), script.to_string_lossy().into_owned()]
}
