//! The faces that a page asks for at once.

use crate::config::Config;
use crate::plan::SitePlan;
use crate::render::urls::Urls;

/// The built-in faces that each page needs: for texts, headlines and labels, of the script that the site's language is
/// written in. What comes after the first painting would move what stands there.
pub(super) fn faces(config: &Config, plan: &SitePlan, urls: &Urls) -> Vec<String> {
    let own = &config.theme.faces;
    let faces = [
        ("serif", own.text.is_none()),
        ("display", own.text.is_none() && own.display.is_none()),
        ("sans", own.label.is_none()),
    ];
    let script = config.language.script();
    let names = faces.into_iter().filter(|(_, builtin)| *builtin).map(|(face, _)| match script {
        "arabic" => "faces/noto-naskh-arabic-arabic.woff2".to_owned(),
        script => format!("faces/dateline-{face}-{script}.woff2"),
    });
    let mut routes: Vec<String> = names.filter_map(|name| Some(urls.rooted(plan.theme_file(&name)?))).collect();
    routes.dedup();
    routes
}
