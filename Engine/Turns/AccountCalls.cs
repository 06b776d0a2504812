using System.Security.Cryptography;
using System.Text;
using Engine.Conversations;
using Engine.Journeys;
using Engine.Members;
using Engine.Understanding;

namespace Engine.Turns;

/// <summary>
/// Makes the calls that journeys ask for, between two steps of one turn. The key of a call is made from the conversation, the message and the
/// call, so that the same message, run again or delivered again, finds what it did before instead of doing it twice.
/// </summary>
public sealed class AccountCalls(IMemberAccounts accounts)
{
    /// <summary>More than any journey makes for one message: going on would be a circle of calls.</summary>
    private const int MostCalls = 10;

    internal async Task<Advance> AdvanceAsync(Dialogue dialogue, Conversation before, InboundMessage message, Meaning meaning, DateTimeOffset now, CancellationToken cancellation)
    {
        var move = dialogue.Advance(before, meaning, accounts.Capabilities, now);
        for (var made = 0; move.Asking is { } call; made++)
        {
            if (made == MostCalls)
            {
                throw new InvalidOperationException($"A journey keeps calling the accounts; the last call was {call}.");
            }

            var errand = new Errand(before.Key.ToString(), KeyOf(message, call, made)) { Proofs = move.Proofs, Typed = meaning.Typed, Locale = before.Locale, Source = message.Source };
            move = dialogue.Resume(move, await call.MakeAsync(accounts, errand, cancellation));
        }

        return move;
    }

    /// <summary>With the call's name in it: a run on another turn's result may ask for something else, and must not be given this one's answer.</summary>
    private static string KeyOf(InboundMessage message, AccountCall call, int place) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Conversation}\n{message.Id}\n{call.Name}\n{place}")).AsSpan(0, 16));
}
