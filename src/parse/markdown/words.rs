//! How many words a reader reads.

/// So many bytes are judged together.
const CHUNK: usize = 32;

/// Counts words over pieces of text: `**to**day` is one word.
#[derive(Default)]
pub(super) struct WordCount {
    count: u32,
    inside: bool,
    /// Characters of scripts that set no spaces between words.
    unspaced: u32,
}

impl WordCount {
    /// Reads on. All text comes through here: where white space is followed by a letter or digit, as nearly everywhere,
    /// many bytes are judged at once.
    pub(super) fn feed(&mut self, text: &str) {
        let unspaced = text
            .bytes()
            .filter(|byte| matches!(byte, 0xe3..=0xe9))
            .count();
        self.unspaced = self
            .unspaced
            .saturating_add(u32::try_from(unspaced).unwrap_or(u32::MAX));
        let mut rest = text.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            self.read(*first);
            // Behind white space or inside a word: behind signs, a word may begin anywhere.
            let is_clear = self.inside || first.is_ascii_whitespace();
            let chunks = rest
                .first_chunk()
                .zip(after.first_chunk())
                .filter(|_| is_clear);
            rest = after;
            let Some((chunk, starts)) =
                chunks.and_then(|(before, chunk)| Some((chunk, starts(before, chunk)?)))
            else {
                continue;
            };
            self.count += u32::from(starts);
            self.inside = !chunk.last().is_some_and(u8::is_ascii_whitespace);
            rest = after.get(CHUNK..).unwrap_or_default();
        }
    }

    fn read(&mut self, byte: u8) {
        if byte.is_ascii_whitespace() {
            self.inside = false;
        } else if !self.inside && begins_word(byte) {
            self.inside = true;
            self.count += 1;
        }
    }

    /// Whatever comes next is a new word.
    pub(super) fn gap(&mut self) {
        self.inside = false;
    }

    /// Adds the words of another text.
    pub(super) fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.unspaced += other.unspaced;
        self.inside = false;
    }

    /// How many words there were. What is written without spaces, as Chinese and Japanese, is counted by its characters
    /// (lead bytes E3 to E9): two of them are read in the time of a word.
    pub(super) fn count(&self) -> u32 {
        self.count + self.unspaced / 2
    }
}

/// How many words begin in some bytes, given those that stand one before each; `None` where signs stand before a word.
fn starts(before: &[u8; CHUNK], chunk: &[u8; CHUNK]) -> Option<u8> {
    let edges = before.iter().zip(chunk).map(|(before, byte)| {
        let edge = before.is_ascii_whitespace() & !byte.is_ascii_whitespace();
        (edge & begins_word(*byte), edge & !begins_word(*byte))
    });
    let (starts, is_odd) = edges.fold((0, false), |(starts, is_odd), (begins, signs)| {
        (starts + u8::from(begins), is_odd | signs)
    });
    (!is_odd).then_some(starts)
}

/// Letters and digits, judged by one byte for speed: a lone dash, bullet or guillemet (lead bytes C2 and E2) is no word.
fn begins_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() | ((byte >= 0xc3) & (byte != 0xe2))
}

#[cfg(test)]
mod tests {
    use super::WordCount;

    #[test]
    fn words() {
        let check = |pieces: &[&str], expected: u32| {
            let mut words = WordCount::default();
            for piece in pieces {
                words.feed(piece);
            }
            assert_eq!(words.count(), expected, "{pieces:?}");
        };
        check(&["two words"], 2);
        check(&["to", "day"], 1);
        check(&["مذكرة سوتشي — 2018"], 3);
        check(&["« نعم » - ", "!"], 1);
        check(&["泥板在哈图沙出土，", "刻有和约。"], 1 + 13 / 2);
    }

    #[test]
    fn long_texts_are_counted_as_short_ones() {
        let long =
            "مذكرة سوتشي — 2018، «نعم» - and then some (more) words  follow\nin\tlines * of text "
                .repeat(3);
        for from in (0..long.len()).filter(|at| long.is_char_boundary(*at)) {
            let text = &long[from..];
            let (mut whole, mut pieces) = (WordCount::default(), WordCount::default());
            whole.feed(text);
            text.split_inclusive(' ')
                .for_each(|piece| pieces.feed(piece));
            assert_eq!(whole.count(), pieces.count(), "{text}");
        }
    }
}
