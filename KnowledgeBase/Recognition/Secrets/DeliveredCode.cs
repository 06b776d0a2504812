using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Secrets;

/// <summary>A code known by how it came, though nobody calls it one: "it sent me 60417", "the text says 4471", "me llegó el 4471".</summary>
internal static class DeliveredCode
{
    private const int Shortest = 4;
    private const int Longest = 8;
    private const int Reach = 6;

    public static bool Is(SecretSearch search, DigitRun run)
    {
        if (run.Digits.Length is < Shortest or > Longest || IsYear(run) || search.Text.Word(run.First - 1) is "$" or "@" || search.Is(run.First - 1, SecretSense.OriginWords)
            || search.Before(run.First, SecretSense.TailWords, Reach) >= 0)
        {
            return false;
        }

        // "used 4471 from the text"
        if (search.Is(run.Last + 1, SecretSense.OriginWords | SecretSense.DeliveryWords) && search.After(run.Last, SecretSense.MessageThings, 3) >= 0) { return true; }

        if (!PlainPassword.EndsClause(search, run.Last + 1) && !search.Is(run.Last + 1, SecretSense.Fillers)) { return false; }

        var verb = search.Before(run.First, SecretSense.DeliveringVerbs, Reach);
        if (verb >= 0 && AllDeliver(search, verb + 1, run.First)) { return true; }

        // "I typed 4471 and it wants six"
        if (run.Digits.Length < 6 && search.Is(run.First - 1, SecretSense.EnteringWords)) { return true; }

        // "sms: 4471"
        if (search.Text.IsSymbol(run.First - 1, ':') && search.Is(run.First - 2, SecretSense.MessageThings)) { return true; }

        // "the number in the email is 4471"
        if (search.Is(run.First - 1, SecretSense.Links) && search.Before(run.First - 1, SecretSense.MessageThings, Reach) >= 0) { return true; }

        // "the text says use 4471", "el mensaje dice 330 918", "letter says activate with 9917 3052"
        var shows = search.Before(run.First, SecretSense.ShowingVerbs, Reach);

        return shows >= 0 && search.Before(shows, SecretSense.MessageThings, 4) >= 0;
    }

    /// <summary>Four digits of this age's years: "they sent it in 2024".</summary>
    public static bool IsYear(DigitRun run) => run.Digits is ['1', '9', _, _] or ['2', '0', '0' or '1' or '2' or '3', _];

    /// <summary>"me 5 numbers", "el", "this number by text": nothing that would make the digits something else.</summary>
    private static bool AllDeliver(SecretSearch search, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            var counts = search.Text.IsNumber(i) && search.Text.LengthOf(i) == 1 && search.Is(i + 1, SecretSense.Units);
            if (!counts && !search.Is(i, SecretSense.DeliveryWords | SecretSense.Fillers | SecretSense.Units | SecretSense.MessageThings) && search.Text.Word(i) is not (":" or "\"" or "'" or "#" or "-"))
            {
                return false;
            }
        }

        return true;
    }
}
