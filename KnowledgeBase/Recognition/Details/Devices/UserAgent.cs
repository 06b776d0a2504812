using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Devices;

/// <summary>A browser's own description of itself, pasted from a settings page: "Mozilla/5.0 (...) ...".</summary>
internal static class UserAgent
{
    private const int LongestAgent = 400;

    /// <summary>Browsers by their mark; those built on others come first, because they carry the others' marks too.</summary>
    private static readonly (string Mark, string Name)[] Marks =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edge/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("DuckDuckGo/", "DuckDuckGo"),
        ("Vivaldi/", "Vivaldi"), ("Silk/", "Silk"), ("CriOS/", "Chrome"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Trident/", "Internet Explorer"),
    ];

    public static bool ReadAt(DetailSearch search, int i, DeviceDetails found, out int last)
    {
        last = i;
        var text = search.Text;
        if (text.Word(i) is not "mozilla" || !text.IsSymbol(i + 1, '/') || !text.IsNumber(i + 2))
        {
            return false;
        }

        while (last + 1 < text.Count && text[last + 1].Kind != TokenKind.LineEnd && text.Word(last + 1) is not ("\"" or "'") && text[last + 1].End - text[i].Start < LongestAgent)
        {
            last++;
        }

        search.Take(i, last);
        Read(text.Written(i, last), found);
        return true;
    }

    private static void Read(string agent, DeviceDetails found)
    {
        foreach (var (mark, name) in Marks)
        {
            if (VersionBehind(agent, mark) is { } version)
            {
                DeviceDetails.Add(found.Browsers, name);
                DeviceDetails.Add(found.BrowserVersions, name == "Internet Explorer" ? VersionBehind(agent, "rv:") : version);
                break;
            }
        }

        if (found.Browsers.Count == 0 && agent.Contains("Safari/", StringComparison.Ordinal))
        {
            DeviceDetails.Add(found.Browsers, "Safari");
            DeviceDetails.Add(found.BrowserVersions, VersionBehind(agent, "Version/"));
        }

        ReadSystem(agent, found);
    }

    private static void ReadSystem(string agent, DeviceDetails found)
    {
        if (agent.Contains("iPhone", StringComparison.Ordinal) || agent.Contains("iPad", StringComparison.Ordinal))
        {
            var isPad = agent.Contains("iPad", StringComparison.Ordinal);
            DeviceDetails.Add(found.Devices, isPad ? "iPad" : "iPhone");
            DeviceDetails.Add(found.Systems, isPad ? "iPadOS" : "iOS");
            DeviceDetails.Add(found.SystemVersions, (VersionBehind(agent, "iPhone OS ") ?? VersionBehind(agent, "CPU OS "))?.Replace('_', '.'));
        }
        else if (agent.Contains("Android", StringComparison.Ordinal))
        {
            DeviceDetails.Add(found.Systems, "Android");
            DeviceDetails.Add(found.SystemVersions, VersionBehind(agent, "Android "));
            DeviceDetails.Add(found.Devices, AndroidModel(agent));
        }
        else if (VersionBehind(agent, "Windows NT ") is { } windows)
        {
            DeviceDetails.Add(found.Systems, "Windows");
            DeviceDetails.Add(found.SystemVersions, windows switch { "10.0" => "10", "6.3" => "8.1", "6.2" => "8", "6.1" => "7", _ => windows });
        }
        else if (agent.Contains("CrOS", StringComparison.Ordinal))
        {
            DeviceDetails.Add(found.Systems, "ChromeOS");
        }
        else if (VersionBehind(agent, "Mac OS X ") is { } mac)
        {
            DeviceDetails.Add(found.Systems, "macOS");
            DeviceDetails.Add(found.SystemVersions, mac.Replace('_', '.'));
        }
        else if (agent.Contains("Linux", StringComparison.Ordinal))
        {
            DeviceDetails.Add(found.Systems, "Linux");
        }
    }

    /// <summary>"Android 13; SM-S911B)": what stands between the version and the bracket. Browsers that hide it write K.</summary>
    private static string? AndroidModel(string agent)
    {
        var start = agent.IndexOf("Android ", StringComparison.Ordinal);
        var from = agent.IndexOf(';', start);
        var to = from < 0 ? -1 : agent.AsSpan(from).IndexOfAny(')', '/');
        if (to < 0)
        {
            return null;
        }

        var model = agent.AsSpan(from + 1, to - 1).Trim();
        var build = model.IndexOf(" Build", StringComparison.Ordinal);
        model = build > 0 ? model[..build] : model;
        return model.Length is 0 or > 40 || model is "K" ? null : model.ToString();
    }

    private static string? VersionBehind(string agent, string mark)
    {
        var at = agent.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var end = at += mark.Length;
        while (end < agent.Length && (char.IsAsciiDigit(agent[end]) || agent[end] is '.' or '_'))
        {
            end++;
        }

        return end > at ? agent[at..end].TrimEnd('.', '_') : null;
    }
}
