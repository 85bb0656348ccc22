//! Command line of the receiver: `serve`, `verify`, `export`, `token new`.

use std::{
    error::Error,
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use tokio::net::TcpListener;
use walkaround_contract::Id;
use walkaround_receiver::{
    Bucket, Limits, Options, Places, Receiver, add_token,
    export::export,
    verify::{verify, verify_export},
};

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
    /// Check that a sheet's JSON is exactly what was signed and sealed, or that everything in an export is. Exit code 0: it is, 1: it is not, 2: it cannot be read.
    Verify {
        /// The sheet's JSON, as received; or the folder of an export.
        path: PathBuf,
    },
    /// Write every sheet as it was received, with its attachments, into a folder. Begun again, it goes on where it was. Works while receivers are running.
    /// Exit code 0: everything is there, 1: something that was kept could not be read (it says what), 2: it could not be done.
    Export(Export),
    /// Tokens of the tablets.
    #[command(subcommand)]
    Token(Token),
}

/// Where everything is kept.
#[derive(Args)]
struct PlacesArguments {
    /// Folder of everything that is kept on this machine. Made if it is not there. Not needed with both --database and --attachments.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Keep sheets and tokens in this PostgreSQL database, as postgres://user@host/name. The password is better left to PGPASSWORD or ~/.pgpass: everybody
    /// on the machine can see this line.
    #[arg(long, value_name = "ADDRESS")]
    database: Option<String>,
    /// Keep attachments in this S3-compatible bucket, as s3://bucket/prefix. Keys, region and endpoint come from the usual AWS_… variables.
    #[arg(long, value_name = "ADDRESS")]
    attachments: Option<String>,
}

impl From<PlacesArguments> for Places {
    fn from(named: PlacesArguments) -> Self {
        Self {
            data: named.data,
            database: named.database,
            attachments: named.attachments.map(Bucket::from_environment),
        }
    }
}

#[derive(Args)]
struct Export {
    #[command(flatten)]
    places: PlacesArguments,
    /// Folder to write to. Made if it is not there.
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// Only this sheet.
    #[arg(long, value_name = "ID", value_parser = |text: &str| Id::try_parse(text))]
    sheet: Option<Id>,
}

#[derive(Args)]
struct Serve {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8787", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    #[command(flatten)]
    places: PlacesArguments,
    /// Folder of the built app. Without it only the API and the inbox are served.
    #[arg(long, value_name = "DIST")]
    app: Option<PathBuf>,
    /// The shop's checklist, as the app exports it: tablets can get it from here. Without it there is none to be had. A changed file is read at the next
    /// start.
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Accept the tokens in this file, one a line, besides those that are kept.
    #[arg(long, value_name = "FILE", conflicts_with = "token_env")]
    token_file: Option<PathBuf>,
    /// Accept the token in the variable WALKAROUND_TOKEN, besides those that are kept.
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
        #[command(flatten)]
        places: PlacesArguments,
        /// What the shop calls the tablet.
        #[arg(long, value_name = "TABLET")]
        name: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(arguments) => serve(arguments).await,
        Command::Verify { path } => verify_path(&path),
        Command::Export(arguments) => export_into(arguments).await,
        Command::Token(Token::New { places, name }) => token_new(&places.into(), &name).await,
    };
    match result {
        Ok(code) => code,
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

async fn serve(arguments: Serve) -> Result<ExitCode, Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .init();
    let options = Options {
        tokens: given_tokens(&arguments)?,
        places: arguments.places.into(),
        app: arguments.app,
        template: arguments.template,
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
        let places = &options.places;
        match places.data.as_ref().filter(|_| places.database.is_none()) {
            Some(data) => println!(
                "The app asks for a token: it is in {}, or make one for each tablet with `token new`.",
                data.join("app-token").display()
            ),
            None => println!("The app asks for a token: make one for each tablet with `token new`."),
        }
    }
    receiver.serve(listener, stop_signal()?).await?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
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

fn verify_path(path: &Path) -> Result<ExitCode, Box<dyn Error>> {
    let unread = |error: io::Error| io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display()));
    let verdict =
        if path.is_dir() { verify_export(path).map_err(unread)? } else { verify(&fs::read(path).map_err(unread)?) };
    print!("{}", verdict.report);
    Ok(if verdict.agrees { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn export_into(arguments: Export) -> Result<ExitCode, Box<dyn Error>> {
    let progress = |done, all| eprintln!("{done} of {all} sheets");
    let exported = export(&arguments.places.into(), arguments.sheet, &arguments.into, progress).await?;
    for missing in &exported.missing {
        println!("Missing: {missing}");
    }
    println!(
        "{} sheets and {} attachments written to {}, {} sheets were there.",
        exported.sheets,
        exported.attachments,
        arguments.into.display(),
        exported.already
    );
    Ok(if exported.missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn token_new(places: &Places, name: &str) -> Result<ExitCode, Box<dyn Error>> {
    match add_token(places, name).await? {
        Some(token) => {
            eprintln!("Token for {name}. Enter it on the tablet now, it is not shown again:");
            println!("{token}");
            Ok(ExitCode::SUCCESS)
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
