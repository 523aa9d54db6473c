//! What is a constant of the program, or made at run time and shared.

use std::ops::Deref;
use std::sync::Arc;

/// A constant of the program, or what was made at run time.
#[derive(Debug)]
pub enum Shared<T: ?Sized + 'static> {
    /// Of the program.
    Constant(&'static T),
    /// Of a site.
    Made(Arc<T>),
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Constant(constant) => Self::Constant(constant),
            Self::Made(made) => Self::Made(Arc::clone(made)),
        }
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Constant(constant) => constant,
            Self::Made(made) => made,
        }
    }
}
