namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>What is known of one unit and what stands around it, each as a number that is the same wherever the same is known.</summary>
internal sealed class Traits
{
    /// <summary>More than any unit has.</summary>
    private const int Most = 128;

    private const int Behind = 7;
    private const int Ahead = 4;

    /// <summary>Words whose nearness tells; each is looked for in front of a unit and behind it. First those that tell of secrets, then those that name what is none.</summary>
    private static readonly SecretSense[] Cues =
    [
        SecretSense.PasswordWords,
        SecretSense.PinWords | SecretSense.LockWords,
        SecretSense.CodeWords | SecretSense.LetteredCodeWords,
        SecretSense.SsnWords,
        SecretSense.CardWords | SecretSense.CardChecks,
        SecretSense.AnswerCues | SecretSense.QuestionTopics,
        SecretSense.TypingWords | SecretSense.ChangingWords,
        SecretSense.CodeVerbs | SecretSense.DeliveringVerbs,
        SecretSense.Refusals,
        SecretSense.UserWords,
        SecretSense.WantedNumbers,
        SecretSense.OpenCodeWords | SecretSense.TraceWords,
        SecretSense.PhoneWords,
        SecretSense.NameWords,
        SecretSense.NamesWithNumbers,
    ];

    /// <summary>Where a user name stands among the cues. From here on they name what is no secret; but whoever tells a user name may tell the password with it.</summary>
    private const int UserCue = 9;

    private const ulong DigitsAndLetters = 4;
    private const ulong Digits = 6;

    private readonly ulong[] _keys = new ulong[Most];
    private readonly List<SecretUnit> _units;
    private readonly int[] _since;
    private readonly int[] _until;
    private readonly int[] _nearestBefore;
    private readonly int[] _nearestBehind;
    private int _count;

