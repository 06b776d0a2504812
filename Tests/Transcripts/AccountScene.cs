using System.Globalization;
using System.Text.RegularExpressions;
using Engine.Members;
using Tests.Fakes;
using Tests.Given;

namespace Tests.Transcripts;

/// <summary>
/// What a <c>given</c> line can say of the accounts:
/// <code>
/// given  the accounts are a sandbox with member1 locked, member2 without phone
/// given  the accounts cannot unlock | reset | send-user-name | text | call | add-app | add-text | change-contacts | make-recovery-codes | mail-card
/// given  the accounts are down | up | none
/// given  the accounts next answer wait | closed | refused | not-possible | more-needed | too-soon | too-often
/// given  the accounts offer push
/// given  the page is done | gone
/// given  the phone's clock is 4 minutes ahead | behind | right
/// </code>
/// A member is plain, locked, switched-off, without-email, without-phone, with-app, with-text, with-google or with-recovery-codes, or several of these.
/// </summary>
internal static partial class AccountScene
{
    internal static bool Set(FakeAccounts accounts, string given)
    {
        if (Sandbox().Match(given) is { Success: true } sandbox)
        {
            accounts.Capabilities = FakeAccounts.Everything;

            return sandbox.Groups["members"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(member => Place(accounts, member));
        }

        if (Cannot().Match(given) is { Success: true } cannot)
        {
            return Take(accounts, cannot.Groups["what"].Value);
        }

        if (PhoneClock().Match(given) is { Success: true } off)
        {
            accounts.ClockAhead = off.Groups["minutes"] is { Success: true } minutes
                ? TimeSpan.FromMinutes(int.Parse(minutes.Value, CultureInfo.InvariantCulture)) * (off.Groups["way"].Value == "ahead" ? 1 : -1)
                : TimeSpan.Zero;

            return true;
        }

        switch (given)
        {
            case "the accounts next answer wait":
                accounts.Next = new CodeCheck.Wait(Assistant.Start.AddMinutes(30));
                return true;
            case "the accounts next answer closed":
                accounts.Next = new CodeCheck.Locked();
                return true;
            case "the accounts next answer refused":
                accounts.Next = new Refusal.NotOffered();
                return true;
            case "the accounts next answer not-possible":
                accounts.Next = new Refusal.NotPossible();
                return true;
            case "the accounts next answer more-needed":
                accounts.Next = new Refusal.NeedsProof(ProofNeed.TwoMethods);
                return true;
            case "the accounts next answer too-soon":
                accounts.Next = new CodeSending.TooSoon(Assistant.Start.AddMinutes(30));
                return true;
            case "the accounts next answer too-often":
                accounts.Next = new CodeSending.TooOften(Assistant.Start.AddMinutes(30));
                return true;
            case "the accounts offer push":
                accounts.Capabilities = accounts.Capabilities with { NewFactors = [.. accounts.Capabilities.NewFactors, FactorKind.Push] };
                return true;
            case "the accounts are none":
                accounts.Capabilities = Capabilities.None;
                return true;
            case "the accounts are down" or "the accounts are up":
                accounts.AreDown = given.EndsWith("down", StringComparison.Ordinal);
                return true;
            case "the page is done":
                accounts.FinishPage();
                return true;
            case "the page is gone":
                accounts.LosePage();
                return true;
            default:
                return false;
        }
    }

    private static bool Place(FakeAccounts accounts, string described)
    {
        var words = described.Replace("without ", "without-", StringComparison.Ordinal).Replace("with ", "with-", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        return words.Skip(1).All(situation => Put(accounts.Member(words[0]), situation));
    }

    private static bool Put(FakeMember member, string situation)
    {
        switch (situation)
        {
            case "plain" or "and":
                return true;
            case "locked":
                member.LockedUntil = Assistant.Start.AddMinutes(30);
                return true;
            case "switched-off":
                member.IsSwitchedOff = true;
                return true;
            case "without-email":
                member.Email = null;
                return true;
            case "without-phone":
                member.Phone = null;
                return true;
            case "with-app":
                member.Factors.Add(new Factor("app-1", FactorKind.App, "app", Assistant.Start.AddDays(-100)));
                return true;
            case "with-text":
                member.Factors.Add(new Factor("text-1", FactorKind.Text, "••• 00", Assistant.Start.AddDays(-100)));
                return true;
            case "with-google":
                member.IdentityProvider = "Google";
                return true;
            case "with-recovery-codes":
                member.RecoveryCodes = 10;
                return true;
            default:
                return false;
        }
    }

    private static bool Take(FakeAccounts accounts, string what)
    {
        var before = accounts.Capabilities;
        accounts.Capabilities = what switch
        {
            "unlock" => before with { CanUnlock = false },
            "reset" => before with { CanReset = false },
            "send-user-name" => before with { CanSendUserName = false },
            "email" => before with { CodeChannels = [.. before.CodeChannels.Except([CodeChannel.Email])] },
            "text" => before with { CodeChannels = [.. before.CodeChannels.Except([CodeChannel.Text])] },
            "call" => before with { CodeChannels = [.. before.CodeChannels.Except([CodeChannel.Voice])] },
            "add-app" => before with { NewFactors = [.. before.NewFactors.Except([FactorKind.App])] },
            "add-text" => before with { NewFactors = [.. before.NewFactors.Except([FactorKind.Text])] },
            "change-contacts" => before with { CanChangeContacts = false },
            "mail-card" => before with { CanMailCard = false },
            "make-recovery-codes" => before with { CanMakeRecoveryCodes = false },
            _ => before,
        };

        return accounts.Capabilities != before;
    }

    [GeneratedRegex("^the accounts are a sandbox(?: with (?<members>.+))?$")]
    private static partial Regex Sandbox();

    [GeneratedRegex("^the accounts cannot (?<what>[a-z-]+)$")]
    private static partial Regex Cannot();

    [GeneratedRegex("^the phone's clock is (?:right|(?<minutes>[0-9]+) minutes (?<way>ahead|behind))$")]
    private static partial Regex PhoneClock();
}
