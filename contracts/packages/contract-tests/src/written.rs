//! Files that the contracts' tests write and others read. They are compared on each run, so that none of them goes out of date.

use std::path::Path;
use std::{env, fs};

/// Fails where a file, named from the repository's root, is not exactly `text`. With `CLOUDX3_WRITE=1` it is written instead.
pub fn assert_written(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(file);
    if env::var_os("CLOUDX3_WRITE").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(committed == text, "{file} is out of date; run `npm run generate` and commit the result");
}
