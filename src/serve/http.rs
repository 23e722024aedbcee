//! Requests → answers.

use super::generation::Answer;
use super::listen::Listener;
use super::workshop::Stage;
use crate::render::url;
use crate::report::overlay;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;
use std::convert::Infallible;
use std::net::TcpListener;
use std::time::Duration;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

/// Answers until the program ends. What is for authors is for this machine alone.
pub(super) fn serve(listener: TcpListener, stage: Stage, private: bool) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = Listener::new(tokio::net::TcpListener::from_std(listener)?);
        let routes = Router::new().route("/.kurso/events", get(events)).fallback(get(file));
        let routes = match private {
            true => routes.route("/.kurso/findings.json", get(findings)).layer(middleware::from_fn(guard)),
            false => routes,
        };
        let routes = routes.layer(middleware::from_fn(kept_here)).with_state(Shown { stage, private });
        axum::serve(listener, routes).await
    })
}

/// What is on show, and whether to its author alone.
#[derive(Clone)]
struct Shown {
    stage: Stage,
    private: bool,
}

/// A page of somebody else's must not read a course through a name that it lets lead here.
async fn guard(request: Request, next: Next) -> Response {
    if !is_local(request.headers()) {
        let message = "this address is for the machine itself; open it as http://localhost or by its number";
        return (StatusCode::MISDIRECTED_REQUEST, message).into_response();
    }
    if is_from_elsewhere(request.headers()) {
        return (StatusCode::FORBIDDEN, "this is for the site's own pages").into_response();
    }
    next.run(request).await
}

/// What is served is for this site's own pages: no other site may load it as a script, a style or a picture.
async fn kept_here(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    response.headers_mut().insert(policy, HeaderValue::from_static("same-origin"));
    response
}

/// Whether another site's page asks for this, other than by a link that somebody follows.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let follows = header("sec-fetch-mode") == "navigate" && header("sec-fetch-dest") == "document";
    matches!(header("sec-fetch-site"), "cross-site" | "same-site") && !follows
}

fn is_local(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name == "localhost"
        || name.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

async fn file(State(Shown { stage, private }): State<Shown>, uri: Uri) -> Response {
    let Ok(path) = percent_decode_str(uri.path().trim_start_matches('/')).decode_utf8() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let (path, current) = (path.into_owned(), stage.current());
    // A page with many new diagrams takes its time; events and other pages do not wait for it.
    let answer = tokio::task::spawn_blocking(move || current.answer(&path, private)).await;
    match answer {
        Ok(Answer::File { status, kind, body, tag }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "no-store".to_owned()),
                (header::ETAG, format!("\"{tag}\"")),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            ];
            (status, headers, body).into_response()
        }
        Ok(Answer::Moved(to)) => Redirect::temporary(&url::path(&to)).into_response(),
        // A defect of ours must not end the author's session.
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "kurso failed to make this page").into_response(),
    }
}

/// Says whenever there is something new: `course` with the number of the edit, `findings` when they are told anew.
async fn events(
    State(Shown { stage, .. }): State<Shown>,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    let event = |name: &'static str| move |number: String| Ok(sse::Event::default().event(name).data(number));
    let course = WatchStream::new(stage.generations()).map(|current| current.number.to_string());
    let findings = WatchStream::new(stage.findings()).map(|found| found.about.number.to_string());
    let both = course.map(event("course")).merge(findings.map(event("findings")));
    Sse::new(both).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

/// What was found, for the page that is named.
async fn findings(State(Shown { stage, .. }): State<Shown>, uri: Uri) -> Response {
    let page = uri.query().and_then(|query| query.strip_prefix("page=")).unwrap_or_default();
    let page = percent_decode_str(page).decode_utf8_lossy().into_owned();
    let found = stage.findings().borrow().clone();
    let json =
        found.about.site().map_or_else(String::new, |site| overlay::render(&found.diagnostics, site, &page));
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, json).into_response()
}
