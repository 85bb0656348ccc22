//! Several receivers before one database and one bucket: together they are one.

use http::StatusCode;

use crate::support::{Delivery, Place, Server, Stores, fixture, get, sheets::put_attachments};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receivers_before_the_same_stores_are_one() {
    let place = Place::new(Stores::Cloud);
    // They start at the same time, and both find nothing there yet.
    let (one, other) = tokio::join!(Server::start_in(place.clone(), |_| {}), Server::start_in(place.clone(), |_| {}));
    assert_eq!(one.token, other.token, "the app of either opens both");
    let sheet = fixture("electric_with_everything");
    put_attachments(one.at, &one.token, &sheet).await;
    let delivery = Delivery::of(&sheet, &one.token);
    let (first, second) = tokio::join!(delivery.send(one.at), delivery.send(other.at));
    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::CREATED]);
    assert_eq!(first.json(), second.json());
    for server in [&one, &other] {
        assert!(get(server.at, "/inbox?lang=en").await.text().contains("1 sheet"), "each shows the one sheet");
    }
    assert!(std::fs::read_dir(place.folder()).expect("the folder of the test").next().is_none(), "nothing lies here");
}
