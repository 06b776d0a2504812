namespace KnowledgeBase.Recognition.Emergencies;

/// <summary>How much a text sounds like danger, from 0 to 1, and whether it holds words that only danger is told with.</summary>
internal readonly record struct DangerSound(double Sure, bool Tells);

/// <summary>
/// Decides whether somebody is in danger. Phrases name the dangers we thought of; people in danger find other words, and two models hear what those are like: the one that tells all problems
/// from one another, and one that knows nothing but danger.
/// </summary>
internal sealed class DangerHearing(EmergencyReader phrases, DangerModel model, Thresholds thresholds)
{
    /// <summary>Below this the second model is not asked: it could not make up for it.</summary>
    private const double Least = 0.003;

    /// <summary>A message with a name or a date in it that is no longer than this tells nothing else.</summary>
    private const int MostWordsOfDetail = 8;

    /// <param name="text">What was said, without its secrets.</param>
    /// <param name="among">How sure of danger the telling of all problems from one another is.</param>
    public DangerSound Sounds(string text, double among)
    {
        if (among < Least) { return default; }
        var heard = model.In(text);
        var sure = Between(among, heard.Share);

        return new DangerSound(sure, heard.HasDangerWord || (sure >= thresholds.EmergencySurely && heard.TellingWords >= thresholds.FewestWordsOfDanger));
    }

    /// <summary>The kind of danger, or whether it may be one.</summary>
    /// <param name="named">What a phrase names.</param>
    /// <param name="decoded">What else was understood.</param>
    /// <param name="sound">Of the whole message.</param>
    /// <param name="utterance">What was said.</param>
    /// <param name="words">How many.</param>
    /// <param name="among">How sure of danger the telling of all problems from one another is of a part of what was said.</param>
    public (string? Kind, bool MayBe) Judge(Danger? named, Decoded decoded, DangerSound sound, in Utterance utterance, int words, Func<string, double> among)
    {
        if (named is { } danger && !IsInPassing(danger, decoded, sound, among)) { return (danger.Kind, false); }

        // An answer to a question, or a detail, is made of words that the models know too little of.
        var isDetail = decoded.Entities.TellsWhoOrWhen && (utterance.Asked != Asked.Nothing || words <= MostWordsOfDetail);
        if (!sound.Tells || words < thresholds.FewestWordsOfDanger || decoded is { Act: not null, IsActLearnt: false } || isDetail) { return (null, false); }

        // Strong words are mostly anger at this site, and capitals may be a cry for help.
        var needed = utterance.Asked != Asked.Nothing ? thresholds.EmergencyInAnswer : decoded.Distressed ? thresholds.EmergencyInAnger : thresholds.Emergency;
        var left = phrases.WithoutTakenBack(utterance.Text) is { } part ? Sounds(part, among(part)) : sound;
        var sure = left.Tells ? Math.Min(left.Sure, sound.Sure) : 0;

        // Among short answers there are shaking hands and pills; a hint would be tiresome.
        var hinted = utterance.Asked == Asked.Nothing ? needed * thresholds.EmergencyHinted : words > MostWordsOfDetail ? thresholds.Emergency : needed;

        return sure >= needed ? (phrases.Unnamed, false) : (null, sure >= hinted);
    }

    /// <summary>
    /// A word of danger in a message in which the models hear none at all, and none in what is said right around the word either:
    /// "poison control told us it was nothing, so now my password". But "... and my account is locked, my wife collapsed" is danger.
    /// </summary>
    private bool IsInPassing(Danger named, Decoded decoded, DangerSound sound, Func<string, double> among)
    {
        if (named.IsPlain || decoded.Candidates.Count == 0 || sound.Sure >= thresholds.EmergencyInPassing) { return false; }
        foreach (var clause in named.Clauses)
        {
            // Of a clause that is hardly more than the word itself the models know too little.
            var words = clause.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            if (words < thresholds.FewestWordsOfDanger || Sounds(clause, among(clause)).Sure >= thresholds.EmergencyInClause) { return false; }
        }

        return true;
    }

    // What knows nothing but danger counts a little more.
    private static double Between(double among, double alone)
    {
        const double utmost = 0.997;
        const double alonesShare = 0.8;
        static double Odds(double share) => Math.Log(Math.Clamp(share, 1 - utmost, utmost) / (1 - Math.Clamp(share, 1 - utmost, utmost)));

        return 1 / (1 + Math.Exp(-(((1 - alonesShare) * Odds(among)) + (alonesShare * Odds(alone)))));
    }
}
