//! A position on the globe.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer};

use super::Precision;

/// A position: latitude and longitude in degrees (WGS 84), latitude first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// Degrees north of the equator, -90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich, -180 to 180.
    pub longitude: f64,
}

impl Coordinates {
    /// Takes a position.
    ///
    /// # Errors
    /// When it is not on the globe; the second line tells when the two seem to be exchanged.
    pub fn new(latitude: f64, longitude: f64) -> Result<Coordinates, String> {
        if (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude) {
            return Ok(Coordinates { latitude, longitude });
        }
        let help = if (-90.0..=90.0).contains(&longitude) && (-180.0..=180.0).contains(&latitude) {
            format!("latitude comes first: write [{longitude}, {latitude}]")
        } else {
            "latitude is from -90 to 90, longitude from -180 to 180".to_owned()
        };
        Err(format!("[{latitude}, {longitude}] is not on the globe\n{help}"))
    }

    /// What may be shown of it where a place is known no more exactly than that: rounded to about a kilometre for
    /// a city, ten for an area, a hundred for a region or a country; nothing of an undisclosed place.
    pub fn shown_at(self, precision: Precision) -> Option<Coordinates> {
        let per_degree = match precision {
            Precision::Exact => return Some(self),
            Precision::City => 100.0,
            Precision::Area => 10.0,
            Precision::Region | Precision::Country => 1.0,
            Precision::Undisclosed => return None,
        };
        // Adding nothing makes a negative zero a plain one.
        let rounded = |degrees: f64| (degrees * per_degree).round() / per_degree + 0.0;
        Some(Coordinates { latitude: rounded(self.latitude), longitude: rounded(self.longitude) })
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Coordinates, D::Error> {
        deserializer.deserialize_any(CoordinatesVisitor)
    }
}

struct CoordinatesVisitor;

impl<'de> de::Visitor<'de> for CoordinatesVisitor {
    type Value = Coordinates;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a position such as [53.9, 27.57], latitude first,")
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Coordinates, A::Error> {
        let mut numbers = Vec::new();
        while let Some(number) = items.next_element::<f64>()? {
            numbers.push(number);
        }
        match numbers[..] {
            [latitude, longitude] => Coordinates::new(latitude, longitude)
                .map_err(|message| de::Error::custom(format!("{COORDINATES}{message}"))),
            _ => Err(de::Error::custom(format!(
                "{COORDINATES}a position has two numbers, this has {}\nwrite [latitude, longitude], such as [53.9, 27.57]",
                numbers.len()
            ))),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Coordinates, E> {
        let numbers: Vec<f64> =
            text.split([',', ';', ' ']).filter(|part| !part.is_empty()).map_while(|part| part.parse().ok()).collect();
        let help = match numbers[..] {
            [latitude, longitude] => match Coordinates::new(latitude, longitude) {
                Ok(_) => format!("write [{latitude}, {longitude}]"),
                Err(_) => "write [latitude, longitude], such as [53.9, 27.57]".to_owned(),
            },
            _ => "write [latitude, longitude] in degrees, such as [53.9, 27.57]".to_owned(),
        };
        Err(E::custom(format!("{COORDINATES}`{text}` is not a position\n{help}")))
    }
}

/// Begins the message of a deserialization error that is about a position.
pub(crate) const COORDINATES: &str = "\u{1}coordinates:";
/// Begins the message of a deserialization error that is about an id.
pub(crate) const ID: &str = "\u{1}id:";
/// Begins the message of a deserialization error that is about a date.
pub(crate) const DATE: &str = "\u{1}date:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchanged_numbers_are_noticed() {
        assert!(Coordinates::new(53.9, 27.57).is_ok());
        assert!(Coordinates::new(139.7, 35.7).unwrap_err().contains("write [35.7, 139.7]"));
        assert!(Coordinates::new(f64::NAN, 0.0).is_err());
        assert!(Coordinates::new(0.0, 181.0).is_err());
    }

    #[test]
    fn it_is_shown_no_more_exactly_than_the_place_is_known() {
        let shown = |precision| Coordinates::new(53.777111, -0.004).unwrap().shown_at(precision);
        for (precision, at) in [
            (Precision::Exact, (53.777111, -0.004)),
            (Precision::City, (53.78, 0.0)),
            (Precision::Area, (53.8, 0.0)),
            (Precision::Region, (54.0, 0.0)),
            (Precision::Country, (54.0, 0.0)),
        ] {
            assert_eq!(shown(precision).map(|c| (c.latitude, c.longitude)), Some(at));
        }
        assert_eq!(shown(Precision::Undisclosed), None);
    }
}
