using Engine.Conversations;
using Engine.Members;

namespace Engine.Journeys;

/// <summary>
/// How a journey asks for a proof and gets it: it opens <see cref="ProveIdentity"/> on top, which writes into the frame below which account
/// it is about. Whether anything was proven is told by the conversation alone, so that a note that "back" restored opens nothing.
/// </summary>
internal static class Proving
{
    /// <summary>Note: the accounts' handle for the account that was named.</summary>
    internal const string AccountNote = "account";

    /// <summary>Note: what has to be proven, a <see cref="ProofNeed"/>, or <see cref="NameOnly"/>.</summary>
    internal const string NeedNote = "need";

    /// <summary>What <see cref="NeedNote"/> says where it is enough that the account is named.</summary>
    internal const string NameOnly = "NameOnly";

    private const string AskedNote = "asked";
    private const string MetNote = "met";

    /// <summary>The handle of the account that was named or proven.</summary>
    internal static string AccountOf(Talk talk, Scene scene) => talk.Top!.Note(AccountNote) ?? ProvenAccount(scene) ?? "";

    /// <summary>What happens at the step that needs a proof.</summary>
    internal static Outcome At(Talk talk)
    {
        var frame = talk.Top!;
        var cleared = talk.WithTop(frame.WithNote(AskedNote, null).WithNote(MetNote, null));

        return frame.Note(MetNote) is not null ? new Outcome.Given(cleared)
            : frame.Note(AskedNote) is not null ? new Outcome.Withheld(cleared)
            : new Outcome.Ask(talk.WithTop(frame.WithNote(AskedNote, "yes")), Opening(frame));
    }

    /// <summary>The accounts ask for more. Null when all of it was shown already: then it cannot be done here.</summary>
    internal static Talk? Needing(ProofNeed need, Talk talk, Scene scene) =>
        IsMet($"{need}", AccountOf(talk, scene), scene) ? null : talk.WithTop(talk.Top!.WithNote(NeedNote, $"{need}").WithNote(AccountNote, AccountOf(talk, scene)));

    internal static bool IsMet(string need, string? account, Scene scene)
    {
        if (account is null || need == NameOnly)
        {
            return account is not null;
        }

        var proofs = Of(account, scene).ToList();

        return Enum.Parse<ProofNeed>(need) switch
        {
            ProofNeed.One => proofs.Count > 0,
            ProofNeed.TwoMethods => proofs.Select(proof => proof.Method).Distinct().Count() > 1,
            ProofNeed.FreshFactor => proofs.Any(proof => proof.Method != ProofMethod.Email && scene.Now - proof.At < FreshFor),
        };
    }

    /// <summary>What was proven of this account and is not too old to count.</summary>
    internal static IEnumerable<Proof> Of(string? account, Scene scene) => scene.Before.Proofs.Where(proof => proof.Account == account && scene.Now - proof.At < Proof.Lasts);

    /// <summary>The account that something was proven of in this conversation a moment ago.</summary>
    internal static string? ProvenAccount(Scene scene) => scene.Before.Proofs.LastOrDefault(proof => scene.Now - proof.At < Proof.Lasts)?.Account;

    /// <summary>Writes the account into the frame below, which goes on with it.</summary>
    internal static Talk HandDown(Talk talk, string account)
    {
        var below = talk.Stack[^2].WithNote(AccountNote, account).WithNote(MetNote, "yes");

        return talk with { Stack = [.. talk.Stack.Take(talk.Stack.Count - 2), below, talk.Top!] };
    }

    /// <summary>Without the journey below that waits for the proof: something else takes its place.</summary>
    internal static Talk WithoutBelow(Talk talk) => talk.Stack.Count < 3 ? talk : talk with { Stack = [.. talk.Stack.Take(talk.Stack.Count - 2), talk.Top!] };

    /// <summary>POLICY: re-authentication before a factor is changed counts for ten minutes.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    private static Frame Opening(Frame frame) => new Frame(ProveIdentity.JourneyId, "")
        .WithNote(NeedNote, frame.Note(NeedNote) ?? $"{ProofNeed.One}")
        .WithNote(AccountNote, frame.Note(AccountNote))
        .WithNote(Lead.TopicNote, frame.Note(Lead.TopicNote));

    /// <summary>Asked for, given, or not given.</summary>
    internal abstract record Outcome
    {
        private Outcome()
        {
        }

        internal sealed record Ask(Talk Talk, Frame Frame) : Outcome;

        internal sealed record Given(Talk Talk) : Outcome;

        internal sealed record Withheld(Talk Talk) : Outcome;
    }
}
