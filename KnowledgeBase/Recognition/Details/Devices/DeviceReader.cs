using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Devices;

/// <summary>What a member signs in with.</summary>
internal sealed class DeviceDetails
{
    public List<string> Browsers { get; } = [];

    public List<string> BrowserVersions { get; } = [];

    public List<string> Devices { get; } = [];

    public List<string> Systems { get; } = [];

    public List<string> SystemVersions { get; } = [];

    public List<string> AppVersions { get; } = [];

    public List<string> Platforms { get; } = [];

    public static void Add(List<string> list, string? value)
    {
        if (value is not null && !list.Contains(value))
        {
            list.Add(value);
        }
    }
}

/// <summary>Browsers, systems, devices and their versions, and whether it is the web site or the app.</summary>
internal sealed class DeviceReader
{
    private readonly DetailSearch _search;
    private readonly ScannedText _text;
    private readonly DeviceDetails _found = new();

    /// <summary>The last name that the member says they don't have or use.</summary>
    private int _denied = -1;

    private DeviceReader(DetailSearch search)
    {
        _search = search;
        _text = search.Text;
    }

    public static DeviceDetails Find(DetailSearch search)
    {
        var reader = new DeviceReader(search);
        for (var i = 0; i < search.Text.Count; i++)
        {
            if (search.Text.IsWord(i) && !search.IsTaken(i))
            {
                i = reader.ReadAt(i);
            }
        }

        reader.ReadLooseVersion();
        reader.ReadAnswer();

        return reader._found;
    }

    private int ReadAt(int i)
    {
        if (IsDenied(i))
        {
            _denied = i;
            return i;
        }

        if (UserAgent.ReadAt(_search, i, _found, out var last) || TryBrowser(i, out last) || TrySystem(i, out last) || TryDevice(i, out last))
        {
            return last;
        }

        TryApp(i);
        TrySite(i);
        return i;
    }

    /// <summary>"I don't have Chrome", "no tengo el Edge ese", "not Edge"; of a device only one that was never theirs: "I don't have my iPhone anymore" tells of it.</summary>
    private bool IsDenied(int i)
    {
        var isBrowser = DeviceWords.Browsers.Has(_text.Word(i));
        if (!isBrowser && !DeviceWords.Heads.Has(_text.Word(i)))
        {
            return false;
        }

        var before = Skip(Skip(i - 1, DeviceWords.Brands), isBrowser ? DeviceWords.Articles : DeviceWords.IndefiniteArticles);
        if (DeviceWords.Alternatives.Has(_text.Word(before)) && _denied >= 0 && Skip(Skip(before - 1, DeviceWords.Brands), DeviceWords.Articles) == _denied)
        {
            return true;
        }

        var denial = Skip(Skip(before, DeviceWords.HavingWords), DeviceWords.Adverbs);

        return DeviceWords.Denials.Has(_text.Word(denial)) && (denial < before || isBrowser);
    }

    private int Skip(int i, WordTable<bool> words)
    {
        while (i >= 0 && _text.IsWord(i) && words.Has(_text.Word(i)))
        {
            i--;
        }

        return i;
    }

    private bool TryBrowser(int i, out int last)
    {
        last = i;
        if (_text.Word(i) is "samsung" or "samsungs" && _text.Word(i + 1) is "internet" or "browser")
        {
            return AddBrowser("Samsung Internet", i + 1, out last);
        }

        if (_text.Word(i) is "duck" && _text.Word(i + 1) is "duck" && _text.Word(i + 2) is "go")
        {
            return AddBrowser("DuckDuckGo", i + 2, out last);
        }

        if (_text.Word(i) is "fire" && _text.Word(i + 1) is "fox")
        {
            return AddBrowser("Firefox", i + 1, out last);
        }

        if (!DeviceWords.Browsers.TryGet(_text.Word(i), out var name) || !IsMeantAsBrowser(i))
        {
            return false;
        }

        var end = _text.Word(i) is "mozilla" && _text.Word(i + 1) is "firefox" ? i + 1 : i;
        return AddBrowser(name, end, out last);
    }

