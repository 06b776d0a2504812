using System.Data.Common;
using Bot.Accounts.Model;
using Bot.Storage;
using Engine.Members;
using Microsoft.AspNetCore.Identity;
using OtpNet;

namespace Bot.Accounts.Sandbox;

/// <summary>
/// The demo members, one for each situation. All of them are made up: the names say so, the addresses are on example.org, and the phone numbers are of the range kept for fiction.
/// Everybody's password is <see cref="Password"/>.
/// </summary>
internal sealed class SandboxSeed(IAssistantDatabase database, AccountKeys keys, TimeProvider clock)
{
    internal const string Password = "Demo-Sunshine-42";

    /// <summary>The key of the demo authenticators; the sandbox page shows their codes as the members' phones would.</summary>
    internal const string AppKey = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    /// <summary>Second steps of the demo members are no new ones, so that they count in full.</summary>
    private const int DaysSinceSetUp = 100;

    /// <summary>One for each situation; the first is the one of the README's story.</summary>
    internal static readonly IReadOnlyList<DemoMember> Members =
    [
        new("member1", "Demo Member One", "Nothing wrong: the place to begin. Lock it by five wrong passwords."),
        new("member2", "Demo Member Two", "Locked for a day by wrong passwords.") { IsLocked = true },
        new("member3", "Demo Member Three", "Second step by an authenticator app.") { HasApp = true },
        new("member4", "Demo Member Four", "Second step by text message.") { HasText = true },
        new("member5", "Demo Member Five", "No phone number on file.") { HasPhone = false },
        new("member6", "Demo Member Six", "Lost both the mailbox and the phone on file: nothing sent there is seen.") { HasLostContacts = true, HasApp = true },
        new("member7", "Demo Caregiver Seven", "Caregiver of member1, recorded.") { ActsFor = "member1", MayAct = true },
        new("member8", "Demo Caregiver Eight", "Caregiver of member1, not recorded.") { ActsFor = "member1" },
        new("member9", "Demo Member Nine", "Signs in with Google.") { IdentityProvider = "Google" },
        new("member10", "Demo Member Ten", "Switched off since the coverage ended.") { IsSwitchedOff = true },
    ];

    private static readonly string[] Tables =
    [
        "SandboxMessages", "AccountContactChanges", "AccountPages", "AccountRecoveryCodes", "AccountFactors", "AccountAnswers", "AccountProofs", "AccountOccasions", "AccountCounters",
        "AccountChallenges", "SandboxTokens", "SandboxLogins", "SandboxClaims", "SandboxMembers",
    ];

    /// <summary>Puts the members there when there are none yet.</summary>
    internal async Task AddAsync(CancellationToken cancellation)
    {
        if (await database.ReadAsync((connection, cancel) => connection.NumberAsync("""SELECT COUNT(*) FROM "SandboxMembers" """, cancel), cancellation) > 0)
        {
            return;
        }

        // Hashing takes long on purpose, and must not hold the one writer up.
        var hash = new PasswordHasher<SandboxMember>().HashPassword(new SandboxMember(), Password);
        await database.WriteAsync(
            async (connection, cancel) =>
            {
                if (await connection.NumberAsync("""SELECT COUNT(*) FROM "SandboxMembers" """, cancel) == 0)
                {
                    for (var index = 0; index < Members.Count; index++)
                    {
                        await AddAsync(connection, Members[index], index + 1, hash, cancel);
                    }
                }

                return 0;
            },
            cancellation);
    }

    /// <summary>Everything as it was at first: members, messages, counters.</summary>
    internal async Task ResetAsync(CancellationToken cancellation)
    {
        await database.WriteAsync(
            async (connection, cancel) =>
            {
                foreach (var table in Tables)
                {
                    await connection.ChangeAsync($"DELETE FROM \"{table}\"", cancel);
                }

                return 0;
            },
            cancellation);
        await AddAsync(cancellation);
    }