    public Traits(List<SecretUnit> units)
    {
        _units = units;
        _since = new int[units.Count * Cues.Length];
        _until = new int[units.Count * Cues.Length];
        Measure(_since, 0, units.Count, 1);
        Measure(_until, units.Count - 1, -1, -1);
        _nearestBefore = [.. Enumerable.Range(0, units.Count).Select(at => Nearest(_since, at))];
        _nearestBehind = [.. Enumerable.Range(0, units.Count).Select(at => Nearest(_until, at))];
    }

    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, _count);

    /// <summary>The unit before the one that is taken next is a secret.</summary>
    public bool FollowsSecret { get; set; }

    /// <summary>A word where nothing is said of secrets is a word, however strange; an everyday one also far from where it is.</summary>
    public bool IsWorthALook(int at)
    {
        const int near = 12;
        var unit = _units[at];
        if (unit.IsAddress || unit.IsCalledByItsName || IsUserName(at)) { return false; }

        return Rough(unit.Kind) >= DigitsAndLetters || IsSpokenOf(at, unit.Kind == UnitKind.EverydayWord ? near : int.MaxValue - 1);
    }

    /// <summary>"my username is harborview61": the word stands right before, or with one between.</summary>
    private bool IsUserName(int at) =>
        _units[at].Before is not ('/' or '|') && _nearestBefore[at] == UserCue && _since[(at * Cues.Length) + UserCue] <= 2;

    /// <summary>It is written as versions and error codes are, or is a word that is said about passwords, or stands right behind a word for something that is no secret: a user name, a ticket, a phone.</summary>
    public bool IsCalledOtherwise(int at)
    {
        const int near = 3;
        const SecretSense ordinary = SecretSense.Refusals | SecretSense.PasswordWords;
        var before = _nearestBefore[at];

        return _units[at].IsNameOrCode || _units[at].IsOfAnError || (_units[at].Senses & ordinary) != 0 || (before >= UserCue && _since[(at * Cues.Length) + before] <= near);
    }

    /// <summary>A word that people say about passwords, or a digit or two: "my password must have 1 ...", "since Thursday".</summary>
    public bool IsOrdinary(int at) => (_units[at].Senses & SecretSense.OrdinaryWords) != 0 || _units[at].Kind == UnitKind.OneOrTwoDigits;

    private bool IsSpokenOf(int at, int near)
    {
        for (var cue = 0; cue <= UserCue; cue++)
        {
            if (_since[(at * Cues.Length) + cue] <= near || _until[(at * Cues.Length) + cue] <= near) { return true; }
        }

        return false;
    }

    /// <summary>Takes the traits of one unit. The first number of each tells what kind of trait it is.</summary>
    public void Take(int at)
    {
        _count = 0;
        var unit = _units[at];
        var kind = (ulong)unit.Kind + 1;
        Add(1, kind);
        Add(2, unit.Shape);
        Add(3, unit.Word);
        Add(4, unit.Word, kind);
        Add(5, FollowsSecret ? 1UL : 0, kind);
        Add(6, FollowsSecret ? 1UL : 0, unit.Word);
        Add(7, unit.Before, kind);
        Add(8, unit.After, kind);
        Add(9, unit.StartsSentence ? 1UL : 0, kind);
        Add(10, (ulong)Math.Min(_units.Count, 6), kind);
        Add(11, (ulong)(at == 0 ? 1 : 0) + (at == _units.Count - 1 ? 2UL : 0), kind);
        for (var distance = 1; distance <= 3; distance++)
        {
            Add(12, (ulong)distance, WordAt(at - distance));
            Add(13, (ulong)distance, WordAt(at + distance));
            Add(14, (ulong)distance, Mix(WordAt(at - distance), kind));
            Add(15, (ulong)distance, Mix(WordAt(at + distance), kind));
        }
        Add(16, KindAt(at - 1), KindAt(at + 1), kind);
        Add(17, WordAt(at - 1), WordAt(at + 1), kind);
        Add(18, WordAt(at - 2), WordAt(at - 1), kind);
        Add(19, WordAt(at + 1), WordAt(at + 2), kind);
        for (var i = Math.Max(0, at - Behind); i < at - 1; i++) { Add(20, _units[i].Word, kind); }
        for (var i = at + 2; i < Math.Min(_units.Count, at + Ahead + 1); i++) { Add(21, _units[i].Word, kind); }
        if (unit.IsNameOrCode) { Add(25, kind); }
        var (before, after) = ((ulong)(_nearestBefore[at] + 1), (ulong)(_nearestBehind[at] + 1));
        var rough = Rough(unit.Kind);
        Add(26, before, kind);
        Add(27, after, kind);
        Add(28, before, after, rough);
        Add(29, before, WordAt(at - 1), rough);
        Add(30, before, rough, unit.IsNameOrCode ? 1UL : 0);
        Add(31, WordAt(at - 1), rough);
        Add(32, WordAt(at - 2), rough);
        if (unit.Group > 0)
        {
            var group = (ulong)unit.Group;
            Add(33, group, rough);
            Add(34, group, WordAt(at - 1));
            Add(35, group, before);
            Add(36, group, after);
        }
        for (var cue = 0; cue < Cues.Length; cue++)
        {
            var since = _since[(at * Cues.Length) + cue];
            var until = _until[(at * Cues.Length) + cue];
            if (since < int.MaxValue) { Add(22, (ulong)cue, Mix(Far(since), kind)); }
            if (until < int.MaxValue) { Add(23, (ulong)cue, Mix(Far(until), kind)); }
            if (since < int.MaxValue || until < int.MaxValue) { Add(24, (ulong)cue, kind); }
        }
    }

    /// <summary>One number of two, in which no pattern of either is left.</summary>
    public static ulong Mix(ulong one, ulong other)
    {
        var mixed = (one * 0x9E3779B97F4A7C15UL) ^ (other + 0xD1B54A32D192ED03UL + (one << 6));
        mixed = (mixed ^ (mixed >> 32)) * 0xBF58476D1CE4E5B9UL;

        return mixed ^ (mixed >> 29);
    }

    private void Measure(int[] distances, int from, int end, int step)
    {
        Span<int> seen = stackalloc int[Cues.Length];
        seen.Fill(-1);
        for (var at = from; at != end; at += step)
        {
            for (var cue = 0; cue < Cues.Length; cue++)
            {
                distances[(at * Cues.Length) + cue] = seen[cue] < 0 ? int.MaxValue : Math.Abs(at - seen[cue]);
                if ((_units[at].Senses & Cues[cue]) != 0) { seen[cue] = at; }
            }
        }
    }

    /// <summary>The cue that stands nearest; -1 when there is none.</summary>
    private static int Nearest(int[] distances, int at)
    {
        var nearest = -1;
        for (var cue = 0; cue < Cues.Length; cue++)
        {
            var distance = distances[(at * Cues.Length) + cue];
            if (distance < int.MaxValue && (nearest < 0 || distance < distances[(at * Cues.Length) + nearest])) { nearest = cue; }
        }

        return nearest;
    }

    private static ulong Rough(UnitKind kind) => kind switch
    {
        UnitKind.EverydayWord or UnitKind.NumberWord or UnitKind.Letter => 1,
        UnitKind.RareWord or UnitKind.UnknownWord => 2,
        UnitKind.Compound or UnitKind.MixedCase => 5,
        UnitKind.NamedEveryday or UnitKind.NamedUnknown or UnitKind.Shouted => 3,
        UnitKind.LettersAndDigits or UnitKind.AllThree => DigitsAndLetters,
        UnitKind.LettersAndSigns => 7,
        _ => Digits,
    };

    private static ulong Far(int distance) => distance switch { <= 3 => (ulong)distance, <= 5 => 4, <= 8 => 5, <= 14 => 6, _ => 7 };

    private ulong WordAt(int at) => at < 0 ? 11UL : at >= _units.Count ? 13UL : _units[at].Word;

    private ulong KindAt(int at) => at < 0 ? 101UL : at >= _units.Count ? 103UL : (ulong)_units[at].Kind + 1;

    private void Add(ulong template, ulong one) => _keys[_count++] = Mix(template, one);

    private void Add(ulong template, ulong one, ulong other) => Add(template, Mix(one, other));

    private void Add(ulong template, ulong one, ulong other, ulong third) => Add(template, Mix(Mix(one, other), third));
}