    /// <summary>"on edge", "be brave", "at the opera", "chrome os" are no browsers.</summary>
    private bool IsMeantAsBrowser(int i)
    {
        var before = _text.Word(i - 1);
        return _text.Word(i) switch
        {
            "edge" => before is not ("galaxy" or "the" or "an" or "moto" or "cutting" or "bleeding" or "motorola") && !(before is "on" && _text.Word(i - 2) is "im" or "am" or "is" or "me" or "was"),
            "brave" => before is "on" or "in" or "using" or "use" or "with" or "the" or "my" or "," or "try" or "tried" || _text.Word(i + 1) is "browser" || _text.IsNumber(i + 1) || _text.Count <= 3 || (_text.StartsSentence(i) && _text.StartsCapital(i)),
            "explorer" => before is "internet" or "ie" or "on" or "using" or "microsoft",
            "chrome" => !(_text.Word(i + 1) is "os"),
            "silk" or "opera" => before is "on" or "in" or "using" or "use" or "with" or "amazon" or "my" or "the" || _text.Word(i + 1) is "browser" || _text.IsNumber(i + 1),
            "ie" => _text.IsNumber(i + 1) || before is "on" or "in" or "using" or "use" or "with" || _text.Word(i + 1) is "mode",
            _ => true,
        };
    }

    private bool AddBrowser(string name, int end, out int last)
    {
        DeviceDetails.Add(_found.Browsers, name);
        var version = VersionText.ReadBehind(_text, end, out last);
        last = version is null ? end : last;
        DeviceDetails.Add(_found.BrowserVersions, version ?? ReadVersionBefore(end));
        _search.Take(end, last);
        return true;
    }

    /// <summary>"version 141 of chrome"</summary>
    private string? ReadVersionBefore(int name)
    {
        var of = _text.Word(name - 1) is "google" or "microsoft" or "the" ? name - 2 : name - 1;
        if (_text.Word(of) is not "of")
        {
            return null;
        }

        var at = of - 1;
        while (at > 0 && (_text.IsNumber(at) || _text.IsSymbol(at, '.')))
        {
            at--;
        }

        return DeviceWords.VersionWords.Has(_text.Word(at)) ? VersionText.ReadAt(_text, at + 1, out _) : null;
    }

    private bool TrySystem(int i, out int last)
    {
        last = i;
        string? name = null;
        var end = i;
        var next = _text.Word(i + 1);
        if (next is "os" && _text.Word(i) is "mac" or "chrome" or "ipad" or "iphone")
        {
            name = _text.Word(i) is "mac" ? "macOS" : _text.Word(i) is "chrome" ? "ChromeOS" : _text.Word(i) is "ipad" ? "iPadOS" : "iOS";
            end = _text.Word(i + 2) is "x" ? i + 2 : i + 1;
        }
        else if (_text.Word(i) is "os" && next is "x")
        {
            (name, end) = ("macOS", i + 1);
        }
        else if (DeviceWords.Systems.TryGet(_text.Word(i), out var system) && IsMeantAsSystem(i))
        {
            name = system;
        }
        else if (DeviceWords.MacNames.TryGet(_text.Word(i), out var mac) && (_search.Before(i, MacCues, 8) >= 0 || _found.Systems.Contains("macOS")))
        {
            DeviceDetails.Add(_found.Systems, "macOS");
            var digits = VersionText.ReadBehind(_text, i, out last);
            last = digits is null ? i : last;
            DeviceDetails.Add(_found.SystemVersions, digits ?? (_text.Word(i - 1) is "high" ? $"High {mac}" : mac));
            _search.Take(i, last);
            return true;
        }

        if (name is null)
        {
            return false;
        }

        DeviceDetails.Add(_found.Systems, name);
        var version = name == "Linux" ? null : VersionText.ReadBehind(_text, end, out last) ?? ReadVersionName(name, end, out last);
        last = version is null ? end : last;
        DeviceDetails.Add(_found.SystemVersions, version);
        _search.Take(i, last);
        return true;
    }

