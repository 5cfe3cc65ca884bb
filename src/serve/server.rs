//! The web server: what is at an address is asked of the edition, never of the disk.

#![expect(clippy::disallowed_methods, reason = "serving listens on the network")]

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;
use tokio::sync::watch;

use super::edition::{Answer, Edition, Found};
use super::standing::Standing;
use super::{Desk, Options, Port, ServeError, authors, events, guard};
use crate::diagnostic::FilePath;
use crate::media_type::media_type;
use crate::model::content_hash;
use crate::render::escaped;

/// Where what is not the site's own begins.
pub(super) const OWN: &str = "/__dateline/";

/// How many ports are tried.
const PORTS: u16 = 100;

/// What every answer needs.
pub(super) struct Shop {
    pub(super) address: SocketAddr,
    pub(super) options: Options,
    pub(super) desk: Arc<dyn Desk>,
    pub(super) standings: watch::Receiver<Standing>,
}

/// Takes the port, or the next one that is free.
pub(super) fn listen(bind: IpAddr, port: Port) -> Result<TcpListener, ServeError> {
    let (first, last) = match port {
        Port::Any => (0, 0),
        Port::From(port) => (port, port.saturating_add(PORTS)),
    };
    let mut failed = None;
    for port in first..=last {
        let address = SocketAddr::new(bind, port);
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) => {
                let is_taken = error.kind() == io::ErrorKind::AddrInUse;
                let (address, error) = failed.unwrap_or((address, error));
                if !is_taken {
                    return Err(ServeError::Listen(address, error));
                }
                failed = Some((address, error));
            }
        }
    }
    let (address, error) = failed.unwrap_or((SocketAddr::new(bind, first), io::ErrorKind::AddrInUse.into()));
    Err(ServeError::Listen(address, error))
}

/// Answers until the process ends.
pub(super) fn run(listener: TcpListener, shop: Shop) -> Result<(), ServeError> {
    let machine = ServeError::Machine;
    listener.set_nonblocking(true).map_err(machine)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(machine)?;
    runtime
        .block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let first = shop.standings.clone();
            let (desk, address) = (Arc::clone(&shop.desk), shop.address);
            tokio::spawn(async move {
                let (mut standings, mut known) = (first, String::new());
                // Told again where the path that the site stands under becomes another one.
                while let Ok(home) = standings.wait_for(|standing| standing.begun).await.map(|s| home(address, &s)) {
                    if home != known {
                        desk.ready(&home);
                        known = home;
                    }
                    if standings.changed().await.is_err() {
                        return;
                    }
                }
            });
            let router = Router::new().fallback(answer).with_state(Arc::new(shop));
            axum::serve(listener, router).await
        })
        .map_err(machine)
}

/// The address to look at.
fn home(address: SocketAddr, standing: &Standing) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => "localhost".to_owned(),
        IpAddr::V6(ip) => format!("[{ip}]"),
        ip => ip.to_string(),
    };
    let base = standing.edition.as_ref().map_or("/", |edition| &edition.base);
    format!("http://{host}:{}{base}", address.port())
}

async fn answer(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let asked = request.uri().authority().map(|authority| authority.as_str());
    let mut response = match guard::refusal(&method, asked, request.headers(), shop.address) {
        Some((status, why)) => {
            let mut refused = plain(status, why);
            if status == StatusCode::METHOD_NOT_ALLOWED {
                refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            }
            refused
        }
        None => match path.strip_prefix(OWN) {
            Some(own) => of_dateline(&shop, own, request.uri().query().unwrap_or_default()).await,
            None if format!("{path}/") == OWN => moved(OWN),
            None => of_site(&shop, &path).await,
        },
    };
    let always = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in always {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if method == Method::HEAD {
        // What is watched for has no end: nobody waits for it who wants its head only.
        *response.body_mut() = Body::empty();
    }
    response
}

/// What Dateline has beside the site.
async fn of_dateline(shop: &Arc<Shop>, path: &str, query: &str) -> Response {
    match path {
        "client.js" => typed("client.js", include_str!("client/client.js").into()),
        "overlay.css" => typed("overlay.css", include_str!("client/overlay.css").into()),
        "authors.css" => typed("authors.css", include_str!("client/authors.css").into()),
        "events" => events::events(shop, query).into_response(),
        "" => {
            let number = shop.standings.borrow().edition.as_ref().map_or(0, |edition| edition.number);
            let maker = Arc::clone(shop);
            let page = tokio::task::spawn_blocking(move || authors::page(&maker)).await;
            let Ok(page) = page else { return plain(StatusCode::INTERNAL_SERVER_ERROR, "this page could not be made") };
            typed("index.html", with_client(page.into_bytes(), shop, number, None, "").into())
        }
        _ => plain(StatusCode::NOT_FOUND, "there is nothing here"),
    }
}

/// What the site has at a path, still percent-encoded.
async fn of_site(shop: &Shop, path: &str) -> Response {
    let mut standings = shop.standings.clone();
    let Ok(standing) = standings.wait_for(|standing| standing.begun).await.map(|standing| standing.clone()) else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "serving ends");
    };
    let Some(edition) = &standing.edition else {
        return broken(shop);
    };
    let Some(below) = path.strip_prefix(edition.base.as_str()) else {
        let is_home = path == "/" || format!("{path}/") == edition.base;
        return if is_home { moved(&edition.base) } else { elsewhere(shop, edition) };
    };
    let Ok(below) = percent_decode_str(below).decode_utf8() else {
        return plain(StatusCode::BAD_REQUEST, "this address is not UTF-8");
    };
    match edition.ask(below.into_owned()).await {
        Some(Answer::Found(found)) => page(StatusCode::OK, found, shop, edition.number),
        Some(Answer::Missing(Some(found))) => page(StatusCode::NOT_FOUND, found, shop, edition.number),
        Some(Answer::Missing(None)) => plain(StatusCode::NOT_FOUND, "there is nothing here"),
        Some(Answer::Moved(to)) => moved(&format!("{}{to}", edition.base)),
        Some(Answer::Wrong) | None => broken(shop),
    }
}

