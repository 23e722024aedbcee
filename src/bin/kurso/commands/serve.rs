//! `kurso serve`

use crate::Outcome;
use crate::args::ServeArgs;
use crate::terminal::Terminal;
use kurso::cache::Cache;
use kurso::report::Summary;
use kurso::serve::{Event, Options, Server};
use std::net::{IpAddr, Ipv4Addr};

pub(crate) fn run(args: ServeArgs, cache: &Cache, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let server = Server::bind(Options {
        course: args.course,
        host: args.host,
        port: args.port,
        poll: args.poll,
        as_of: args.as_of,
        cache: cache.clone(),
    })?;
    let mut shown = server.address();
    if shown.ip().is_unspecified() {
        // No browser goes to "any address".
        shown.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let address = format!("http://{shown}/");
    if args.host.is_loopback() {
        let instructor = format!("{address}instructor/");
        terminal.say(&format!("{address:<40} what learners see"));
        terminal.say(&format!("{instructor:<40} what instructors see; Ctrl-C ends it"));
    } else {
        terminal.say(&format!("{address:<40} what learners see, for everybody; Ctrl-C ends it"));
    }
    if args.open
        && let Err(error) = open::that_detached(&address)
    {
        terminal.say(&format!("no browser could be opened: {error}"));
    }
    let terminal = *terminal;
    server.run(move |event| match event {
        Event::Ready { first: true, took } => terminal.say(&format!("ready after {} ms", took.as_millis())),
        Event::Ready { first: false, took } => {
            terminal.say(&format!("made again in {} ms", took.as_millis()));
        }
        Event::Checked(Summary { errors: 0, warnings: 0, infos: 0 }) => terminal.detail("nothing found"),
        Event::Checked(found) => terminal.say(&found.to_string()),
        Event::Trouble(message) => terminal.say(&format!("error: {message}")),
    })?;
    Ok(Outcome::Clean)
}