    private static readonly WordTable<bool> MacCues = WordTable.Of("mac macos macbook imac os osx version running");

    private string? ReadVersionName(string system, int end, out int last)
    {
        last = end + 1;
        if (system == "macOS" && _text.Word(last) is "big" && _text.Word(last + 1) is "sur")
        {
            last++;
            return "Big Sur";
        }

        if (system == "macOS" && DeviceWords.MacNames.TryGet(_text.Word(_text.Word(last) is "high" ? last + 1 : last), out var name))
        {
            var isHigh = _text.Word(last) is "high";
            last += isHigh ? 1 : 0;
            // The digits behind the name say more than the name.
            if (VersionText.ReadBehind(_text, last, out var lastDigit) is { } digits)
            {
                last = lastDigit;
                return digits;
            }

            return isHigh ? $"High {name}" : name;
        }

        return system == "Windows" && _text.Word(last) is "xp" or "vista" ? _text.Word(last) is "xp" ? "XP" : "Vista" : null;
    }

    /// <summary>"close all windows", "a pop up window", "win" as in winning.</summary>
    private bool IsMeantAsSystem(int i)
    {
        if (_text.Word(i) is "win")
        {
            return _text.IsNumber(i + 1) || _text.Word(i + 1) is "xp";
        }

        if (_text.Word(i) is not "windows")
        {
            return true;
        }

        var before = _text.Word(i - 1);
        if (_text.IsNumber(i + 1) || _text.Word(i + 1) is "seven" or "eight" or "ten" or "eleven" or "xp" or "vista" or "laptop" or "pc" or "computer" or "desktop" or "machine" or "version" or "tablet" or "home" or "pro")
        {
            return true;
        }

        return !(before is "all" or "other" or "two" or "several" or "browser" or "private" or "incognito" or "open" or "close" or "these" or "up" or "many" or "multiple" or "both" or "more" or "new" or "those" or "chrome" or "the" || _text.IsNumber(i - 1))
            && (before is "on" or "my" or "microsoft" or "using" or "use" or "with" or "have" or "a" or "in" or "run" or "running" or "for" or "," or "con" or "en" or "uso" or "and" or "/" or ":" || _text.StartsCapital(i) && !_text.StartsSentence(i) || _text.Count <= 4);
    }

    private bool TryDevice(int i, out int last)
    {
        last = i;
        if (!DeviceWords.Heads.TryGet(_text.Word(i), out var head))
        {
            return _text.Word(i) is "one" && _text.Word(i + 1) is "plus" && _text.IsNumber(i + 2) && AddDevice("OnePlus", i, i + 1, out last);
        }

        // "my mac" is a device, "mac address" is not; "surface" and "pixel" are words too.
        if (_text.Word(i) is "mac" && !(_text.Word(i - 1) is "my" or "a" or "the" or "on" or "from" or "mi" or "our" || _text.Word(i + 1) is "mini" or "pro" or "studio") || _text.Word(i + 1) is "id" or "store" or "account" or "address" or "pay")
        {
            return false;
        }

        return AddDevice(head, i, i, out last);
    }

    private bool AddDevice(string head, int first, int end, out int last)
    {
        var name = new System.Text.StringBuilder(head);
        last = end;
        for (var i = end + 1; i < _text.Count && i <= end + 8;)
        {
            var part = ReadModelPart(i, out var next);
            if (part is null)
            {
                break;
            }

            name.Append(' ').Append(part);
            last = next - 1;
            i = next;
        }

        if (last == end && DeviceWords.Makers.Has(_text.Word(first)))
        {
            return false;
        }

        DeviceDetails.Add(_found.Devices, name.ToString());
        _search.Take(first, last);
        return true;
    }

