using KnowledgeBase.Facts;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Says what a parent may see of a child, and on which day that changes, as parts of the wording file <c>access</c>.</summary>
internal static class ParentView
{
    internal static IReadOnlyList<(string Wording, Values Values)> Parts(Birth? birth, string? region, DateOnly today, FactLibrary facts)
    {
        if (birth is not { } known)
        {
            return [("age-not-known", Values.None)];
        }

        var rules = new ChildAccess(facts);
        var view = rules.Of(known, region, today);
        var parts = new List<(string, Values)> { (Now(view, rules.IsYoung(known, today)), Values.None) };
        if (view.IsNew && known.AgeOn(today) is var age)
        {
            parts.Add(("changes-to-limited-today", Values.None.With("age", age)));
        }

        if (view.Now == AccessLevel.NotKnown && rules.MayRequest(known, today))
        {
            parts.Add(("can-request", Values.None));
        }

        if (view.NextAge is { } next)
        {
            parts.Add(Change(view, next, today));
        }

        return parts;
    }

    private static string Now(AccessView view, bool isYoung) => view.Now switch
    {
        AccessLevel.Full => "full",
        AccessLevel.Limited => "limited",
        AccessLevel.None => "none",
        AccessLevel.NotKnown => isYoung ? "young-not-known" : "not-known",
    };

    private static (string, Values) Change(AccessView view, int age, DateOnly today)
    {
        var to = view.Next == AccessLevel.Limited ? "changes-to-limited" : "changes-to-none";
        var values = Values.None.With("age", age);

        return view.NextDay switch
        {
            null => ($"{to}-at", values),
            { } day when day == today.AddDays(1) => ($"{to}-tomorrow", values),
            { } day => ($"{to}-on", values.With("day", day, day)),
        };
    }
}
