//! Without this line a new file of the embedded theme would go unnoticed until something else changed.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    println!("cargo::rerun-if-changed=src/cli/starter");
}