    private async Task AddAsync(DbConnection connection, DemoMember member, int place, string hash, CancellationToken cancellation)
    {
        // Fixed ids, so that two replicas that seed at the same moment cannot make two of each.
        var id = $"00000000-0000-4000-8000-{place:D12}";
        var phone = member.HasPhone ? $"+1510555{100 + place:D4}" : null;
        var added = await connection.ChangeAsync(
            """
            INSERT INTO "SandboxMembers" ("Id", "UserName", "NormalizedUserName", "Email", "NormalizedEmail", "EmailConfirmed", "PasswordHash", "SecurityStamp", "ConcurrencyStamp", "PhoneNumber",
                "PhoneNumberConfirmed", "TwoFactorEnabled", "LockoutEnd", "LockoutEnabled", "AccessFailedCount", "DisplayName", "MemberNumber", "IdentityProvider", "IsSwitchedOff", "HasLostContacts", "MayActFor", "ActsFor")
            VALUES (@id, @user, @normalUser, @email, @normalEmail, @yes, @hash, @stamp, @stamp, @phone, @yes, @two, @locked, @yes, 0, @name, @number, @provider, @off, @lost, @may, @acts)
            ON CONFLICT DO NOTHING
            """,
            cancellation,
            ("id", id), ("user", member.UserName), ("normalUser", member.UserName.ToUpperInvariant()), ("email", member.Email), ("normalEmail", member.Email.ToUpperInvariant()), ("yes", true),
            ("hash", member.IdentityProvider is null ? hash : null), ("stamp", AccountKeys.NewId()), ("phone", phone), ("two", member.HasApp || member.HasText),
            ("locked", member.IsLocked ? clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds() : null), ("name", member.Name), ("number", DemoMember.NumberOf(place)), ("provider", member.IdentityProvider),
            ("off", member.IsSwitchedOff), ("lost", member.HasLostContacts), ("may", member.MayAct ? member.ActsFor : null), ("acts", member.ActsFor));
        if (added == 1 && (member.HasApp || member.HasText))
        {
            var factor = $"demo-{member.UserName}";
            var kind = member.HasApp ? FactorKind.App : FactorKind.Text;
            await connection.ChangeAsync(
                """
                INSERT INTO "AccountFactors" ("Id", "Account", "Kind", "State", "Secret", "Phone", "Label", "Since", "ExpiresAt", "LastStep", "DriftFrom", "DriftTo", "Challenge")
                VALUES (@id, @account, @kind, 1, @secret, @phone, @label, @since, 0, 0, 0, 0, '')
                """,
                cancellation,
                ("id", factor), ("account", id), ("kind", (int)kind), ("secret", member.HasApp ? keys.Close(AppKey, "AccountFactors", $"{id}/{factor}", "Secret") : []),
                ("phone", member.HasText ? keys.Close(phone!, "AccountFactors", factor, "Phone") : []), ("label", member.HasText ? SandboxMembers.MaskPhone(phone!) : ""),
                ("since", clock.GetUtcNow().AddDays(-DaysSinceSetUp).ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>What the demo authenticators show now.</summary>
    internal string AppCode() => new Totp(Base32Encoding.ToBytes(AppKey)).ComputeTotp(clock.GetUtcNow().UtcDateTime);
}

/// <summary>One demo member.</summary>
internal sealed record DemoMember(string UserName, string Name, string Situation)
{
    internal string Email => $"{UserName}@example.org";
    internal bool IsLocked { get; init; }
    internal bool HasApp { get; init; }
    internal bool HasText { get; init; }
    internal bool HasPhone { get; init; } = true;
    internal bool HasLostContacts { get; init; }
    internal bool IsSwitchedOff { get; init; }
    internal string? IdentityProvider { get; init; }
    internal string? ActsFor { get; init; }
    internal bool MayAct { get; init; }

    internal static string NumberOf(int place) => $"{90_000_000 + place}";
}
