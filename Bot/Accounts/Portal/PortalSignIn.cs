using Bot.Accounts.Model;
using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Storage;
using Engine.Members;
using Microsoft.AspNetCore.Identity;

namespace Bot.Accounts.Portal;

/// <summary>How a try to sign in ended.</summary>
internal abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    internal sealed record SignedIn(SandboxMember Member) : SignInOutcome;

    internal sealed record NeedsSecondStep(SandboxMember Member, FactorKind Kind) : SignInOutcome;

    internal sealed record Incorrect(bool IsLastButOne) : SignInOutcome;

    internal sealed record Locked(DateTimeOffset Until) : SignInOutcome;

    internal sealed record ByProvider(string Provider) : SignInOutcome;

    internal sealed record SwitchedOff : SignInOutcome;
}

/// <summary>Signs members of the sandbox in against the users and password hashes of ASP.NET Core Identity.</summary>
internal sealed class PortalSignIn(UserManager<SandboxMember> members, IAssistantDatabase database, SentCodes codes, Authenticators apps, SavedCodes saved, MemberMail mail, CodeRules rules, TimeProvider clock)
{
    private static readonly SandboxMember Nobody = new() { UserName = "nobody" };
    private static readonly string NobodysHash = new PasswordHasher<SandboxMember>().HashPassword(Nobody, "nobody has this one");

    internal async Task<SignInOutcome> TryAsync(string user, string password, CancellationToken cancellation)
    {
        var member = user.Contains('@', StringComparison.Ordinal) ? await members.FindByEmailAsync(user.Trim()) : await members.FindByNameAsync(user.Trim());
        if (member is null)
        {
            // Takes as long as a real one.
            members.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);

            return new SignInOutcome.Incorrect(false);
        }

        if (member.IdentityProvider is { } provider)
        {
            return new SignInOutcome.ByProvider(provider);
        }

        if (LockedUntil(member) is { } locked)
        {
            return new SignInOutcome.Locked(locked);
        }

        if (!await members.CheckPasswordAsync(member, password))
        {
            return await CountWrongAsync(member, cancellation);
        }

        if (member.IsSwitchedOff)
        {
            return new SignInOutcome.SwitchedOff();
        }

        await database.WriteAsync((connection, cancel) => connection.ChangeAsync("""UPDATE "SandboxMembers" SET "AccessFailedCount" = 0 WHERE "Id" = @id""", cancel, ("id", member.Id)), cancellation);
        var factors = await database.ReadAsync((connection, cancel) => SandboxMembers.FactorsAsync(connection, member.Id, cancel), cancellation);

        return factors.Count == 0 ? new SignInOutcome.SignedIn(member) : new SignInOutcome.NeedsSecondStep(member, factors.Any(factor => factor.Kind == FactorKind.App) ? FactorKind.App : factors[0].Kind);
    }

    internal Task<CodeSending> SendCodeAsync(string account, FactorKind kind, Errand errand, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) =>
        {
            var member = (await SandboxMembers.CardAsync(connection, account, cancel))!;
            var channel = kind == FactorKind.Voice ? CodeChannel.Voice : CodeChannel.Text;
            var (answer, code) = await codes.MakeAsync(connection, errand, account, channel, SentCodes.SignIn, member.Phone, cancel);
            if (code is not null)
            {
                await mail.SendCodeAsync(connection, member, channel, SentCodes.SignIn, code, rules.Lifetime, errand, cancel);
            }

            return answer;
        },
        cancellation);

    /// <summary>Null when the second step is passed.</summary>
    internal Task<CodeCheck?> CheckAsync(PortalSession session, Errand errand, CancellationToken cancellation) => database.WriteAsync(
        async (connection, cancel) => session switch
        {
            { ByRecoveryCode: true } => await saved.CheckAsync(connection, errand, session.Member, cancel, atSignIn: true),
            { Challenge: { } challenge } => (await codes.CheckAsync(connection, errand, challenge, cancel)).Wrong,
            _ => await apps.CheckAsync(connection, errand, session.Member, cancel, atSignIn: true),
        },
        cancellation);

    private DateTimeOffset? LockedUntil(SandboxMember member) => member.LockoutEnd > clock.GetUtcNow() ? member.LockoutEnd : null;

    /// <summary>Counted and locked in one statement: of many wrong passwords at the same moment each one counts.</summary>
    private Task<SignInOutcome> CountWrongAsync(SandboxMember member, CancellationToken cancellation) => database.WriteAsync<SignInOutcome>(
        async (connection, cancel) =>
        {
            var (most, until) = (members.Options.Lockout.MaxFailedAccessAttempts, clock.GetUtcNow() + members.Options.Lockout.DefaultLockoutTimeSpan);
            await connection.ChangeAsync(
                """
                UPDATE "SandboxMembers" SET "LockoutEnd" = CASE WHEN "AccessFailedCount" + 1 >= @most THEN @until ELSE "LockoutEnd" END,
                    "AccessFailedCount" = CASE WHEN "AccessFailedCount" + 1 >= @most THEN 0 ELSE "AccessFailedCount" + 1 END WHERE "Id" = @id
                """,
                cancel, ("most", most), ("until", until.ToUnixTimeMilliseconds()), ("id", member.Id));
            var wrong = await connection.NumberAsync("""SELECT "AccessFailedCount" FROM "SandboxMembers" WHERE "Id" = @id""", cancel, ("id", member.Id));

            return wrong == 0 ? new SignInOutcome.Locked(until) : new SignInOutcome.Incorrect(wrong == most - 1);
        },
        cancellation);
}
