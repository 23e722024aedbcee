//! A course in the browser while it is written: a front-end over the same [`Site`](crate::site::Site) as `build` and
//! `check`, with nothing on disk.
//!
//! ```text
//! watcher ─▶ workshop: load ─▶ resolve ─▶ Generation ─┬─▶ http: pages, made when they are asked for
//!                                                     └─▶ checker ─▶ findings ─▶ overlay
//! ```
//!
//! Nothing that an author does to the course ends the server: what cannot be made is a page that says why.

mod generation;

mod http;

mod listen;

mod watch;

mod workshop;

pub use workshop::Event;

use crate::cache::Cache;
use crate::date::Date;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// The ports that are tried when none is asked for.
const PORTS: RangeInclusive<u16> = 4000..=4019;

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the course.
    pub course: PathBuf,
    /// The address; at anything but a loopback address others may look, and see what learners see, without findings.
    pub host: IpAddr,
    /// The port, 0 for any that is free; without it, the first free one of a few.
    pub port: Option<u16>,
    /// Whether files are looked at again and again, for disks that tell nothing of changes.
    pub poll: bool,
    /// The day for which learners' pages are made; without one everything is released.
    pub as_of: Option<Date>,
    /// What was made before.
    pub cache: Cache,
}

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be had.
    #[error("{address}: {error}; name another port with --port, or 0 for any that is free")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        error: std::io::Error,
    },
    /// The system refuses what a server needs.
    #[error("cannot serve: {0}")]
    Io(#[from] std::io::Error),
}

/// A server that has its address and nothing to show yet.
#[derive(Debug)]
pub struct Server {
    options: Options,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes the address.
    ///
    /// # Errors
    /// When it cannot be had.
    pub fn bind(options: Options) -> Result<Self, ServeError> {
        let take = |port: u16| {
            let address = SocketAddr::new(options.host, port);
            TcpListener::bind(address).map_err(|error| ServeError::Bind { address, error })
        };
        let listener = match options.port {
            Some(port) => take(port)?,
            None => {
                PORTS.clone().find_map(|port| take(port).ok()).map_or_else(|| take(*PORTS.start()), Ok)?
            }
        };
        let address = listener.local_addr()?;
        Ok(Self { options, listener, address })
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until the program ends, telling what happens.
    ///
    /// # Errors
    /// When the system refuses threads or sockets.
    pub fn run(self, tell: impl Fn(Event) + Send + Sync + 'static) -> Result<(), ServeError> {
        let stage = workshop::open(&self.options, tell)?;
        http::serve(self.listener, stage, self.options.host.is_loopback())?;
        Ok(())
    }
}
