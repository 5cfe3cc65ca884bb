//! Pictures: their size and widths, what is taken out of them, and what is told of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use std::io::Cursor;

use harness::{Run, Site};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder as _, ImageFormat, Rgb, RgbImage};

const FRONT: &str = "title: A\ndate: 2026-01-01\nactors: [{name: Zed, role: x}]";

fn pixels(width: u32, height: u32) -> RgbImage {
    let byte = |n: u32| u8::try_from(n % 256).unwrap();
    RgbImage::from_fn(width, height, |x, y| Rgb([byte(x * 7 + y), byte(x / 3 + y * 5), byte(x * y)]))
}

/// A JPEG as a telephone writes it: turned, and with all that says where, when and by whom.
fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut plain, 80);
    encoder.set_icc_profile(profile()).unwrap();
    encoder.encode_image(&pixels(width, height)).unwrap();
    let segment = |marker: u8, contents: &[u8]| {
        let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], contents].concat()
    };
    // Orientation, and a directory of GPS with a latitude of 50° 27′ 0″ (EXIF 2.32, section 4.6).
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0");
    tiff.extend([orientation, 0, 0]);
    tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    tiff.extend(b"\0\x02\0\x01\0\x02\0\0\0\x02N\0\0\0\0\x02\0\x05\0\0\0\x03\0\0\0\x44\0\0\0\0");
    for number in [50_u32, 1, 27, 1, 0, 1] {
        tiff.extend(number.to_be_bytes());
    }
    let mut out = plain[..2].to_vec();
    out.extend(segment(0xe1, &[b"Exif\0\0", &tiff[..]].concat()));
    out.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Secretname</x:xmpmeta>"));
    out.extend(segment(0xed, b"Photoshop 3.0\0 8BIM Secretname"));
    out.extend(segment(0xfe, b"Secretname"));
    out.extend(&plain[2..]);
    // Some telephones put a second picture behind the first, with all of it again.
    out.extend(out.clone());
    out
}

fn profile() -> Vec<u8> {
    let mut profile = vec![0; 132];
    profile[16..20].copy_from_slice(b"RGB ");
    profile
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, Rgb([200, 30, 30])).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

fn with_pictures(body: &str) -> Site {
    let site = Site::briefing(FRONT, body);
    site.write("content/briefings/wide.jpg", photo(1000, 20, 1));
    site.write("content/briefings/turned.jpg", photo(600, 30, 6));
    site.write("content/briefings/small.png", png(30, 20));
    site
}

/// The names of the files that were made of a picture, smallest first.
fn made_of<'a>(run: &'a Run, picture: &str) -> Vec<&'a str> {
    let mut made: Vec<&str> = run
        .files
        .keys()
        .map(String::as_str)
        .filter(|path| path.starts_with(picture) && path.ends_with(".webp"))
        .collect();
    made.sort_by_key(|path| run.files[*path].len());
    made
}

fn size(bytes: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory(bytes).unwrap();
    (picture.width(), picture.height())
}

#[test]
fn a_picture_has_its_size_and_the_widths_that_it_is_worth() {
    let run = with_pictures("![Quay](wide.jpg)\n\n![Crane](turned.jpg) and ![Dot](small.png)\n").build();
    run.succeeds().quiet();
    let made = made_of(&run, "briefings/wide.jpg-");
    assert_eq!(made.iter().map(|path| size(&run.files[*path])).collect::<Vec<_>>(), [(480, 10), (1000, 20)]);
    let (small, large) = (made[0], made[1]);
    run.page("briefings/a/")
        .has(&format!(
            "<p><a class=\"picture-link\" href=\"/briefings/wide.jpg\"><img src=\"/{large}\" \
             srcset=\"/{small} 480w, /{large} 1000w\" sizes=\"(min-width: 680px) 640px, 100vw\" \
             width=\"1000\" height=\"20\" alt=\"Quay\" decoding=\"async\"></a></p>"
        ))
        // It is seen on its side, and so not wide enough for others.
        .has("<img src=\"/briefings/turned.jpg\" width=\"30\" height=\"600\" alt=\"Crane\" class=\"tall\" loading=\"lazy\" decoding=\"async\">")
        .has("<img src=\"/briefings/small.png\" width=\"30\" height=\"20\" alt=\"Dot\" loading=\"lazy\" decoding=\"async\">");
    // The profile of its colours comes along.
    assert!(run.files[large].windows(4).any(|word| word == b"ICCP"));
    let off = with_pictures("![Quay](wide.jpg)");
    off.write("dateline.yaml", "outputs: {images: false}\n");
    let off = off.build();
    assert!(made_of(off.succeeds(), "briefings/").is_empty());
    off.page("briefings/a/").has("<img src=\"/briefings/wide.jpg\" width=\"1000\" height=\"20\" alt=\"Quay\"");
    let linked = with_pictures("See [the quay](wide.jpg).").build();
    assert!(made_of(linked.succeeds(), "briefings/").is_empty(), "nothing shows it");
}

