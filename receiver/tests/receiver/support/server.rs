//! A receiver on a port of its own, with places of its own.

use std::{net::SocketAddr, sync::Arc};

use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use walkaround_receiver::{Options, Receiver};

use super::stores::{Place, Stores};

/// A running receiver.
pub struct Server {
    pub at: SocketAddr,
    /// The token of the served app.
    pub token: String,
    pub place: Arc<Place>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Server {
    /// One with default options.
    pub async fn start(stores: Stores) -> Self {
        Self::start_with(stores, |_| {}).await
    }

    /// One with options of the test's choice.
    pub async fn start_with(stores: Stores, adjust: impl FnOnce(&mut Options)) -> Self {
        Self::start_in(Place::new(stores), adjust).await
    }

    /// One in a place that exists.
    pub async fn start_in(place: Arc<Place>, adjust: impl FnOnce(&mut Options)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let at = listener.local_addr().expect("a bound socket has an address");
        let mut options = Options::new(place.places());
        adjust(&mut options);
        let receiver = Receiver::open(&options, at).await.expect("the receiver opens its stores");
        let token = receiver.app_token().unwrap_or_default().to_owned();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(receiver.serve(listener, async {
            // A sender that is gone means the test is over.
            let _ = stopped.await;
        }));
        Self { at, token, place, stop, serving }
    }

    /// Tells it to stop, without waiting.
    pub fn tell_to_stop(self) -> JoinHandle<std::io::Result<()>> {
        self.stop.send(()).expect("it is running");
        self.serving
    }

    /// Stops it and gives back its place.
    pub async fn stop(self) -> Arc<Place> {
        let place = self.place.clone();
        self.tell_to_stop().await.expect("serving does not panic").expect("serving ends well");
        place
    }
}
