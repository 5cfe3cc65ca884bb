//! Files that are copied from the site's folder.

use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::path::Path;

use super::compare::{self, Old};
use super::error::{WriteError, failed};
use super::{Output, Put, different_from};
use crate::load::open;

impl Output {
    /// Gives the site a file with the bytes of the file `from`, which is never held whole in
    /// memory; else like [`put`](Self::put). Of a file that grows meanwhile, a log say, it takes what was there.
    ///
    /// # Errors
    /// As for [`put`](Self::put), and when `from` cannot be read.
    pub fn copy(&self, route: &str, from: &Path) -> Result<Put, WriteError> {
        self.place(route, || {
            let mut source = open(from).map_err(failed(from, "read"))?;
            let length = source.metadata().map_err(failed(from, "read"))?.len();
            let old = self.old(route)?;
            if old == Old::File(length) {
                let mut old = File::open(self.live.join(route)).map_err(self.failed(route, "read"))?;
                if compare::equal(&mut (&mut source).take(length), &mut old).map_err(failed(from, "compare"))? {
                    return Ok((Put::Same, length));
                }
                source.rewind().map_err(failed(from, "read"))?;
            }
            let mut file = self.stage.create(route).map_err(self.failed(route, "write"))?;
            let length = io::copy(&mut source.take(length), &mut file).map_err(self.failed(route, "write"))?;
            Ok((different_from(old), length))
        })
    }
}
