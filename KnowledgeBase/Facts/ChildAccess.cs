using System.Globalization;

namespace KnowledgeBase.Facts;

/// <summary>How much of a child's record a parent sees online.</summary>
public enum AccessLevel { Full, Limited, None, NotKnown }

/// <summary>What a parent sees of a child now, and what the next birthday that matters changes.</summary>
/// <param name="NextAge">The age at which it changes; null when nothing is known to change.</param>
/// <param name="NextDay">The day on which it changes; null when only the age is known.</param>
public sealed record AccessView(AccessLevel Now, AccessLevel Next, int? NextAge, DateOnly? NextDay)
{
    /// <summary>It has changed on this very day.</summary>
    public bool IsNew { get; init; }
}

/// <summary>Reads from the dated facts what the plan's rules for a region say about a child's age. Where there is no rule, it says so and guesses nothing.</summary>
public sealed class ChildAccess(FactLibrary facts)
{
    private const string FullEnds = "full-child-access-ends-at";
    private const string ParentEnds = "parent-access-ends-at";
    private const string Adult = "adult-from";
    private const string LeastTeenAge = "teen-access-from";
    private const string TeenRequest = "teen-request-from";

    /// <summary>From here on somebody decides for themselves, everywhere.</summary>
    public int AdultFrom => Number(facts.Find(Adult)!);

    public bool IsAdult(Birth birth, DateOnly today) => birth.AgeOn(today) >= AdultFrom;

    /// <summary>Below the least age at which any place we know of limits a parent's view.</summary>
    public bool IsYoung(Birth birth, DateOnly today) => birth.AgeOn(today) < Number(facts.Find(LeastTeenAge)!);

    /// <summary>The plan takes requests to see a part of a teen's record.</summary>
    public bool MayRequest(Birth birth, DateOnly today) =>
        facts.Find(TeenRequest) is { } fact && facts.IsOfThisPlan(fact) && birth.AgeOn(today) >= Number(fact) && !IsAdult(birth, today);

    public AccessView Of(Birth birth, string? region, DateOnly today)
    {
        var age = birth.AgeOn(today);
        var end = Rule(ParentEnds, region) ?? AdultFrom;
        if (Rule(FullEnds, region) is not { } limit)
        {
            return View(age >= end ? AccessLevel.None : AccessLevel.NotKnown, AccessLevel.None, age >= end ? null : end);
        }

        return age < limit ? View(AccessLevel.Full, AccessLevel.Limited, limit)
            : age < end ? View(AccessLevel.Limited, AccessLevel.None, end) with { IsNew = birth.Birthday(limit) == today }
            : View(AccessLevel.None, AccessLevel.None, null);

        AccessView View(AccessLevel now, AccessLevel next, int? nextAge) => new(now, next, nextAge, nextAge is { } at ? birth.Birthday(at) : null);
    }

    /// <summary>The age that a rule names for a region of this plan.</summary>
    private int? Rule(string rule, string? region) => region is not null && facts.All.FirstOrDefault(fact =>
        (fact.Id == rule || fact.Id.StartsWith($"{rule}-in-", StringComparison.Ordinal)) && fact.RegionId == region && facts.IsOfThisPlan(fact)) is { } found
        ? Number(found)
        : null;

    private static int Number(Fact fact) => int.Parse(fact.Value, CultureInfo.InvariantCulture);
}
