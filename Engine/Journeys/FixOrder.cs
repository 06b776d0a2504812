using KnowledgeBase.Topics;

namespace Engine.Journeys;

/// <summary>
/// The order in which the fixes of a problem are offered: as its content file has it, with those moved up a little that cure what agents found to be behind this problem. It is bounded:
/// evidence never moves what must stay where the writer put it, and never leaves a fix out.
/// </summary>
internal static class FixOrder
{
    /// <summary>Fewer confirmed causes of a problem say nothing (and could point to a person; POLICY, analytics).</summary>
    internal const int FewestConfirmed = 11;

    /// <summary>A fix passes at most so many others.</summary>
    internal const int MostPlaces = 2;

    /// <summary>How much more of the confirmed causes a fix must cure than the one it passes, so that the order does not change with every ticket.</summary>
    internal const double Margin = 0.1;

    /// <summary>Here the order itself is what keeps the member safe.</summary>
    private const string Security = "account-compromised";

    internal static IReadOnlyList<Fix> Of(Topic topic, FixLibrary fixes, IReadOnlyDictionary<(string Topic, string Cause), int> confirmed)
    {
        List<Fix> order = [.. topic.Fixes.Select(fixes.Find).OfType<Fix>()];
        var counts = topic.Causes.ToDictionary(cause => cause.Id, cause => confirmed.GetValueOrDefault((topic.Id, cause.Id)));
        double total = counts.Values.Sum();
        if (total < FewestConfirmed || topic.Id == Security)
        {
            return order;
        }

        // What cures many causes counts for each of them in part: a last resort must not overtake what was written for one.
        double ShareOf(Fix fix) => fix.Cures.Where(counts.ContainsKey).Select(cause => counts[cause] / total).DefaultIfEmpty().Average();
        for (var place = 1; place < order.Count; place++)
        {
            for (var at = place; at > Math.Max(0, place - MostPlaces) && MayPass(order[at], order[at - 1]) && ShareOf(order[at]) >= ShareOf(order[at - 1]) + Margin; at--)
            {
                (order[at], order[at - 1]) = (order[at - 1], order[at]);
            }
        }

        return order;
    }

    /// <summary>Nothing passes, or is passed by, what can lock the account, waits out a lock, is done by somebody else or changes the account; nor does a fix pass one that makes no sense after it.</summary>
    private static bool MayPass(Fix fix, Fix earlier) => !IsPinned(fix) && !IsPinned(earlier) && !earlier.NotAfter.Contains(fix.Id);

    internal static bool IsPinned(Fix fix) => fix.SpendsATry || fix.IsAWait || fix.AsksIfDone || fix.DoneBy is not null;
}
