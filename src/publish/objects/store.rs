//! The way into a bucket: its address from `dateline.yaml`, its credentials from the environment or the usual files.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::{BackoffConfig, ClientConfigKey, ObjectStore, RetryConfig};

use super::super::PublishError;
use crate::config::{Compression, Target};

/// How often a request is made again after the service failed or could not be reached, with growing pauses.
#[derive(Clone, Copy)]
enum Patience {
    /// Before anything is sent: whoever waits learns soon that an address is wrong.
    Short,
    /// While files are sent: a minute without the service is no reason to give up.
    Long,
}

/// The pause before a request is made again: the first, the longest, and how much longer each may be than the one before.
const PAUSES: (Duration, Duration, f64) = (Duration::from_millis(250), Duration::from_secs(15), 3.0);

/// How long a connection may take, and a whole request, which may be a large part over a slow line. All else that the
/// environment says of connections, such as of a proxy, holds.
const CLIENT: [(ClientConfigKey, &str); 2] =
    [(ClientConfigKey::ConnectTimeout, "10 seconds"), (ClientConfigKey::Timeout, "300 seconds")];

/// An open way into a bucket.
pub(super) struct Opened<'a> {
    pub(super) store: Arc<dyn ObjectStore>,
    /// The same for looking, which gives up sooner.
    pub(super) looking: Arc<dyn ObjectStore>,
    /// What it is called in messages.
    pub(super) name: String,
    pub(super) prefix: &'a str,
    pub(super) compression: Option<Compression>,
}

/// Opens the way to a target that is object storage; asks nothing of the service yet.
pub(super) fn open(target: &Target) -> Result<Opened<'_>, PublishError> {
    if let Target::S3 { bucket: name, .. } | Target::Gcs { bucket: name, .. } | Target::Azure { container: name, .. } =
        target
        && (name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c)))
    {
        return Err(PublishError::Refused(format!(
            "`{name}` in dateline.yaml can't be the name of a bucket: it has letters, digits, hyphens and dots only"
        )));
    }
    // Whoever was first has chosen the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let refused = |error: object_store::Error| PublishError::Refused(error.to_string());
    match target {
        Target::S3 { bucket, prefix, endpoint, region, compress } => {
            let mut builder = with_credentials(AmazonS3Builder::from_env())?.with_bucket_name(bucket);
            let mut name = format!("s3://{bucket}");
            let mut is_http = false;
            if let Some(endpoint) = endpoint {
                let endpoint = endpoint.as_str().trim_end_matches('/');
                name = format!("{bucket} at {endpoint}");
                is_http = endpoint.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("http://"));
                builder = builder.with_endpoint(endpoint);
            }
            if let Some(region) = region {
                builder = builder.with_region(region);
            }
            for (key, value) in CLIENT {
                builder = builder.with_config(AmazonS3ConfigKey::Client(key), value);
            }
            if is_http {
                builder = builder.with_allow_http(true);
            }
            let looking = Arc::new(builder.clone().with_retry(retry(Patience::Short)).build().map_err(refused)?);
            let store = Arc::new(builder.with_retry(retry(Patience::Long)).build().map_err(refused)?);
            Ok(Opened { store, looking, name, prefix, compression: *compress })
        }
        #[cfg(feature = "gcs")]
        Target::Gcs { bucket, prefix, compress } => {
            let mut builder = object_store::gcp::GoogleCloudStorageBuilder::from_env().with_bucket_name(bucket);
            for (key, value) in CLIENT {
                builder = builder.with_config(object_store::gcp::GoogleConfigKey::Client(key), value);
            }
            let looking = Arc::new(builder.clone().with_retry(retry(Patience::Short)).build().map_err(refused)?);
            let store = Arc::new(builder.with_retry(retry(Patience::Long)).build().map_err(refused)?);
            Ok(Opened { store, looking, name: format!("gs://{bucket}"), prefix, compression: *compress })
        }
        #[cfg(feature = "azure")]
        Target::Azure { container, account, prefix, compress } => {
            let mut builder = object_store::azure::MicrosoftAzureBuilder::from_env()
                .with_container_name(container)
                .with_account(account);
            for (key, value) in CLIENT {
                builder = builder.with_config(object_store::azure::AzureConfigKey::Client(key), value);
            }
            let looking = Arc::new(builder.clone().with_retry(retry(Patience::Short)).build().map_err(refused)?);
            let store = Arc::new(builder.with_retry(retry(Patience::Long)).build().map_err(refused)?);
            let name = format!("{container} of {account}");
            Ok(Opened { store, looking, name, prefix, compression: *compress })
        }
        #[cfg(not(feature = "gcs"))]
        Target::Gcs { .. } => Err(PublishError::Unsupported { to: "Google Cloud Storage", feature: "gcs" }),
        #[cfg(not(feature = "azure"))]
        Target::Azure { .. } => Err(PublishError::Unsupported { to: "Azure Blob Storage", feature: "azure" }),
        Target::Directory { .. } | Target::Git { .. } => Err(PublishError::Refused("this is no bucket".to_owned())),
    }
}