/// There is no page to show, only what is wrong.
fn broken(shop: &Shop) -> Response {
    let what = "There is no page to show until what is wrong is mended.";
    instead(shop, 0, StatusCode::INTERNAL_SERVER_ERROR, "This page waits", what)
}

/// The site stands below another path.
fn elsewhere(shop: &Shop, edition: &Edition) -> Response {
    let base = escaped(&edition.base);
    let what = format!("The site stands at <a href=\"{base}\">{base}</a>, as its <code>base_url</code> says.");
    instead(shop, edition.number, StatusCode::NOT_FOUND, "Not here", &what)
}

/// A page of our own in the place of one of the site: it follows what is written as any other.
fn instead(shop: &Shop, number: u64, status: StatusCode, title: &str, what: &str) -> Response {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>\n<body>\n<p>{what}</p>\n</body>\n</html>\n"
    );
    let mut response = typed("index.html", with_client(page.into_bytes(), shop, number, None, "").into());
    *response.status_mut() = status;
    response
}

/// A file of the site; a page gets the script that waits for its next edition.
fn page(status: StatusCode, found: Found, shop: &Shop, number: u64) -> Response {
    let Found { file, bytes, source } = found;
    let is_page = file.ends_with(".html");
    let mark = format!("\"{:x}\"", content_hash(&bytes));
    let body =
        if is_page { with_client(bytes.to_vec(), shop, number, source.as_ref(), &mark).into() } else { bytes.into() };
    let mut response = typed(&file, body);
    *response.status_mut() = status;
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        response.headers_mut().insert(header::ETAG, mark);
    }
    response
}

/// A page with the script at its end. `number` is its edition's, `mark` of what it was without.
fn with_client(mut page: Vec<u8>, shop: &Shop, number: u64, source: Option<&FilePath>, mark: &str) -> Vec<u8> {
    let opens = source.map(|file| shop.opens(file, 1));
    let attribute = |name: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| format!(" data-{name}=\"{}\"", escaped(value)))
    };
    let script = format!(
        "<script type=\"module\" src=\"{OWN}client.js\" id=\"Dateline-client\" data-edition=\"{number}\"{}{}{}></script>\n",
        attribute("mark", Some(mark)),
        attribute("file", source.map(|file| &**file)),
        attribute("opens", opens.as_deref()),
    );
    let end = page.windows(7).rposition(|bytes| bytes == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    page
}

impl Shop {
    /// The address that opens a file in an editor.
    pub(super) fn opens(&self, file: &str, line: usize) -> String {
        let path = self.options.root.join(file);
        let path = percent_encoding::utf8_percent_encode(&path.to_string_lossy().replace('\\', "/"), PATH).to_string();
        self.options.editor.replace("{path}", &path).replace("{line}", &line.to_string())
    }
}

/// What a path in an address keeps as it is.
const PATH: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b':');

/// Bytes with the media type that a host gives a file of that name.
fn typed(file: &str, body: Body) -> Response {
    let mime = HeaderValue::from_str(&media_type(file)).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    ([(header::CONTENT_TYPE, mime)], body).into_response()
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

fn moved(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Err(_) => plain(StatusCode::NOT_FOUND, "there is nothing here"),
    }
}
