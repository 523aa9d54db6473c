//! Connections: how many are open, how long a request may take to come, and which one goes when there is no room for another.
//!
//! axum's own `serve` waits for ever for a request that is half sent, and accepts until the machine refuses; it has no place where
//! either could be told. So the loop that accepts is here, and hyper, on which axum stands, does the rest.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// A request is there this long after its connection was opened, or after the answer before it; browsers connect ahead, and open
/// anew what was closed.
const REQUEST: Duration = Duration::from_secs(10);
/// So many files and sockets the program asks the system for; most give 256 or 1024 at first, and many more when asked.
const HANDLES: u64 = 8192;
/// How long no one is let in when the system has no handle for another connection.
const PAUSE: Duration = Duration::from_millis(50);

/// What connections are held to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// So many are open at once.
    open: usize,
    /// A whole request must have come after this time.
    request: Duration,
}

impl Limits {
    /// What this process can bear, once it has asked the system for more.
    ///
    /// A quarter of the handles is for whoever reads the site; of the others a connection takes two, since a file may go out on it.
    pub(super) fn of_process() -> Self {
        let handles = rlimit::increase_nofile_limit(HANDLES)
            .unwrap_or(256)
            .min(HANDLES);
        let open = usize::try_from(handles * 3 / 8).unwrap_or(usize::MAX);
        Self {
            open: open.max(1),
            request: REQUEST,
        }
    }
}

/// Answers all who connect, and never ends.
///
/// Where there is no room for another, the connection goes that has been waiting longest for a request; where all are being
/// answered, the one whose answer began first. Browsers open both again when they need them.
pub(super) async fn serve(listener: TcpListener, router: Router, limits: Limits) {
    let router = TowerToHyperService::new(router);
    let open = Arc::new(OpenConnections::default());
    let room = Arc::new(Semaphore::new(limits.open));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.request);
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                if !is_of_one(&error) {
                    // Handles or memory are short; asking again at once would only spin.
                    open.close_one();
                    tokio::time::sleep(PAUSE).await;
                }
                continue;
            }
        };
        if room.available_permits() == 0 {
            open.close_one();
        }
        // OK because the room is never closed.
        let Ok(room) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        tokio::spawn(answer(
            stream,
            open.enter(room),
            http.clone(),
            router.clone(),
        ));
    }
}

/// The fault of one connection, which ended before it was let in.
fn is_of_one(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::Interrupted
    )
}

/// Answers the requests of one connection until either side ends it.
async fn answer(
    stream: TcpStream,
    connection: Arc<Connection>,
    http: http1::Builder,
    router: TowerToHyperService<Router>,
) {
    // Events are small: each goes at once, without waiting for what may follow. Without it they are only later.
    _ = stream.set_nodelay(true);
    let answers = service_fn(|request: Request<Incoming>| {
        let turn = Turn::new(&connection);
        let response = router.call(request);
        async move {
            response
                .await
                .map(|response: Response<Body>| response.map(|body| Answer { body, _turn: turn }))
        }
    });
    let mut served = pin!(http.serve_connection(TokioIo::new(stream), answers));
    tokio::select! {
        // What went wrong concerns nobody but the other side, which knows.
        _ = &mut served => {}
        () = connection.end.notified() => {}
    }
}

/// The open connections by their number.
#[derive(Default)]
struct OpenConnections(Mutex<ConnectionTable>);

#[derive(Default)]
struct ConnectionTable {
    /// Counts up with all that happens.
    turn: u64,
    all: BTreeMap<u64, ConnectionState>,
}

/// What is known of an open connection.
struct ConnectionState {
    /// A request has come, and its answer has not gone.
    is_answered: bool,
    /// The turn at which it began to be so.
    since: u64,
    end: Arc<Notify>,
}

impl OpenConnections {
    fn state(&self) -> MutexGuard<'_, ConnectionTable> {
        // OK because nothing panics while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new connection, with the room that it takes.
    fn enter(self: &Arc<Self>, room: OwnedSemaphorePermit) -> Arc<Connection> {
        let end = Arc::new(Notify::new());
        let mut state = self.state();
        state.turn += 1;
        let number = state.turn;
        state.all.insert(
            number,
            ConnectionState {
                is_answered: false,
                since: number,
                end: Arc::clone(&end),
            },
        );
        Arc::new(Connection {
            open: Arc::clone(self),
            number,
            end,
            _room: room,
        })
    }

    fn mark(&self, number: u64, is_answered: bool) {
        let mut state = self.state();
        state.turn += 1;
        let since = state.turn;
        if let Some(place) = state.all.get_mut(&number) {
            (place.is_answered, place.since) = (is_answered, since);
        }
    }

    /// Ends the connection that can best be spared.
    fn close_one(&self) {
        let mut state = self.state();
        let spared = state
            .all
            .iter()
            .min_by_key(|(_, place)| (place.is_answered, place.since))
            .map(|(number, _)| *number);
        if let Some(place) = spared.and_then(|number| state.all.remove(&number)) {
            place.end.notify_one();
        }
    }
}

/// An open connection; it gives its room back when its socket is closed.
struct Connection {
    open: Arc<OpenConnections>,
    number: u64,
    end: Arc<Notify>,
    _room: OwnedSemaphorePermit,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.open.state().all.remove(&self.number);
    }
}

