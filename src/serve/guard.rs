//! Who may ask, and for what: only pages of this server itself, and whoever types its address.
//!
//! A page from elsewhere can make a browser ask here. By a name that leads to this machine (DNS rebinding) it would be
//! of one origin with us: so the `Host` must be one of our own. From its own origin it can't read, but it could show
//! a draft in a frame or see what is there: so what the browser says of the asking page ([Fetch Metadata]) must be
//! that it is ours, but where somebody follows a link.
//!
//! [Fetch Metadata]: https://www.w3.org/TR/fetch-metadata/

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, Method, StatusCode, header};

/// Why something is not answered.
///
/// `asked` is the host in the address itself, where a request has the form for proxies.
pub(super) fn refusal(
    method: &Method,
    asked: Option<&str>,
    headers: &HeaderMap,
    address: SocketAddr,
) -> Option<(StatusCode, &'static str)> {
    if method != Method::GET && method != Method::HEAD {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered"));
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let others = hosts.next().is_some() || asked.is_some_and(|asked| !is_ours(asked, address));
    let Some(host) = host.filter(|host| !others && is_ours(host, address)) else {
        return Some((StatusCode::FORBIDDEN, NOT_OURS));
    };
    if let Some(origin) = text("origin") {
        let ours = origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host));
        if !ours {
            return Some((StatusCode::FORBIDDEN, "a page from elsewhere asks for this"));
        }
    }
    let foreign = matches!(text("sec-fetch-site"), Some("cross-site" | "same-site"));
    let follows = text("sec-fetch-mode") == Some("navigate") && text("sec-fetch-dest") == Some("document");
    if foreign && !follows {
        return Some((StatusCode::FORBIDDEN, "a page from elsewhere asks for this"));
    }
    None
}

const NOT_OURS: &str = "this server answers only where it is called localhost or by its address, or, for other \
                        machines, by a name that ends in .local";

/// Whether a host is a name of this server. Its port may be another: one that is forwarded here.
fn is_ours(host: &str, address: SocketAddr) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.to_ascii_lowercase();
    if name == "localhost" {
        return true;
    }
    let ip = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match ip {
        Ok(ip) if address.ip().is_loopback() => ip.is_loopback(),
        Ok(ip) => address.ip().is_unspecified() || ip == address.ip(),
        // A name of the local network leads nowhere else.
        Err(_) => !address.ip().is_loopback() && name.ends_with(".local"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(headers: &[(&'static str, &str)], bound: &str) -> Option<u16> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        refusal(&Method::GET, None, &map, bound.parse().unwrap()).map(|(status, _)| status.as_u16())
    }

    #[test]
    fn only_our_own_names_are_answered_at() {
        let host = |host, bound| status(&[("host", host)], bound);
        for ours in ["localhost:4000", "127.0.0.1:4000", "LOCALHOST:4000", "[::1]:4000", "localhost:9999", "localhost"]
        {
            assert_eq!(host(ours, "127.0.0.1:4000"), None, "{ours}");
        }
        for foreign in [
            "evil.example:4000",
            "localhost.evil.example:4000",
            "127.0.0.1.evil.example:4000",
            "10.0.0.7:4000",
            "",
            "mac.local:4000",
        ] {
            assert_eq!(host(foreign, "127.0.0.1:4000"), Some(403), "{foreign}");
        }
        assert_eq!(host("10.0.0.7:4000", "0.0.0.0:4000"), None);
        assert_eq!(host("mac.local:4000", "0.0.0.0:4000"), None);
        assert_eq!(host("evil.example:4000", "0.0.0.0:4000"), Some(403));
        assert_eq!(host("10.0.0.8:4000", "10.0.0.7:4000"), Some(403));
        assert_eq!(status(&[], "127.0.0.1:4000"), Some(403));
        assert_eq!(status(&[("host", "localhost:4000"), ("host", "evil.example")], "127.0.0.1:4000"), Some(403));
    }

    #[test]
    fn a_request_for_another_host_is_none_for_us() {
        let headers = HeaderMap::from_iter([(header::HOST, "localhost:4000".parse().unwrap())]);
        let asked = |asked| refusal(&Method::GET, Some(asked), &headers, "127.0.0.1:4000".parse().unwrap());
        assert_eq!(asked("localhost:4000"), None);
        assert!(asked("evil.example").is_some());
    }

    #[test]
    fn pages_from_elsewhere_get_nothing() {
        let ask =
            |more: &[(&'static str, &str)]| status(&[&[("host", "localhost:4000")], more].concat(), "127.0.0.1:4000");
        assert_eq!(ask(&[("origin", "http://localhost:4000")]), None);
        for origin in ["http://evil.example", "null", "https://localhost:4000", "http://localhost:5000"] {
            assert_eq!(ask(&[("origin", origin)]), Some(403), "{origin}");
        }
        let from =
            |site, mode, dest| ask(&[("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)]);
        assert_eq!(from("cross-site", "navigate", "document"), None);
        assert_eq!(from("cross-site", "navigate", "iframe"), Some(403));
        assert_eq!(from("cross-site", "no-cors", "image"), Some(403));
        assert_eq!(from("same-site", "no-cors", "script"), Some(403));
        assert_eq!(from("same-origin", "cors", "empty"), None);
        assert_eq!(from("none", "navigate", "document"), None);
    }
}
