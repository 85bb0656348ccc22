//! PostgreSQL as it is installed, with as many schemas as there are tests.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex, MutexGuard, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::{
    free_port,
    guard::{Account, Guard, as_account, new_folder},
};

const HINT: &str = "PostgreSQL's server is not installed. `cargo xtask setup` installs what tests need where it can; by hand it is Debian's package \
                    `postgresql`, or any PostgreSQL from 13 on with its programs on the PATH or their folder in WALKAROUND_POSTGRES";

/// Superuser of the servers here. Only this machine can reach them, and nothing lasts in them.
const USER: &str = "walkaround";

/// A PostgreSQL server.
pub struct Postgres {
    programs: PathBuf,
    port: u16,
    guard: Mutex<Guard>,
    schemas: AtomicU32,
}

impl Postgres {
    /// The server that all tests of a program share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// A server of one's own, to stop and start.
    pub fn start() -> Self {
        let programs = programs().unwrap_or_else(|| panic!("{HINT}."));
        let account = Account::instead_of_root();
        let folder = new_folder("postgres", account.as_ref());
        let made = as_account(account.as_ref(), &programs.join("initdb").to_string_lossy())
            .args(["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username", USER, "--pgdata"])
            .arg(folder.join("data"))
            .current_dir("/")
            .output()
            .expect("initdb can be started");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let port = free_port();
        let guard = Guard::start(&folder, "INT", account.as_ref(), &command(&programs, &folder, port));
        let server = Self { programs, port, guard: Mutex::new(guard), schemas: AtomicU32::new(0) };
        server.wait();
        server
    }

    fn guard(&self) -> MutexGuard<'_, Guard> {
        self.guard.lock().expect("nobody panics with it")
    }

    fn wait(&self) {
        self.guard().wait_until("PostgreSQL", || self.pg_isready().status().is_ok_and(|status| status.success()));
    }

    /// Stops it as an administrator would. Its clients lose their connections.
    pub fn stop(&self) {
        self.guard().tell("stop");
    }

    /// Starts it on its port with its databases, after [`stop`](Self::stop).
    pub fn start_again(&self) {
        self.guard().tell("start");
        self.wait();
    }

    /// The address of a new, empty schema, which to a client is a database of its own; and the schema's name. (A real one takes 8 MB and some time.)
    pub fn new_schema(&self) -> (String, String) {
        let name = format!("test_{}", self.schemas.fetch_add(1, Ordering::Relaxed));
        let database = format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port);
        self.execute(&database, &format!("CREATE SCHEMA {name}"));
        (format!("{database}?options=-csearch_path%3D{name}"), name)
    }

    /// Runs statements of a test where this address leads.
    pub fn execute(&self, address: &str, statements: &str) {
        let ran = Command::new(self.programs.join("psql"))
            .args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", statements, address])
            .output()
            .expect("psql can be started");
        assert!(ran.status.success(), "{statements}: {}", String::from_utf8_lossy(&ran.stderr));
    }

    fn pg_isready(&self) -> Command {
        let mut asked = Command::new(self.programs.join("pg_isready"));
        asked.args(["--quiet", "--host=127.0.0.1", "--port", &self.port.to_string()]);
        asked
    }
}

/// SIGINT is PostgreSQL's fast shutdown: it does not wait for its clients.
fn command(programs: &Path, folder: &Path, port: u16) -> Vec<String> {
    let text = |path: PathBuf| path.to_string_lossy().into_owned();
    let mut command = vec![text(programs.join("postgres")), "-D".into(), text(folder.join("data"))];
    for setting in [
        &format!("port={port}"),
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        // Nothing here has to survive the machine; that the receiver asks for it is what is tested.
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "max_connections=300",
        "shared_buffers=32MB",
    ] {
        command.extend(["-c".to_owned(), setting.to_owned()]);
    }
    command
}

/// The folder of the server and its tools. Debian keeps the server's programs off the PATH, one folder for each version; the newest is taken.
fn programs() -> Option<PathBuf> {
    let whole = |folder: &PathBuf| {
        ["postgres", "initdb", "psql", "pg_isready"].iter().all(|program| folder.join(program).exists())
    };
    let named = std::env::var_os("WALKAROUND_POSTGRES").map(PathBuf::from);
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let mut debian: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|version| {
            let version = version.ok()?;
            Some((version.file_name().to_str()?.parse().ok()?, version.path().join("bin")))
        })
        .collect();
    debian.sort();
    let debian = debian.into_iter().rev().map(|(_, folder)| folder);
    named.into_iter().chain::<Vec<PathBuf>>(on_path).chain(debian).find(whole)
}