#[test]
fn a_title_makes_a_figure_and_a_link_stays_the_authors() {
    let body = "![Quay](wide.jpg \"The <quay>\")\n\nIn text ![Quay](small.png \"So\").\n\n[![Quay](wide.jpg)](https://x.example/)\n\n\
                <p><img class=\"map\" src=\"small.png\" alt=\"A &amp; B\" width=\"15\"></p>\n";
    let run = with_pictures(body).build();
    run.succeeds().quiet();
    let page = run.page("briefings/a/");
    page.has("alt=\"Quay\" decoding=\"async\"></a><figcaption>The &lt;quay&gt;</figcaption></figure>")
        .has("alt=\"Quay\" title=\"So\" loading")
        .has("<a rel=\"noopener noreferrer\" href=\"https://x.example/\"><img src=\"/briefings/wide.jpg-1000.")
        .has("<img src=\"/briefings/small.png\" width=\"15\" height=\"10\" alt=\"A &amp; B\" class=\"map\" loading=\"lazy\"")
        .lacks("<p><figure");
}

/// Nothing of a photograph says where it was taken; how it is turned is all that EXIF says.
#[track_caller]
fn says_nothing(bytes: &[u8], turned: Option<u32>) {
    for secret in ["Secretname", "xmpmeta", "8BIM", "GPS"] {
        assert!(!bytes.windows(secret.len()).any(|word| word == secret.as_bytes()), "{secret}");
    }
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    let fields: Vec<_> = read.iter().flat_map(exif::Exif::fields).map(|f| (f.tag, f.value.get_uint(0))).collect();
    assert_eq!(fields, turned.map(|turned| (exif::Tag::Orientation, Some(turned))).into_iter().collect::<Vec<_>>());
}

#[test]
fn what_is_published_does_not_say_where_it_was_taken() {
    let taken = photo(600, 30, 6);
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(&taken)).unwrap();
    assert!(read.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some(), "the test's picture has a position");
    let site = with_pictures("![Quay](wide.jpg) ![Crane](turned.jpg) ![Mast](/mast)\n");
    // A name may lie, or say nothing.
    site.write("static/mast", photo(700, 30, 3)).write("static/deep/unused.bin", photo(20, 10, 1));
    site.write("content/actors/zed.md", "---\nname: Zed\nimage: zed.jpg\n---\n");
    site.write("content/actors/zed.jpg", photo(500, 600, 1));
    let run = site.build();
    run.succeeds().quiet();
    says_nothing(&run.files["briefings/wide.jpg"], None);
    says_nothing(&run.files["briefings/turned.jpg"], Some(6));
    says_nothing(&run.files["mast"], Some(3));
    says_nothing(&run.files["deep/unused.bin"], None);
    says_nothing(&run.files["actors/zed.jpg"], None);
    let made = made_of(&run, "");
    assert_eq!(made.len(), 5, "{made:?}");
    made.iter().for_each(|path| says_nothing(&run.files[*path], None));
    let published = &run.files["briefings/turned.jpg"];
    let (before, after) = (image::load_from_memory(&taken).unwrap(), image::load_from_memory(published).unwrap());
    assert_eq!(before, after, "no pixel changes");
    assert!(published.windows(11).any(|word| word == b"ICC_PROFILE"), "its colours stay");
    run.page("actors/zed/").has("width=\"500\" height=\"600\" alt=\"Zed\" decoding=\"async\">");
}

/// A chunk of a PNG.
fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    img_parts::png::PngChunk::new(*kind, contents.to_vec().into()).encoder().bytes().to_vec()
}

#[test]
fn each_format_loses_its_metadata() {
    let plain = png(30, 20);
    let at = plain.len() - 12;
    let told =
        [&plain[..at], &chunk(b"tEXt", b"Author\0Secretname"), &chunk(b"eXIf", b"MM\0\x2aSecretname"), &plain[at..]];
    let webp = {
        let mut out = Vec::new();
        image::codecs::webp::WebPEncoder::new_lossless(&mut out)
            .write_image(&pixels(30, 20), 30, 20, image::ExtendedColorType::Rgb8)
            .unwrap();
        let mut webp = img_parts::webp::WebP::from_bytes(out.into()).unwrap();
        img_parts::ImageEXIF::set_exif(&mut webp, Some(b"MM\0\x2aSecretname".to_vec().into()));
        webp.encoder().bytes().to_vec()
    };
    assert!(webp.windows(10).any(|word| word == b"Secretname"));
    let gif = b"GIF89a\x01\0\x01\0\0\0\0!\xfe\x0aSecretname\0!\xff\x0bXMP DataXMP\x0aSecretname\0!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0\
                ,\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0;Secretname";
    let site = Site::briefing(FRONT, "![a](a.png) ![b](b.webp) ![c](c.gif)\n");
    site.write("content/briefings/a.png", told.concat());
    site.write("content/briefings/b.webp", &webp).write("content/briefings/c.gif", gif);
    let run = site.build();
    run.succeeds().quiet();
    for (path, bytes) in &run.files {
        assert!(!bytes.windows(10).any(|word| word == b"Secretname"), "{path}");
    }
    assert_eq!(run.files["briefings/a.png"], plain);
    assert_eq!(image::load_from_memory(&run.files["briefings/b.webp"]).unwrap().into_rgb8(), pixels(30, 20));
    assert!(run.files["briefings/c.gif"].windows(11).any(|word| word == b"NETSCAPE2.0"));
}

