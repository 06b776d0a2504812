using Microsoft.AspNetCore.Identity;

namespace Bot.Accounts.Model;

/// <summary>A fictitious member of the sandbox plan: ASP.NET Core Identity's user, with what a health plan adds to it.</summary>
internal sealed class SandboxMember : IdentityUser
{
    public string DisplayName { get; set; } = "";
    public string MemberNumber { get; set; } = "";

    /// <summary>The company this member signs in by; null for a password of their own.</summary>
    public string? IdentityProvider { get; set; }

    public bool IsSwitchedOff { get; set; }

    /// <summary>The stored address and phone are there, but the member has lost both: nothing sent there is seen.</summary>
    public bool HasLostContacts { get; set; }

    /// <summary>The user name of the member this caregiver may act for, when that is recorded.</summary>
    public string? MayActFor { get; set; }

    /// <summary>The user name of the member this caregiver says they act for, recorded or not.</summary>
    public string? ActsFor { get; set; }
}