fn retry(patience: Patience) -> RetryConfig {
    let (init_backoff, max_backoff, base) = PAUSES;
    let backoff = BackoffConfig { init_backoff, max_backoff, base };
    let (max_retries, seconds) = match patience {
        Patience::Short => (3, 15),
        Patience::Long => (14, 90),
    };
    RetryConfig { backoff, max_retries, retry_timeout: Duration::from_secs(seconds) }
}

/// What in the environment says who asks: keys, or how keys are come by.
const FROM_ENVIRONMENT: [&str; 5] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_SKIP_SIGNATURE",
];

/// Adds what the files of Amazon's tools say where the environment says nothing.
fn with_credentials(mut builder: AmazonS3Builder) -> Result<AmazonS3Builder, PublishError> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let profile = std::env::var("AWS_PROFILE").unwrap_or_else(|_| "default".to_owned());
    let found = profile_of(&profile)?;
    if !is_set("AWS_REGION")
        && !is_set("AWS_DEFAULT_REGION")
        && let Some(region) = found.region
    {
        builder = builder.with_region(region);
    }
    if is_set("AWS_ACCESS_KEY_ID") != is_set("AWS_SECRET_ACCESS_KEY") {
        return Err(PublishError::NoCredentials(
            "of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only one is set: set both".to_owned(),
        ));
    }
    if FROM_ENVIRONMENT.iter().any(|name| is_set(name)) {
        return Ok(builder);
    }
    let (Some(id), Some(secret)) = (found.id, found.secret) else {
        return Err(PublishError::NoCredentials(format!(
            "there are no credentials for S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them under [{profile}] in \
             ~/.aws/credentials\nfor a profile that signs in through a browser: \
             eval \"$(aws configure export-credentials --profile {profile} --format env)\""
        )));
    };
    builder = builder.with_access_key_id(id).with_secret_access_key(secret);
    Ok(match found.token {
        Some(token) => builder.with_config(AmazonS3ConfigKey::Token, token),
        None => builder,
    })
}

/// What Amazon's files say of a profile.
#[derive(Default)]
struct Profile {
    id: Option<String>,
    secret: Option<String>,
    token: Option<String>,
    region: Option<String>,
}

fn profile_of(name: &str) -> Result<Profile, PublishError> {
    let mut found = Profile::default();
    let in_config = if name == "default" { name.to_owned() } else { format!("profile {name}") };
    let files = [("AWS_SHARED_CREDENTIALS_FILE", "credentials", name), ("AWS_CONFIG_FILE", "config", &in_config)];
    for (variable, file, section) in files {
        let named = std::env::var_os(variable).map(std::path::PathBuf::from);
        let Some(path) = named.or_else(|| Some(std::env::home_dir()?.join(".aws").join(file))) else { continue };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(PublishError::NoCredentials(format!("cannot read {}: {error}", path.display())));
            }
        };
        let mut keys = keys(&text, section).ok_or_else(|| {
            // What the file holds is never told.
            PublishError::NoCredentials(format!("{} is not a file of profiles", path.display()))
        })?;
        found.id = found.id.or_else(|| keys("aws_access_key_id"));
        found.secret = found.secret.or_else(|| keys("aws_secret_access_key"));
        found.token = found.token.or_else(|| keys("aws_session_token"));
        found.region = found.region.or_else(|| keys("region"));
    }
    Ok(found)
}

/// A look-up in one section of a file of profiles; none where the text is no such file.
fn keys(text: &str, section: &str) -> Option<impl FnMut(&str) -> Option<String> + use<>> {
    let mut format = configparser::ini::IniDefault::default();
    format.case_sensitive = true;
    format.default_section = String::new();
    // A secret may hold any sign.
    format.inline_comment_symbols = Some(Vec::new());
    let mut file = configparser::ini::Ini::new_from_defaults(format);
    file.read(text.to_owned()).ok()?;
    let mut section = file.get_map_ref().get(section).cloned().unwrap_or_default();
    Some(move |key: &str| section.remove(key).flatten().map(|value| value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_as_it_stands() {
        let text = "# mine\n[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = a/b+c=#d;e\n\
                    [profile desk]\nregion = eu-central-1\ns3 =\n  addressing_style = path\n";
        let mut default = keys(text, "default").unwrap();
        assert_eq!(default("aws_access_key_id").as_deref(), Some("AKIDEXAMPLE"));
        assert_eq!(default("aws_secret_access_key").as_deref(), Some("a/b+c=#d;e"));
        assert_eq!(default("aws_session_token"), None);
        assert_eq!(keys(text, "profile desk").unwrap()("region").as_deref(), Some("eu-central-1"));
        assert_eq!(keys(text, "elsewhere").unwrap()("region"), None);
    }
}
