//! Connections that end: one on which nothing is read or written for a while is closed, so that half-open ones do not add up.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep};

/// The stream of events says something every fifteen seconds.
const IDLE: Duration = Duration::from_secs(60);

/// A request's head comes at once, or not at all: a byte now and then keeps no connection open.
const FIRST: Duration = Duration::from_secs(20);

/// A listener whose connections end when they are idle.
pub(super) struct Listener {
    inner: TcpListener,
    idle: Duration,
    first: Duration,
}

impl Listener {
    pub(super) fn new(inner: TcpListener) -> Self {
        Self { inner, idle: IDLE, first: FIRST }
    }
}

impl axum::serve::Listener for Listener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (inner, address) = axum::serve::Listener::accept(&mut self.inner).await;
        let connection = Connection {
            inner,
            idle: self.idle,
            limit: Box::pin(tokio::time::sleep(self.first)),
            answered: false,
        };
        (connection, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.inner.local_addr()
    }
}

/// A connection with the time at which it ends.
pub(super) struct Connection {
    inner: TcpStream,
    idle: Duration,
    limit: Pin<Box<Sleep>>,
    /// Whether anything was written: until then the first limit stands, whatever is read.
    answered: bool,
}

impl Connection {
    fn is_over(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.limit.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::Error::from(io::ErrorKind::TimedOut))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn renew(&mut self) {
        let until = Instant::now() + self.idle;
        self.limit.as_mut().reset(until);
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.inner).poll_read(context, buffer) {
            Poll::Pending => self.is_over(context),
            done => {
                if self.answered {
                    self.renew();
                }
                done
            }
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.inner).poll_write(context, bytes) {
            Poll::Pending => match self.is_over(context) {
                Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
                _ => Poll::Pending,
            },
            done => {
                self.answered = true;
                self.renew();
                done
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    /// A connection that sends half a request is closed; one that is answered lives until it is idle.
    #[test]
    fn half_open_connections_end() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        std::thread::spawn(move || {
            runtime.block_on(async move {
                let inner = TcpListener::from_std(listener).unwrap();
                let short = Duration::from_millis(300);
                let listener = Listener { inner, idle: short, first: short };
                let routes = axum::Router::new().fallback(|| async { "x" });
                axum::serve(listener, routes).await
            })
        });
        let mut half = std::net::TcpStream::connect(address).unwrap();
        half.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        half.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
        let mut answer = Vec::new();
        // It is closed, and not waited for.
        assert!(half.read_to_end(&mut answer).is_ok() || answer.is_empty());
        let mut whole = std::net::TcpStream::connect(address).unwrap();
        whole.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        whole.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        whole.read_to_end(&mut answer).unwrap();
        assert!(String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"));
    }
}
