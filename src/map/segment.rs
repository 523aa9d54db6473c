//! Straight lines between two points.

/// The point of a straight line nearest to the origin: how far along the line, from 0 to 1, and how far away.
pub(super) fn nearest_to_origin((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let part = if length == 0.0 {
        0.0
    } else {
        (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0)
    };
    (part, (ax + part * dx).hypot(ay + part * dy))
}
