namespace Tests.Given;

/// <summary>Texts that make careless matchers slow: each a piece that is repeated to whatever length.</summary>
internal static class HostileTexts
{
    internal static readonly (string Name, string Piece)[] All =
    [
        // Endless runs.
        ("one long word", "a"), ("one capital", "A"), ("one digit", "7"), ("zeros", "0"), ("spaces", " "), ("tabs", "\t"), ("newlines", "\n"), ("windows newlines", "\r\n"),
        ("dots", "."), ("commas", ","), ("dashes", "-"), ("at signs", "@"), ("hashes", "#"), ("slashes", "/"), ("backslashes", "\\"), ("colons", ":"), ("stars", "*"),
        ("single quotes", "'"), ("double quotes", "\""), ("curly quotes", "\u201c\u201d"), ("open brackets", "("), ("open marks", "[removed: "), ("braces", "{\"a\":"),
        ("underscores", "_"), ("percents", "%"), ("question marks", "?"), ("question marks upside down", "\u00bf"),

        // Nested and alternating repeats.
        ("ab", "ab"), ("aab", "aab "), ("word and digit", "a1"), ("digit and dash", "1-"), ("digit and space", "1 "), ("digit and dot", "1."), ("quoted letters", "\"a\" "), ("quote left open", "\"it says "),
        ("sentences", "a. "), ("addresses cut short", "a@b."), ("addresses", "jo@example.org "), ("hosts", "a.b.c."), ("links", "https://a/"), ("phones cut short", "(415) 555-"),
        ("cards", "4111 1111 1111 1111 "), ("dates", "1/1/1901 "), ("months", "jan 1 feb 2 "), ("times", "at 10:10 "), ("versions", "version 1.1.1.1."), ("user agents", "Mozilla/5.0 (X; "), ("keys", "otpauth://totp/a?secret=A"),
        ("tokens", "eyJhbGciOi."), ("hex", "deadbeef"), ("base32", "JBSWY3DPEHPK3PXP"), ("grouped codes", "ABCD-EF12-"), ("spoken digits", "one two "), ("spelled letters", "p-a-s-s "),

        // Words that every matcher begins with.
        ("password is", "password is "), ("my password", "my my password password "), ("code is", "code code is "), ("misspelled", "temporarly acount pasword lockd "), ("unknown words", "qzxvkwjq "),
        ("words of wordings", "account locked code expired your too many "), ("joins", "and locked and forgot and code and "), ("negations", "not not never no "), ("want to", "i want to to to "), ("chest", "no no chest it it "),
        ("killing", "killlllling"), ("ago", "two weeks ago a week ago "), ("at dot", "at at dot dot "), ("spanish", "no me llega el codigo y "), ("capitals told", "capital t texas then "), ("security answers", "security answer is my "), ("codes that came", "they sent me the 5 numbers 44 "),
        ("asides", "password , x , "), ("pairs", "login a/b1c:d2 "), ("spelled cues", "s s n p i n "), ("it says", "it says it says: "),

        // Unicode.
        ("combining marks", "e\u0301\u0302\u0303\u0304"), ("marks alone", "\u0301"), ("zalgo", "a\u0300\u0301\u0316\u0317\u0489"), ("zero width", "l\u200bo\u200c"), ("joiners", "\u200d"), ("byte order marks", "\ufeff"),
        ("right to left", "\u202elocked \u202c"), ("arabic", "\u0645\u0642\u0641\u0644 "), ("hebrew", "\u05e0\u05e2\u05d5\u05dc"), ("high surrogates", "\ud83d"), ("low surrogates", "\udc00"), ("surrogates the wrong way", "\udc00\ud83d"),
        ("emoji", "😀"), ("families", "👨\u200d👩\u200d👧"), ("flags", "🇺🇸"), ("other digits", "\u0661\u0662\u0663\u0664 "), ("wide digits", "\uff11\uff12\uff13"), ("styled letters", "𝐥𝐨𝐜𝐤𝐞𝐝 "), ("confusables", "\u0440\u0430ssw\u043er\u0501 "),
        ("ligatures", "\ufb03\ufb01"), ("sharp s", "\u00df\u1e9e"), ("dotless i", "\u0131\u0130"), ("hangul", "\u1112\u1161\u11ab"), ("ideographs", "\u5bc6\u7801"), ("private use", "\ue000"), ("nothing", "\0"), ("line separators", "\u2028\u2029"), ("soft hyphens", "pass\u00adword "),
        ("full stops of another kind", "a\u3002b\uff0e"), ("no-break spaces", "a\u00a0"),
    ];

    internal static string Of(string piece, int length) => string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];
}
