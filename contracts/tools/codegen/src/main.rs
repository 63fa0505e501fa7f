//! Writes the Rust codecs of `proto/cloudx3/v1` into `packages/attestation/src/gen`. With `--check` it writes nothing
//! and fails when the committed code differs from what it would write.
#![forbid(unsafe_code)]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGE_FILE: &str = "cloudx3.v1.rs";

fn main() -> Result<(), Box<dyn Error>> {
    // Read at run time: a build folder that two checkouts share keeps the first one's path.
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../..");
    let committed = root.join("contracts/packages/attestation/src/gen").join(PACKAGE_FILE);
    let generated = generate(&root.join("proto"))?;
    if std::env::args().any(|argument| argument == "--check") {
        if fs::read_to_string(&committed)? != generated {
            return Err(format!(
                "{PACKAGE_FILE} is not what proto/ says; run `cargo run` in contracts/tools/codegen"
            )
            .into());
        }
        return Ok(());
    }
    fs::write(committed, generated)?;
    Ok(())
}

fn generate(proto: &Path) -> Result<String, Box<dyn Error>> {
    let out = std::env::temp_dir().join(format!("cloudx3-codegen-{}", std::process::id()));
    fs::create_dir_all(&out)?;
    let descriptors = protox::compile(proto_files(&proto.join("cloudx3/v1"))?, [proto])?;
    let compiled = prost_build::Config::new().out_dir(&out).compile_fds(descriptors);
    let text = compiled.and_then(|()| fs::read_to_string(out.join(PACKAGE_FILE)));
    fs::remove_dir_all(&out)?;
    Ok(text?)
}

/// All definitions, sorted, so that the output does not depend on the order in which the file system lists them.
fn proto_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "proto") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
