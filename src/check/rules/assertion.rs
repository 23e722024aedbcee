//! What a sentence says outright, and what it only mentions: a rule about statements leaves the rest alone.

/// Whether a sentence in lower case denies, doubts, supposes, asks or compares.
pub(super) fn is_qualified(sentence: &str) -> bool {
    const WORDS: &[&str] = &[
        "아니",
        "아님",
        "않",
        "오해",
        "착각",
        "틀린",
        "틀리",
        "잘못",
        "반대",
        "아닌",
        "와 달리",
        "과 달리",
        "대신",
        "보다 ",
        "반면",
        "비해",
        "만약",
        "라면",
        "가정",
        "생각",
        "다면",
        "(x)",
        "o/x",
        " not ",
        "n't",
        "never",
        "wrong",
        "misconception",
        "myth",
        "rather than",
        "instead of",
        "unlike",
        "whereas",
        "while ",
        "compared",
        " than ",
        "if ",
        "suppose",
        "assume",
        " vs",
        "true or false",
    ];
    sentence.trim_end().ends_with('?') || WORDS.iter().any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_denied_or_supposed_is_not_said() {
        for sentence in [
            "오해: etcd 멤버 4개는 장애 2개까지 견딘다.",
            "it is a myth that an etcd cluster with 4 members tolerates 2 failures.",
            "etcd 멤버 3개에서 쿼럼 3이라면 하나만 죽어도 멈춥니다.",
            "is etcd an ap system?",
        ] {
            assert!(is_qualified(sentence), "{sentence}");
        }
        for sentence in ["etcd 멤버 5개의 쿼럼은 2입니다.", "an etcd cluster of 3 members has a quorum of 3."]
        {
            assert!(!is_qualified(sentence), "{sentence}");
        }
    }
}
