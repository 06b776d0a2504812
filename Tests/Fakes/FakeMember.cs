using Engine.Members;

namespace Tests.Fakes;

/// <summary>A member of <see cref="FakeAccounts"/>.</summary>
internal sealed class FakeMember(string name)
{
    internal string Name { get; } = name;
    internal string? Email { get; set; } = $"{name}@example.org";
    internal string? Phone { get; set; } = "+15105550100";
    internal string Number { get; } = $"900000{int.Parse(name["member".Length..], System.Globalization.CultureInfo.InvariantCulture):00}";
    internal DateTimeOffset? LockedUntil { get; set; }
    internal bool IsSwitchedOff { get; set; }
    internal string? IdentityProvider { get; set; }
    internal List<Factor> Factors { get; } = [];
    internal int RecoveryCodes { get; set; }

    internal bool IsNamedBy(Identifier identifier) => identifier.Kind switch
    {
        IdentifierKind.Email => string.Equals(identifier.Value.Trim(), Email, StringComparison.OrdinalIgnoreCase),
        IdentifierKind.MemberNumber => string.Concat(identifier.Value.Where(char.IsAsciiLetterOrDigit)) == Number,
        IdentifierKind.UserName => identifier.Value.Trim() == Name,
        IdentifierKind.Phone => Phone is not null && Phone.EndsWith(string.Concat(identifier.Value.Where(char.IsAsciiDigit)), StringComparison.Ordinal),
    };
}
