using KnowledgeBase.Facts;

namespace KnowledgeBase.Doors;

/// <summary>Tells the plan's own addresses from old ones, from another region's, and from those that only look like them (FEATURES F7). It opens none.</summary>
public sealed class DoorCheck
{
    /// <summary>Longer names may be cut or padded by more letters and still be meant.</summary>
    private const int LongName = 8;

    /// <summary>A host longer than this is compared no further: it is no slip of a key.</summary>
    private const int LongestCompared = 64;

    private readonly IReadOnlyList<Door> _doors;
    private readonly HashSet<string> _bait;
    private readonly HashSet<string> _shortLinks;

    /// <summary>Names by which the plan's addresses are known: the word before the ending, and the words of its name.</summary>
    private readonly string[] _brands;

    public DoorCheck(FactLibrary facts)
    {
        var plan = facts.Plan("name")?.Value;
        _doors =
        [
            .. facts.All.Where(fact => fact.Id.Contains("door-", StringComparison.Ordinal) && facts.IsOfThisPlan(fact)).Select(Door.From),
            .. facts.Plan("portal-address") is { } portal ? [Door.From(portal)] : Array.Empty<Door>(),
        ];
        _bait = [.. Words(facts, "bait-words")];
        _shortLinks = [.. Words(facts, "short-links")];
        _brands =
        [
            .. _doors.Where(door => door.Kind == DoorKind.Right).Select(door => door.Host.Split('.')[^2])
                .Concat((plan ?? "").ToLowerInvariant().Split(' ').Where(word => word.Length >= 5 && !_bait.Contains(word)))
                .Select(Likeness.Of).Distinct().OrderByDescending(brand => brand.Length),
        ];
    }

    /// <summary>Nobody asks about more at once; a page full of links must not cost more either.</summary>
    private const int MostAddresses = 32;

    /// <summary>The judgement on the most doubtful address in a text; null when there is none.</summary>
    /// <param name="text">What was typed or pasted.</param>
    /// <param name="region">The member's region by its id, when it is known.</param>
    public DoorJudgement? Judge(string text, string? region = null) => WebAddress.MayBeIn(text)
        ? WebAddress.AllIn(text).Distinct().Take(MostAddresses).Select(address => Judge(address, region)).MaxBy(judgement => judgement.Verdict)
        : null;

    private DoorJudgement Judge(WebAddress address, string? region)
    {
        var host = address.Ascii ?? address.Host;
        var door = _doors.Where(known => known.Opens(host, address.Path)).MaxBy(known => known.Host.Length + known.Path.Length);
        if (door is not null)
        {
            var verdict = door.Kind switch
            {
                DoorKind.Right => DoorVerdict.Right,
                DoorKind.Old => DoorVerdict.Old,
                DoorKind.Region => door.Region == region ? DoorVerdict.Right : DoorVerdict.OtherRegion,
            };

            return new DoorJudgement(host, verdict, DoorTrick.None, address.IsEmail) { Region = door.Region };
        }

        return TrickOf(address) switch
        {
            DoorTrick.None => new DoorJudgement(host, DoorVerdict.Elsewhere, DoorTrick.None, address.IsEmail),
            DoorTrick.Numbers => new DoorJudgement(host, DoorVerdict.Hidden, DoorTrick.Numbers, address.IsEmail),
            DoorTrick.ShortLink => new DoorJudgement(host, DoorVerdict.Hidden, DoorTrick.ShortLink, address.IsEmail),
            var trick => new DoorJudgement(host, DoorVerdict.LookAlike, trick, address.IsEmail),
        };
    }

    private DoorTrick TrickOf(WebAddress address)
    {
        var shown = address.Host;
        var seen = Likeness.Of(shown);
        var isForeign = shown.Any(letter => letter > '\u007f');

        return address switch
        {
            _ when shown.All(letter => char.IsAsciiDigit(letter) || letter is '.') || shown.StartsWith("0x", StringComparison.Ordinal) => DoorTrick.Numbers,
            _ when _shortLinks.Contains(shown) => DoorTrick.ShortLink,
            { Ascii: null } => DoorTrick.Punycode,
            _ when isForeign && shown.Split('.').Any(Likeness.MixesScripts) => DoorTrick.MixedScript,
            _ when isForeign && (IsDoor(seen) || HoldsBrand(seen)) => DoorTrick.Homoglyph,
            _ when isForeign && shown.Contains("xn--", StringComparison.Ordinal) => DoorTrick.Punycode,
            _ when address.UserInfo.Length > 0 && HoldsDoor(address.UserInfo) => DoorTrick.UserInfo,
            _ when IsDoor(seen) => DoorTrick.Homoglyph,
            _ when HoldsDoor(seen) => DoorTrick.Subdomain,
            _ when HasOtherEnding(seen) => DoorTrick.WrongEnding,
            _ when IsSlip(seen) => DoorTrick.Typo,
            _ when HoldsBrand(seen) => DoorTrick.AddedWords,
            _ when HoldsDoor(address.Path) => DoorTrick.InPath,
            _ => DoorTrick.None,
        };
    }

    private bool IsDoor(string seen) => _doors.Any(door => seen == Likeness.Of(door.Host) || seen.EndsWith($".{Likeness.Of(door.Host)}", StringComparison.Ordinal));

    /// <summary>One of the plan's addresses stands in it, as whole words, though it isn't where it counts.</summary>
    private bool HoldsDoor(string text)
    {
        var seen = $".{Likeness.Of(text.ToLowerInvariant()).Replace('-', '.').Replace('/', '.').Replace('_', '.').Replace(':', '.')}.";

        return _doors.Any(door => seen.Contains($".{Likeness.Of(door.Host)}.", StringComparison.Ordinal));
    }

    private bool HasOtherEnding(string seen)
    {
        var labels = seen.Split('.');

        return labels.Length >= 2 && _doors.Any(door => door.Kind == DoorKind.Right && labels[^2] == Likeness.Of(door.Host.Split('.')[^2]));
    }

    /// <summary>The plan's name among other words: whole, or glued to words that baits are made of.</summary>
    private bool HoldsBrand(string seen) => seen.Split('.', '-', '_').Any(word => _brands.Any(brand =>
        word == brand || (brand.Length >= LongName - 2 && word.Contains(brand, StringComparison.Ordinal)) || IsGluedToBait(word, brand)));

    private bool IsGluedToBait(string word, string brand)
    {
        var rest = word.StartsWith(brand, StringComparison.Ordinal) ? word[brand.Length..] : word.EndsWith(brand, StringComparison.Ordinal) ? word[..^brand.Length] : null;

        return rest is { Length: > 0 } && (_bait.Any(bait => Likeness.Of(bait) == rest) || rest.All(char.IsAsciiDigit)
            || _bait.Any(bait => bait.Length > 2 && rest.StartsWith(Likeness.Of(bait), StringComparison.Ordinal)));
    }

    private bool IsSlip(string seen)
    {
        var labels = seen.Split('.');
        var domain = labels.Length < 2 ? seen : $"{labels[^2]}.{labels[^1]}";
        if (domain.Length > LongestCompared)
        {
            return false;
        }

        return _doors.Where(door => door.Kind == DoorKind.Right).Select(door => Likeness.Of(string.Join('.', door.Host.Split('.')[^2..]))).Any(door =>
            Likeness.Distance(domain, door) is var slips && (door.Length > LongName ? slips <= 2 : slips <= 1 && (domain[0] == door[0] || domain.Length == door.Length && domain[0] == door[1])));
    }

    private static string[] Words(FactLibrary facts, string id) => facts.Find(id)?.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
