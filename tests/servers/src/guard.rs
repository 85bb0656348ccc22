//! A server's process, and the one that looks after it.
//!
//! The tests of one program share a server in a static, which Rust never drops; and a test program can be killed. So the server is the child of a shell that
//! reads from a pipe whose other end only the test program holds. When that end closes, for whatever reason, the shell ends the server and removes its folder.

use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

/// `$0` is the folder, `$1` the signal that ends the server, the rest its command. Lines on the pipe stop the server and start it again.
const SCRIPT: &str = r#"
signal=$1; shift
start() { "$@" </dev/null >>"$0/log" 2>&1 & server=$!; }
stop() { kill "-$signal" "$server"; wait "$server"; } 2>/dev/null
start "$@"
while read -r word; do
    case $word in
    stop) stop; echo stopped ;;
    start) start "$@"; echo started ;;
    esac
done
stop
rm -rf "$0"
"#;

/// Long for a start, even on a machine that does many other things.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that ends when this is dropped, and its folder with it.
pub struct Guard {
    keeper: Child,
    folder: PathBuf,
}

impl Guard {
    /// Runs a command until the guard goes.
    pub fn start(folder: &Path, signal: &str, account: Option<&Account>, command: &[String]) -> Self {
        use std::os::unix::process::CommandExt as _;
        let mut keeper = as_account(account, "sh");
        keeper.args(["-c", SCRIPT]).arg(folder).arg(signal).args(command);
        // A group of its own: Ctrl-C on the tests is for the tests, and the end of the pipe tells the rest.
        keeper.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let keeper = keeper.current_dir("/").process_group(0).spawn();
        Self { keeper: keeper.expect("a shell can be started"), folder: folder.to_owned() }
    }

    /// `stop` or `start`; returns when it is done.
    pub fn tell(&mut self, word: &str) {
        let pipe = self.keeper.stdin.as_mut().expect("the pipe is only taken in the end");
        writeln!(pipe, "{word}").expect("the shell reads");
        let said = self.keeper.stdout.as_mut().expect("its output is a pipe");
        let mut answer = [0];
        while answer != *b"\n" {
            said.read_exact(&mut answer).expect("the shell answers with a line");
        }
    }

    /// Waits until the server answers.
    pub fn wait_until(&self, what: &str, answers: impl Fn() -> bool) {
        let until = Instant::now() + PATIENCE;
        while !answers() {
            if Instant::now() > until {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                panic!("{what} does not start; it says:\n{log}");
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // The shell ends after its server has, so that a port is free again and a folder gone.
        let _ = self.keeper.wait();
    }
}

/// Another user to run a server as.
pub struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// PostgreSQL refuses to run as root. Its own account where Debian made one, else the one that owns nothing.
    pub fn instead_of_root() -> Option<Self> {
        if id(&["-u"])? != 0 {
            return None;
        }
        ["postgres", "nobody"].iter().find_map(|name| Some(Self { uid: id(&["-u", name])?, gid: id(&["-g", name])? }))
    }
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

/// A command that runs as this account.
pub fn as_account(account: Option<&Account>, program: &str) -> Command {
    let Some(account) = account else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={}", account.uid)).arg(format!("--regid={}", account.gid));
    command.args(["--clear-groups", "--"]).arg(program);
    command
}

/// A new folder for a server's files, which belongs to the account that the server runs as.
pub fn new_folder(what: &str, account: Option<&Account>) -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("walkaround-{what}-{}-{number}", std::process::id()));
    fs::create_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    if let Some(account) = account {
        std::os::unix::fs::chown(&folder, Some(account.uid), Some(account.gid)).expect("root may give folders away");
    }
    folder
}
