using Engine.Conversations;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Unknown;

namespace Bot.Commands;

/// <summary>Finds in a stored talk what was not understood: read again with today's content, against what the assistant had just said.</summary>
internal sealed class UnknownWordingReader(Recogniser recogniser)
{
    public IEnumerable<UnknownWording> Read(string conversation, IReadOnlyList<TranscriptEntry> talk)
    {
        TranscriptEntry? asked = null;
        foreach (var line in talk)
        {
            if (line.Speaker == Speaker.Assistant && line.Reply is not null) { asked = line; }
            // With an agent they talk about anything.
            if (line.Speaker == Speaker.Agent) { asked = null; }
            if (line.Speaker != Speaker.Member || line.Silent || line.Text.Length == 0 || IsChoice(line.Text, asked)) { continue; }
            if (Unknown(conversation, line, asked) is { } unknown) { yield return unknown; }
        }
    }

    private UnknownWording? Unknown(string conversation, TranscriptEntry line, TranscriptEntry? asked)
    {
        var wanted = asked?.Reply is { } reply ? recogniser.AskedReader.Read(reply.Text) : Asked.Nothing;
        var decoded = recogniser.Decode(new Utterance(line.Text, line.Locale ?? KnowledgeBase.Wordings.Locale.Fallback, line.At, wanted));
        if (!IsUnknown(decoded)) { return null; }
        var nearest = decoded.Candidates.FirstOrDefault(candidate => candidate.Label is not ("clarify" or "out-of-scope" or "emergency"));

        return new UnknownWording(conversation, decoded.Scrubbed) { Nearest = nearest.Label, Words = recogniser.TellingWords(decoded.Scrubbed) };
    }

    // A vague message in known words is understood as vague, an act and a detail for what they are; the rest was guessed at or given up.
    private static bool IsUnknown(Decoded decoded) => decoded.Act is null && !decoded.Emergency && !HasDetail(decoded.Entities)
        && (decoded.Decision == Decision.Fallback || (decoded.Decision == Decision.Clarify && (decoded.Label != "clarify" || decoded.UntaughtWords > 0)));

    private static bool HasDetail(Entities found) =>
        found.Email.Count + found.Phone.Count + found.MemberNumber.Count + found.DateOfBirth.Count + found.LastSignIn.Count + found.OneTimeCode.Count > 0 || found.FullName is not null;

    private static bool IsChoice(string text, TranscriptEntry? asked) =>
        asked?.Reply?.Choices.Any(choice => string.Equals(choice.Label, text.Trim(), StringComparison.OrdinalIgnoreCase)) == true;
}
