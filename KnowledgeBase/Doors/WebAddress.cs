using System.Globalization;
using System.Text;

namespace KnowledgeBase.Doors;

/// <summary>An address taken apart as a browser would: the host is what counts, whatever stands before or after it.</summary>
/// <param name="Host">As a reader sees it.</param>
internal sealed record WebAddress(string Host, string UserInfo, string Path, bool IsEmail)
{
    private const string Openers = "<([{\"'“‘«`*_";
    private const string Closers = ">)]}\"'”’»`*_.,;:!?…";
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    /// <summary>The host as a browser sends it; null for letters that no host can have.</summary>
    internal string? Ascii { get; private init; }

    /// <summary>Most messages hold none; this is the quick way to see it.</summary>
    internal static bool MayBeIn(string text) => text.AsSpan().ContainsAny('.', ':', '@') || text.AsSpan().ContainsAny('\u3002', '\uFF0E', '\uFF61')
        || text.Contains(" dot ", StringComparison.OrdinalIgnoreCase) || text.Contains(" punto ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Every address in a text, in order.</summary>
    internal static IEnumerable<WebAddress> AllIn(string text) =>
        Mend(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<WebAddress>();

    private static WebAddress? Read(string token)
    {
        token = token.TrimStart(Openers.ToCharArray()).TrimEnd(Closers.ToCharArray());
        var scheme = token.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme >= 0 ? token[(scheme + 3)..] : token.StartsWith("//", StringComparison.Ordinal) ? token[2..] : token;
        // Browsers read a backslash as a slash, so that what follows is path and no host.
        rest = rest.Replace('\\', '/').TrimStart('/');
        if (rest.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest["mailto:".Length..];
        }

        var end = rest.AsSpan().IndexOfAny("/?#");
        var authority = end < 0 ? rest : rest[..end];
        var path = end < 0 ? "" : rest[end..];
        var at = authority.LastIndexOf('@');
        var user = at < 0 ? "" : authority[..at];
        var host = Uri.UnescapeDataString(at < 0 ? authority : authority[(at + 1)..]);
        var port = host.IndexOf(':', StringComparison.Ordinal);
        host = (port < 0 ? host : host[..port]).Trim('.');

        return host.Length is 0 or > 253 || !IsHost(host, scheme >= 0 || path.Length > 0, scheme >= 0)
            ? null
            : Of(WithoutNextSentence(host, scheme >= 0 || path.Length > 0), Uri.UnescapeDataString(user), path.Split('?', '#')[0], at > 0 && scheme < 0 && path.Length == 0);
    }

    private static WebAddress Of(string host, string user, string path, bool isEmail)
    {
        var shown = Unicode(host.Normalize(NormalizationForm.FormKC).ToLowerInvariant());

        return new WebAddress(shown, user, path, isEmail) { Ascii = ToAscii(shown) };
    }

    /// <summary>Zero-width signs out, full-width dots and "dot" and "[.]" to dots, hxxp to http.</summary>
    private static string Mend(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '\u3002' or '\uFF0E' or '\uFF61')
            {
                mended.Append('.');
            }
            else if (char.GetUnicodeCategory(letter) != UnicodeCategory.Format)
            {
                mended.Append(letter);
            }
        }

        return mended.ToString()
            .Replace("[.]", ".", StringComparison.Ordinal).Replace("(.)", ".", StringComparison.Ordinal)
            .Replace(" dot ", ".", StringComparison.OrdinalIgnoreCase).Replace(" punto ", ".", StringComparison.OrdinalIgnoreCase)
            .Replace("hxxp", "http", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsHost(string host, bool isAddress, bool hasScheme)
    {
        var labels = host.Split('.');
        if (host.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
        {
            return false;
        }

        var isNumber = labels.All(label => label.Length > 0 && (label.All(char.IsAsciiDigit) || label.StartsWith("0x", StringComparison.OrdinalIgnoreCase)));

        return isNumber ? hasScheme || (isAddress && labels.Length == 4)
            : labels.Length > 1 && labels.All(label => label.Length > 0) && labels[^1].Length > 1 && labels[^1].Any(char.IsLetter)
                && host.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' || letter > '\u007f');
    }

    /// <summary>"I went to kp.org.Then": a capital after the dot begins a sentence.</summary>
    private static string WithoutNextSentence(string host, bool isAddress)
    {
        var last = host.LastIndexOf('.');

        return !isAddress && host.Count(letter => letter == '.') > 1 && char.IsUpper(host[last + 1]) && !host[..last].Any(char.IsUpper) ? host[..last] : host;
    }

    private static string Unicode(string host)
    {
        try
        {
            return Idn.GetUnicode(host);
        }
        catch (ArgumentException)
        {
            return host;
        }
    }

    private static string? ToAscii(string host)
    {
        try
        {
            return Idn.GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
