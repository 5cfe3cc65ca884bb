//! What went wrong at a service, in words that say what to do. Of what a service answers only the code and the message
//! are told, never the rest, which repeats parts of the request.

use object_store::Error;

/// What is said when a bucket could not be used as it was meant to: `doing` completes "cannot …".
pub(super) fn said(bucket: &str, doing: &str, error: &Error) -> String {
    let answer = Answer::of(error);
    let code = answer.code.as_deref().unwrap_or_default();
    let why = match (code, error) {
        ("RequestTimeTooSkewed", _) => match answer.skew {
            Some(skew) => format!("the clock of this machine is {skew} the service's: set it, and publish again"),
            None => "the clock of this machine differs from the service's: set it, and publish again".to_owned(),
        },
        ("InvalidAccessKeyId" | "SignatureDoesNotMatch" | "AuthenticationFailed" | "InvalidToken", _) => format!(
            "the service does not take these credentials ({code}): see that the key and the secret are whole, and belong to this \
             service and region"
        ),
        ("ExpiredToken" | "TokenRefreshRequired", _) => "the credentials have expired: get new ones".to_owned(),
        ("NoSuchBucket" | "ContainerNotFound", _) => "there is no such bucket or container: make it first".to_owned(),
        ("PermanentRedirect" | "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException", _) => {
            let region = answer.region.map(|region| format!(", {region}")).unwrap_or_default();
            format!("the bucket is in another region{region}: name it in dateline.yaml (`region`)")
        }
        (_, Error::PermissionDenied { .. }) | ("AccessDenied", _) => {
            format!("these credentials may not do that ({})", answer.or("AccessDenied"))
        }
        (_, Error::Unauthenticated { .. }) => {
            format!("the service does not take these credentials ({})", answer.or("401"))
        }
        (_, Error::NotFound { .. }) => format!("it is not there ({})", answer.or("404")),
        _ if answer.is_bare_redirect => {
            "the bucket is in another region: name it in dateline.yaml (`region`)".to_owned()
        }
        _ => answer.or("no reason given"),
    };
    format!("cannot {doing} ({bucket}): {why}")
}

/// Whether a service refused to write on a condition because it knows none.
pub(super) fn knows_no_conditions(error: &Error) -> bool {
    matches!(error, Error::NotImplemented { .. } | Error::NotSupported { .. })
        || Answer::of(error).code.as_deref() == Some("NotImplemented")
}

/// What can be told of a failed request.
#[derive(Default)]
struct Answer {
    /// The service's code, such as `AccessDenied`.
    code: Option<String>,
    /// What it says of that; else what failed on the way.
    message: Option<String>,
    region: Option<String>,
    /// How far the clocks are apart: "20 minutes behind".
    skew: Option<String>,
    is_bare_redirect: bool,
}

impl Answer {
    fn of(error: &Error) -> Answer {
        let whole = error.to_string();
        let part = |tag: &str| {
            let (_, rest) = whole.split_once(&format!("<{tag}>"))?;
            let (inside, _) = rest.split_once(&format!("</{tag}>"))?;
            let inside = inside.split_whitespace().collect::<Vec<_>>().join(" ");
            (!inside.is_empty()).then_some(inside)
        };
        let code = part("Code");
        let status = whole.split_once("status code: ").and_then(|(_, rest)| rest.split([':', '\n']).next());
        let message = part("Message").or_else(|| match status {
            Some(status) => Some(status.trim().to_owned()),
            None => Some(innermost(error)),
        });
        let skew = part("RequestTime").zip(part("ServerTime")).and_then(|(ours, theirs)| apart(&ours, &theirs));
        let is_bare_redirect = whole.contains("redirect without LOCATION");
        Answer { code, message, region: part("Region"), skew, is_bare_redirect }
    }

    /// Code and message; what is given where there is neither.
    fn or(&self, else_said: &str) -> String {
        match (&self.code, &self.message) {
            (Some(code), Some(message)) => format!("{code}: {message}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => else_said.to_owned(),
        }
    }
}

/// The error at the bottom, which is the network's or the disk's own and names no address with a signature in it.
fn innermost(error: &Error) -> String {
    let mut innermost: &(dyn std::error::Error + 'static) = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// How far our clock is from the service's, by what it says of a request's time (`20261130T185500Z`) and its own.
fn apart(ours: &str, theirs: &str) -> Option<String> {
    let ours = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", ours).ok()?;
    let theirs: jiff::Timestamp = theirs.parse().ok()?;
    let seconds = jiff::tz::TimeZone::UTC.to_timestamp(ours).ok()?.as_second() - theirs.as_second();
    let minutes = (seconds.unsigned_abs() + 30) / 60;
    Some(format!("{minutes} minutes {}", if seconds < 0 { "behind" } else { "ahead of" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(body: &str) -> Error {
        Error::Generic {
            store: "S3",
            source: format!("Server returned non-2xx status code: 403 Forbidden: {body}").into(),
        }
    }

    #[test]
    fn a_clock_that_is_off_is_told_with_how_much() {
        let body = "<Error><Code>RequestTimeTooSkewed</Code><Message>…</Message><RequestTime>20261130T180000Z</RequestTime>\
                    <ServerTime>2026-11-30T18:20:00Z</ServerTime></Error>";
        let said = said("desk", "send index.html", &error(body));
        assert!(said.contains("20 minutes behind the service's"), "{said}");
    }

    #[test]
    fn only_code_and_message_are_told() {
        let body = "<Error><Code>SlowDown</Code><Message>Reduce your\n rate</Message><StringToSign>AWS4 secret</StringToSign>\
                    <AWSAccessKeyId>AKID</AWSAccessKeyId></Error>";
        assert_eq!(said("desk", "send a", &error(body)), "cannot send a (desk): SlowDown: Reduce your rate");
        assert_eq!(said("desk", "send a", &error("plain")), "cannot send a (desk): 403 Forbidden");
    }
}
