//! Command line of the receiver: `serve`, `verify`, `token new`.

use std::{
    error::Error,
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use tokio::net::TcpListener;
use walkaround_receiver::{Limits, Options, Receiver, add_token, verify::verify};

/// Variable that `--token-env` reads.
const TOKEN_VARIABLE: &str = "WALKAROUND_TOKEN";

/// Reference backend for Walkaround intake sheets.
#[derive(Parser)]
#[command(name = "walkaround-receiver", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Take sheets, show them at /inbox, and serve the app.
    Serve(Serve),
    /// Check that a sheet's JSON is exactly what was signed and sealed. Exit code 0: it is, 1: it is not, 2: the file cannot be read.
    Verify {
        /// The sheet's JSON, as received.
        file: PathBuf,
    },
    /// Tokens of the tablets.
    #[command(subcommand)]
    Token(Token),
}

#[derive(Args)]
struct Serve {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8787", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Folder of everything that is kept. Made if it is not there.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Folder of the built app. Without it only the API and the inbox are served.
    #[arg(long, value_name = "DIST")]
    app: Option<PathBuf>,
    /// Accept the tokens in this file, one a line, besides those in the data folder.
    #[arg(long, value_name = "FILE", conflicts_with = "token_env")]
    token_file: Option<PathBuf>,
    /// Accept the token in the variable WALKAROUND_TOKEN, besides those in the data folder.
    #[arg(long)]
    token_env: bool,
    /// Hand a token to everybody who opens the app, not only at this machine.
    #[arg(long)]
    open_config: bool,
    /// Largest sheet to take.
    #[arg(long, value_name = "N", default_value_t = Limits::default().sheet_bytes)]
    max_sheet_bytes: u64,
    /// Largest attachment to take.
    #[arg(long, value_name = "N", default_value_t = Limits::default().attachment_bytes)]
    max_attachment_bytes: u64,
}

#[derive(Subcommand)]
enum Token {
    /// Make a token for a tablet. It is shown once and stored as a hash.
    New {
        /// Folder of everything that is kept.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// What the shop calls the tablet.
        #[arg(long, value_name = "TABLET")]
        name: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(arguments) => serve(arguments).await,
        Command::Verify { file } => return verify_file(&file),
        Command::Token(Token::New { data, name }) => token_new(&data, &name).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprint!("walkaround-receiver: {error}");
            let mut source = error.source();
            while let Some(cause) = source {
                eprint!(": {cause}");
                source = cause.source();
            }
            eprintln!();
            ExitCode::from(2)
        }
    }
}

async fn serve(arguments: Serve) -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .init();
    let options = Options {
        tokens: given_tokens(&arguments)?,
        data: arguments.data,
        app: arguments.app,
        open_config: arguments.open_config,
        limits: Limits { sheet_bytes: arguments.max_sheet_bytes, attachment_bytes: arguments.max_attachment_bytes },
    };
    let listener = TcpListener::bind(arguments.listen)
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {}: {error}", arguments.listen)))?;
    let bound = listener.local_addr()?;
    let receiver = Receiver::open(&options, bound).await?;
    println!("Walkaround receiver on http://{bound} (sheets at http://{bound}/inbox)");
    if receiver.app_token().is_some() && !bound.ip().is_loopback() && !options.open_config {
        println!(
            "The app asks for a token: it is in {}, or make one for each tablet with `token new`.",
            options.data.join("app-token").display()
        );
    }
    receiver.serve(listener, stop_signal()?).await?;
    tracing::info!("stopped");
    Ok(())
}

fn given_tokens(arguments: &Serve) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let text = match &arguments.token_file {
        Some(file) => fs::read_to_string(file)
            .map_err(|error| io::Error::new(error.kind(), format!("cannot read {}: {error}", file.display())))?,
        None if arguments.token_env => {
            std::env::var(TOKEN_VARIABLE).map_err(|error| format!("{TOKEN_VARIABLE}: {error}"))?
        }
        None => return Ok(Vec::new()),
    };
    let tokens: Vec<_> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .enumerate()
        .map(|(n, token)| (format!("given-{}", n + 1), token.to_owned()))
        .collect();
    // Whoever asks for tokens and gives none would otherwise end up with an open receiver, or with a locked one.
    if tokens.is_empty() { Err("no token was given".into()) } else { Ok(tokens) }
}

fn verify_file(file: &Path) -> ExitCode {
    match fs::read(file) {
        Ok(bytes) => {
            let verdict = verify(&bytes);
            print!("{}", verdict.report);
            if verdict.agrees { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => {
            eprintln!("walkaround-receiver: cannot read {}: {error}", file.display());
            ExitCode::from(2)
        }
    }
}

async fn token_new(data: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    match add_token(data, name).await? {
        Some(token) => {
            eprintln!("Token for {name}. Enter it on the tablet now, it is not shown again:");
            println!("{token}");
            Ok(())
        }
        None => {
            Err(format!("there is a token for {name} already; tokens are never shown twice, so choose another name")
                .into())
        }
    }
}

/// Done at SIGINT or SIGTERM.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Done at Ctrl+C.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without the signal nothing but the end of the process stops it.
            std::future::pending().await
        }
    })
}
