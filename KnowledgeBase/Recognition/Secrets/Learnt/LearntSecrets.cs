using KnowledgeBase.Loading;

namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>
/// Hears secrets told in ways that no rule was written for: what stands around a word is compared with what stood around the secrets in
/// <c>Content/safety/secret-examples</c>. It looks last, at what the rules left.
/// </summary>
internal sealed class LearntSecrets
{
    /// <summary>Where the examples are.</summary>
    public const string Folder = "safety/secret-examples";

    private static readonly (SecretSense Sense, string Kind)[] KindsOfNumbers =
        [(SecretSense.SsnWords, SecretKind.Ssn), (SecretSense.CardWords, SecretKind.Card), (SecretSense.PinWords, SecretKind.Pin), (SecretSense.CodeWords, SecretKind.Code)];

    private readonly Task<SecretModel> _model;
    private readonly SureEnough _sure;

    /// <summary>Learning takes about a second, in which others may start, too; whoever needs it first waits.</summary>
    private LearntSecrets(Task<SecretModel> model, SureEnough sure)
    {
        _model = model;
        _sure = sure;
    }

    public static LearntSecrets From(ContentFolder content, SecretWords senses)
    {
        var sure = SureEnough.Read(content.Yaml("safety/secrets.yaml").Required("sure"));
        var examples = SecretExample.Read(content);
        // What people say counts twice, since it is among the examples, too: it is closer to what comes than what we say.
        var speech = content.TextsUnder("sayings", "answers", "topics", "acts", "wordings", "fixes");
        var common = CommonWord.Read(content);

        return new LearntSecrets(Task.Run(() => SecretTraining.Train(examples, speech, common, senses)), sure);
    }

    public void Find(SecretSearch search)
    {
        // An answer to a question for a detail looks like nothing that is said at any other time.
        if (!search.Asked.WantsNoDetail() && search.Asked is not (Asked.Words or Asked.ErrorText) && !search.Mention(SecretSense.PasswordWords)) { return; }
        var model = _model.GetAwaiter().GetResult();
        var units = SecretUnit.In(search, model.Words);
        var traits = new Traits(units);
        var first = -1;
        for (var at = 0; at <= units.Count; at++)
        {
            var isSecret = at < units.Count && IsSecret(search, units, traits, at, model);
            if (isSecret && first < 0) { first = at; }
            if (isSecret || first < 0) { continue; }
            search.Remove(units[first].First, units[at - 1].Last, KindOf(search, units[first]));
            first = -1;
        }
    }

    private bool IsSecret(SecretSearch search, List<SecretUnit> units, Traits traits, int at, SecretModel model)
    {
        // "the portal says MC-20418": no code that opens anything is spoken of.
        var isErrorCode = units[at].IsNameOrCode && !search.Mention(SecretSense.PasswordWords | SecretSense.LetteredCodeWords | SecretSense.EnteringWords);
        if (search.IsRemoved(units[at].First) || isErrorCode || IsWhatHappened(search, units[at]) || !traits.IsWorthALook(at))
        {
            traits.FollowsSecret = search.IsRemoved(units[at].First);

            return false;
        }
        traits.Take(at);

        return traits.FollowsSecret = model.ChanceOf(traits.Keys) >= _sure.For(search, traits, at);
    }

    /// <summary>"I think I got pickpocketed", "it has been hijacked": what was done to somebody, in a word that nobody taught us.</summary>
    private static bool IsWhatHappened(SecretSearch search, SecretUnit unit)
    {
        const int shortest = 5;
        var word = search.Text.Word(unit.First);

        return unit.First == unit.Last && unit.Before == ' ' && word.Length >= shortest && word.EndsWith("ed") && !search.Text.StartsCapital(unit.First)
            && search.Text.Word(unit.First - 1) is "got" or "get" or "gets" or "getting" or "gotten" or "been" or "being";
    }

    /// <summary>By the word that stands before; what is no number is most likely a password.</summary>
    private static string KindOf(SecretSearch search, SecretUnit unit)
    {
        const int near = 12;
        if (!search.Text.IsNumber(unit.First)) { return SecretKind.Password; }
        var password = search.Before(unit.First, SecretSense.PasswordWords, near);
        foreach (var (sense, kind) in KindsOfNumbers)
        {
            if (search.Before(unit.First, sense, near) > password) { return kind; }
        }

        return SecretKind.Password;
    }
}