    /// <summary>"14", "S22", "7a", "Pro", "9th gen".</summary>
    private string? ReadModelPart(int i, out int next)
    {
        next = i + 1;
        if (_text.IsNumber(i))
        {
            if (VersionText.ReadAt(_text, i, out var last) is { } whole)
            {
                return whole.Contains('.') || IsYear(i) || _text.LengthOf(i) > 4 || _search.IsTaken(i) ? null : Use(whole, last + 1, out next);
            }

            // "7a", "9th gen"
            if (!_text.IsWord(i + 1) || !_text.IsGlued(i + 1) || _text.LengthOf(i + 1) > 2 || _text.Word(i + 1) is "am" or "pm" or "x")
            {
                return null;
            }

            var suffix = _text.Word(i + 1).ToString();
            if (suffix is "st" or "nd" or "rd" or "th")
            {
                return _text.Word(i + 2) is "gen" or "generation" ? Use($"{_text.Word(i)}{suffix} gen", i + 3, out next) : null;
            }

            return Use($"{_text.Word(i)}{(suffix == "g" ? "G" : suffix)}", i + 2, out next);
        }

        if (!_text.IsWord(i))
        {
            return null;
        }

        // "s22", "a54", "g5", "hd10"
        if (_text.IsNumber(i + 1) && _text.IsGlued(i + 1) && _text.LengthOf(i) <= 2)
        {
            var end = _text.IsWord(i + 2) && _text.IsGlued(i + 2) && _text.LengthOf(i + 2) <= 2 ? i + 3 : i + 2;
            var model = _text.Written(i, end - 1);
            return Use(model[.._text.LengthOf(i)].ToUpperInvariant() + model[_text.LengthOf(i)..], end, out next);
        }

        if (!DeviceWords.Tails.TryGet(_text.Word(i), out var tail) || (_text.LengthOf(i) == 1 && !(_text.IsNumber(i + 1) || _text.Word(i + 1) is "fold" or "flip" or "power" or "stylus" || _text.Word(i) is "x" && _text.Word(i - 1) is "iphone")))
        {
            return null;
        }

        // "go to", "edge browser", "plus I can't": the word belongs to what follows.
        var isWord = _text.Word(i) is "go" or "note" or "edge" or "fire" or "touch" or "power" or "book" && !(_text.IsNumber(i + 1) || _text.Word(i - 1) is "surface" or "kindle" or "galaxy" or "moto" or "ipod" or "samsung");
        return isWord ? null : Use(tail, i + 1, out next);
    }

    /// <summary>"MacBook Pro 2015" was made then; it is not called so.</summary>
    private bool IsYear(int i) => _text.LengthOf(i) == 4 && _text.ValueOf(i) is >= 1995 and <= 2040;

    private static string Use(string part, int after, out int next)
    {
        next = after;
        return part;
    }

    /// <summary>"app v7.3", "the kp app version 4.12", "version 4.12 of the app", "la versión de la app es 9.1.2".</summary>
    private void TryApp(int i)
    {
        if (!IsApp(i))
        {
            return;
        }

        DeviceDetails.Add(_found.Platforms, "mobile");
        var version = VersionText.ReadBehind(_text, i, out var last);
        if (version is not null && (version.Contains('.') || DeviceWords.VersionWords.Has(_text.Word(last - 1))))
        {
            DeviceDetails.Add(_found.AppVersions, version);
            _search.Take(i, last);
        }
        else
        {
            DeviceDetails.Add(_found.AppVersions, ReadVersionBefore(i));
        }
    }

    /// <summary>The plan's app; an authenticator app is another matter.</summary>
    private bool IsApp(int i)
    {
        if (_text.Word(i) is not ("app" or "aplicacion" or "apps"))
        {
            return false;
        }

        return _text.Word(i - 1) is not ("authenticator" or "authentication" or "auth" or "authy" or "google" or "microsoft" or "text" or "messages" or "another" or "code" or "verification" or "mail" or "email" or "password" or "other" or "okta")
            && _text.Word(i + 1) is not ("store" or "code" or "codes") && !(_text.Word(i + 1) is "de" && _text.Word(i + 2) is "autenticacion");
    }