#[test]
fn what_was_made_once_is_not_made_again() {
    let site = with_pictures("![Quay](wide.jpg)\n");
    let first = site.build();
    let made: Vec<String> =
        made_of(first.succeeds(), "briefings/wide.jpg-").iter().map(|&path| path.to_owned()).collect();
    // Whoever makes it anew would make it otherwise; one that is cut short is made anew.
    let mut marked = first.files[&made[1]].clone();
    *marked.last_mut().unwrap() ^= 1;
    site.write(&format!("public/{}", made[1]), &marked);
    site.write(&format!("public/{}", made[0]), &first.files[&made[0]][..20]);
    let again = site.build();
    assert_eq!(again.succeeds().files[&made[1]], marked);
    assert_eq!(again.files[&made[0]], first.files[&made[0]]);
    // Another picture has another name.
    site.write("content/briefings/wide.jpg", photo(1000, 24, 1));
    let other = site.build();
    let others = made_of(other.succeeds(), "briefings/wide.jpg-");
    assert!(others.len() == 2 && others.iter().all(|path| !made.iter().any(|old| old == path)), "{others:?}");
}

#[test]
fn an_image_says_what_it_shows() {
    let run = with_pictures("![](small.png)\n\n<img src=\"small.png\">\n\n<img src=\"small.png\" alt=\"\">\n").build();
    run.succeeds().says("a.md:6:1").says("a.md:8:11");
    assert_eq!(run.codes(), ["no-alt", "no-alt"]);
}

#[test]
fn what_cannot_be_read_is_told_and_not_published() {
    let taken = photo(600, 30, 1);
    // 60,000 by 60,000 pixels in a few bytes.
    let mut bomb = png(30, 20);
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    for (bytes, says) in [
        (&b"no picture"[..], "can't be read"),
        (b"", "can't be read"),
        (&taken[..40], "can't be read"),
        (&bomb, "60000 by 60000"),
        (b"GIF89a\x01\0\x01\0\x80\0\0!!!", "can't be read"),
        (b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0", "can't be read"),
    ] {
        let site = Site::briefing(FRONT, "![x](x.jpg)\n");
        site.write("content/briefings/x.jpg", bytes);
        let run = site.build();
        run.ends(1).says("bad-image").says("content/briefings/x.jpg").says(says);
    }
    // Its parts are whole, its pixels are not: only who makes copies of it sees that.
    let wide = png(600, 20);
    let spoilt = [&wide[..33], &chunk(b"IDAT", b"no pixels"), &wide[wide.len() - 12..]].concat();
    let site = Site::briefing(FRONT, "![x](x.png)\n");
    site.write("content/briefings/x.png", spoilt);
    site.build().ends(1).says("bad-image").says("content/briefings/x.png").says("nothing was written");
    // Nobody asks what is not published; what static/ holds is.
    let unused = Site::briefing(FRONT, "");
    unused.write("content/briefings/x.jpg", "no picture");
    unused.build().succeeds().quiet();
    unused.write("static/x.jpg", "no picture").build().ends(1).says("static/x.jpg");
    let raw = Site::briefing(FRONT, "");
    raw.write("static/x.tif", "II\x2a\0\x08\0\0\0\0\0\0\0\0\0\0\0").build().succeeds().says("image-metadata");
}

#[test]
fn the_pictures_of_what_is_hidden_are_nowhere() {
    let site = Site::briefing(FRONT, "Text.\n");
    site.write(
        "content/briefings/later.md",
        "---\ntitle: L\ndate: 2026-01-01\nstatus: draft\n---\n![Depot](depot-north.jpg)\n",
    );
    site.write("content/briefings/depot-north.jpg", photo(1000, 20, 1));
    let run = site.build();
    run.succeeds().nowhere("depot-north");
    assert!(run.files.keys().all(|path| !path.contains("depot-north")));
}

#[test]
fn elsewhere_a_picture_has_its_whole_address() {
    let site = with_pictures("![Quay \"north\"](wide.jpg)\n");
    site.write("dateline.yaml", "base_url: https://host.example/team/\ntitle: T\nfeeds: {content: full}\n");
    let run = site.build();
    run.succeeds();
    let large = made_of(&run, "briefings/wide.jpg-")[1];
    run.page("briefings/a/")
        .has(&format!("<meta property=\"og:image\" content=\"https://host.example/team/{large}\">"))
        .has("<meta property=\"og:image:width\" content=\"1000\">\n<meta property=\"og:image:height\" content=\"20\">")
        .has("<meta property=\"og:image:alt\" content=\"Quay &quot;north&quot;\">");
    run.file("feed.xml").has(r#"src="https://host.example/team/briefings/wide.jpg""#).lacks("webp");
}
