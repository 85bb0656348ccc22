//! A receiver on a port of its own, on a data folder of its own.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use walkaround_receiver::{Options, Receiver};

/// A running receiver.
pub struct Server {
    pub at: SocketAddr,
    /// The token of the served app.
    pub token: String,
    data: Arc<TempDir>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Server {
    /// One with default options.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// One with options of the test's choice.
    pub async fn start_with(adjust: impl FnOnce(&mut Options)) -> Self {
        Self::start_in(Arc::new(TempDir::new().expect("a temporary folder")), adjust).await
    }

    /// One on a folder that exists.
    pub async fn start_in(data: Arc<TempDir>, adjust: impl FnOnce(&mut Options)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let at = listener.local_addr().expect("a bound socket has an address");
        let mut options = Options::new(data.path());
        adjust(&mut options);
        let receiver = Receiver::open(&options, at).await.expect("the receiver opens its folder");
        let token = receiver.app_token().unwrap_or_default().to_owned();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(receiver.serve(listener, async {
            // A sender that is gone means the test is over.
            let _ = stopped.await;
        }));
        Self { at, token, data, stop, serving }
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The data folder itself, which is removed once nobody holds it.
    pub fn folder(&self) -> Arc<TempDir> {
        self.data.clone()
    }

    /// What lies in the folder of attachments that are on their way in.
    pub fn incoming(&self) -> Vec<PathBuf> {
        let folder = self.data().join("attachments/incoming");
        std::fs::read_dir(folder)
            .expect("the folder is made at the start")
            .map(|entry| entry.expect("an entry").path())
            .collect()
    }

    /// Tells it to stop, without waiting.
    pub fn tell_to_stop(self) -> JoinHandle<std::io::Result<()>> {
        self.stop.send(()).expect("it is running");
        self.serving
    }

    /// Stops it and gives back its folder.
    pub async fn stop(self) -> Arc<TempDir> {
        let data = self.data.clone();
        self.tell_to_stop().await.expect("serving does not panic").expect("serving ends well");
        data
    }
}
