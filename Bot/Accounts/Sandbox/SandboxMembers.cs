using System.Data.Common;
using Bot.Storage;
using Engine.Conversations;
using Engine.Members;

namespace Bot.Accounts.Sandbox;

/// <summary>A member as the rules need them, read in their transaction.</summary>
internal sealed record MemberCard(string Id, string UserName, string? Email, string? Phone, DateTimeOffset? LockedUntil, bool IsSwitchedOff, string? IdentityProvider);

/// <summary>A bound factor, without its secret.</summary>
internal sealed record FactorCard(string Id, FactorKind Kind, string Label, DateTimeOffset Since)
{
    internal ProofMethod Method => Kind switch
    {
        FactorKind.App => ProofMethod.App,
        FactorKind.Text or FactorKind.Voice => ProofMethod.Phone,
        FactorKind.Push => ProofMethod.Push,
        FactorKind.RecoveryCodes => ProofMethod.RecoveryCode,
    };
}

/// <summary>Finds members of the sandbox, by plain SQL in the transaction of a call.</summary>
internal static class SandboxMembers
{
    private const string Columns = """ "Id", "UserName", "Email", "PhoneNumber", "LockoutEnd", "IsSwitchedOff", "IdentityProvider" """;

    internal static async Task<string?> FindAsync(DbConnection connection, Identifier identifier, CancellationToken cancellation)
    {
        var (column, value) = identifier.Kind switch
        {
            IdentifierKind.Email => ("NormalizedEmail", identifier.Value.Trim().ToUpperInvariant()),
            IdentifierKind.UserName => ("NormalizedUserName", identifier.Value.Trim().ToUpperInvariant()),
            IdentifierKind.MemberNumber => ("MemberNumber", string.Concat(identifier.Value.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()),
            IdentifierKind.Phone => ("PhoneNumber", PhoneOf(identifier.Value)),
        };
        var found = await connection.ListAsync($"""SELECT "Id" FROM "SandboxMembers" WHERE "{column}" = @value""", row => row.GetString(0), cancellation, ("value", value));

        // A phone may be shared; then nobody is named by it.
        return found.Count == 1 ? found[0] : null;
    }

    internal static Task<MemberCard?> CardAsync(DbConnection connection, string id, CancellationToken cancellation) => connection.FirstAsync(
        $"""SELECT {Columns} FROM "SandboxMembers" WHERE "Id" = @id""",
        row => new MemberCard(
            row.GetString(0), row.GetString(1), row.Text(2), row.Text(3), row.Number(4) is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null, row.GetBoolean(5), row.Text(6)),
        cancellation, ("id", id));

    internal static Task<List<FactorCard>> FactorsAsync(DbConnection connection, string account, CancellationToken cancellation) => connection.ListAsync(
        """SELECT "Id", "Kind", "Label", "Since" FROM "AccountFactors" WHERE "Account" = @account AND "State" = 1 ORDER BY "Since" """,
        row => new FactorCard(row.GetString(0), (FactorKind)row.GetInt32(1), row.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))),
        cancellation, ("account", account));

    /// <summary>As an E.164 number of the United States, when it can be one.</summary>
    internal static string PhoneOf(string typed)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));

        return digits.Length == 10 ? $"+1{digits}" : $"+{digits}";
    }

    internal static string MaskEmail(string email)
    {
        var at = email.LastIndexOf('@');

        return at > 0 ? $"{email[0]}•••{email[at..]}" : "•••";
    }

    internal static string MaskPhone(string phone) => phone.Length > 2 ? $"••• {phone[^2..]}" : "•••";
}