/// The time from a request to the end of its answer.
struct Turn(Arc<Connection>);

impl Turn {
    fn new(connection: &Arc<Connection>) -> Self {
        connection.open.mark(connection.number, true);
        Self(Arc::clone(connection))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.open.mark(self.0.number, false);
    }
}

/// The body of an answer, which ends its turn when it is sent or given up.
struct Answer {
    body: Body,
    _turn: Turn,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};
    use std::time::{Duration, Instant};

    use axum::Router;
    use axum::body::{Body, Bytes};
    use axum::extract::Request;
    use futures_util::{StreamExt as _, stream};
    use tokio::runtime::Runtime;

    use super::{Limits, serve};

    /// Long enough for any answer, however busy the machine is.
    const PATIENCE: Duration = Duration::from_secs(20);

    /// A server that ends with its runtime: `/stream` begins and never ends, all else is a page.
    fn start(open: usize, request: Duration) -> (Runtime, SocketAddr) {
        let runtime = Runtime::new().expect("a runtime can be made");
        let router = Router::new().fallback(async |request: Request| match request.uri().path() {
            "/stream" => Body::from_stream(
                stream::once(async { Ok::<_, axum::Error>(Bytes::from("begun")) })
                    .chain(stream::pending()),
            ),
            _ => Body::from("a page"),
        });
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        runtime.spawn(serve(listener, router, Limits { open, request }));
        (runtime, address)
    }

    fn connect(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).expect("it listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a time can be set");
        stream.write_all(text.as_bytes()).expect("it reads");
        stream
    }

    fn page(address: SocketAddr) -> String {
        let mut text = String::new();
        let mut stream = connect(
            address,
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        );
        stream.read_to_string(&mut text).expect("it answers");
        text
    }

    /// Reads until these words have come.
    fn read_until(stream: &mut TcpStream, words: &str) {
        let (mut text, mut bytes) = (Vec::new(), [0; 1024]);
        while !String::from_utf8_lossy(&text).contains(words) {
            let length = stream.read(&mut bytes).expect("it answers");
            assert!(
                length > 0,
                "it ended after {}",
                String::from_utf8_lossy(&text)
            );
            text.extend_from_slice(&bytes[..length]);
        }
    }

    /// Whether the other side has closed it within a time.
    fn ends(stream: &mut TcpStream, within: Duration) -> bool {
        stream
            .set_read_timeout(Some(within))
            .expect("a time can be set");
        let mut rest = Vec::new();
        let read = stream.read_to_end(&mut rest);
        read.map_or_else(
            |error| !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
            |_| true,
        )
    }

    #[test]
    fn a_request_that_does_not_come_is_not_waited_for() {
        const LIMIT: Duration = Duration::from_millis(150);
        let (_runtime, address) = start(8, LIMIT);
        let whole = "GET / HTTP/1.1\r\nHost: x\r\n";
        for text in [
            "",
            "GE",
            whole,
            &format!("{whole}Content-Length: 9\r\n\r\n"),
            &format!("{whole}\r\n"),
        ] {
            let start = Instant::now();
            assert!(ends(&mut connect(address, text), PATIENCE), "{text:?}");
            assert!(
                start.elapsed() >= LIMIT || text.contains("Length"),
                "{text:?} after {:?}",
                start.elapsed()
            );
        }
        // A byte now and then does not help.
        let mut slow = connect(address, whole);
        let start = Instant::now();
        while slow.write_all(b"X").is_ok() {
            assert!(start.elapsed() < PATIENCE, "it listens for ever");
            std::thread::sleep(LIMIT / 10);
        }
    }

    #[test]
    fn an_answer_may_take_longer_than_a_request() {
        let (_runtime, address) = start(8, Duration::from_millis(100));
        let mut stream = connect(address, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
        read_until(&mut stream, "begun");
        assert!(!ends(&mut stream, Duration::from_millis(400)));
    }

    #[test]
    fn who_asks_nothing_makes_room_for_others() {
        let (_runtime, address) = start(4, PATIENCE);
        let mut streams: Vec<TcpStream> = Vec::new();
        for _ in 0..2 {
            let mut stream = connect(address, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            read_until(&mut stream, "begun");
            streams.push(stream);
        }
        let mut asked = connect(address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        read_until(&mut asked, "a page");
        let mut halves: Vec<TcpStream> = (0..40).map(|_| connect(address, "GET / HT")).collect();
        assert!(page(address).ends_with("a page"));
        assert!(ends(&mut asked, PATIENCE), "it was silent longest");
        // The last but one or two may still be there.
        assert!(halves.iter_mut().take(36).all(|half| ends(half, PATIENCE)));
        assert!(
            streams
                .iter_mut()
                .all(|stream| !ends(stream, Duration::from_millis(50))),
            "streams stay"
        );
    }

    #[test]
    fn where_all_are_answered_the_first_goes() {
        let (_runtime, address) = start(3, PATIENCE);
        let open = || {
            let mut stream = connect(address, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            read_until(&mut stream, "begun");
            stream
        };
        let mut streams = [open(), open(), open()];
        assert!(page(address).ends_with("a page"));
        let ended = streams
            .each_mut()
            .map(|stream| ends(stream, Duration::from_millis(50)));
        assert_eq!(ended, [true, false, false]);
    }
}