    private void TrySite(int i)
    {
        if (_text.Word(i) is "website" or "webpage" or "websites" or "web" or "site" or "sitio" or "navegador" && !(_text.Word(i - 1) is "other" or "another" or "every" or "which" || _text.Word(i + 1) is "browser" or "chat" or "data"))
        {
            DeviceDetails.Add(_found.Platforms, "web");
        }
        else if (_text.Word(i) is "browser" && _text.Word(i - 1) is "the" or "my" or "a" or "any" && _text.Word(i - 2) is "through" or "in" or "on" or "from" or "using" or "with" or "via" or "use")
        {
            DeviceDetails.Add(_found.Platforms, "web");
        }
    }

    /// <summary>"firefox, version 115.4", "version 4.12": a version that stands apart from the name it belongs to.</summary>
    private void ReadLooseVersion()
    {
        for (var i = 0; i < _text.Count; i++)
        {
            if (_search.IsTaken(i) || !_text.IsNumber(i) || (_text.IsGlued(i) && i > 0 && _text.Word(i - 1) is not ("v" or "," or "(")) || VersionText.ReadAt(_text, i, out var last) is not { } version)
            {
                continue;
            }

            var isCalledVersion = DeviceWords.VersionWords.Has(_text.Word(i - 1)) || (_text.Word(i - 1) is "is" or "es" or ":" or "," && _search.Before(i, DeviceWords.VersionWords, 6) >= 0);
            var isAnswer = _search.Asked is Asked.Version or Asked.Browser or Asked.Device && (version.Contains('.') || _text.Count <= 4) && !_search.IsAnyTaken(i, last);
            if (isCalledVersion || isAnswer)
            {
                AddLoose(version);
                _search.Take(i, last);
            }

            i = last;
        }
    }

    private void AddLoose(string version)
    {
        if (_found.Platforms.Contains("mobile") && _found.AppVersions.Count == 0 && _search.Asked is not Asked.Browser)
        {
            DeviceDetails.Add(_found.AppVersions, version);
        }
        else if (_found.Browsers.Count > _found.BrowserVersions.Count || _search.Asked == Asked.Browser)
        {
            DeviceDetails.Add(_found.BrowserVersions, version);
        }
        else if (_found.Systems.Count > _found.SystemVersions.Count || _search.Asked == Asked.Device)
        {
            DeviceDetails.Add(_found.SystemVersions, version);
        }
        else if (_search.Asked == Asked.Version)
        {
            DeviceDetails.Add(_found.AppVersions, version);
        }
    }

    public static readonly WordTable<bool> Computers = WordTable.Of("computer laptop desktop pc computadora portatil mac ordenador browser chromebook macbook page compu lap");
    private static readonly WordTable<bool> Phones = WordTable.Of("phone iphone tablet ipad android cell mobile telefono celular tableta");
    private static readonly WordTable<bool> NoAnswer = WordTable.Of("dont know idk not sure no none unsure remember se skip why what");

    /// <summary>An answer to "website or app", or to "which device", that names none of the known ones.</summary>
    private void ReadAnswer()
    {
        if (_search.Asked is Asked.Choice or Asked.SinceWhen && _found.Platforms.Count == 0)
        {
            DeviceDetails.Add(_found.Platforms, _search.Mentions(Computers) ? "web" : null);
        }

        if (_search.Asked != Asked.Device || _found.Devices.Count > 0 || _found.Systems.Count > 0 || _text.Count > 5 || _text.Count == 0 || _search.Mentions(NoAnswer))
        {
            return;
        }

        if (_search.Mentions(Computers) || _search.Mentions(Phones))
        {
            var first = _text.Word(0) is "my" or "a" or "an" or "the" or "mi" or "un" or "on" ? _text.Word(1) is "my" or "a" or "the" ? 2 : 1 : 0;
            var last = _text.IsSymbol(_text.Count - 1, '.') || _text.IsSymbol(_text.Count - 1, '!') ? _text.Count - 2 : _text.Count - 1;
            if (first <= last)
            {
                DeviceDetails.Add(_found.Devices, _text.Written(first, last));
            }
        }
    }
}
