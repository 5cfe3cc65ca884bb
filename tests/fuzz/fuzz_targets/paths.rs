//! What `serve` is asked for: it answers, and only with what is the site's.
#![no_main]

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, mpsc};
use std::time::Duration;

use dateline::config::Config;
use dateline::diagnostic::Diagnostics;
use dateline::load::Sources;
use dateline::resolve::Seen;
use dateline::serve::{Desk, Options, Port, Told, Watching, serve};
use libfuzzer_sys::fuzz_target;

/// What no answer may hold: it stands in a file beside the site, and in one that nothing publishes.
const SECRET: &[u8] = b"zqsecret";

struct Silent(std::sync::Mutex<mpsc::Sender<String>>);

impl Desk for Silent {
    fn seen(&self, _: &Config) -> Result<Seen, String> {
        Ok(dateline_fuzz::seen())
    }
    fn published(&self, _: &Config) -> Result<Seen, String> {
        Ok(dateline_fuzz::seen())
    }
    fn told(&self, _: &Diagnostics, _: &Sources) -> Vec<Arc<Told>> {
        Vec::new()
    }
    fn ready(&self, address: &str) {
        let _ = self.0.lock().expect("no panic").send(address.to_owned());
    }
    fn report(&self, _: &[Arc<Told>], _: Option<bool>) {}
}

/// The host and port of a server that stays for all inputs.
fn host() -> &'static str {
    static HOST: OnceLock<String> = OnceLock::new();
    HOST.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder").keep();
        let write = |path: &str, text: &str| {
            let path: PathBuf = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        write("secret.txt", "zqsecret");
        write("site/dateline.yaml", "title: T\n");
        write("site/zq.txt", "zqsecret");
        write("site/content/briefings/unused.txt", "zqsecret");
        write("site/content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\naliases: [/old/]\n---\n[x](a.txt)\n");
        write("site/content/briefings/a.txt", "text");
        let (ready, address) = mpsc::channel();
        let options = Options {
            root: folder.join("site"),
            bind: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: Port::Any,
            watching: Watching::Told,
            base_url: None,
            editor: String::new(),
        };
        std::thread::spawn(move || serve(options, Arc::new(Silent(ready.into()))));
        let address = address.recv_timeout(Duration::from_secs(60)).expect("it serves");
        address.trim_start_matches("http://").split('/').next().expect("a host").replace("localhost", "127.0.0.1")
    })
}

fuzz_target!(|bytes: &[u8]| {
    // The line of a request ends where its path does.
    let path: Vec<u8> = bytes.iter().copied().take_while(|byte| !b"\r\n".contains(byte)).collect();
    let mut stream = TcpStream::connect(host()).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    let request = [b"GET /", &*path, b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"].concat();
    let _ = stream.write_all(&request);
    // What is waited for has no end.
    if path.starts_with(b"__dateline/events") {
        return;
    }
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    assert!(read.is_ok() || !answer.is_empty(), "no answer");
    assert!(!answer.windows(SECRET.len()).any(|piece| piece == SECRET), "a secret is told");
});
