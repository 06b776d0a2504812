namespace KnowledgeBase.Recognition.Unknown;

/// <summary>
/// Groups wordings by the telling words they share: each joins the group whose first wording it shares most with, the rare words weighing
/// more, or begins one of its own. Simple on purpose: an editor sees from the shared words why two stand together.
/// </summary>
public static class WordingClusters
{
    /// <summary>The share of their words, weighed by rarity, that two wordings must have in common.</summary>
    private const double EnoughShared = 0.4;

    private const int MostExamples = 3;
    private const int MostSharedWords = 6;

    /// <summary>Groups of at least so many conversations, the biggest first.</summary>
    public static IReadOnlyList<WordingCluster> Of(IReadOnlyList<UnknownWording> wordings, int fewestConversations)
    {
        var weights = Weights(wordings);
        var groups = new List<List<UnknownWording>>();
        // Which groups begin with a wording that has the word: the others share nothing and need no look.
        var groupsOf = new Dictionary<string, List<int>>();
        foreach (var wording in wordings.Where(wording => wording.Words.Count > 0).OrderByDescending(wording => wording.Words.Count).ThenBy(wording => wording.Text, StringComparer.Ordinal))
        {
            var best = Best(wording, groups, groupsOf, weights);
            if (best >= 0)
            {
                groups[best].Add(wording);
                continue;
            }

            groups.Add([wording]);
            foreach (var word in wording.Words.Distinct())
            {
                if (!groupsOf.TryGetValue(word, out var having)) { groupsOf[word] = having = []; }
                having.Add(groups.Count - 1);
            }
        }

        var mask = new PersonalMask(wordings);

        return [.. groups.Select(group => Cluster(group, mask)).Where(cluster => cluster.Conversations >= fewestConversations)
            .OrderByDescending(cluster => cluster.Conversations).ThenByDescending(cluster => cluster.Count).ThenBy(cluster => string.Join(' ', cluster.SharedWords), StringComparer.Ordinal)];
    }

    private static int Best(UnknownWording wording, List<List<UnknownWording>> groups, Dictionary<string, List<int>> groupsOf, Dictionary<string, double> weights)
    {
        var (best, most) = (-1, EnoughShared);
        foreach (var group in wording.Words.Where(groupsOf.ContainsKey).SelectMany(word => groupsOf[word]).Distinct().Order())
        {
            var shared = Shared(wording.Words, groups[group][0].Words, weights);
            if (shared > most || (best < 0 && shared >= most)) { (best, most) = (group, shared); }
        }

        return best;
    }

    private static double Shared(IReadOnlyList<string> one, IReadOnlyList<string> other, Dictionary<string, double> weights)
    {
        var both = one.Intersect(other).Sum(word => weights[word]);
        var smaller = Math.Min(one.Distinct().Sum(word => weights[word]), other.Distinct().Sum(word => weights[word]));
        var either = one.Union(other).Sum(word => weights[word]);

        // Half by all words of the two, half by those of the shorter: "the dongle" belongs to a story about the dongle.
        return either == 0 ? 0 : ((both / either) + (both / smaller)) / 2;
    }

    private static Dictionary<string, double> Weights(IReadOnlyList<UnknownWording> wordings) =>
        wordings.SelectMany(wording => wording.Words.Distinct()).GroupBy(word => word)
            .ToDictionary(word => word.Key, word => Math.Log(1 + (wordings.Count / (double)word.Count())));

    private static WordingCluster Cluster(List<UnknownWording> group, PersonalMask mask)
    {
        var shared = group.SelectMany(wording => wording.Words.Distinct()).GroupBy(word => word).Where(word => word.Count() * 2 > group.Count || group.Count == 1)
            .OrderByDescending(word => word.Count()).ThenBy(word => word.Key, StringComparer.Ordinal).Select(word => mask.Hide(word.Key)).Distinct().Take(MostSharedWords);
        var nearest = group.Where(wording => wording.Nearest is not null).GroupBy(wording => wording.Nearest).OrderByDescending(near => near.Count()).ThenBy(near => near.Key, StringComparer.Ordinal).FirstOrDefault();

        return new WordingCluster(group.Count, group.Select(wording => wording.Conversation).Distinct().Count(), [.. shared], nearest?.Key,
            [.. group.OrderBy(wording => wording.Text.Length).Select(wording => mask.Hide(wording.Text)).Distinct().Take(MostExamples)]);
    }
}
