//! Ranges of addresses.

use std::net::IpAddr;

/// A range such as `10.244.0.0/16`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cidr {
    first: u128,
    bits: u32,
    width: u32,
}

impl Cidr {
    /// Reads a range; the error says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (address, bits) =
            text.split_once('/').ok_or("expected an address and a length, such as `10.244.0.0/16`")?;
        let address: IpAddr = address.trim().parse().map_err(|_| format!("`{address}` is no address"))?;
        let (first, width) = match address {
            IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
            IpAddr::V6(address) => (u128::from(address), 128),
        };
        let bits: u32 = bits
            .trim()
            .parse()
            .ok()
            .filter(|bits| *bits <= width)
            .ok_or_else(|| format!("the length must be a number from 0 to {width}"))?;
        let range = Self { first, bits, width };
        if range.first & (range.size() - 1) != 0 {
            return Err(format!("the address has bits set behind the first {bits}"));
        }
        Ok(range)
    }

    /// How many addresses there are; of a whole IPv6 space, as many as can be told.
    fn size(self) -> u128 {
        1u128.checked_shl(self.width - self.bits).unwrap_or(u128::MAX)
    }

    /// Whether an address is in both.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let last = |range: Self| range.first.saturating_add(range.size() - 1);
        self.width == other.width && self.first <= last(other) && other.first <= last(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_compared() {
        let cidr = |text| Cidr::parse(text).expect("a range");
        assert!(cidr("10.0.0.0/8").overlaps(cidr("10.96.0.0/12")));
        assert!(!cidr("10.0.0.0/16").overlaps(cidr("10.244.0.0/16")));
        assert!(!cidr("fd00::/8").overlaps(cidr("10.0.0.0/8")));
        assert!(cidr("::/0").overlaps(cidr("fd00::/8")));
    }

    #[test]
    fn what_is_no_range_says_why() {
        for text in ["10.244.0.0", "10.244.0.0/33", "10.244.1.0/16", "x/8", "fd00::/129"] {
            assert!(Cidr::parse(text).is_err(), "{text}");
        }
    }
}
