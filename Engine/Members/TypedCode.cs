using System.Globalization;
using System.Text;

namespace Engine.Members;

/// <summary>
/// What a member typed where a code was asked for. It lives in the memory of the turn and nowhere else: what is stored reads "[removed: code]".
/// People type codes with spaces and dashes, in their own script's digits, in words, and with words around them.
/// </summary>
public sealed class TypedCode
{
    /// <summary>Crockford's alphabet leaves out I, L, O and U; people still type the first three for 1 and 0.</summary>
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Fewer digits than this are a number that was said on the way, not a try at a code.</summary>
    private const int FewestDigits = 3;

    /// <summary>How many digits codes have, wherever they are sent from.</summary>
    private const int FewestOfACode = 4;

    private const int MostOfACode = 10;
    private const int RecoveryCodeLength = 16;

    private readonly string _text;
    private readonly IReadOnlyList<string> _read;

    private TypedCode(string text, IReadOnlyList<string> read)
    {
        _text = text;
        _read = read;
    }

    /// <summary>Null when nothing in it could be a code. <paramref name="read"/> is what the recogniser took for one, such as digits in words.</summary>
    public static TypedCode? In(string text, IReadOnlyList<string> read)
    {
        var plain = Plain(text);

        return read.Count > 0 || plain.Count(char.IsAsciiDigit) >= FewestDigits || RecoveryCodesIn(plain).Any() ? new TypedCode(plain, read) : null;
    }

    /// <summary>From what <see cref="Candidates"/> gave elsewhere.</summary>
    public static TypedCode Of(IReadOnlyList<string> candidates) =>
        new(string.Join(" \n ", candidates.Where(code => code.Length == RecoveryCodeLength)), [.. candidates.Where(code => code.Length != RecoveryCodeLength)]);

    /// <summary>Everything in it that could be one code, and nothing else of what was said: this is what accounts elsewhere get to see.</summary>
    public IReadOnlyList<string> Candidates() => [.. Enumerable.Range(FewestOfACode, MostOfACode - FewestOfACode + 1).Select(Digits).OfType<string>(), .. RecoveryCodes()];

    /// <summary>The one code of so many digits; null when there is none, or several that differ.</summary>
    public string? Digits(int length)
    {
        var runs = Runs();
        var whole = runs.Where(run => run.Digits.Length == length).Select(run => run.Digits).Distinct().ToList();
        if (whole.Count > 0)
        {
            return whole.Count == 1 ? whole[0] : null;
        }

        var joined = Joined(runs).Where(digits => digits.Length == length).Distinct().ToList();
        if (joined.Count > 0)
        {
            return joined.Count == 1 ? joined[0] : null;
        }

        return _read.FirstOrDefault(digits => digits.Length == length && digits.All(char.IsAsciiDigit));
    }

    /// <summary>What could be a saved recovery code, in its canonical form. A short word before it can be part of a group, so there may be a few.</summary>
    public IReadOnlyList<string> RecoveryCodes() => [.. RecoveryCodesIn(_text).Distinct().Take(3)];

    /// <summary>Whether what was typed stands in another field of the message.</summary>
    internal bool StandsIn(string? other) => other is not null && Runs().Any(run => run.Digits.Length > FewestDigits && other.Contains(run.Digits, StringComparison.Ordinal));

    /// <summary>Prints nothing of what was typed.</summary>
    public override string ToString() => nameof(TypedCode);

    /// <summary>Digits of every script as ASCII; widths, superscripts and odd spaces as their plain forms.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Wellformed(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            var digit = Rune.IsDigit(rune) ? (int)Rune.GetNumericValue(rune) : -1;
            if (digit >= 0)
            {
                plain.Append((char)('0' + digit));
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
            {
                plain.Append(rune);
            }
        }

        return plain.ToString();
    }

    /// <summary>Half a surrogate pair cannot be normalised.</summary>
    private static string Wellformed(string text) => string.Concat(text.EnumerateRunes());

    private List<(int Start, int End, string Digits)> Runs()
    {
        var runs = new List<(int, int, string)>();
        for (var at = 0; at < _text.Length; at++)
        {
            if (!char.IsAsciiDigit(_text[at]))
            {
                continue;
            }

            var start = at;
            while (at < _text.Length && char.IsAsciiDigit(_text[at]))
            {
                at++;
            }

            runs.Add((start, at, _text[start..at]));
        }

        return runs;
    }

    /// <summary>"123 456", "1-2-3-4-5-6": runs with nothing but a separator between them.</summary>
    private IEnumerable<string> Joined(List<(int Start, int End, string Digits)> runs)
    {
        var chain = new StringBuilder();
        for (var at = 0; at < runs.Count; at++)
        {
            var follows = at > 0 && runs[at].Start - runs[at - 1].End <= 3 && _text[runs[at - 1].End..runs[at].Start].All(IsSeparator);
            if (!follows && chain.Length > 0)
            {
                yield return chain.ToString();
                chain.Clear();
            }

            chain.Append(runs[at].Digits);
        }

        if (chain.Length > 0)
        {
            yield return chain.ToString();
        }
    }

    private static bool IsSeparator(char letter) => char.IsWhiteSpace(letter) || letter is '-' or '.' or ',' or '_' or '/' or '\u00b7' || char.GetUnicodeCategory(letter) == UnicodeCategory.DashPunctuation;

    /// <summary>Sixteen letters and digits in one, or in four groups of four.</summary>
    private static IEnumerable<string> RecoveryCodesIn(string text)
    {
        var groups = new List<string>();
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                start = start < 0 ? at : start;
            }
            else if (start >= 0)
            {
                groups.Add(text[start..at]);
                start = -1;
            }
        }

        for (var at = 0; at < groups.Count; at++)
        {
            if (groups[at].Length == RecoveryCodeLength && Canonical(groups[at]) is { } whole)
            {
                yield return whole;
            }

            if (at + 3 < groups.Count && groups.Skip(at).Take(4).All(group => group.Length == 4) && Canonical(string.Concat(groups.Skip(at).Take(4))) is { } four)
            {
                yield return four;
            }
        }
    }

    private static string? Canonical(string code)
    {
        var canonical = string.Concat(code.ToUpperInvariant().Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter }));

        return canonical.All(Crockford.Contains) && canonical.Any(char.IsAsciiDigit) ? canonical : null;
    }
}
